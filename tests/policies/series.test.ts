/** Who may do what with series and imports. Long, because every person is tried at every verb. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { seriesArgs, useSeries } from './series-world.ts';
import { membersAndService, noOne, testTable, type Everyone } from './table-cases.ts';

const people = usePeople();
const worlds = useSeries(people);

const membersAlone: Everyone = { ...membersAndService, service: 'denied' };
const own = (world: { business: string }) => (world.business === people.a.business ? worlds.a : worlds.b);

describe(covers('table', 'post_series'), () => {
  testTable(people, 'post_series', {
    row: (world) => ({ id: own(world).series }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        name: 'Contoh',
        weekdays: [1],
        local_hour: '09:00',
        first_day: '2027-01-01',
        valid_hours: 6,
        media_type: 'text',
        message_type: 'promotional',
        goal: 'Contoh',
        goal_figure: 'likes',
        goal_value: 1,
        captions: ['Contoh'],
      }),
    },
    update: { ...noOne, values: { name: 'Diubah' } },
    remove: noOne,
  });
});

describe(covers('table', 'series_channels'), () => {
  testTable(people, 'series_channels', {
    row: (world) => ({ series_id: own(world).series, channel_id: world.channel }),
    read: membersAlone,
    insert: {
      ...noOne,
      values: (world) => ({
        series_id: own(world).series,
        business_id: world.business,
        channel_id: world.assisted,
      }),
    },
    update: { ...noOne, values: { channel_id: randomUUID() } },
    remove: noOne,
  });

  test('not even the superuser ties a series to the channel of another business', async () => {
    const { a, b } = people;
    const insert = (business: string) => people.sql`
      insert into series_channels (series_id, business_id, channel_id)
      values (${worlds.a.series}, ${business}, ${b.assisted})`;
    await expect(insert(a.business)).rejects.toMatchObject({ code: '23503' });
    await expect(insert(b.business)).rejects.toMatchObject({ code: '23503' });
  });
});

describe(covers('table', 'series_media'), () => {
  testTable(people, 'series_media', {
    row: (world) => ({ series_id: own(world).series, position: 1 }),
    read: membersAlone,
    insert: {
      ...noOne,
      values: (world) => ({
        series_id: own(world).series,
        business_id: world.business,
        position: 2,
        media_id: world.media,
      }),
    },
    update: { ...noOne, values: { alt_text: 'Diubah' } },
    remove: noOne,
  });
});

describe(covers('table', 'series_facts'), () => {
  testTable(people, 'series_facts', {
    row: (world) => ({ series_id: own(world).series, fact: 'price' }),
    read: membersAlone,
    insert: {
      ...noOne,
      values: (world) => ({
        series_id: own(world).series,
        business_id: world.business,
        product_id: own(world).product,
        fact: 'benefits',
      }),
    },
    update: { ...noOne, values: { fact: 'benefits' } },
    remove: noOne,
  });
});

describe(covers('table', 'series_skips'), () => {
  testTable(people, 'series_skips', {
    row: (world) => ({ series_id: own(world).series, day: own(world).skipped }),
    read: membersAlone,
    insert: {
      ...noOne,
      values: (world) => ({
        series_id: own(world).series,
        business_id: world.business,
        day: '2027-01-01',
        reason: 'deleted',
      }),
    },
    update: { ...noOne, values: { reason: 'late' } },
    remove: noOne,
  });
});

describe(covers('function', 'save_series'), () => {
  test.each(['stranger', 'nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'save_series', seriesArgs(people.a)),
  );

  test.each(['owner', 'staff'] as const)('%s creates a series with its posts ahead', async (who) => {
    const wanted = seriesArgs(people.a);
    const answer = await call<{ version: number; made: number }>(people, who, 'save_series', wanted);
    expect(answer.version).toBe(1);
    expect(answer.made).toBeGreaterThanOrEqual(28);
    const [series] =
      await people.sql`select created_by, business_id from post_series where id = ${wanted.series as string}`;
    expect(series).toEqual({ created_by: people[who].id, business_id: people.a.business });
  });

  test("a stranger does not reach another business's series through their own business", async () => {
    const series = worlds.a.series;
    const theirs = (version: number) => seriesArgs(people.b, {}, { series, expected_version: version });
    await expectRefusal(people, 'stranger', 'save_series', theirs(1), { answer: { refused: 'gone' } });
    await expectRefusal(people, 'stranger', 'save_series', theirs(0), { code: '23505' });
  });

  test("another business's channel, picture or product is refused", async () => {
    const refuse = (more: Record<string, unknown>) =>
      expectRefusal(people, 'owner', 'save_series', seriesArgs(people.a, {}, more), { code: '23503' });
    await refuse({ channels: [people.b.channel] });
    await refuse({ pictures: [{ media_id: people.b.media, alt_text: '' }] });
    await refuse({ facts: [{ product_id: worlds.b.product, fact: 'price' }] });
  });

  test.each([
    ['no weekday', { weekdays: [] }, {}],
    ['an eighth weekday', { weekdays: [8] }, {}],
    ['no words', { captions: [] }, {}],
    ['words that are too long', { captions: ['a'.repeat(5001)] }, {}],
    ['a link without an address', { media_type: 'link' }, {}],
    ['a last day before the first', { last_day: '2020-01-01' }, {}],
    ['a photo without a picture', {}, { pictures: [] }],
    ['no channel', {}, { channels: [] }],
  ])('%s is refused', (_, plan, more) =>
    expectRefusal(people, 'owner', 'save_series', seriesArgs(people.a, plan, more), { code: '23514' }),
  );

  test.each(['goal', 'goal_figure', 'message_type', 'local_hour'])('%s is required', (field) =>
    expectRefusal(people, 'owner', 'save_series', seriesArgs(people.a, { [field]: null }), { code: '23502' }),
  );
});

describe(covers('function', 'move_series'), () => {
  const args = (wanted: string) => ({ series: worlds.a.series, expected_version: 1, wanted });

  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'move_series', args('paused')),
  );

  test('a stranger finds nothing', () =>
    expectRefusal(people, 'stranger', 'move_series', args('ended'), { answer: { refused: 'gone' } }));

  test.each(['owner', 'staff'] as const)('%s pauses and ends, and it says who', async (who) => {
    const wanted = seriesArgs(people.a);
    await call(people, who, 'save_series', wanted);
    const move = (version: number, state: string) =>
      call(people, who, 'move_series', { series: wanted.series, expected_version: version, wanted: state });
    expect(await move(1, 'paused')).toMatchObject({ version: 2 });
    expect(await move(2, 'ended')).toMatchObject({ version: 3 });
    expect(await move(3, 'running')).toEqual({ refused: 'ended' });
    const [row] =
      await people.sql`select paused_by, ended_by from post_series where id = ${wanted.series as string}`;
    expect(row).toEqual({ paused_by: people[who].id, ended_by: people[who].id });
  });

  test('an unknown state is refused', () =>
    expectRefusal(people, 'owner', 'move_series', args('gone'), { code: '23514' }));
});

describe(covers('function', 'fill_series'), () => {
  test('people are refused', () => expectServiceAlone(people, 'fill_series', { series: worlds.a.series }));

  test('what is there already is not made again', async () => {
    expect(await call(people, 'service', 'fill_series', { series: worlds.a.series })).toBe(0);
  });
});

describe(covers('function', 'list_series'), () => {
  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'list_series', { business: people.a.business }),
  );

  test('a stranger sees none', () =>
    expectRefusal(people, 'stranger', 'list_series', { business: people.a.business }, { answer: [] }));

  test.each(['owner', 'staff'] as const)('%s sees each with its next post', async (who) => {
    const list = await call<{ id: string; next_at: string | null }[]>(people, who, 'list_series', {
      business: people.a.business,
    });
    const found = list.find(({ id }) => id === worlds.a.series);
    expect(Date.parse(found!.next_at!)).toBeGreaterThan(Date.now());
    expect(list.some(({ id }) => id === worlds.b.series)).toBe(false);
  });
});

describe(covers('function', 'import_plan'), () => {
  const row = (more: Record<string, unknown> = {}) => ({
    id: randomUUID(),
    content: {
      media_type: 'text',
      message_type: 'conversational',
      goal: 'Tujuan contoh',
      goal_figure: 'likes',
      goal_value: 5,
      caption: 'Contoh',
    },
    pictures: [],
    targets: [{ channel_id: people.a.assisted, caption: null }],
    facts: [],
    submit: true,
    local_time: '2027-03-01T08:00:00',
    ...more,
  });
  const args = (...plan: object[]) => ({ business: people.a.business, plan, valid_hours: 6 });

  test.each(['stranger', 'nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'import_plan', args(row())),
  );

  test.each(['owner', 'staff'] as const)('%s imports; the same again makes nothing new', async (who) => {
    const plan = args(row(), row({ submit: false, local_time: null }));
    const made = await call(people, who, 'import_plan', plan);
    expect(made).toEqual({ known: 0, draft: 1, submitted: 0, scheduled: 1 });
    const again = { answer: { known: 2, draft: 0, submitted: 0, scheduled: 0 } };
    await expectRefusal(people, who, 'import_plan', plan, again);
  });

  test('two windows at once make it once', async () => {
    const plan = args(row(), row());
    const answers = await Promise.all(
      [1, 2].map(() => call<{ known: number; scheduled: number }>(people, 'owner', 'import_plan', plan)),
    );
    expect(answers.map(({ scheduled }) => scheduled).sort()).toEqual([0, 2]);
    expect(answers.map(({ known }) => known).sort()).toEqual([0, 2]);
  });

  test.each([
    ["another business's channel", () => ({ targets: [{ channel_id: people.b.channel }] }), '23503'],
    [
      "another business's picture",
      () => ({ pictures: [{ media_id: people.b.media, alt_text: '' }] }),
      '23503',
    ],
    ["another business's post", () => ({ id: people.b.post }), '23505'],
    ['an hour that has passed', () => ({ local_time: '2026-01-01T08:00:00' }), '23514'],
    [
      'a scheduled post without a goal',
      () => ({ content: { media_type: 'text', caption: 'Contoh' } }),
      '23514',
    ],
  ])('with %s nothing is made', (_, wrong, code) =>
    expectRefusal(people, 'owner', 'import_plan', args(row(), row(wrong())), { code }),
  );

  test('501 rows are refused', () =>
    expectRefusal(people, 'owner', 'import_plan', args(...Array.from({ length: 501 }, () => row())), {
      code: '23514',
    }));

  test('where a second person is wanted it waits for one', async () => {
    await people.sql`update businesses set requires_approval = true where id = ${people.a.business}`;
    const made = await call(people, 'staff', 'import_plan', args(row()));
    await people.sql`update businesses set requires_approval = false where id = ${people.a.business}`;
    expect(made).toEqual({ known: 0, draft: 0, submitted: 1, scheduled: 0 });
  });
});
