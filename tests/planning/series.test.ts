/**
 * Series over time: zones, edits, pauses, two workers.
 * Long, because all share one calendar of made-up days.
 */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { fillAllSeries } from '#planning/series/plans.ts';
import { call } from '../policies/function-cases.ts';
import { usePeople } from '../policies/people.ts';
import { seriesArgs } from '../policies/series-world.ts';

const people = usePeople();

interface Made {
  id: string;
  day: string;
  version: number;
  series_version: number;
  caption: string;
  state: string;
  submitted: boolean;
  at: Date;
  local: string;
  target: string;
  target_version: number;
}

const occurrences = (series: unknown) => people.sql<Made[]>`
  select p.id, p.series_on::text as day, p.version, p.series_version, p.caption, t.state,
    p.submitted_at is not null as submitted, t.scheduled_at as at, t.scheduled_local::text as local,
    t.id as target, t.version as target_version
  from posts p join post_targets t on t.post_id = p.id
  where p.series_id = ${series as string} and p.series_on is not null order by p.series_on`;
const skips = (series: unknown) => people.sql<{ day: string; reason: string }[]>`
  select day::text, reason from series_skips where series_id = ${series as string} order by day`;

async function make(plan: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  const wanted = seriesArgs(people.a, plan, more);
  await call(people, 'owner', 'save_series', wanted);
  return wanted as typeof wanted & { series: string; plan: Record<string, unknown> };
}

const change = (wanted: { plan: Record<string, unknown> }, plan: Record<string, unknown>, version = 1) =>
  call<{ made: number; changed: number; refused?: string }>(people, 'staff', 'save_series', {
    ...wanted,
    expected_version: version,
    plan: { ...wanted.plan, ...plan },
  });

const move = (series: string, version: number, wanted: string) =>
  call(people, 'owner', 'move_series', { series, expected_version: version, wanted });

/** The wall clock of a zone at an instant, told by the JavaScript engine's own tables. */
const wall = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);

beforeAll(() => people.sql`update posts set goal_figure = 'likes', goal_value = 1 where goal_figure is null`);

describe('the hour on the wall', () => {
  test.each(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Europe/Berlin', 'America/New_York'])(
    'is kept in %s, and follows when the business moves there',
    async (zone) => {
      const { series } = await make({ local_hour: '23:30' });
      const before = await occurrences(series);
      expect(before.length).toBeGreaterThanOrEqual(28);
      await people.sql`update businesses set timezone = ${zone} where id = ${people.a.business}`;
      const after = await occurrences(series);
      await people.sql`update businesses set timezone = 'Asia/Jakarta' where id = ${people.a.business}`;
      for (const { day, at } of after) expect(wall(at, zone)).toBe(`${day} 23:30`);
      expect(after.length).toBeGreaterThanOrEqual(before.length - 1);
    },
  );

  test('is kept across both changes of daylight saving; an hour the clock skips falls an hour later', async () => {
    const told = async (day: string, hour: string) => {
      const [row] = await people.sql<[{ at: Date }]>`
        select private.series_instant(${day}::date, ${hour}::time, 'Europe/Berlin') as at`;
      return row.at.toISOString();
    };
    expect(await told('2027-03-27', '09:00')).toBe('2027-03-27T08:00:00.000Z');
    expect(await told('2027-03-28', '09:00')).toBe('2027-03-28T07:00:00.000Z');
    expect(await told('2027-10-30', '09:00')).toBe('2027-10-30T07:00:00.000Z');
    expect(await told('2027-10-31', '09:00')).toBe('2027-10-31T08:00:00.000Z');
    expect(await told('2027-03-28', '02:30')).toBe('2027-03-28T01:30:00.000Z');
  });
});

describe('occurrences', () => {
  test('stand on the chosen weekdays, say the captions in turn, and none lies in the past', async () => {
    const { series } = await make({ weekdays: [2, 5], captions: ['A', 'B', 'C'], local_hour: '00:00' });
    const made = await occurrences(series);
    expect(new Set(made.map(({ day }) => new Date(day).getUTCDay()))).toEqual(new Set([2, 5]));
    expect(made.every(({ at, state }) => at > new Date() && state === 'scheduled')).toBe(true);
    made.forEach(({ caption }, index) => {
      if (index > 0) expect(caption).not.toBe(made[index - 1]!.caption);
    });
    expect(new Set(made.map(({ caption }) => caption))).toEqual(new Set(['A', 'B', 'C']));
  });

  test('that a person edited, moved or cancelled are left alone, the others follow a change', async () => {
    const wanted = await make({ local_hour: '23:00' });
    const [, edited, moved, cancelled, follows] = await occurrences(wanted.series);
    await people.sql`update posts set version = version + 1, caption = 'Diubah' where id = ${edited!.id}`;
    await call(people, 'staff', 'schedule_target', {
      target: moved!.target,
      expected_version: 1,
      local_time: `${moved!.day}T22:00:00`,
      valid_hours: 6,
    });
    await call(people, 'staff', 'cancel_target', { target: cancelled!.target, expected_version: 1 });
    const answer = await change(wanted, { captions: ['Baru satu', 'Baru dua'], local_hour: '23:10' });
    const after = new Map((await occurrences(wanted.series)).map((one) => [one.id, one]));
    expect(after.get(edited!.id)).toMatchObject({ caption: 'Diubah', local: edited!.local });
    expect(after.get(moved!.id)).toMatchObject({ caption: moved!.caption, local: `${moved!.day} 22:00:00` });
    expect(after.get(cancelled!.id)).toMatchObject({ caption: cancelled!.caption, state: 'cancelled' });
    expect(after.get(follows!.id)).toMatchObject({ local: `${follows!.day} 23:10:00`, version: 2 });
    expect(after.get(follows!.id)!.caption).toMatch(/^Baru/);
    expect(answer.changed).toBe(after.size - 3);
    expect(answer.made).toBe(0);
    expect(await change(wanted, {}, 1)).toEqual({ refused: 'moved' });
  });

  test('in the hands of a publisher are left alone', async () => {
    const wanted = await make({ local_hour: '23:00' });
    const [, held] = await occurrences(wanted.series);
    await people.sql`update post_targets set state = 'claimed', version = 2, lease_until = now() + interval '1 minute'
      where id = ${held!.target}`;
    await change(wanted, { captions: ['Lain'] });
    await move(wanted.series, 2, 'paused');
    expect(await occurrences(wanted.series)).toEqual([
      expect.objectContaining({ id: held!.id, caption: held!.caption, state: 'claimed' }),
    ]);
  });

  test('that were deleted are not made again, by whatever runs', async () => {
    const wanted = await make();
    const [, gone] = await occurrences(wanted.series);
    const version = await call(people, 'owner', 'cancel_target', {
      target: gone!.target,
      expected_version: 1,
    });
    expect(version).toBe('cancelled');
    expect(await call(people, 'owner', 'discard_post', { post: gone!.id, expected_version: 1 })).toBe(true);
    expect(await skips(wanted.series)).toEqual([{ day: gone!.day, reason: 'deleted' }]);
    await fillAllSeries(people.backend);
    await change(wanted, { captions: ['Baru'] });
    expect((await occurrences(wanted.series)).some(({ day }) => day === gone!.day)).toBe(false);
  });

  test('leave the plan with a pause, and return with the resumption', async () => {
    const { series } = await make({ local_hour: '23:00' });
    const before = await occurrences(series);
    expect(await move(series, 1, 'paused')).toMatchObject({ taken_out: before.length, made: 0 });
    expect(await occurrences(series)).toEqual([]);
    await fillAllSeries(people.backend);
    expect(await occurrences(series)).toEqual([]);
    expect(await move(series, 2, 'running')).toMatchObject({ made: before.length });
    expect(await skips(series)).toEqual([]);
  });

  test('with a colleague’s note are cancelled by a pause and not deleted', async () => {
    const { series } = await make({ local_hour: '23:00' });
    const [, noted] = await occurrences(series);
    await people.sql`insert into post_notes (post_id, business_id, body)
      values (${noted!.id}, ${people.a.business}, 'Catatan contoh')`;
    await move(series, 1, 'paused');
    const [left] = await people.sql`select state from post_targets where post_id = ${noted!.id}`;
    expect(left).toEqual({ state: 'cancelled' });
    await move(series, 2, 'running');
    expect((await occurrences(series)).filter(({ day }) => day === noted!.day)).toHaveLength(1);
  });

  test('end with the last day, and a day outside a new pattern leaves', async () => {
    const wanted = await make({ local_hour: '23:00' });
    const made = await occurrences(wanted.series);
    await change(wanted, { last_day: made[3]!.day });
    expect((await occurrences(wanted.series)).map(({ day }) => day)).toEqual(
      made.slice(0, 4).map(({ day }) => day),
    );
  });
});

describe('the job', () => {
  test('goes on after the member who made the series has left; two workers at once make each once', async () => {
    const { series } = await make({ local_hour: '23:00' });
    const all = await occurrences(series);
    await people.sql`update posts set series_on = null where series_id = ${series}`;
    await people.sql`update post_series set created_by = null, updated_by = null where id = ${series}`;
    const made = await Promise.all([1, 2].map(() => fillAllSeries(people.backend)));
    expect(Math.max(...made)).toBe(all.length);
    expect((await occurrences(series)).map(({ day }) => day)).toEqual(all.map(({ day }) => day));
  });

  test('after a week without a worker makes nothing late, and says which days it left out', async () => {
    const weekAgo = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);
    const { series } = await make({ first_day: weekAgo, local_hour: '00:00' });
    await people.sql`update post_series set considered_until = now() - interval '5 days' where id = ${series}`;
    await fillAllSeries(people.backend);
    const noted = await skips(series);
    expect(noted).toHaveLength(5);
    expect(noted.every(({ reason }) => reason === 'late')).toBe(true);
    expect((await occurrences(series)).every(({ at }) => at > new Date())).toBe(true);
  });

  test('makes nothing while its channel is disconnected, and goes on when it is back', async () => {
    const { series } = await make({ local_hour: '23:00' });
    const all = await occurrences(series);
    await people.sql`update posts set series_on = null where series_id = ${series}`;
    await people.sql`update channels set disconnected_at = now() where id = ${people.a.channel}`;
    await fillAllSeries(people.backend);
    expect(await occurrences(series)).toEqual([]);
    await people.sql`update channels set disconnected_at = null where id = ${people.a.channel}`;
    await fillAllSeries(people.backend);
    expect(await occurrences(series)).toHaveLength(all.length);
  });
});

test('where a second person is wanted each occurrence waits, and not for the one who made the series', async () => {
  await people.sql`update businesses set requires_approval = true where id = ${people.a.business}`;
  const wanted = await make({ local_hour: '23:00' });
  const [, first] = await occurrences(wanted.series);
  expect(first).toMatchObject({ state: 'draft', submitted: true });
  const approve = (who: 'owner' | 'staff') =>
    call(people, who, 'approve_post', { post: first!.id, expected_version: 1 });
  expect(await approve('owner')).toBeNull();
  expect(await approve('staff')).toBe(1);
  await people.sql`update businesses set requires_approval = false where id = ${people.a.business}`;
});

test('the same new id twice, also at once, makes one series', async () => {
  const wanted = seriesArgs(people.a, {}, { series: randomUUID() });
  await Promise.all([1, 2].map(() => call(people, 'owner', 'save_series', wanted)));
  const days = (await occurrences(wanted.series)).map(({ day }) => day);
  expect(days).toEqual([...new Set(days)]);
});

test('a business with series can be deleted', async () => {
  await people.sql`delete from businesses where id = ${people.a.business}`;
  const [left] =
    await people.sql`select count(*)::integer as n from post_series where business_id = ${people.a.business}`;
  expect(left).toEqual({ n: 0 });
});
