/**
 * Events are numbered in commit order, without gaps, and no two writers wait for each other in a circle.
 * Long, because every writer that numbers is tried against every other.
 */
import type postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Backend } from '#platform/backend/index.ts';
import { bell, eventsAfter, lastNumber } from '#platform/live/events.ts';
import { makeBusiness, openTestBackend, signUpPerson, until, type TestPerson } from '../support/backend.ts';

let backend: Backend;
let sql: postgres.Sql;
let owner: TestPerson;
let stranger: TestPerson;
let slugs = 0;

beforeAll(async () => {
  backend = await openTestBackend();
  sql = backend.sql;
  owner = await signUpPerson(backend, 'pemilik@contoh.test');
  stranger = await signUpPerson(backend, 'orang.lain@contoh.test');
  // A table with nothing but the trigger, so that writers meet nowhere but at the event.
  await sql.unsafe(`
    create table notes (id uuid primary key default gen_random_uuid(),
      business_id uuid not null references businesses on delete cascade, mark text);
    create constraint trigger record_note after insert or update or delete on notes
      deferrable initially deferred for each row execute function private.record_event('note.written');
  `);
});

afterAll(() => backend.close());

const newBusiness = () => makeBusiness(backend, owner, `usaha-acara-${++slugs}`);

/** Ids of the notes whose events come after a number, as the owner reads them through the API. */
async function notesAfter(business: string, after: number): Promise<{ number: number; subject: string }[]> {
  const events = await eventsAfter(backend.asUser(owner.token), business, after, 1_000);
  return events
    .filter(({ kind }) => kind === 'note.written')
    .map(({ number, subject }) => ({ number, subject }));
}

async function write(tx: postgres.Sql | postgres.TransactionSql, business: string): Promise<string> {
  const [row] = await tx`insert into notes (business_id) values (${business}) returning id`;
  return row!.id as string;
}

/** A transaction that is held open until told to commit. */
async function open(): Promise<{ tx: postgres.ReservedSql; commit(): Promise<void> }> {
  const tx = await sql.reserve();
  await tx`begin`;
  return {
    tx,
    async commit() {
      await tx`commit`;
      tx.release();
    },
  };
}

test('A begins, B writes and commits, read, A commits, read: both seen, once, in order', async () => {
  const business = await newBusiness();
  const start = await lastNumber(backend.asUser(owner.token), business);
  const a = await open();
  const fromA = await write(a.tx, business);
  const fromB = await write(sql, business);

  const first = await notesAfter(business, start);
  expect(first).toEqual([{ number: start + 1, subject: fromB }]);

  await a.commit();
  const second = await notesAfter(business, first.at(-1)!.number);
  expect(second).toEqual([{ number: start + 2, subject: fromA }]);
  expect(await notesAfter(business, start)).toEqual([...first, ...second]);
});

test('a transaction that is rolled back leaves neither an event nor a gap', async () => {
  const business = await newBusiness();
  const start = await lastNumber(backend.asUser(owner.token), business);
  await expect(
    sql.begin(async (tx) => {
      await write(tx, business);
      await tx`set constraints all immediate`;
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  const kept = await write(sql, business);
  expect(await notesAfter(business, start)).toEqual([{ number: start + 1, subject: kept }]);
});

test('several rows of one transaction follow each other in the order they were written', async () => {
  const business = await newBusiness();
  const written = await sql.begin(async (tx) => [
    await write(tx, business),
    await write(tx, business),
    await write(tx, business),
  ]);
  expect((await notesAfter(business, 0)).map(({ subject }) => subject)).toEqual(written);
});

test('two writers at once on one business do not deadlock', async () => {
  const business = await newBusiness();
  for (let round = 0; round < 10; round++) {
    const [a, b] = [await open(), await open()];
    const ids = [await write(a.tx, business), await write(b.tx, business), await write(a.tx, business)];
    await Promise.all([a.commit(), b.commit()]);
    const seen = (await notesAfter(business, 0)).map(({ subject }) => subject);
    expect(seen).toEqual(expect.arrayContaining(ids));
    expect(seen).toHaveLength((round + 1) * 3);
  }
});

test('sixteen writers on one business: a reader with a cursor sees every event once, without a gap', async () => {
  const business = await newBusiness();
  const { host, port, user, database } = backend.database;
  const { default: connect } = await import('postgres');
  const pool = connect({ host, port, user, database, max: 16, onnotice: () => undefined } as never);
  const start = await lastNumber(backend.asUser(owner.token), business);
  const seen: { number: number; subject: string }[] = [];
  let writing = true;

  const writers = Promise.all(
    Array.from({ length: 16 }, async () => {
      const ids: string[] = [];
      for (let n = 0; n < 15; n++) ids.push(await write(pool, business));
      return ids;
    }),
  ).finally(() => (writing = false));
  const read = async () => seen.push(...(await notesAfter(business, seen.at(-1)?.number ?? start)));
  while (writing) await read();
  await read();
  const written = (await writers).flat();
  await pool.end();

  expect(seen.map(({ number }) => number)).toEqual(written.map((_, index) => start + index + 1));
  expect(seen.map(({ subject }) => subject).toSorted()).toEqual(written.toSorted());
});

test('a transaction over two businesses and its mirror do not deadlock when both take them in one order', async () => {
  const both = [await newBusiness(), await newBusiness()].toSorted();
  const start = await Promise.all(both.map((one) => lastNumber(backend.asUser(owner.token), one)));
  const over = (businesses: string[]) =>
    sql.begin(async (tx) => {
      for (const business of businesses.toSorted()) await write(tx, business);
    });
  await Promise.all(Array.from({ length: 40 }, (_, n) => over(n % 2 ? both : both.toReversed())));
  for (const [at, business] of both.entries()) {
    const numbers = (await notesAfter(business, 0)).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, n) => start[at]! + n + 1));
  }
});

test('no business waits for another', async () => {
  const [one, other] = [await newBusiness(), await newBusiness()];
  const slow = await open();
  await write(slow.tx, one);
  // The counter of `one` is locked from here on.
  await slow.tx`set constraints all immediate`;
  // Comes back while the slow one is still open; were it to wait, the test would end here.
  await write(sql, other);
  await slow.commit();
});

test('an event knows who did it, and a job is nobody', async () => {
  const business = await newBusiness();
  await backend
    .asUser(owner.token)
    .from('businesses')
    .update({ name: 'Nama baru' })
    .eq('id', business)
    .throwOnError();
  await write(sql, business);
  const events = await eventsAfter(backend.asUser(owner.token), business, 0);
  expect(events.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['business.created', owner.id],
    ['member.joined', owner.id],
    ['business.changed', owner.id],
    ['note.written', null],
  ]);
});

test('deleting a business takes its events along', async () => {
  const business = await newBusiness();
  await write(sql, business);
  await sql`delete from businesses where id = ${business}`;
  expect(await sql`select 1 from events where business_id = ${business}`).toHaveLength(0);
  expect(await sql`select 1 from private.event_counters where business_id = ${business}`).toHaveLength(0);
});

test('a stranger reads no events and sees no number', async () => {
  const business = await newBusiness();
  expect(await eventsAfter(backend.asUser(stranger.token), business, 0)).toEqual([]);
  expect(await lastNumber(backend.asUser(stranger.token), business)).toBe(0);
  expect(await lastNumber(backend.asUser(owner.token), business)).toBe(2);
});

test('reading is bounded: the oldest come first, the rest with the next cursor', async () => {
  const business = await newBusiness();
  await sql`insert into notes (business_id) select ${business}::uuid from generate_series(1, 5)`;
  const db = backend.asUser(owner.token);
  const first = await eventsAfter(db, business, 0, 3);
  expect(first.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect((await eventsAfter(db, business, 3, 3)).map(({ number }) => number)).toEqual([4, 5, 6]);
});

test('the bell rings for the business concerned, after the commit, until it is let go', async () => {
  const [one, other] = [await newBusiness(), await newBusiness()];
  const bells = await bell(sql);
  const rung = { one: 0, other: 0 };
  const letGo = bells.onBusiness(one, () => (rung.one += 1));
  bells.onBusiness(other, () => (rung.other += 1));

  const held = await open();
  await write(held.tx, one);
  await write(sql, other);
  await until('the other business to ring', () => rung.other === 1);
  expect(rung.one).toBe(0);
  await held.commit();
  await until('this business to ring', () => rung.one === 1);

  letGo();
  await write(sql, one);
  await write(sql, other);
  await until('the other business to ring again', () => rung.other === 2);
  expect(rung.one).toBe(1);
});

test('one LISTEN serves the whole process', async () => {
  const bells = await Promise.all([bell(sql), bell(sql), bell(sql)]);
  expect(new Set(bells).size).toBe(1);
  expect(await listeners()).toHaveLength(1);
});

test('a bell whose line was cut rings everybody when it is back, and goes on', async () => {
  const business = await newBusiness();
  let rung = 0;
  const letGo = (await bell(sql)).onBusiness(business, () => (rung += 1));
  await cut();
  await until('the bell to ring after the cut', () => rung > 0);
  const before = rung;
  await write(sql, business);
  await until('the bell to ring for an event', () => rung > before);
  letGo();
});

test('a bell goes on after the database was away for a while', async () => {
  const business = await newBusiness();
  let rung = 0;
  const letGo = (await bell(sql)).onBusiness(business, () => (rung += 1));
  const { default: connect } = await import('postgres');
  const admin = connect({ ...backend.database, database: 'postgres', max: 1 } as never);
  const name = backend.database.database!;
  try {
    await admin.unsafe(`alter database ${name} with allow_connections false`);
    await cut();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  } finally {
    await admin.unsafe(`alter database ${name} with allow_connections true`);
    await admin.end();
  }
  const before = rung;
  await until(
    'the bell to listen again',
    async () => {
      await write(sql, business);
      return rung > before;
    },
    15_000,
  );
  letGo();
});

const listeners = () =>
  sql`select pid from pg_stat_activity where datname = current_database() and query ilike 'listen %'`;

async function cut(): Promise<void> {
  for (const { pid } of await listeners()) await sql`select pg_terminate_backend(${pid as number})`;
}
