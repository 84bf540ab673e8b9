/** Work is seen when it falls due, although nobody rang for it. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { allJobs } from '#jobs.ts';
import type { Backend } from '#platform/backend/index.ts';
import { startWorker, type Jobs, type Worker } from '#platform/jobs/worker.ts';
import { turn, type Drain } from '#platform/jobs/drain.ts';
import { makeBusiness, openTestBackend, signUpPerson, until } from '../support/backend.ts';

let backend: Backend;
let business: string;
const workers: Worker[] = [];

beforeAll(async () => {
  backend = await openTestBackend();
  const owner = await signUpPerson(backend, 'pemilik@contoh.test');
  business = await makeBusiness(backend, owner, 'usaha-waktu');
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(5)));
});
afterAll(() => backend?.close());

async function work(jobs: Partial<Jobs>): Promise<void> {
  workers.push(await startWorker(backend, { onEvent: [], timed: [], drains: [], ...jobs }));
}

/** Work as `inbox.project` has it, without the ring that whoever stores an item makes. */
const storeInSilence = (key: string) => backend.sql`
  insert into webhook_items (network, key, object, account_id, field, item_at)
  values ('meta', ${key}, 'page', '1', 'feed', now())`;

/** Takes items as projecting does, and looks by itself only once. */
function projecting(taken: string[]): Drain {
  return {
    name: 'inbox.project',
    everySeconds: 3_600,
    run: async () => {
      const rows = await backend.sql<{ key: string }[]>`
        update webhook_items set projected_at = now() where projected_at is null returning key`;
      taken.push(...rows.map(({ key }) => key));
      return rows.length;
    },
  };
}

test('every drain is asked for, but those that say why not', async () => {
  const known = await backend.sql<{ drain: string }[]>`select drain from private.next_due()`;
  // What is overdue by minutes may wait for one more, and has no index to be asked by.
  const byTheClock = ['publishing.sweep'];
  const expected = ['platform.relay', ...allJobs.drains.map(({ name }) => name)];
  expect([...known.map(({ drain }) => drain), ...byTheClock].toSorted()).toEqual(expected.toSorted());
});

test('work whose ring was lost is found', async () => {
  const taken: string[] = [];
  await work({ drains: [projecting(taken)] });
  await storeInSilence('hilang');
  await until('it to be found', () => taken.includes('hilang'), 20_000);
});

test('a job that was made elsewhere, in silence, is found', async () => {
  const ran: string[] = [];
  await work({
    onEvent: [{ name: 'test.silent', on: ['test.never'], run: async (_, subject) => ran.push(subject) }],
  });
  const subject = randomUUID();
  await backend.sql`insert into pgboss.job (name, data) values ('test.silent', ${backend.sql.json({ subject })})`;
  await until('the job to run', () => ran.includes(subject), 20_000);
});

test('jobs follow one another without a pause, many to a ring', async () => {
  const ran: string[] = [];
  await work({
    onEvent: [{ name: 'test.burst', on: ['business.changed'], run: async (_, id) => ran.push(id) }],
  });
  for (let n = 0; n < 60; n += 1)
    await backend.sql`update businesses set name = ${`Usaha ${n}`} where id = ${business}`;
  await until('all to have run', () => ran.length === 60, 20_000);
});

test('a sieve keeps events from becoming jobs that have nothing to do', async () => {
  await backend.sql.unsafe(`create function private.only_first(ids uuid[]) returns setof uuid language sql as
    'select id from unnest(ids) as id where id = (select min(b.id::text)::uuid from public.businesses b)'`);
  const owner = await signUpPerson(backend, 'lain@contoh.test');
  await makeBusiness(backend, owner, 'usaha-lain');
  const ran: string[] = [];
  await work({
    onEvent: [
      {
        name: 'test.sieved',
        on: ['business.changed'],
        sieve: 'only_first',
        run: async (_, id) => ran.push(id),
      },
      { name: 'test.all', on: ['business.changed'], run: async () => undefined },
    ],
  });
  const jobs = async (name: string) =>
    (await backend.sql`select data ->> 'subject' as subject from pgboss.job where name = ${name}`).length;
  await backend.sql`update businesses set name = name || '!'`;
  await until('both to become jobs', async () => (await jobs('test.all')) === 2, 20_000);
  await until('one to run', () => ran.length > 0, 20_000);
  expect(await jobs('test.sieved')).toBe(1);
  expect(ran).toHaveLength(1);
});

test('one slow call holds up no other lane', async () => {
  let open: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => (open = resolve));
  const left = ['slow'];
  const done: string[] = [];
  const run = async () => {
    const one = left.shift();
    if (one === undefined) return 0;
    if (one === 'slow') await slow;
    done.push(one);
    return 1;
  };
  await work({ drains: [{ name: 'test.lanes', channel: 'test_lanes', everySeconds: 3_600, lanes: 2, run }] });
  await until('the slow one to be taken', () => left.length === 0);
  for (const one of ['first', 'second']) {
    left.push(one);
    await backend.sql`select pg_notify('test_lanes', '')`;
    await until('the other lane to take it', () => done.includes(one));
  }
  expect(done).toEqual(['first', 'second']);
  open();
  await until('the slow one to end', () => done.includes('slow'));
});

describe('rows that say they are due', () => {
  const drain = (run: () => number): Drain => ({
    name: 'test.x',
    everySeconds: 3_600,
    run: async () => run(),
  });

  test('and are not taken make no busy loop', async () => {
    let runs = 0;
    const turning = await turn(
      backend,
      drain(() => ((runs += 1), 0)),
      () => undefined,
    );
    for (let look = 0; look < 200; look += 1) {
      turning.due(0);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await turning.stop();
    // One at the start, one at once, and then with pauses that grow: 200 looks are no 200 rounds.
    expect(runs).toBeLessThan(20);
  });

  test('and are taken are told at once to whoever looks for what follows', async () => {
    let left = 0;
    let told = 0;
    const turning = await turn(
      backend,
      drain(() => (left > 0 ? left-- : 0)),
      () => (told += 1),
    );
    left = 2;
    turning.due(0.01);
    await until('it to be told', () => told === 1);
    await turning.stop();
    expect(left).toBe(0);
  });

  test('no more are not waited for', async () => {
    let runs = 0;
    const turning = await turn(
      backend,
      drain(() => ((runs += 1), 0)),
      () => undefined,
    );
    await until('the first round', () => runs === 1);
    turning.due(0.3);
    turning.due(null);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await turning.stop();
    expect(runs).toBe(1);
  });
});
