import type { Db } from '../platform/backend/index.ts';
import { picturePath } from '../platform/picture-address.ts';
import {
  mediaType,
  messageType,
  targetState,
  type MediaType,
  type MessageType,
  type PostId,
} from './schema.ts';
import { movable } from './move.ts';
import { plannedTarget, validHours, type PlannedTarget, type TargetRow } from './targets.ts';

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
  /** Versions of all its targets, in the order of their ids: what a form that moves it has seen. */
  seen: number[];
  /** At least one target may still get another day. */
  movable: boolean;
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
      .map((target) => plannedTarget({ ...target, posts: { caption: row.caption, post_media: pictures } })),
    seen: [...row.post_targets].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ version }) => version),
    movable: row.post_targets.some(
      ({ state, scheduled_at }) => scheduled_at !== null && movable.includes(targetState.parse(state)),
    ),
  };
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
