/**
 * What members are told of: each chooses for themselves, and a letter's address ends the letters alone.
 * Long, because each function is asked as four people.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, denied, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople, type Who } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';
import { noOne, testTable } from './table-cases.ts';

const people = usePeople();
const touched = ['notice_choices', 'notices', 'digests', 'conversation_reads', 'push_devices'];
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of touched) await putBack(people.sql, table, before[table]!);
});

const serviceReads = { ...noOne, service: 'done' } as const;
const chosen = {
  push: 'all',
  push_outside_hours: true,
  push_shows_words: false,
  digest: 'daily',
  digest_hour: 6,
  digest_after_hours: 4,
  language: 'en',
};
const choose = (who: Who, business = people.a.business) =>
  call<boolean>(people, who, 'choose_notices', { business, ...chosen });
const choicesOf = async (user: string) =>
  (await people.sql`select * from notice_choices where user_id = ${user}`)[0];

describe(covers('table', 'notice_choices'), () => {
  testTable(people, 'notice_choices', {
    row: (world) => ({ business_id: world.business }),
    read: serviceReads,
    insert: {
      ...noOne,
      values: () => ({ business_id: people.a.business, user_id: people.staff.id, push: 'all' }),
    },
    update: { ...noOne, values: { push: 'all' } },
    remove: noOne,
  });
});

describe(covers('table', 'notices'), () => {
  testTable(people, 'notices', {
    row: (world) => ({ id: world.notice }),
    read: serviceReads,
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        user_id: people.owner.id,
        after_number: 1,
        up_to_number: 2,
      }),
    },
    update: { ...noOne, values: { due_at: '2026-01-01T00:00:00Z' } },
    remove: noOne,
  });
});

describe(covers('table', 'digests'), () => {
  testTable(people, 'digests', {
    row: (world) => ({ id: world.digest }),
    read: serviceReads,
    insert: {
      ...noOne,
      values: (world) => ({ business_id: world.business, user_id: people.owner.id, day: '2026-01-02' }),
    },
    update: { ...noOne, values: { day: '2026-01-03' } },
    remove: noOne,
  });
});

describe(covers('function', 'choose_notices'), () => {
  test('owner and staff choose for themselves alone; strangers and nobody do not', async () => {
    const args = { business: people.a.business, ...chosen };
    await expectRefusal(people, 'stranger', 'choose_notices', args, { answer: false });
    await expectRefusal(people, 'nobody', 'choose_notices', args, denied);
    await expectRefusal(people, 'service', 'choose_notices', args, denied);
    expect(await choose('staff')).toBe(true);
    expect(await choicesOf(people.staff.id)).toMatchObject({ push: 'all', digest_hour: 6, language: 'en' });
    expect(await choicesOf(people.owner.id)).toMatchObject({ push: 'none', digest: 'off' });
  });

  test.each([{ push: 'sometimes' }, { digest: 'hourly' }, { digest_hour: 24 }, { digest_after_hours: 0 }])(
    'what cannot be is refused: %o',
    (wrong) =>
      expectRefusal(
        people,
        'owner',
        'choose_notices',
        { business: people.a.business, ...chosen, ...wrong },
        { code: '23514' },
      ),
  );

  test('what was said before is not told', async () => {
    await choose('owner');
    const [{ last }] = await people.sql<[{ last: string }]>`
      select last from private.event_counters where business_id = ${people.a.business}`;
    expect(await choicesOf(people.owner.id)).toMatchObject({ told_number: last });
  });

  test('whoever leaves the business is told nothing more', async () => {
    const leaver = await people.signUp('pergi@contoh.test');
    await people.sql`insert into members (business_id, user_id, role)
      values (${people.a.business}, ${leaver.id}, 'staff')`;
    await people.sql`insert into notice_choices (business_id, user_id, digest)
      values (${people.a.business}, ${leaver.id}, 'daily')`;
    await people.sql`delete from members where user_id = ${leaver.id}`;
    expect(await choicesOf(leaver.id)).toBeUndefined();
  });
});

describe(covers('function', 'my_notices'), () => {
  test('each reads their own, and what holds while they have not chosen', async () => {
    const args = { business: people.a.business };
    await expectRefusal(people, 'nobody', 'my_notices', args, denied);
    await expectRefusal(people, 'service', 'my_notices', args, denied);
    await expectRefusal(people, 'stranger', 'my_notices', args, { answer: null });
    await choose('owner');
    expect(await call(people, 'owner', 'my_notices', args)).toMatchObject({ push: 'all', digest: 'daily' });
    expect(await call(people, 'staff', 'my_notices', args)).toMatchObject({ push: 'none', digest: 'off' });
  });
});

describe(covers('function', 'look_at_inbox'), () => {
  test('marks the member alone, in this business alone', async () => {
    const args = { business: people.a.business };
    await expectRefusal(people, 'nobody', 'look_at_inbox', args, denied);
    await expectRefusal(people, 'service', 'look_at_inbox', args, denied);
    await expectRefusal(people, 'stranger', 'look_at_inbox', args, { answer: null });
    await people.sql`insert into notice_choices (business_id, user_id)
      values (${people.a.business}, ${people.staff.id})`;
    await call(people, 'staff', 'look_at_inbox', args);
    expect((await choicesOf(people.staff.id))!.seen_at).not.toBeNull();
    expect((await choicesOf(people.owner.id))!.seen_at).toBeNull();
  });

  test('an open conversation counts as well, one marked as not read does not', async () => {
    const args = { conversation: people.a.conversation };
    await call(people, 'owner', 'look_at_conversation', { ...args, unread: true });
    expect((await choicesOf(people.owner.id))!.seen_at).toBeNull();
    await call(people, 'owner', 'look_at_conversation', args);
    expect((await choicesOf(people.owner.id))!.seen_at).not.toBeNull();
  });
});

describe(covers('function', 'mute_conversation'), () => {
  test('for oneself, and only where it is theirs', async () => {
    const args = { conversation: people.a.otherConversation, muted: true };
    await expectRefusal(people, 'nobody', 'mute_conversation', args, denied);
    await expectRefusal(people, 'service', 'mute_conversation', args, denied);
    await expectRefusal(people, 'stranger', 'mute_conversation', args, { answer: false });
    const muted = () => people.sql<{ user_id: string }[]>`select user_id from conversation_reads
      where conversation_id = ${people.a.otherConversation} and muted_at is not null`;
    expect(await call(people, 'staff', 'mute_conversation', args)).toBe(true);
    expect([...(await muted())]).toEqual([{ user_id: people.staff.id }]);
    // Muting is no reading.
    expect((await choicesOf(people.owner.id))!.seen_at).toBeNull();
    await call(people, 'staff', 'mute_conversation', { ...args, muted: false });
    expect([...(await muted())]).toEqual([]);
  });
});

describe(covers('function', 'claim_notices'), () => {
  test('jobs alone', () =>
    expectServiceAlone(people, 'claim_notices', { size: 9, lease_seconds: 60, settle_seconds: 0 }));
});

describe(covers('function', 'settle_notices'), () => {
  test('jobs alone', () => expectServiceAlone(people, 'settle_notices', { results: [] }));

  test('what was sent stays sent', async () => {
    const results = [{ id: people.a.notice, sent: false }];
    expect(await call(people, 'service', 'settle_notices', { results })).toBe(0);
  });
});

describe(covers('function', 'claim_digests'), () => {
  test('jobs alone', () => expectServiceAlone(people, 'claim_digests', { size: 9, lease_seconds: 60 }));
});

describe(covers('function', 'open_digest'), () => {
  test('jobs alone', () =>
    expectServiceAlone(people, 'open_digest', { digest: people.a.digest, token_hash: '\\x00' }));

  test('what went out is not opened again', () =>
    expectRefusal(
      people,
      'service',
      'open_digest',
      { digest: people.a.digest, token_hash: '\\x00' },
      { answer: null },
    ));
});

describe(covers('function', 'settle_digest'), () => {
  test('jobs alone', () =>
    expectServiceAlone(people, 'settle_digest', { digest: people.a.digest, mailed: true }));
});

describe(covers('function', 'forget_old_notices'), () => {
  test('jobs alone', () => expectServiceAlone(people, 'forget_old_notices', { days: 1 }));

  test('what is old goes, and nothing else', async () => {
    await people.sql`update notices set made_at = now() - interval '91 days' where id = ${people.a.notice}`;
    await people.sql`update digests set made_at = now() - interval '91 days' where id = ${people.b.digest}`;
    await call(people, 'service', 'forget_old_notices', { days: 90 });
    expect((await people.sql`select id from notices`).map(({ id }) => id as string)).toEqual([
      people.b.notice,
    ]);
    expect((await people.sql`select id from digests`).map(({ id }) => id as string)).toEqual([
      people.a.digest,
    ]);
  });
});

describe(covers('function', 'digest_of_link'), () => {
  test('whoever holds the address reads the name of the business, and changes nothing', async () => {
    const args = { token: people.a.digestToken };
    await expectRefusal(people, 'service', 'digest_of_link', args, denied);
    const [{ name }] = await people.sql<[{ name: string }]>`
      select name from businesses where id = ${people.a.business}`;
    for (const who of ['owner', 'staff', 'stranger', 'nobody'] as const) {
      await expectRefusal(people, who, 'digest_of_link', args, { answer: { business: name, on: false } });
    }
    await expectRefusal(people, 'nobody', 'digest_of_link', { token: 'salah' }, { answer: null });
  });
});

describe(covers('function', 'stop_digests'), () => {
  test('ends the letters of whom it went to, without an account, and nobody else’s', async () => {
    await choose('owner');
    await choose('staff');
    const args = { token: people.a.digestToken };
    await expectRefusal(people, 'service', 'stop_digests', args, denied);
    await expectRefusal(people, 'nobody', 'stop_digests', { token: 'salah' }, { answer: false });
    expect(await call(people, 'nobody', 'stop_digests', args)).toBe(true);
    expect(await call(people, 'nobody', 'stop_digests', args)).toBe(true);
    expect(await choicesOf(people.owner.id)).toMatchObject({ digest: 'off', push: 'all' });
    expect(await choicesOf(people.staff.id)).toMatchObject({ digest: 'daily' });
  });
});
