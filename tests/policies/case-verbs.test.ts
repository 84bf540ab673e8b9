/**
 * What members do with cases: who may, what follows, and who comes second.
 * Long, because each verb meets each person.
 */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { eventsOf, inHours, standing, useCases } from './cases-world.ts';
import { covers } from './covers.ts';
import { call, denied, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { undone } from './snapshot.ts';
import { freshToken, hashOf, hex } from './world.ts';

const people = usePeople();
useCases(people);

/** A stranger gets the answer of what is not there; nobody and the service are refused. */
async function expectMembersOnly(name: string, args: Record<string, unknown>, answer: unknown = null) {
  await expectRefusal(people, 'stranger', name, args, { answer });
  await expectRefusal(people, 'nobody', name, args, denied);
  await expectRefusal(people, 'service', name, args, denied);
}
const version = async (one: string) => (await standing(people, one)).version;

describe(covers('function', 'open_case'), () => {
  const args = () => ({
    conversation: people.a.conversation,
    message: people.a.question,
    category: 'quality',
    complaint: 'Satenya basi',
    promise: 'Kami ganti',
    due: inHours(24),
  });

  test('only members open one', () => expectMembersOnly('open_case', args()));

  test('it has a number, a promise, a due hour and who sees to it', async () => {
    const one = await call<string>(people, 'staff', 'open_case', args());
    const [row] = await people.sql`select * from cases where id = ${one}`;
    expect(row).toMatchObject({
      state: 'open',
      number: expect.stringMatching(/^[1-9]\d{4}$/) as string,
      message_id: people.a.question,
      promise: 'Kami ganti',
      responsible: people.staff.id,
      opened_by: people.staff.id,
      first_resolved_at: null,
    });
    expect(await eventsOf(people, one)).toEqual(['case.opened', 'case.promised']);
  });

  test('two members at once open one case', async () => {
    const both = await Promise.all([
      call<string>(people, 'owner', 'open_case', args()),
      call<string>(people, 'staff', 'open_case', args()),
    ]);
    expect(both[0]).toBe(both[1]);
    expect(await people.sql`select from cases where conversation_id = ${people.a.conversation}`).toHaveLength(
      1,
    );
  });

  test('a message of elsewhere is not what it began with', async () => {
    const one = await call<string>(people, 'owner', 'open_case', { ...args(), message: people.b.question });
    expect(await people.sql`select message_id from cases where id = ${one}`).toEqual([{ message_id: null }]);
  });

  test.each(['-1', '9000'])('a due hour %s hours away is refused', (hours) =>
    expectRefusal(
      people,
      'owner',
      'open_case',
      { ...args(), due: inHours(Number(hours)) },
      { code: '23514' },
    ),
  );

  test('when five digits are taken, the number grows', () =>
    undone(people.sql, async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`
        insert into cases (business_id, conversation_id, number, due_at, state)
        select ${people.a.business}, ${people.a.conversation}, n::text, now(), 'closed'
        from generate_series(10000, 99999) n on conflict do nothing`;
      await tx`set local session_replication_role = origin`;
      await tx`select set_config('request.jwt.claim.sub', ${people.owner.id}, true)`;
      const { conversation, due } = args();
      const [made] = await tx<[{ id: string }]>`
        select open_case(${conversation}, null, 'other', '', 'Kami ganti', ${due}::timestamp) as id`;
      const [row] = await tx<[{ number: string }]>`select number from cases where id = ${made.id}`;
      expect(row.number).toMatch(/^[1-9]\d{5}$/);
    }));
});

describe(covers('function', 'describe_case'), () => {
  const args = async (seen?: number) => ({
    of_case: people.a.openCase,
    expected_version: seen ?? (await version(people.a.openCase)),
    category: 'late',
    wants: 'refund',
    wants_words: ' uang saja ',
    complaint: 'Terlambat dua hari',
  });

  test('only members describe', async () => expectMembersOnly('describe_case', await args()));
  test('once for what was seen', async () => {
    const seen = await args();
    expect(await call(people, 'staff', 'describe_case', seen)).toBe('done');
    await expectRefusal(people, 'owner', 'describe_case', seen, { answer: 'moved' });
    const [row] =
      await people.sql`select category, wants, wants_words from cases where id = ${people.a.openCase}`;
    expect(row).toEqual({ category: 'late', wants: 'refund', wants_words: 'uang saja' });
  });
});

describe(covers('function', 'promise_case'), () => {
  const args = async (of_case = people.a.openCase) => ({
    of_case,
    expected_version: await version(of_case),
    what: 'Penggantinya kami antar',
    due: inHours(48),
    responsible: people.staff.id,
  });

  test('only members promise', async () => expectMembersOnly('promise_case', await args()));
  test('the newest promise holds, the old ones stay', async () => {
    expect(await call(people, 'owner', 'promise_case', await args())).toBe('done');
    expect(await call(people, 'owner', 'promise_case', { ...(await args()), what: 'Besok' })).toBe('done');
    expect(await standing(people, people.a.openCase)).toMatchObject({
      promise: 'Besok',
      responsible: people.staff.id,
    });
    const kept =
      await people.sql`select what from case_promises where case_id = ${people.a.openCase} order by made_at`;
    expect(kept.map(({ what }) => what as string)).toEqual(['Penggantinya kami antar', 'Besok']);
  });
  test('who is no member sees to nothing', async () => {
    await call(people, 'owner', 'promise_case', { ...(await args()), responsible: people.stranger.id });
    expect((await standing(people, people.a.openCase)).responsible).toBeNull();
  });
  test('a resolved case is promised nothing', async () =>
    expectRefusal(people, 'owner', 'promise_case', await args(people.a.resolvedCase), { answer: 'moved' }));
});

describe(covers('function', 'resolve_case'), () => {
  const args = async (more: Record<string, unknown> = {}) => ({
    resolution: randomUUID() as string,
    of_case: people.a.openCase,
    expected_version: await version(people.a.openCase),
    what: 'Sudah diganti',
    asks_rating: true,
    ...more,
  });

  test('only members resolve', async () => expectMembersOnly('resolve_case', await args()));

  test('it is resolved once, however often the form comes', async () => {
    const token = freshToken();
    const form = await args({ link_hash: hex(hashOf(token)) });
    expect(await call(people, 'owner', 'resolve_case', form)).toBe('done');
    expect(await call(people, 'owner', 'resolve_case', form)).toBe('done');
    expect(await people.sql`select from case_resolutions where case_id = ${people.a.openCase}`).toHaveLength(
      1,
    );
    expect(await call(people, 'nobody', 'customer_case', { token })).toMatchObject({ state: 'resolved' });
    const { state, first_resolved_at, resolved_at } = await standing(people, people.a.openCase);
    expect([state, first_resolved_at]).toEqual(['resolved', resolved_at]);
    expect(await eventsOf(people, people.a.openCase)).toContain('case.resolved');
  });

  test('of two members at once, one resolves', async () => {
    const answers = await Promise.all([
      call(people, 'owner', 'resolve_case', await args()),
      call(people, 'staff', 'resolve_case', await args()),
    ]);
    expect(answers.sort()).toEqual(['done', 'moved']);
  });

  test('the first time stays the first, and a rating is asked for once', async () => {
    await call(people, 'owner', 'resolve_case', await args());
    const first = (await standing(people, people.a.openCase)).first_resolved_at;
    await call(people, 'owner', 'reopen_case', {
      of_case: people.a.openCase,
      expected_version: await version(people.a.openCase),
      reason: 'Masih kurang',
    });
    await call(people, 'owner', 'resolve_case', await args());
    expect((await standing(people, people.a.openCase)).first_resolved_at).toEqual(first);
    const asked =
      await people.sql`select asks_rating from case_resolutions where case_id = ${people.a.openCase}
      order by resolved_at`;
    expect(asked.map(({ asks_rating }) => asks_rating as boolean)).toEqual([true, false]);
  });
});

describe(covers('function', 'close_case'), () => {
  const args = async (of_case = people.a.resolvedCase) => ({
    of_case,
    expected_version: await version(of_case),
  });

  test('only members close', async () => expectMembersOnly('close_case', await args()));
  test('a resolved one is closed, an open one is not', async () => {
    expect(await call(people, 'staff', 'close_case', await args())).toBe('done');
    const { state, closed_at } = await standing(people, people.a.resolvedCase);
    expect([state, closed_at]).toEqual(['closed', expect.any(Date)]);
    await expectRefusal(people, 'staff', 'close_case', await args(people.a.openCase), { answer: 'moved' });
    expect(await eventsOf(people, people.a.resolvedCase)).toContain('case.closed');
  });
});

describe(covers('function', 'reopen_case'), () => {
  const args = async (of_case = people.a.resolvedCase) => ({
    of_case,
    expected_version: await version(of_case),
    reason: 'Belum sampai',
  });

  test('only members reopen', async () => expectMembersOnly('reopen_case', await args()));
  test('it is open again, and says when', async () => {
    expect(await call(people, 'owner', 'reopen_case', await args())).toBe('done');
    expect(await standing(people, people.a.resolvedCase)).toMatchObject({
      state: 'open',
      reopened_at: expect.any(Date) as Date,
      resolved_at: expect.any(Date) as Date,
    });
    expect(await eventsOf(people, people.a.resolvedCase)).toContain('case.reopened');
  });
  test('not while another case of the conversation is open', async () =>
    expectRefusal(people, 'owner', 'reopen_case', await args(people.a.closedCase), { answer: 'other' }));
});

describe(covers('function', 'make_case_link'), () => {
  const args = (token = freshToken()) => ({
    of_case: people.a.openCase,
    token_hash: hex(hashOf(token)),
  });

  test('only members make one', () => expectMembersOnly('make_case_link', args()));
  test('several are valid at once, and only the hash is kept', async () => {
    const tokens = [freshToken(), freshToken()];
    for (const token of tokens) await call(people, 'staff', 'make_case_link', args(token));
    for (const token of tokens) {
      expect(await call(people, 'nobody', 'customer_case', { token })).toMatchObject({ number: '20003' });
    }
  });
  test('what is no hash is refused', () =>
    expectRefusal(people, 'owner', 'make_case_link', { ...args(), token_hash: '\\x00' }, { code: '23514' }));
});

describe(covers('function', 'revoke_case_link'), () => {
  const args = () => ({ link: people.a.caseLink });

  test('only members revoke', () => expectMembersOnly('revoke_case_link', args(), false));
  test('it ends once, and leads nowhere from then on', async () => {
    expect(await call(people, 'staff', 'revoke_case_link', args())).toBe(true);
    expect(await call(people, 'owner', 'revoke_case_link', args())).toBe(false);
    expect(await call(people, 'nobody', 'customer_case', { token: people.a.caseToken })).toBeNull();
  });
});
