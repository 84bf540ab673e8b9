/** Posts that come again: on which weekdays, at which hour, with which words in turn. */
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import type { PostContent } from '../posts/content.ts';
import type { GoalFigure, MessageType, PostId, SeriesId } from '../schema.ts';
import { validHours } from '../posts/targets.ts';

/** What a series says and when. Weekdays are ISO: Monday is 1. */
export interface SeriesPlan {
  name: string;
  weekdays: number[];
  /** Wall clock of the business, `09:00`. */
  localHour: string;
  firstDay: string;
  lastDay: string | null;
  mediaType: 'text' | 'link' | 'photo';
  messageType: MessageType;
  goal: string;
  goalFigure: GoalFigure;
  goalValue: number;
  pillar: string | null;
  /** Said in turn. */
  captions: string[];
  link: string | null;
  firstComment: string | null;
  pictures: PostContent['pictures'];
  facts: PostContent['facts'];
  channels: string[];
}

const refusal = z.object({ refused: z.enum(['moved', 'ended', 'gone']) });
const saved = refusal.or(z.object({ version: z.number(), made: z.number(), changed: z.number() }));
const moved = refusal.or(z.object({ version: z.number(), taken_out: z.number(), made: z.number() }));

type Refused = { ok: false; refused: 'moved' | 'ended' | 'gone' };
export type SeriesSaved = { ok: true; version: number; made: number; changed: number } | Refused;
export type SeriesMoved = { ok: true; version: number; takenOut: number; made: number } | Refused;

/**
 * Creates a series (`version` 0) or changes it; its untouched occurrences to come follow, and those of the next four
 * weeks are made. The same new id twice creates once.
 */
export async function saveSeries(
  db: Db,
  business: string,
  id: string,
  version: number,
  plan: SeriesPlan,
): Promise<SeriesSaved> {
  const { pictures, facts, channels, ...said } = plan;
  const { data } = await db
    .rpc('save_series', {
      series: id,
      business,
      expected_version: version,
      plan: {
        name: said.name,
        weekdays: said.weekdays,
        local_hour: said.localHour,
        first_day: said.firstDay,
        last_day: said.lastDay,
        valid_hours: validHours,
        media_type: said.mediaType,
        message_type: said.messageType,
        goal: said.goal,
        goal_figure: said.goalFigure,
        goal_value: said.goalValue,
        pillar: said.pillar,
        captions: said.captions,
        link: said.link,
        first_comment: said.firstComment,
      },
      pictures,
      channels,
      facts,
    })
    .throwOnError();
  const answer = saved.parse(data);
  return 'refused' in answer ? { ok: false, ...answer } : { ok: true, ...answer };
}

/**
 * Pauses, resumes or ends a series. Paused or ended, its untouched occurrences leave the plan; what would have been
 * due during a pause is not made later.
 */
export async function moveSeries(
  db: Db,
  id: SeriesId,
  version: number,
  wanted: 'running' | 'paused' | 'ended',
): Promise<SeriesMoved> {
  const { data } = await db
    .rpc('move_series', { series: id, expected_version: version, wanted })
    .throwOnError();
  const answer = moved.parse(data);
  return 'refused' in answer
    ? { ok: false, ...answer }
    : { ok: true, version: answer.version, takenOut: answer.taken_out, made: answer.made };
}

export interface ListedSeries {
  id: SeriesId;
  name: string;
  weekdays: number[];
  localHour: string;
  version: number;
  state: SeriesState;
  next: { post: PostId; at: string; caption: string } | null;
}

export type SeriesState = 'running' | 'paused' | 'ended';

/** The series of a business, the ended ones last, each with its next occurrence. */
export async function listSeries(db: Db, business: string): Promise<ListedSeries[]> {
  const { data } = await db.rpc('list_series', { business }).throwOnError();
  return data.map((row) => ({
    id: row.id as SeriesId,
    name: row.name,
    weekdays: row.weekdays,
    localHour: row.local_hour.slice(0, 5),
    version: row.version,
    state: seriesState(row),
    next: row.next_at
      ? { post: row.next_post as PostId, at: row.next_at, caption: row.next_caption ?? '' }
      : null,
  }));
}

/** The series a post belongs to, if any. */
export async function seriesOfPost(
  db: Db,
  business: string,
  post: PostId,
): Promise<{ id: SeriesId; name: string; edited: boolean } | null> {
  const { data } = await db
    .from('posts')
    .select('version, series_version, post_series(id, name)')
    .eq('business_id', business)
    .eq('id', post)
    .maybeSingle()
    .throwOnError();
  if (!data?.post_series) return null;
  const { id, name } = data.post_series;
  return { id: id as SeriesId, name, edited: data.version !== data.series_version };
}

export function seriesState(row: { paused_at: string | null; ended_at: string | null }): SeriesState {
  if (row.ended_at) return 'ended';
  return row.paused_at ? 'paused' : 'running';
}

/**
 * Makes what every running series lacks for the next four weeks. One that fails does not keep the others from
 * theirs; two workers at once make each occurrence once.
 *
 * @returns how many posts were made
 * @throws when one failed, after all had their turn
 */
export async function fillAllSeries(backend: Backend): Promise<number> {
  const db = backend.asService('make the posts of series ahead');
  let made = 0;
  let failed = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { data } = await db
      .from('post_series')
      .select('id')
      .is('paused_at', null)
      .is('ended_at', null)
      .gt('id', after)
      .order('id')
      .limit(500)
      .throwOnError();
    for (const { id } of data) {
      const { data: posts, error } = await db.rpc('fill_series', { series: id });
      made += posts ?? 0;
      if (error) {
        failed += 1;
        log('warn', 'planning.series_failed', { series: id, error: error.message });
      }
    }
    const last = data.at(-1);
    if (!last) break;
    after = last.id;
  }
  if (failed > 0) throw new Error(`${failed} series could not be continued`);
  return made;
}
