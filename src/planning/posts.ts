import type { Db } from '../platform/backend/index.ts';
import type { Cursor } from '../platform/cursor.ts';
import type { ChannelKind } from '../channels/schema.ts';
import { picturePath } from '../platform/picture-address.ts';
import {
  mediaType,
  messageType,
  targetState,
  type MediaType,
  type MessageType,
  type PostId,
  type TargetId,
  type TargetState,
} from './schema.ts';

export interface NewPost {
  id: string;
  mediaType: MediaType;
  messageType: MessageType;
  goal: string;
  caption: string;
  link: string | null;
  pictures: { media_id: string; alt_text: string }[];
  channels: string[];
  /** Wall clock in the business's zone. */
  localTime: string;
}

/** How long after its hour a post may still go out by itself. */
export const validHours = 6;

/** Plans a post for its channels; the same id twice plans once. */
export async function planPost(db: Db, business: string, post: NewPost): Promise<PostId> {
  const { data } = await db
    .rpc('plan_post', {
      id: post.id,
      business,
      media_type: post.mediaType,
      caption: post.caption,
      pictures: post.pictures,
      channels: post.channels,
      valid_hours: validHours,
      local_time: post.localTime,
      message_type: post.messageType,
      goal: post.goal,
      ...(post.link !== null && { link: post.link }),
    })
    .throwOnError();
  return data as PostId;
}

export interface PlannedTarget {
  id: TargetId;
  postId: PostId;
  kind: ChannelKind;
  channelName: string;
  state: TargetState;
  version: number;
  scheduledAt: string | null;
  zone: string | null;
  publishedAt: string | null;
  permalink: string | null;
  reason: string | null;
  nextTryAt: string | null;
  caption: string;
  picture: string | null;
}

const targetColumns =
  'id, post_id, state, version, scheduled_at, scheduled_zone, published_at, permalink, reason, next_try_at, created_at, ' +
  'channels(kind, name), posts(caption, post_media(media_id, position))';

/**
 * A page of planned and published targets. `upcoming`: what is still to go out or needs a person, soonest
 * first; `past`: what is over, newest first.
 */
export async function listTargets(
  db: Db,
  business: string,
  part: 'upcoming' | 'past',
  after: Cursor | null,
  most = 30,
): Promise<{ targets: PlannedTarget[]; next: Cursor | null }> {
  const ascending = part === 'upcoming';
  const states =
    part === 'upcoming'
      ? [
          'draft',
          'approved',
          'scheduled',
          'claimed',
          'container_ready',
          'publishing',
          'unconfirmed',
          'failed',
          'missed',
        ]
      : ['published', 'cancelled'];
  let query = db
    .from('post_targets')
    .select(targetColumns)
    .eq('business_id', business)
    .in('state', states)
    .order('scheduled_at', { ascending, nullsFirst: ascending })
    .order('id', { ascending })
    .limit(most + 1);
  if (after) {
    const beyond = ascending ? 'gt' : 'lt';
    query = query.or(
      `scheduled_at.${beyond}."${after.at}",and(scheduled_at.eq."${after.at}",id.${beyond}.${after.id})`,
    );
  }
  const rows = (await query.throwOnError()).data as unknown as TargetRow[];
  const last = rows.length > most ? rows[most - 1] : undefined;
  return {
    targets: rows.slice(0, most).map(toTarget),
    next: last?.scheduled_at ? { at: last.scheduled_at, id: last.id } : null,
  };
}

export interface PostDetail {
  id: PostId;
  mediaType: MediaType;
  messageType: MessageType | null;
  goal: string | null;
  caption: string;
  link: string | null;
  createdAt: string;
  pictures: { path: string; altText: string }[];
  targets: PlannedTarget[];
}

/** One post with its targets; null when it is not there, or another business's. */
export async function findPost(db: Db, business: string, id: PostId): Promise<PostDetail | null> {
  const { data: post } = await db
    .from('posts')
    .select(
      'id, media_type, message_type, goal, caption, link, created_at, post_media(media_id, position, alt_text), ' +
        'post_targets(id, post_id, state, version, scheduled_at, scheduled_zone, published_at, permalink, reason, next_try_at, created_at, channels(kind, name))',
    )
    .eq('business_id', business)
    .eq('id', id)
    .maybeSingle()
    .throwOnError();
  if (!post) return null;
  const row = post as unknown as PostRow;
  const pictures = row.post_media.sort((a, b) => a.position - b.position);
  return {
    id: row.id as PostId,
    mediaType: mediaType.parse(row.media_type),
    messageType: messageType.nullable().parse(row.message_type),
    goal: row.goal,
    caption: row.caption,
    link: row.link,
    createdAt: row.created_at,
    pictures: pictures.map(({ media_id, alt_text }) => ({ path: picturePath(media_id), altText: alt_text })),
    targets: row.post_targets
      .sort((a, b) => (a.created_at + a.id < b.created_at + b.id ? -1 : 1))
      .map((target) => toTarget({ ...target, posts: { caption: row.caption, post_media: pictures } })),
  };
}

/** Takes a target out of the plan. Null when it has moved on since the page was shown. */
export async function cancelTarget(db: Db, target: TargetId, version: number): Promise<TargetState | null> {
  const { data } = await db.rpc('cancel_target', { target, expected_version: version }).throwOnError();
  return data as TargetState | null;
}

/** Gives a target another hour, and another chance. Null when it has moved on since the page was shown. */
export async function scheduleTarget(
  db: Db,
  target: TargetId,
  version: number,
  localTime: string,
): Promise<TargetState | null> {
  const { data } = await db
    .rpc('schedule_target', {
      target,
      expected_version: version,
      local_time: localTime,
      valid_hours: validHours,
    })
    .throwOnError();
  return data as TargetState | null;
}

/** "Sudah tayang": a person saw it on the network. */
export async function confirmPublished(
  db: Db,
  target: TargetId,
  version: number,
  link: string | null,
): Promise<TargetState | null> {
  const { data } = await db
    .rpc('confirm_published', { target, expected_version: version, ...(link !== null && { link }) })
    .throwOnError();
  return data as TargetState | null;
}

interface TargetRow {
  id: string;
  post_id: string;
  state: string;
  version: number;
  scheduled_at: string | null;
  scheduled_zone: string | null;
  published_at: string | null;
  permalink: string | null;
  reason: string | null;
  next_try_at: string | null;
  created_at: string;
  channels: { kind: string; name: string };
  posts: { caption: string; post_media: { media_id: string; position: number }[] };
}

interface PostRow extends Omit<TargetRow, 'posts' | 'channels'> {
  media_type: string;
  message_type: string | null;
  goal: string | null;
  caption: string;
  link: string | null;
  post_media: { media_id: string; position: number; alt_text: string }[];
  post_targets: Omit<TargetRow, 'posts'>[];
}

function toTarget(row: TargetRow): PlannedTarget {
  const first = row.posts.post_media.find(({ position }) => position === 1);
  return {
    id: row.id as TargetId,
    postId: row.post_id as PostId,
    kind: row.channels.kind as ChannelKind,
    channelName: row.channels.name,
    state: targetState.parse(row.state),
    version: row.version,
    scheduledAt: row.scheduled_at,
    zone: row.scheduled_zone,
    publishedAt: row.published_at,
    permalink: row.permalink,
    reason: row.reason,
    nextTryAt: row.next_try_at,
    caption: row.posts.caption,
    picture: first ? picturePath(first.media_id) : null,
  };
}
