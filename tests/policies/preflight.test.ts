import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();

describe(covers('table', 'preflights'), () => {
  testTable(people, 'preflights', {
    row: (world) => ({ target_id: world.target }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({ target_id: world.unsure, business_id: world.business, moment: '1h' }),
    },
    update: { ...noOne, values: { problems: [] } },
    remove: noOne,
  });

  test('nothing crosses businesses', async () => {
    const { sql, a, b } = people;
    const values = { target_id: a.unsure, business_id: b.business, moment: '1h' };
    await expect(sql`insert into preflights ${sql(values)}`).rejects.toMatchObject({ code: '23503' });
  });
});

describe(covers('table', 'first_comments'), () => {
  testTable(people, 'first_comments', {
    row: (world) => ({ target_id: world.unsure }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({ target_id: world.target, business_id: world.business, body: 'Contoh' }),
    },
    update: { ...noOne, values: { body: 'Diubah' } },
    remove: noOne,
  });

  test('an open ledger row is one that is being sent', async () => {
    const { sql, a } = people;
    const wrong = [
      { state: 'waiting', opened_at: sql`now()` },
      { state: 'sending', due_at: sql`now()`, opened_at: null },
      { state: 'sent', due_at: null },
    ];
    for (const { state, ...rest } of wrong) {
      const columns = { due_at: sql`now()`, opened_at: null, ...rest } as Record<string, unknown>;
      await expect(sql`
        update first_comments set state = ${state}, due_at = ${columns['due_at'] as null},
          opened_at = ${columns['opened_at'] as null}
        where target_id = ${a.unsure}`).rejects.toMatchObject({ code: '23514' });
    }
  });
});

// From here on the tests follow one plan and one comment through their verbs.
interface Claimed {
  work: { id: string; business_id: string };
  scheduled_at: string;
  post_version: number;
  moment: string;
}
let claimed: Claimed;
const lease = { size: 10, lease_seconds: 60 };

describe(covers('function', 'list_preflight_problems'), () => {
  const asked = () => ({ business: people.a.business });
  test('nobody is refused, and a stranger finds nothing', async () => {
    await expectRefusal(people, 'nobody', 'list_preflight_problems', asked());
    await expectRefusal(people, 'stranger', 'list_preflight_problems', asked(), { answer: [] });
  });
  test.each(['owner', 'staff'] as const)('%s sees what could not go out', async (who) => {
    const { a } = people;
    expect(await call(people, who, 'list_preflight_problems', asked())).toMatchObject([
      { target_id: a.target, post_id: a.post, kind: 'instagram', problems: [{ code: 'token_dead' }] },
    ]);
  });
});

describe(covers('function', 'claim_due_preflights'), () => {
  test('people are refused', async () => {
    await people.sql`update post_targets set preflight_due_at = now() where id = ${people.a.target}`;
    await people.sql`update post_targets set preflight_due_at = null where id = ${people.b.target}`;
    await expectServiceAlone(people, 'claim_due_preflights', lease);
  });
  test('the service takes what is due, and only once', async () => {
    const both = await Promise.all(
      [1, 2].map(() => call<Claimed[]>(people, 'service', 'claim_due_preflights', lease)),
    );
    expect(both.flat()).toMatchObject([{ work: { id: people.a.target }, moment: '24h', network: 'sandbox' }]);
    claimed = both.flat()[0]!;
  });
});

describe(covers('function', 'record_preflights'), () => {
  const results = (more: object = {}) => ({
    results: [
      {
        ...{ target_id: claimed.work.id, scheduled_at: claimed.scheduled_at },
        ...{ post_version: claimed.post_version, moment: '24h', problems: [], ...more },
      },
    ],
  });
  test('people are refused', () => expectServiceAlone(people, 'record_preflights', results()));
  test('of what was edited or moved meanwhile nothing is written', async () => {
    for (const more of [{ post_version: 99 }, { scheduled_at: '2026-01-01T00:00:00Z' }]) {
      await expectRefusal(people, 'service', 'record_preflights', results(more), { answer: 0 });
    }
  });
  test('the service writes what it found, and looks again an hour before', async () => {
    expect(await call(people, 'service', 'record_preflights', results())).toBe(1);
    expect(await call(people, 'owner', 'list_preflight_problems', { business: people.a.business })).toEqual(
      [],
    );
    const [row] = await people.sql`
      select scheduled_at - preflight_due_at = interval '1 hour' as planned from post_targets
      where id = ${people.a.target}`;
    expect(row).toEqual({ planned: true });
  });
});

describe(covers('function', 'claim_channel_letter'), () => {
  const asked = () => ({ channel: people.a.channel });
  test('people are refused', () => expectServiceAlone(people, 'claim_channel_letter', asked()));
  test('the service is told the owners, once a day', async () => {
    const both = await Promise.all(
      [1, 2].map(() => call<object[]>(people, 'service', 'claim_channel_letter', asked())),
    );
    expect(both.flat()).toMatchObject([
      { email: people.owner.email, slug: people.a.slug, kind: 'instagram' },
    ]);
  });
});

describe(covers('function', 'decide_first_comment'), () => {
  const asked = () => ({ target: people.a.unsure, expected_version: 1, sent: false });
  test('nobody is refused, and a stranger changes nothing', async () => {
    await people.sql`update post_targets set remote_id = 'pos-contoh' where id = ${people.a.unsure}`;
    await expectRefusal(people, 'nobody', 'decide_first_comment', asked());
    await expectRefusal(people, 'service', 'decide_first_comment', asked());
    await expectRefusal(people, 'stranger', 'decide_first_comment', asked(), { answer: null });
    const old = { ...asked(), expected_version: 0 };
    await expectRefusal(people, 'owner', 'decide_first_comment', old, { answer: null });
  });
  test('a colleague has it sent again', async () => {
    expect(await call(people, 'staff', 'decide_first_comment', asked())).toBe('waiting');
    await expectRefusal(people, 'owner', 'decide_first_comment', asked(), { answer: null });
  });
});

let comment: { target_id: string; version: number; opened_at: string | null };

describe(covers('function', 'claim_first_comments'), () => {
  test('people are refused', () => expectServiceAlone(people, 'claim_first_comments', lease));
  test('the service takes what is due, and only once', async () => {
    const both = await Promise.all(
      [1, 2].map(() => call<(typeof comment)[]>(people, 'service', 'claim_first_comments', lease)),
    );
    expect(both.flat()).toMatchObject([
      { target_id: people.a.unsure, remote_post_id: 'pos-contoh', body: 'Komentar contoh', opened_at: null },
    ]);
    comment = both.flat()[0]!;
  });
});

describe(covers('function', 'settle_first_comment'), () => {
  const asked = () => ({
    ...{ target: comment.target_id, expected_version: comment.version, verdict: 'sent' },
    remote_id: 'komentar-contoh',
  });
  test('people are refused', () => expectServiceAlone(people, 'settle_first_comment', asked()));
  test('the service settles what it claimed, once', async () => {
    const lost = { ...asked(), expected_version: comment.version - 1 };
    await expectRefusal(people, 'service', 'settle_first_comment', lost, { answer: false });
    expect(await call(people, 'service', 'settle_first_comment', asked())).toBe(true);
    await expectRefusal(people, 'service', 'settle_first_comment', asked(), { answer: false });
  });
});
