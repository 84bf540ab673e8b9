/**
 * What every loop does alike that claims: it claims a batch, reads it row by row, makes no call once the machine has
 * slept, acts, and settles. A loop of a room is its row's shape, its verb and its SQL.
 */
import { channel, type Channel } from 'node:diagnostics_channel';
import type { Backend, Db } from '../backend/index.ts';
import { log } from '../log.ts';
import { keepAwake } from './awake.ts';
import { idsOf, orUnknown, type Mistake } from './mistake.ts';
import { readRows, type Reading } from './rows.ts';

/** `name` is a noun; on the diagnostics channel `tanggap:<name>` the moments are told between which a crash can fall. */
interface Claiming<Row, Keys, Result> extends Reading<Row, Keys, Result> {
  /** Why it needs all rights; for the log. */
  why: string;
  claim(db: Db): PromiseLike<{ data: unknown }>;
  /** Writes down what came: of each as soon as it is known, or of all at the end where SQL takes them in one call. */
  settle:
    | { one(db: Db, result: Result): PromiseLike<unknown> }
    | { all(db: Db, results: Result[]): PromiseLike<unknown> };
}

/** One call for each row. */
export interface Ledger<Row, Keys, Shared, Came, Result> extends Claiming<Row, Keys, Result> {
  /** What all rows of a batch need, asked for once. */
  before?(rows: NoInfer<Row>[]): Promise<Shared>;
  /** The call. What it throws is a mistake of ours: nobody knows then what came of it. */
  act(row: Row, shared: Shared): Promise<Came>;
  /** What is settled. A read is asked for again after a mistake; a send is looked up first. */
  judge(row: Row, came: Came | Mistake): Result;
  /** What is settled of a row that was not acted on, as the machine slept. Without it the lease brings the row back. */
  slept?(row: Row): Result;
  /** One after another; the whole batch has to fit into `awakeSeconds`. */
  inTurn?: boolean;
  /** How long after the claim an act may still begin. */
  awakeSeconds?: number;
}

/** One verb for the whole batch, which keeps what `act` keeps by itself: see `keepAwake` and `orUnknown`. */
export interface BatchLedger<Row, Keys, Result> extends Claiming<Row, Keys, Result> {
  together(rows: Row[], db: Db): Promise<Result[]>;
}

/**
 * One round. Safe in any number of processes at once.
 * @returns how many rows were claimed; 0 ends the rounds of whoever takes all there is
 * @throws what the database throws; the leases bring back what is not settled
 */
export async function runLedger<Row, Keys, Shared, Came, Result>(
  backend: Backend,
  ledger: Ledger<Row, Keys, Shared, Came, Result> | BatchLedger<Row, Keys, Result>,
): Promise<number> {
  const db = backend.asService(ledger.why);
  const moments = channel(`tanggap:${ledger.name}`);
  const awake = keepAwake('awakeSeconds' in ledger ? ledger.awakeSeconds : undefined);
  const { data } = await ledger.claim(db);
  const { rows, unread, claimed } = readRows(ledger, data);
  if (claimed === 0) return 0;
  moments.publish({ moment: 'claimed' });
  const settle = settling(ledger, db, moments);
  const results =
    'together' in ledger
      ? await ledger.together(rows, db)
      : await actOn(ledger, rows, awake, moments, settle);
  // Last, so that trouble with them holds up nobody.
  await settle([...results, ...unread]);
  return claimed;
}

type Settle<Result> = (results: Result[]) => Promise<void>;

function settling<Row, Keys, Result>(
  { settle }: Claiming<Row, Keys, Result>,
  db: Db,
  moments: Channel,
): Settle<Result> {
  return async (results) => {
    if (results.length === 0) return;
    moments.publish({ moment: 'settling' });
    if ('all' in settle) await settle.all(db, results);
    else for (const result of results) await settle.one(db, result);
    moments.publish({ moment: 'settled' });
  };
}

/** @returns what is to be settled yet */
async function actOn<Row, Keys, Shared, Came, Result>(
  ledger: Ledger<Row, Keys, Shared, Came, Result>,
  rows: Row[],
  awake: () => boolean,
  moments: Channel,
  settle: Settle<Result>,
): Promise<Result[]> {
  const shared = (await ledger.before?.(rows)) as Shared;
  const each = async (row: Row): Promise<Result[]> => {
    const results = await actOnOne(ledger, row, shared, awake, moments);
    if ('all' in ledger.settle) return results;
    await settle(results);
    return [];
  };
  return (ledger.inTurn ? await oneByOne(rows, each) : await allAtOnce(rows, each)).flat();
}

async function actOnOne<Row, Keys, Shared, Came, Result>(
  { name, act, judge, slept }: Ledger<Row, Keys, Shared, Came, Result>,
  row: Row,
  shared: Shared,
  awake: () => boolean,
  moments: Channel,
): Promise<Result[]> {
  if (!awake()) {
    log('warn', 'ledger.slept', { ledger: name, ...idsOf(row) });
    return slept ? [slept(row)] : [];
  }
  const came = await orUnknown(name, row, () => act(row, shared));
  moments.publish({ moment: 'answered' });
  return [judge(row, came)];
}

async function oneByOne<Row, T>(rows: Row[], each: (row: Row) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const row of rows) results.push(await each(row));
  return results;
}

/** Waits for every one of them before it throws what one threw: nothing of a round is under way when the next begins. */
async function allAtOnce<Row, T>(rows: Row[], each: (row: Row) => Promise<T>): Promise<T[]> {
  const ended = await Promise.allSettled(rows.map(each));
  return ended.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
