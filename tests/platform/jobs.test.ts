/** The relay makes each event into exactly one job, whatever happens to the process in between. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Backend } from '../../src/platform/backend/index.ts';
import { startWorker, type Jobs, type Worker } from '../../src/platform/jobs.ts';
import { makeBusiness, openTestBackend, signUpPerson, until, type TestPerson } from '../support/backend.ts';

let backend: Backend;
let owner: TestPerson;
let business: string;
let other: string;
const workers: Worker[] = [];

beforeAll(async () => {
  backend = await openTestBackend();
  owner = await signUpPerson(backend, 'pemilik@contoh.test');
  business = await makeBusiness(backend, owner, 'usaha-kerja');
  other = await makeBusiness(backend, owner, 'usaha-kerja-dua');
  await backend.sql.unsafe(`
    create table notes (id uuid primary key default gen_random_uuid(),
      business_id uuid not null references businesses on delete cascade, kind text not null default 'written');
    create constraint trigger record_note after insert on notes
      deferrable initially deferred for each row execute function private.record_event('note.', 'kind');
  `);
});

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(5)));
});

afterAll(() => backend.close());

const nothing: Jobs = { onEvent: [], timed: [], drains: [] };

async function work(jobs: Partial<Jobs>): Promise<Worker> {
  const worker = await startWorker(backend, { ...nothing, ...jobs });
  workers.push(worker);
  return worker;
}

async function stop(worker: Worker): Promise<void> {
  workers.splice(workers.indexOf(worker), 1);
  await worker.stop(5);
}

async function note(count: number, at = business, kind = 'written'): Promise<string[]> {
  const rows = await backend.sql`insert into notes (business_id, kind)
    select ${at}::uuid, ${kind} from generate_series(1, ${count}) returning id`;
  return rows.map(({ id }) => id as string);
}

const unrelayed = async () =>
  Number((await backend.sql`select count(*) as n from events where relayed_at is null`)[0]!.n);

const jobsOf = (queue: string) =>
  backend.sql<{ id: string; subject: string }[]>`
    select id, data ->> 'subject' as subject from pgboss.job where name = ${queue}`;

const relayed = () => until('every event to be relayed', async () => (await unrelayed()) === 0, 20_000);

test('an event becomes the jobs that want its kind, and runs once', async () => {
  const ran: string[] = [];
  const again: string[] = [];
  await work({
    onEvent: [
      { name: 'test.first', on: ['note.written'], run: async (_, subject) => ran.push(subject) },
      {
        name: 'test.second',
        on: ['note.sent', 'note.written'],
        run: async (_, subject) => again.push(subject),
      },
    ],
  });
  const written = await note(3);
  const sent = await note(1, business, 'sent');
  const ignored = await note(1, business, 'read');
  await until('the jobs to run', () => ran.length >= 3 && again.length >= 4, 20_000);
  await relayed();
  expect(ran.toSorted()).toEqual(written.toSorted());
  expect(again.toSorted()).toEqual([...written, ...sent].toSorted());
  expect([...ran, ...again]).not.toContain(ignored[0]);
});

test('events of before the worker are found when it starts', async () => {
  const waiting = await note(5);
  const ran: string[] = [];
  await work({ onEvent: [{ name: 'test.late', on: ['note.written'], run: async (_, id) => ran.push(id) }] });
  await until('the jobs to run', () => ran.length >= 5, 20_000);
  expect(ran.toSorted()).toEqual(waiting.toSorted());
});

test('three relays at once, over two businesses and more than a batch: each event exactly one job', async () => {
  const written = [...(await note(260)), ...(await note(260, other))];
  const jobs = { onEvent: [{ name: 'test.many', on: ['note.written'], run: async () => undefined }] };
  await Promise.all([work(jobs), work(jobs), work(jobs)]);
  const live = [...(await note(40)), ...(await note(40, other))];
  await relayed();
  const made = await jobsOf('test.many');
  expect(made.map(({ subject }) => subject).toSorted()).toEqual([...written, ...live].toSorted());
});

test('a second relaying of the same events makes no second job', async () => {
  const jobs = { onEvent: [{ name: 'test.twice', on: ['note.written'], run: async () => undefined }] };
  const first = await work(jobs);
  const written = await note(20);
  await relayed();
  const before = await jobsOf('test.twice');
  expect(before).toHaveLength(20);

  await stop(first);
  await backend.sql`update events set relayed_at = null where subject in ${backend.sql(written)}`;
  await work(jobs);
  await relayed();
  expect((await jobsOf('test.twice')).map(({ id }) => id).toSorted()).toEqual(
    before.map(({ id }) => id).toSorted(),
  );
});

test('a relay that is killed between job and mark leaves nothing half done', async () => {
  const jobs = { onEvent: [{ name: 'test.killed', on: ['note.written'], run: async () => undefined }] };
  await work(jobs);
  await relayed();
  // The mark cannot be written while this holds the rows' table: jobs are inserted, events not yet marked.
  const gate = await backend.sql.reserve();
  await gate`begin`;
  await gate`select pg_advisory_xact_lock(4711)`;
  await backend.sql.unsafe(`
    create function wait_at_the_gate() returns trigger language plpgsql as
      'begin perform pg_advisory_xact_lock_shared(4711); return null; end';
    create trigger gate before update on events for each statement execute function wait_at_the_gate();
  `);
  const written = await note(10);
  const stuck = () => backend.sql<{ pid: number }[]>`
    select pid from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query ilike '%update events e set relayed_at%'`;
  await until('the relay to stand between job and mark', async () => (await stuck()).length > 0);
  const killed = await stuck();
  const thrown = catchUncaught();
  for (const { pid } of killed) await backend.sql`select pg_terminate_backend(${pid})`;
  await until(
    'it to be gone',
    async () => !(await stuck()).some(({ pid }) => killed.some((one) => one.pid === pid)),
  );
  await gate`commit`;
  gate.release();
  await backend.sql.unsafe('drop trigger gate on events; drop function wait_at_the_gate()');
  await relayed();
  expect((await jobsOf('test.killed')).map(({ subject }) => subject).toSorted()).toEqual(written.toSorted());
  expect(thrown(), 'this would have ended the process').toEqual([]);
});

test('a request whose database connection is cut is refused, and the process lives on', async () => {
  const gate = await backend.sql.reserve();
  await gate`begin`;
  await gate`lock table businesses in access exclusive mode`;
  const thrown = catchUncaught();
  const asked = ask();
  const stuck = () => backend.sql<{ pid: number }[]>`
    select pid from pg_stat_activity
    where datname = current_database() and application_name = 'tanggap-api' and wait_event_type = 'Lock'`;
  await until('the request to wait', async () => (await stuck()).length > 0);
  for (const { pid } of await stuck()) await backend.sql`select pg_terminate_backend(${pid})`;
  expect((await asked).status).toBeGreaterThanOrEqual(500);
  await gate`commit`;
  gate.release();
  // More than the pool has connections: the one that was cut is among them.
  const answers = await Promise.all(Array.from({ length: 24 }, ask));
  expect(answers.map(({ status }) => status)).toEqual(Array(24).fill(200));
  expect(thrown(), 'this would have ended the process').toEqual([]);
});

const ask = async () => backend.asUser(owner.token).from('businesses').select('id').limit(1);

/** Takes what nobody caught from vitest, which would end the run as it ends a server; gives it back when asked. */
function catchUncaught(): () => string[] {
  const others = process.listeners('uncaughtException');
  const thrown: string[] = [];
  const take = (error: Error) => thrown.push(String(error.stack));
  process.removeAllListeners('uncaughtException').on('uncaughtException', take);
  return () => {
    process.off('uncaughtException', take);
    for (const other of others) process.on('uncaughtException', other);
    return thrown;
  };
}

test('a job that fails is tried again', async () => {
  let tries = 0;
  await work({
    onEvent: [
      {
        name: 'test.fails',
        on: ['note.written'],
        run: async () => {
          tries += 1;
          if (tries === 1) throw new Error('the network was away');
        },
      },
    ],
  });
  await note(1);
  await until('the second try', () => tries === 2, 30_000);
});

test('a drain goes on while there is something, and wakes when its channel rings', async () => {
  const rounds: number[] = [];
  let waiting = 3;
  await work({
    drains: [
      {
        name: 'test.drain',
        channel: 'test_drain',
        everySeconds: 3_600,
        run: async () => {
          rounds.push(waiting);
          return waiting > 0 ? waiting-- : 0;
        },
      },
    ],
  });
  await until('the first round to end', () => rounds.at(-1) === 0);
  const before = rounds.length;
  waiting = 2;
  await backend.sql`select pg_notify('test_drain', '')`;
  await until('the second round', () => rounds.length === before + 3);
  expect(rounds.slice(before)).toEqual([2, 1, 0]);
});

test('a ring while it works is not lost', async () => {
  let open: () => void = () => undefined;
  let runs = 0;
  await work({
    drains: [
      {
        name: 'test.busy',
        channel: 'test_busy',
        everySeconds: 3_600,
        run: async () => {
          runs += 1;
          if (runs === 1) await new Promise<void>((resolve) => (open = resolve));
          return 0;
        },
      },
    ],
  });
  await until('it to be at work', () => runs === 1);
  await backend.sql`select pg_notify('test_busy', '')`;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(runs).toBe(1);
  open();
  await until('it to look again', () => runs >= 2);
});

test('a worker whose drain keeps failing says that it is not healthy, and is again when it recovers', async () => {
  let broken = true;
  const worker = await work({
    drains: [
      {
        name: 'test.broken',
        everySeconds: 0.05,
        run: async () => {
          if (broken) throw new Error('no');
          return 0;
        },
      },
    ],
  });
  await until('it to be unhealthy', () => !worker.healthy());
  broken = false;
  await until('it to be healthy', () => worker.healthy());
});

test('stopping waits for what is under way and takes no more', async () => {
  const log: string[] = [];
  const worker = await work({
    onEvent: [
      {
        name: 'test.slow',
        on: ['note.written'],
        run: async () => {
          log.push('began');
          await new Promise((resolve) => setTimeout(resolve, 700));
          log.push('ended');
        },
      },
    ],
    drains: [
      {
        name: 'test.slow_drain',
        everySeconds: 0.05,
        run: async () => {
          log.push('drained');
          return 0;
        },
      },
    ],
  });
  await note(1);
  await until('the job to begin', () => log.includes('began'), 20_000);
  await stop(worker);
  expect(log).toContain('ended');
  const after = log.length;
  await note(1);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(log).toHaveLength(after);
});
