import { channelKind, type ChannelKind } from '#channels/schema.ts';
import type { Lang } from '#platform/text/i18n.ts';
import type { Db } from '#platform/backend/index.ts';
import type { RowOf } from '#platform/backend/rows.ts';
import { picturePath } from '#platform/media/address.ts';
import { targetState, targetTone, type PostId, type TargetId, type TargetState } from '../schema.ts';
import { words } from '../words.ts';

/** How long after its hour a post may still go out by itself. */
export const validHours = 6;

/** The states in which a target may get another day; `private.may_move` in SQL decides. */
export const movable: readonly TargetState[] = [
  'draft',
  'approved',
  'scheduled',
  'container_ready',
  'failed',
  'missed',
];

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

/** What a target is made of, as the API gives it with its channel and its post. */
type TargetColumns = `
  id, post_id, state, version, scheduled_at, scheduled_zone, published_at, permalink, reason, next_try_at, created_at,
  channels(kind, name), posts(caption, post_media(media_id, position))`;

/** Whether a person is asked to post it now, on a channel that has no account. */
export function isYourTurn({ state, reason }: Pick<PlannedTarget, 'state' | 'reason'>): boolean {
  return state === 'unconfirmed' && reason === 'your_turn';
}

/** A target's state as a person reads it. */
export function targetWord(target: Pick<PlannedTarget, 'state' | 'reason'>, lang: Lang) {
  const t = words[lang];
  return { tone: targetTone(target.state), word: isYourTurn(target) ? t.yourTurn : t.state[target.state] };
}

/** Takes a target out of the plan. Null when it has moved on since the page was shown. */
export async function cancelTarget(db: Db, target: TargetId, version: number): Promise<TargetState | null> {
  const { data } = await db.rpc('cancel_target', { target, expected_version: version }).throwOnError();
  return targetState.nullable().parse(data);
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
  return targetState.nullable().parse(data);
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
  return targetState.nullable().parse(data);
}

/** A target with its channel and the first words and picture of its post, as the API gives it. */
export type TargetRow = RowOf<'post_targets', TargetColumns>;

export function plannedTarget(row: TargetRow): PlannedTarget {
  const first = row.posts.post_media.find(({ position }) => position === 1);
  return {
    id: row.id as TargetId,
    postId: row.post_id as PostId,
    kind: channelKind.parse(row.channels.kind),
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
