/** A series in each of two businesses, made by their owners, for the tests of one file. */
import { randomUUID } from 'node:crypto';
import { beforeAll } from 'vitest';
import { call } from './function-cases.ts';
import type { People, Who } from './people.ts';
import type { World } from './world.ts';

export interface SeriesWorld {
  series: string;
  product: string;
  skipped: string;
}

/** What `save_series` takes, about every day at nine unless told otherwise. */
export function seriesArgs(
  world: World,
  plan: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    series: randomUUID(),
    business: world.business,
    expected_version: 0,
    plan: {
      name: 'Seri contoh',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      local_hour: '09:00',
      first_day: new Date().toISOString().slice(0, 10),
      last_day: null,
      valid_hours: 6,
      media_type: 'photo',
      message_type: 'conversational',
      goal: 'Tujuan contoh',
      goal_figure: 'comments',
      goal_value: 10,
      pillar: null,
      captions: ['Contoh satu', 'Contoh dua'],
      link: null,
      first_comment: null,
      ...plan,
    },
    pictures: [{ media_id: world.media, alt_text: 'Gambar contoh' }],
    channels: [world.channel],
    facts: [],
    ...more,
  };
}

export function useSeries(people: People): Record<'a' | 'b', SeriesWorld> {
  const worlds = {} as Record<'a' | 'b', SeriesWorld>;
  beforeAll(async () => {
    worlds.a = await fill(people, people.a, 'owner');
    worlds.b = await fill(people, people.b, 'stranger');
  });
  return worlds;
}

async function fill(people: People, world: World, who: Who): Promise<SeriesWorld> {
  const { sql } = people;
  const [made] = await sql<[{ id: string }]>`
    insert into products (business_id, name, place)
    values (${world.business}, 'Produk contoh', 1) returning id`;
  const facts = [{ product_id: made.id, fact: 'price' }];
  const wanted = seriesArgs(world, {}, { facts });
  await call(people, who, 'save_series', wanted);
  const series = wanted.series as string;
  const skipped = '2026-01-05';
  await sql`insert into series_skips (series_id, business_id, day, reason, skipped_by)
    values (${series}, ${world.business}, ${skipped}, 'deleted', null)`;
  return { series, product: made.id, skipped };
}
