/** What the holder of a private link reads and does: with the right link, a wrong one, and one that was revoked. */
import { describe, expect, test } from 'vitest';
import { eventsOf, standing, useCases } from './cases-world.ts';
import { covers } from './covers.ts';
import { call, denied, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { freshToken, hashOf, hex } from './world.ts';

const people = usePeople();
useCases(people);

const customer = <T = unknown>(name: string, args: Record<string, unknown>) =>
  call<T>(people, 'nobody', name, args);
const confirm = () => ({ token: people.a.caseToken, resolution: people.a.resolution });
const dispute = (reason = 'Masih basi') => ({ ...confirm(), reason });
const rate = (score = 5) => ({ token: people.a.caseToken, score, words: 'Cepat' });

/** An unknown link, the hash itself, nothing, and one that was revoked: the same answer, and no trace. */
async function expectNothingWithout(name: string, args: Record<string, unknown>) {
  for (const token of [freshToken(), hex(hashOf(people.a.caseToken)), '']) {
    await expectRefusal(people, 'nobody', name, { ...args, token }, { answer: null });
  }
  await call(people, 'owner', 'revoke_case_link', { link: people.a.caseLink });
  await expectRefusal(people, 'nobody', name, args, { answer: null });
}

describe(covers('function', 'customer_case'), () => {
  test.each(['nobody', 'stranger', 'staff', 'owner'] as const)(
    '%s with the link reads the case',
    async (who) => {
      const one = await call<Record<string, unknown>>(people, who, 'customer_case', {
        token: people.a.caseToken,
      });
      expect(Object.keys(one).sort()).toEqual([
        'business',
        'catalogue',
        'category',
        'closed',
        'complaint',
        'due_at',
        'history',
        'may_rate',
        'number',
        'opened_at',
        'overdue',
        'promise',
        'resolution',
        'sample',
        'score',
        'state',
        'timezone',
      ]);
      expect(one).toMatchObject({ number: '20002', state: 'resolved', catalogue: null, may_rate: true });
    },
  );
  test('the service has no use for it', () =>
    expectRefusal(people, 'service', 'customer_case', { token: people.a.caseToken }, denied));
  test('without the link nothing is told', () =>
    expectNothingWithout('customer_case', { token: people.a.caseToken }));

  test('what is for the team alone is never shown, nor who did it', async () => {
    const step = (what: string, for_customer: boolean) => ({
      business_id: people.a.business,
      case_id: people.a.resolvedCase,
      what,
      for_customer,
    });
    await people.as('staff').from('case_steps').insert(step('Kurirnya kami tegur', false)).throwOnError();
    await people.as('staff').from('case_steps').insert(step('Penggantinya jalan', true)).throwOnError();
    const one = JSON.stringify(await customer('customer_case', { token: people.a.caseToken }));
    expect(one).toContain('Penggantinya jalan');
    expect(one).not.toContain('tegur');
    for (const { id } of [people.owner, people.staff]) expect(one).not.toContain(id);
  });

  test('reading changes nothing', async () => {
    const before = await standing(people, people.a.resolvedCase);
    await customer('customer_case', { token: people.a.caseToken });
    expect(await standing(people, people.a.resolvedCase)).toEqual(before);
  });
});

describe(covers('function', 'confirm_case'), () => {
  test('the service has no use for it', () =>
    expectRefusal(people, 'service', 'confirm_case', confirm(), denied));
  test('without the link nothing happens', () => expectNothingWithout('confirm_case', confirm()));

  test('twice at once is once', async () => {
    const answers = await Promise.all([
      customer('confirm_case', confirm()),
      customer('confirm_case', confirm()),
    ]);
    expect(answers).toEqual(['done', 'done']);
    const closures = await people.sql`select how, closed_by, link_id from case_closures
      where resolution_id = ${people.a.resolution}`;
    expect([...closures]).toEqual([{ how: 'customer', closed_by: null, link_id: people.a.caseLink }]);
    expect(
      (await eventsOf(people, people.a.resolvedCase)).filter((kind) => kind === 'case.confirmed'),
    ).toHaveLength(1);
  });

  test('another resolution than the one that stands is not confirmed', () =>
    expectRefusal(
      people,
      'nobody',
      'confirm_case',
      { ...confirm(), resolution: people.a.closedResolution },
      { answer: 'moved' },
    ));
});

describe(covers('function', 'dispute_case'), () => {
  test('the service has no use for it', () =>
    expectRefusal(people, 'service', 'dispute_case', dispute(), denied));
  test('without the link nothing happens', () => expectNothingWithout('dispute_case', dispute()));
  test('a reason is needed', () =>
    expectRefusal(people, 'nobody', 'dispute_case', dispute('  '), { code: '23514' }));

  test('it opens again once, with the reason', async () => {
    expect(await customer('dispute_case', dispute())).toBe('done');
    expect(await customer('dispute_case', dispute('lagi'))).toBe('done');
    const reasons = await people.sql`select reason, by_customer from case_reopenings
      where case_id = ${people.a.resolvedCase}`;
    expect([...reasons]).toEqual([{ reason: 'Masih basi', by_customer: true }]);
    expect((await standing(people, people.a.resolvedCase)).state).toBe('open');
  });

  test('confirmed and disputed at once, the complaint stands', async () => {
    for (let round = 0; round < 5; round++) {
      const [confirmed, disputed] = await Promise.all([
        customer('confirm_case', { ...confirm(), resolution: await current() }),
        customer('dispute_case', { ...dispute(), resolution: await current() }),
      ]);
      expect(['done', 'moved']).toContain(confirmed);
      expect(disputed).toBe('done');
      const { state, version } = await standing(people, people.a.resolvedCase);
      expect(state).toBe('open');
      await call(people, 'owner', 'resolve_case', {
        resolution: crypto.randomUUID(),
        of_case: people.a.resolvedCase,
        expected_version: version,
        what: 'Dicoba lagi',
        asks_rating: false,
      });
    }
  });

  const current = async () =>
    (await customer<{ resolution: string }>('customer_case', { token: people.a.caseToken })).resolution;
});

describe(covers('function', 'rate_case'), () => {
  test('the service has no use for it', () => expectRefusal(people, 'service', 'rate_case', rate(), denied));
  test('without the link nothing happens', () => expectNothingWithout('rate_case', rate()));
  test.each([0, 6])('%d is no rating', (score) =>
    expectRefusal(people, 'nobody', 'rate_case', rate(score), { code: '23514' }),
  );

  test('once: at the same moment, and later', async () => {
    const answers = await Promise.all([customer('rate_case', rate(5)), customer('rate_case', rate(5))]);
    expect(answers).toEqual(['done', 'done']);
    expect(await customer('rate_case', rate(1))).toBe('done');
    const ratings = await people.sql`select score, words, conversation_id from ratings
      where case_id = ${people.a.resolvedCase}`;
    expect([...ratings]).toEqual([{ score: 5, words: 'Cepat', conversation_id: people.a.otherConversation }]);
    expect(await eventsOf(people, people.a.resolvedCase)).toContain('case.rated');
  });

  test('not while it is open, and not after nobody but time closed it', async () => {
    await call(people, 'service', 'close_silent_cases', { quiet_days: 0 });
    expect((await standing(people, people.a.resolvedCase)).state).toBe('closed');
    await expectRefusal(people, 'nobody', 'rate_case', rate(), { answer: 'moved' });
    expect(await customer('customer_case', { token: people.a.caseToken })).toMatchObject({
      closed: 'automatic',
      may_rate: false,
    });
    await customer('dispute_case', dispute());
    await expectRefusal(people, 'nobody', 'rate_case', rate(), { answer: 'moved' });
  });
});
