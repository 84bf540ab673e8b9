/** One series as its page shows it: what it says, what comes, what did not. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import type { RowOf } from '#platform/backend/rows.ts';
import {
  goalFigure,
  mediaType,
  messageType,
  targetState,
  type PostId,
  type SeriesId,
  type TargetState,
} from '../schema.ts';
import { fact } from '#catalogue/schema.ts';
import { seriesState, type SeriesPlan, type SeriesState } from './plans.ts';

export interface SeriesDetail extends SeriesPlan {
  id: SeriesId;
  version: number;
  state: SeriesState;
  movedBy: string | null;
  movedAt: string | null;
}

export interface Occurrence {
  post: PostId;
  /** The day it stands for; a person may have moved it to another. */
  day: string;
  at: string | null;
  caption: string;
  /** A person edited, moved or cancelled it: the series leaves it alone. */
  touched: boolean;
  submitted: boolean;
  states: TargetState[];
}

const skipReason = z.enum(['deleted', 'late']);

export interface Skip {
  day: string;
  reason: z.infer<typeof skipReason>;
}

/** One series; null when it is not there, or another business's. */
export async function findSeries(db: Db, business: string, id: SeriesId): Promise<SeriesDetail | null> {
  const { data } = await db
    .from('post_series')
    .select(
      '*, series_channels(channel_id), series_media(media_id, position, alt_text), series_facts(product_id, fact)',
    )
    .eq('business_id', business)
    .eq('id', id)
    .maybeSingle()
    .throwOnError();
  if (!data) return null;
  return {
    id: data.id as SeriesId,
    version: data.version,
    state: seriesState(data),
    movedBy: data.ended_by ?? data.paused_by,
    movedAt: data.ended_at ?? data.paused_at,
    name: data.name,
    weekdays: data.weekdays,
    localHour: data.local_hour.slice(0, 5),
    firstDay: data.first_day,
    lastDay: data.last_day,
    mediaType: mediaType.exclude(['video']).parse(data.media_type),
    messageType: messageType.parse(data.message_type),
    goal: data.goal,
    goalFigure: goalFigure.parse(data.goal_figure),
    goalValue: data.goal_value,
    pillar: data.pillar,
    captions: data.captions,
    link: data.link,
    firstComment: data.first_comment,
    channels: data.series_channels.map(({ channel_id }) => channel_id),
    pictures: data.series_media
      .sort((a, b) => a.position - b.position)
      .map(({ media_id, alt_text }) => ({ media_id, alt_text })),
    facts: data.series_facts.map((each) => ({ ...each, fact: fact.parse(each.fact) })),
  };
}

const occurrenceColumns =
  'id, series_on, caption, version, series_version, submitted_at, post_targets(state, scheduled_at, scheduled_local)';

/** What is to come of a series (at most forty), and days of the last two weeks or to come that got no post. */
export async function listOccurrences(
  db: Db,
  business: string,
  series: Pick<SeriesDetail, 'id' | 'localHour'>,
  today: string,
): Promise<{ occurrences: Occurrence[]; skips: Skip[] }> {
  const twoWeeksAgo = new Date(Date.parse(today) - 14 * 86_400_000).toISOString().slice(0, 10);
  const [posts, skips] = await Promise.all([
    db
      .from('posts')
      .select(occurrenceColumns)
      .eq('business_id', business)
      .eq('series_id', series.id)
      .gte('series_on', today)
      .order('series_on')
      .limit(40)
      .throwOnError(),
    db
      .from('series_skips')
      .select('day, reason')
      .eq('business_id', business)
      .eq('series_id', series.id)
      .gte('day', twoWeeksAgo)
      .order('day')
      .limit(40)
      .throwOnError(),
  ]);
  return {
    occurrences: posts.data.map((row) => occurrence(row, series.localHour)),
    skips: skips.data.map(({ day, reason }) => ({ day, reason: skipReason.parse(reason) })),
  };
}

type OccurrenceRow = RowOf<'posts', typeof occurrenceColumns>;

function occurrence(row: OccurrenceRow, localHour: string): Occurrence {
  const asMade = `${row.series_on}T${localHour}`;
  const open = row.post_targets.filter(({ state }) => state !== 'cancelled');
  const times = open.flatMap(({ scheduled_at }) => scheduled_at ?? []).sort();
  return {
    post: row.id as PostId,
    day: z.string().parse(row.series_on),
    at: times[0] ?? null,
    caption: row.caption,
    touched:
      row.version !== row.series_version ||
      open.length < row.post_targets.length ||
      open.some(({ scheduled_local }) => scheduled_local?.slice(0, 16) !== asMade),
    submitted: row.submitted_at !== null,
    states: row.post_targets.map(({ state }) => targetState.parse(state)),
  };
}
