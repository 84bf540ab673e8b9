import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();

describe(covers('table', 'post_metrics'), () => {
  testTable(people, 'post_metrics', {
    row: (world) => ({ target_id: world.unsure, age_hours: 24 }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        ...{ target_id: world.target, business_id: world.business, age_hours: 1 },
        taken_at: '2026-01-01T00:00:00Z',
      }),
    },
    update: { ...noOne, values: { likes: 1000 } },
    remove: noOne,
  });

  test('what was not taken says why and has no figures', async () => {
    const { sql, a } = people;
    const row = { target_id: a.target, business_id: a.business, age_hours: 6 };
    const wrong = [
      { ...row },
      { ...row, reason: 'late', likes: 0 },
      { ...row, age_hours: 5, reason: 'late' },
    ];
    for (const values of wrong) {
      await expect(sql`insert into post_metrics ${sql(values)}`).rejects.toMatchObject({ code: '23514' });
    }
  });

  test('nothing crosses businesses', async () => {
    const { sql, a, b } = people;
    const values = { target_id: a.target, business_id: b.business, age_hours: 1, reason: 'late' };
    await expect(sql`insert into post_metrics ${sql(values)}`).rejects.toMatchObject({ code: '23503' });
  });
});

describe(covers('table', 'channel_metrics'), () => {
  testTable(people, 'channel_metrics', {
    row: (world) => ({ channel_id: world.channel, day: '2026-01-01' }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({ channel_id: world.channel, business_id: world.business, day: '2026-01-02' }),
    },
    update: { ...noOne, values: { followers: 1_000_000 } },
    remove: noOne,
  });
});

describe(covers('function', 'sweep_targets'), () => {
  test('people are refused', () => expectServiceAlone(people, 'sweep_targets', { size: 10 }));
  test('the service sweeps what is past its time, and nothing else', async () => {
    await expectRefusal(people, 'service', 'sweep_targets', { size: 10 }, { answer: 0 });
    const { sql, b } = people;
    await sql`update post_targets set not_after = now() - interval '1 second' where id = ${b.target}`;
    expect(await call(people, 'service', 'sweep_targets', { size: 10 })).toBe(1);
    const swept = await sql`select id from post_targets where state = 'missed'`;
    expect([...swept]).toEqual([{ id: b.target }]);
  });
});

describe(covers('function', 'claim_due_metrics'), () => {
  const claim = { size: 10, lease_seconds: 60 };
  test('people are refused', async () => {
    await people.sql`
      update post_targets set state = 'published', version = version + 1, remote_id = 'pos-contoh',
        published_at = now() - interval '61 minutes'
      where id = ${people.a.unsure}`;
    await expectServiceAlone(people, 'claim_due_metrics', claim);
  });
  test('the service takes what is due, and only once', async () => {
    const both = await Promise.all(
      [1, 2].map(() => call<object[]>(people, 'service', 'claim_due_metrics', claim)),
    );
    expect(both.flat()).toMatchObject([
      { target_id: people.a.unsure, age_hours: 1, remote_id: 'pos-contoh', kind: 'instagram' },
    ]);
  });
});

describe(covers('function', 'record_metrics'), () => {
  const figures = { reach: 20, likes: 3, comments: null, shares: 0, saves: null, views: 25 };
  const results = () => ({ results: [{ target_id: people.a.unsure, age_hours: 1, figures }] });
  test('people are refused', () => expectServiceAlone(people, 'record_metrics', results()));
  test('the service writes once; what was missing stays null', async () => {
    expect(await call(people, 'service', 'record_metrics', results())).toBe(1);
    const again = { results: [{ ...results().results[0], figures: { reach: 99 } }] };
    expect(await call(people, 'service', 'record_metrics', again)).toBe(0);
    const { data } = await people
      .as('owner')
      .from('post_metrics')
      .select('reach, likes, comments, shares, saves, views, reason')
      .match({ target_id: people.a.unsure, age_hours: 1 });
    expect(data).toEqual([{ ...figures, reason: null }]);
  });
});

describe(covers('function', 'post_results'), () => {
  const asked = () => ({ business: people.a.business, posts: [people.a.unsurePost] });
  test('nobody is refused, and a stranger finds nothing', async () => {
    await expectRefusal(people, 'nobody', 'post_results', asked());
    await expectRefusal(people, 'stranger', 'post_results', asked(), { answer: [] });
    const crossed = { business: people.b.business, posts: [people.a.unsurePost] };
    await expectRefusal(people, 'stranger', 'post_results', crossed, { answer: [] });
    await expectRefusal(people, 'owner', 'post_results', crossed, { answer: [] });
  });
  test.each(['owner', 'staff'] as const)('%s sees the latest figures with their age', async (who) => {
    const [result, ...more] = await call<Record<string, unknown>[]>(people, who, 'post_results', asked());
    expect(more).toEqual([]);
    expect(result).toMatchObject({ post_id: people.a.unsurePost, published: 1, measured: 0, reached: null });
    expect(result!['targets']).toMatchObject([{ target_id: people.a.unsure, age_hours: 24, likes: 7 }]);
  });
});

describe(covers('function', 'claim_due_followers'), () => {
  const claim = { size: 10, lease_seconds: 60 };
  test('people are refused', () => expectServiceAlone(people, 'claim_due_followers', claim));
  test('the service takes each connected account once, and none without a network', async () => {
    const both = await Promise.all(
      [1, 2].map(() => call<string[]>(people, 'service', 'claim_due_followers', claim)),
    );
    expect(both.flat().sort()).toEqual([people.a.channel, people.b.channel].sort());
  });
});

describe(covers('function', 'record_followers'), () => {
  const results = () => ({ results: [{ channel_id: people.a.channel, followers: 120 }] });
  test('people are refused', () => expectServiceAlone(people, 'record_followers', results()));
  test('the service writes one count a day', async () => {
    expect(await call(people, 'service', 'record_followers', results())).toBe(1);
    expect(await call(people, 'service', 'record_followers', results())).toBe(0);
    const days = await people.sql`
      select followers from channel_metrics where channel_id = ${people.a.channel} order by day`;
    expect([...days]).toEqual([{ followers: 100 }, { followers: 120 }]);
  });
});
