/** Promises that passed, and resolutions that time closes. */
import { describe, expect, test } from 'vitest';
import { eventsOf, standing, useCases } from './cases-world.ts';
import { covers } from './covers.ts';
import { call, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';

const people = usePeople();
useCases(people);

interface Claimed {
  id: string;
  email: string;
  number: string;
  path: string;
}
const claim = () =>
  call<Claimed[]>(people, 'service', 'claim_overdue_cases', { size: 10, lease_seconds: 60 });
const settle = (escalation: string, mailed: boolean) =>
  call<boolean>(people, 'service', 'settle_escalation', { escalation, mailed });
const pass = () =>
  people.sql`update cases set due_at = now() - interval '1 hour' where id = ${people.a.openCase}`;
const choose = (who: 'owner' | 'staff', member: string | null) =>
  people.as(who).from('businesses').update({ escalates_to: member }).eq('id', people.a.business).select('id');

describe(covers('function', 'claim_overdue_cases'), () => {
  test('people are refused', () =>
    expectServiceAlone(people, 'claim_overdue_cases', { size: 10, lease_seconds: 60 }));

  test('a case that is not overdue, or no longer open, is left alone', async () => {
    await people.sql`update cases set due_at = now() - interval '1 hour' where state <> 'open'`;
    expect(await claim()).toEqual([]);
  });

  test('two at once take it once; it goes to the oldest owner', async () => {
    await pass();
    const taken = (await Promise.all([claim(), claim()])).flat();
    expect(taken).toMatchObject([
      { email: people.owner.email, number: '20003', path: `/u/${people.a.slug}/kasus/${people.a.openCase}` },
    ]);
    expect(await eventsOf(people, people.a.openCase)).toContain('case.overdue');
  });

  test('it goes to the member the owner chose, as long as they are one', async () => {
    expect((await choose('staff', people.staff.id)).data).toEqual([]);
    expect((await choose('owner', people.stranger.id)).error?.code).toBe('23503');
    expect((await choose('owner', people.staff.id)).data).toHaveLength(1);
    await pass();
    expect(await claim()).toMatchObject([{ email: people.staff.email }]);
  });

  test('a new promise that passes is told anew', async () => {
    await pass();
    await settle((await claim())[0]!.id, true);
    expect(await claim()).toEqual([]);
    await people.sql`update cases set due_at = now() - interval '1 minute' where id = ${people.a.openCase}`;
    expect(await claim()).toHaveLength(1);
  });
});

describe(covers('function', 'settle_escalation'), () => {
  test('people are refused', () =>
    expectServiceAlone(people, 'settle_escalation', { escalation: people.a.escalation, mailed: true }));

  test('what was not mailed is tried again later, what was never again', async () => {
    await pass();
    const [first] = await claim();
    await settle(first!.id, false);
    expect(await claim()).toEqual([]);
    await people.sql`update case_escalations set lease_until = now() - interval '1 second' where id = ${first!.id}`;
    expect(await claim()).toMatchObject([{ id: first!.id }]);
    expect(await settle(first!.id, true)).toBe(true);
    expect(await settle(first!.id, false)).toBe(false);
    expect(await claim()).toEqual([]);
  });
});

describe(covers('function', 'close_silent_cases'), () => {
  test('people are refused', () => expectServiceAlone(people, 'close_silent_cases', { quiet_days: 7 }));

  test('what was resolved long ago is closed, and says that nobody did it', async () => {
    const run = () => call<number>(people, 'service', 'close_silent_cases', { quiet_days: 7 });
    expect(await run()).toBe(0);
    await people.sql`update cases set resolved_at = now() - interval '8 days' where id = ${people.a.resolvedCase}`;
    expect(await run()).toBe(1);
    expect((await standing(people, people.a.resolvedCase)).state).toBe('closed');
    const [closure] =
      await people.sql`select how, closed_by from case_closures where resolution_id = ${people.a.resolution}`;
    expect(closure).toEqual({ how: 'automatic', closed_by: null });
  });
});
