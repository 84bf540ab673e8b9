import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import type { RowOf } from '#platform/backend/rows.ts';
import { picturePath } from '#platform/media/address.ts';
import {
  goalFigure,
  mediaType,
  messageType,
  placement,
  targetState,
  type GoalFigure,
  type MediaType,
  type MessageType,
  type Placement,
  type PostId,
} from '../schema.ts';
import { fact, type Fact } from '#catalogue/schema.ts';
import { movable, plannedTarget, validHours, type PlannedTarget } from './targets.ts';

/** What a post is, before anybody decided when and where. */
export interface PostContent {
  mediaType: MediaType;
  placement: Placement;
  messageType: MessageType | null;
  goal: string | null;
  goalFigure: GoalFigure | null;
  goalValue: number | null;
  pillar: string | null;
  caption: string;
  link: string | null;
  firstComment: string | null;
  pictures: { media_id: string; alt_text: string }[];
  facts: { product_id: string; fact: Fact }[];
  /** Channels, each with what it says instead of the caption (`null`: the same). */
  channels: { channel_id: string; caption: string | null }[];
  /** Wall clock in the business's zone; `null` for a draft without an hour. */
  localTime: string | null;
}

const saved = z.union([
  z.object({ refused: z.enum(['moved', 'busy', 'published', 'unconfirmed', 'gone']) }),
  z.object({ version: z.number(), state: z.enum(['draft', 'submitted', 'scheduled']) }),
]);

export type SaveResult =
  | { ok: true; version: number; state: 'draft' | 'submitted' | 'scheduled' }
  | { ok: false; refused: 'moved' | 'busy' | 'published' | 'unconfirmed' | 'gone' };

/** From where a post is saved, when that is a composer. */
export interface SavedFrom {
  /** One opening of the composer: it may go on although the answer to its latest save was lost. */
  sheet: string;
  /** Kept as it is typed: takes nothing out of the plan again. */
  typing: boolean;
}

/**
 * Creates a post (`version` 0) or edits it, in one statement. With `submit` it is scheduled, or put before a
 * second person where the business wants one; without, it is a draft. The same content twice is saved once.
 */
export async function savePost(
  db: Db,
  business: string,
  id: string,
  version: number,
  post: PostContent,
  submit: boolean,
  from?: SavedFrom,
): Promise<SaveResult> {
  const { data } = await db
    .rpc('save_post', {
      post: id,
      business,
      expected_version: version,
      ...savedParts(post),
      submit,
      valid_hours: validHours,
      ...(post.localTime !== null && { local_time: post.localTime }),
      ...from,
    })
    .throwOnError();
  const answer = saved.parse(data);
  return 'refused' in answer ? { ok: false, refused: answer.refused } : { ok: true, ...answer };
}

/** A post as save_post and import_plan take it; its hour and whether it is submitted stand beside. */
export function savedParts(post: PostContent) {
  return {
    content: {
      media_type: post.mediaType,
      placement: post.placement,
      message_type: post.messageType,
      goal: post.goal,
      goal_figure: post.goalFigure,
      goal_value: post.goalValue,
      pillar: post.pillar,
      caption: post.caption,
      link: post.link,
      first_comment: post.firstComment,
    },
    pictures: post.pictures,
    targets: post.channels,
    facts: post.facts,
  };
}

export interface PostDetail extends PostContent {
  id: PostId;
  version: number;
  createdAt: string;
  updatedBy: string | null;
  submittedAt: string | null;
  pictures: { media_id: string; alt_text: string; path: string }[];
  targets: PlannedTarget[];
  /** Versions of all its targets, in the order of their ids: what a form that moves it has seen. */
  seen: number[];
  /** At least one target may still get another day. */
  movable: boolean;
  /** Whether it can still be edited, and if not, why. */
  locked: 'busy' | 'published' | 'unconfirmed' | null;
}

const postColumns = `
  id, version, media_type, placement, message_type, goal, goal_figure, goal_value, pillar, caption, link,
  first_comment, created_at, updated_by, submitted_at, post_media(media_id, position, alt_text),
  post_facts(product_id, fact), post_targets(id, post_id, channel_id, caption, state, version, scheduled_at,
  scheduled_local, scheduled_zone, published_at, permalink, reason, next_try_at, created_at, channels(kind, name))`;

/** One post with its targets; null when it is not there, or another business's. */
export async function findPost(db: Db, business: string, id: PostId): Promise<PostDetail | null> {
  const { data } = await db
    .from('posts')
    .select(postColumns)
    .eq('business_id', business)
    .eq('id', id)
    .maybeSingle()
    .throwOnError();
  return data ? postDetail(data) : null;
}

function postDetail(row: RowOf<'posts', typeof postColumns>): PostDetail {
  const media = row.post_media.sort((a, b) => a.position - b.position);
  const targets = row.post_targets.sort((a, b) => (a.created_at + a.id < b.created_at + b.id ? -1 : 1));
  const open = targets.filter(({ state }) => state !== 'cancelled');
  return {
    id: row.id as PostId,
    version: row.version,
    mediaType: mediaType.parse(row.media_type),
    placement: placement.parse(row.placement),
    messageType: messageType.nullable().parse(row.message_type),
    goal: row.goal,
    goalFigure: goalFigure.nullable().parse(row.goal_figure),
    goalValue: row.goal_value,
    pillar: row.pillar,
    caption: row.caption,
    link: row.link,
    firstComment: row.first_comment,
    createdAt: row.created_at,
    updatedBy: row.updated_by,
    submittedAt: row.submitted_at,
    pictures: media.map(({ media_id, alt_text }) => ({ media_id, alt_text, path: picturePath(media_id) })),
    facts: row.post_facts.map((each) => ({ ...each, fact: fact.parse(each.fact) })),
    channels: open.map(({ channel_id, caption }) => ({ channel_id, caption })),
    localTime: open.find((target) => target.scheduled_local)?.scheduled_local?.slice(0, 16) ?? null,
    targets: targets.map((target) =>
      plannedTarget({ ...target, posts: { caption: row.caption, post_media: media } }),
    ),
    seen: [...row.post_targets].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ version }) => version),
    movable: targets.some(
      ({ state, scheduled_at }) => scheduled_at !== null && movable.includes(targetState.parse(state)),
    ),
    locked: lockOf(targets.map(({ state }) => state)),
  };
}

function lockOf(states: string[]): PostDetail['locked'] {
  if (states.some((state) => state === 'claimed' || state === 'publishing')) return 'busy';
  if (states.includes('published')) return 'published';
  return states.includes('unconfirmed') ? 'unconfirmed' : null;
}
