/** The relay makes each event into exactly one job, whatever happens to the process in between. */
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Backend } from '#platform/backend/index.ts';
import type { Connection } from '#platform/postgres/index.ts';
import { startWorker, type Jobs, type Worker } from '#platform/jobs/worker.ts';
import { makeBusiness, openTestBackend, signUpPerson, until, type TestPerson } from '../support/backend.ts';

let backend: Backend;
let business: string;
let other: string;
const workers: Worker[] = [];

beforeAll(async () => {
  backend = await openTestBackend();
  const owner = await signUpPerson(backend, 'pemilik@contoh.test');
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

/**
 * What follows cuts connections, and may leave the backend's pool unusable: so each has a backend of its own,
 * and looks at the database from outside.
 */
describe('when the database cuts a connection', () => {
  let cut: Backend;
  let outside: postgres.Sql;
  let person: TestPerson;
  let usaha: string;

  beforeEach(async () => {
    cut = await openTestBackend();
    outside = postgres({ ...(cut.database as Connection), max: 3, onnotice: () => undefined });
    person = await signUpPerson(cut, 'pemilik@contoh.test');
    usaha = await makeBusiness(cut, person, 'usaha-putus');
  });

  afterEach(async () => {
    await outside.end({ timeout: 1 });
    await Promise.race([cut.close(), new Promise((resolve) => setTimeout(resolve, 8_000))]);
  });

  const waitingFor = (lock: string, application: string) => outside<{ pid: number }[]>`
    select pid from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and application_name = ${application}
      and query ilike ${`%${lock}%`}`;

  const kill = async (pids: { pid: number }[]) => {
    for (const { pid } of pids) await outside`select pg_terminate_backend(${pid})`;
  };

  test('a relay killed between job and mark makes each event one job when it goes on, and the process lives', async () => {
    const jobs = { onEvent: [{ name: 'test.killed', on: ['business.changed'], run: async () => undefined }] };
    const worker = await startWorker(cut, { ...nothing, ...jobs });
    const left = async () =>
      Number((await outside`select count(*) as n from events where relayed_at is null`)[0]!.n);
    await until('all to be relayed', async () => (await left()) === 0);
    // At the gate jobs are made and events not yet marked.
    await outside.unsafe(`
      create function wait_at_the_gate() returns trigger language plpgsql as
        'begin perform pg_advisory_xact_lock_shared(4711); return null; end';
      create trigger gate before update on events for each statement execute function wait_at_the_gate();
    `);
    const gate = await outside.reserve();
    await gate`select pg_advisory_lock(4711)`;
    for (let n = 0; n < 10; n++)
      await outside`update businesses set name = ${`Usaha ${n}`} where id = ${usaha}`;
    const atTheGate = () => waitingFor('update events', 'tanggap');
    await until('the relay to stand at the gate', async () => (await atTheGate()).length > 0);

    const thrown = catchUncaught();
    try {
      await kill(await atTheGate());
      await gate`select pg_advisory_unlock(4711)`;
      gate.release();
      await until('all to be relayed', async () => (await left()) === 0, 20_000);
      const made = await outside`select id from pgboss.job where name = 'test.killed'`;
      expect(made).toHaveLength(10);
    } finally {
      const uncaught = thrown();
      await Promise.race([worker.stop(5), new Promise((resolve) => setTimeout(resolve, 6_000))]);
      expect(uncaught, 'this would have ended the process').toEqual([]);
    }
  });

  test('a request gets an answer, the next ones too, and the process lives', async () => {
    const ask = async () => cut.asUser(person.token).from('businesses').select('id').limit(1);
    const gate = await outside.reserve();
    await gate`begin`;
    await gate`lock table businesses in access exclusive mode`;
    const asked = ask();
    await until('the request to wait', async () => (await waitingFor('', 'tanggap-api')).length > 0);
    const thrown = catchUncaught();
    try {
      await kill(await waitingFor('', 'tanggap-api'));
      await gate`commit`;
      gate.release();
      // supabase-js asks once more by itself; an answer of either kind will do, silence won't.
      await inTime(asked);
      // More than the pool has connections: the one that was cut is among them.
      const answers = Promise.all(Array.from({ length: 24 }, ask));
      for (const { error } of await inTime(answers)) expect(error).toBeNull();
    } finally {
      expect(thrown(), 'this would have ended the process').toEqual([]);
    }
  });
});

function inTime<T>(answer: PromiseLike<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no answer')), 15_000));
  return Promise.race([answer, late]);
}

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
