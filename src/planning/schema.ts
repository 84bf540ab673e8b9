/** Browser-safe door of the planning room. */
import { z } from 'zod';

export const postId = z.uuid().brand<'post'>();
export type PostId = z.infer<typeof postId>;

export const targetId = z.uuid().brand<'target'>();
export type TargetId = z.infer<typeof targetId>;

export const mediaType = z.enum(['text', 'link', 'photo', 'video']);
export type MediaType = z.infer<typeof mediaType>;

export const messageType = z.enum(['conversational', 'promotional']);
export type MessageType = z.infer<typeof messageType>;

/** Where a network shows a post: among the others, or for a day as a story. */
export const placement = z.enum(['feed', 'story']);
export type Placement = z.infer<typeof placement>;

/** The figure by which a post's goal is judged; `interactions` is likes, comments, shares and saves together. */
export const goalFigure = z.enum(['reach', 'likes', 'comments', 'shares', 'saves', 'interactions']);
export type GoalFigure = z.infer<typeof goalFigure>;

export const targetState = z.enum([
  'draft',
  'approved',
  'scheduled',
  'claimed',
  'container_ready',
  'publishing',
  'published',
  'failed',
  'unconfirmed',
  'missed',
  'cancelled',
]);
export type TargetState = z.infer<typeof targetState>;

/** A wall-clock time as `<input type="datetime-local">` sends it. */
export const localTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);

/** A day of the business's calendar, e.g. `2026-11-21`. */
export const localDay = z.iso.date();

/** How a state is coloured: waits for us, done, trouble, under way, over. */
export function targetTone(state: TargetState): 'waiting' | 'done' | 'danger' | 'info' | 'quiet' {
  if (state === 'published') return 'done';
  if (state === 'failed' || state === 'missed') return 'danger';
  if (state === 'unconfirmed') return 'waiting';
  return state === 'draft' || state === 'cancelled' ? 'quiet' : 'info';
}

export const seriesId = z.uuid().brand<'series'>();
export type SeriesId = z.infer<typeof seriesId>;
