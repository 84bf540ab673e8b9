/** One series as its page shows it: what it says, what comes, what did not. */
import type { Db } from '#platform/backend/index.ts';
import {
  goalFigure,
  messageType,
  targetState,
  type PostId,
  type SeriesId,
  type TargetState,
} from '../schema.ts';
import { type Fact } from '#catalogue/schema.ts';
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

export interface Skip {
  day: string;
  reason: 'deleted' | 'late';
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
  const row = data as unknown as typeof data & {
    series_channels: { channel_id: string }[];
    series_media: { media_id: string; position: number; alt_text: string }[];
    series_facts: { product_id: string; fact: Fact }[];
  };
  return {
    id: row.id as SeriesId,
    version: row.version,
    state: seriesState(row),
    movedBy: row.ended_by ?? row.paused_by,
    movedAt: row.ended_at ?? row.paused_at,
    name: row.name,
    weekdays: row.weekdays,
    localHour: row.local_hour.slice(0, 5),
    firstDay: row.first_day,
    lastDay: row.last_day,
    mediaType: row.media_type as SeriesPlan['mediaType'],
    messageType: messageType.parse(row.message_type),
    goal: row.goal,
    goalFigure: goalFigure.parse(row.goal_figure),
    goalValue: row.goal_value,
    pillar: row.pillar,
    captions: row.captions,
    link: row.link,
    firstComment: row.first_comment,
    channels: row.series_channels.map(({ channel_id }) => channel_id),
    pictures: row.series_media
      .sort((a, b) => a.position - b.position)
      .map(({ media_id, alt_text }) => ({ media_id, alt_text })),
    facts: row.series_facts,
  };
}

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
      .select(
        'id, series_on, caption, version, series_version, submitted_at, ' +
          'post_targets(state, scheduled_at, scheduled_local)',
      )
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
  const rows = posts.data as unknown as OccurrenceRow[];
  return {
    occurrences: rows.map((row) => occurrence(row, series.localHour)),
    skips: skips.data.map(({ day, reason }) => ({ day, reason: reason as Skip['reason'] })),
  };
}

interface OccurrenceRow {
  id: string;
  series_on: string;
  caption: string;
  version: number;
  series_version: number;
  submitted_at: string | null;
  post_targets: { state: string; scheduled_at: string | null; scheduled_local: string | null }[];
}

function occurrence(row: OccurrenceRow, localHour: string): Occurrence {
  const asMade = `${row.series_on}T${localHour}`;
  const open = row.post_targets.filter(({ state }) => state !== 'cancelled');
  const times = open.flatMap(({ scheduled_at }) => scheduled_at ?? []).sort();
  return {
    post: row.id as PostId,
    day: row.series_on,
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
