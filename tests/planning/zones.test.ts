/** Wall clocks: what is moved keeps its hour on the clock of the business, also where the clock changes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { movePost, readCalendar, type MoveResult } from '#planning/calendar/index.ts';
import { day } from '#platform/text/days.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import { makeBusiness, openTestBackend, signUpPerson } from '../support/backend.ts';
import type { PostId } from '#planning/schema.ts';

let backend: Backend;
let db: Db;
let business: string;
let channel: string;

beforeAll(async () => {
  backend = await openTestBackend();
  const owner = await signUpPerson(backend, 'jam@contoh.test');
  db = backend.asUser(owner.token);
  business = await makeBusiness(backend, owner, 'jam-dinding');
  const [row] = await backend.sql`insert into channels (business_id, kind, name)
    values (${business}, 'assisted', 'Contoh') returning id`;
  channel = row!.id as string;
});
afterAll(() => backend.close());

/** A post at this wall clock of the zone, which the business is in from now on. */
async function plan(zone: string, local: string): Promise<PostId> {
  const { sql } = backend;
  const post = randomUUID();
  await sql`update businesses set timezone = ${zone} where id = ${business}`;
  await sql`insert into posts (id, business_id, media_type, message_type, goal)
    values (${post}, ${business}, 'text', 'promotional', 'Contoh')`;
  await sql`insert into post_targets (post_id, business_id, channel_id, state, scheduled_at, scheduled_zone, not_after)
    values (${post}, ${business}, ${channel}, 'scheduled', ${local}::text::timestamp at time zone ${zone}, ${zone},
      ${local}::text::timestamp at time zone ${zone} + interval '6 hours')`;
  return post as PostId;
}

const move = (post: PostId, to: string, time?: string): Promise<MoveResult> =>
  movePost(db, post, { seen: [1], day: day.parse(to), ...(time && { time }) });

async function stored(post: PostId) {
  const [row] = await backend.sql`select scheduled_at, scheduled_local::text as local, scheduled_zone,
    not_after - scheduled_at = interval '6 hours' as window_kept from post_targets where post_id = ${post}`;
  return { ...row!, scheduled_at: (row!.scheduled_at as Date).toISOString() };
}

test.each([
  ['Asia/Jakarta', '2027-03-10T02:00:00.000Z'],
  ['Asia/Makassar', '2027-03-10T01:00:00.000Z'],
  ['Asia/Jayapura', '2027-03-10T00:00:00.000Z'],
])('in %s nine o’clock stays nine o’clock', async (zone, instant) => {
  const post = await plan(zone, '2027-03-01 09:00');
  expect(await move(post, '2027-03-10')).toMatchObject({
    outcome: 'moved',
    at: '2027-03-10T09:00',
    shifted: false,
  });
  expect(await stored(post)).toEqual({
    scheduled_at: instant,
    local: '2027-03-10 09:00:00',
    scheduled_zone: zone,
    window_kept: true,
  });
});

describe.each([
  // zone, the day before, the day the clock changes, its instant of 09:00, and that of the day before
  ['Europe/Berlin', '2027-03-27', '2027-03-28', '2027-03-28T07:00:00.000Z', '2027-03-27T08:00:00.000Z'],
  ['Europe/Berlin', '2027-10-30', '2027-10-31', '2027-10-31T08:00:00.000Z', '2027-10-30T07:00:00.000Z'],
  ['Australia/Sydney', '2027-10-02', '2027-10-03', '2027-10-02T22:00:00.000Z', '2027-10-01T23:00:00.000Z'],
  ['Australia/Sydney', '2027-04-03', '2027-04-04', '2027-04-03T23:00:00.000Z', '2027-04-02T22:00:00.000Z'],
])('in %s, over the change after %s', (zone, eve, change, after, before) => {
  test('a move keeps the wall clock, there and back', async () => {
    const there = await plan(zone, `${eve} 09:00`);
    expect(await move(there, change)).toMatchObject({
      outcome: 'moved',
      at: `${change}T09:00`,
      shifted: false,
    });
    expect(await stored(there)).toMatchObject({ scheduled_at: after, window_kept: true });
    const back = await plan(zone, `${change} 09:00`);
    expect(await move(back, eve)).toMatchObject({ outcome: 'moved', at: `${eve}T09:00` });
    expect(await stored(back)).toMatchObject({ scheduled_at: before });
  });

  test('the view puts the first and the last hour of that day in its cell', async () => {
    const posts = [await plan(zone, `${change} 00:00`), await plan(zone, `${change} 23:45`)];
    const page = await readCalendar(db, business, day.parse(change), day.parse(change));
    const here = page!.cards.filter(({ post }) => posts.includes(post));
    expect(here.map((card) => [card.post, card.day, card.time])).toEqual([
      [posts[0], change, '00:00'],
      [posts[1], change, '23:45'],
    ]);
  });
});

describe('an hour that is not there, or twice', () => {
  test('half past two on the night clocks go forward becomes half past three, and it is said', async () => {
    const post = await plan('Europe/Berlin', '2027-03-27 02:30');
    expect(await move(post, '2027-03-28')).toMatchObject({
      outcome: 'moved',
      at: '2027-03-28T03:30',
      shifted: true,
    });
    expect(await stored(post)).toMatchObject({ scheduled_at: '2027-03-28T01:30:00.000Z' });
  });
  test('half past two on the night clocks go back is the second of the two', async () => {
    const post = await plan('Europe/Berlin', '2027-10-30 02:30');
    expect(await move(post, '2027-10-31')).toMatchObject({
      outcome: 'moved',
      at: '2027-10-31T02:30',
      shifted: false,
    });
    expect(await stored(post)).toMatchObject({ scheduled_at: '2027-10-31T01:30:00.000Z' });
  });
  test('the same in the south', async () => {
    const gone = await plan('Australia/Sydney', '2027-10-02 02:30');
    expect(await move(gone, '2027-10-03')).toMatchObject({ at: '2027-10-03T03:30', shifted: true });
    const twice = await plan('Australia/Sydney', '2027-04-03 02:30');
    expect(await move(twice, '2027-04-04')).toMatchObject({ at: '2027-04-04T02:30', shifted: false });
    expect(await stored(twice)).toMatchObject({ scheduled_at: '2027-04-03T16:30:00.000Z' });
  });
});

test('another hour is taken as it is written', async () => {
  const post = await plan('Asia/Makassar', '2027-03-01 09:00');
  expect(await move(post, '2027-03-10', '23:45')).toMatchObject({ at: '2027-03-10T23:45' });
  expect(await stored(post)).toMatchObject({ scheduled_at: '2027-03-10T15:45:00.000Z' });
});
