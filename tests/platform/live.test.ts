/**
 * The stream of a page: what happened, in order, by number; and its end.
 * Long, because one reader of streams serves all of it.
 */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Backend } from '#platform/backend/index.ts';
import { closeLiveEvents, liveEvents } from '#platform/live/stream.ts';
import type { Person } from '#platform/http/session.ts';
import { makeBusiness, openTestBackend, signUpPerson, until, type TestPerson } from '../support/backend.ts';

let backend: Backend;
let owner: TestPerson;
let staff: TestPerson;
let stranger: TestPerson;
let business: string;
const listening: Listener[] = [];

beforeAll(async () => {
  backend = await openTestBackend();
  [owner, staff, stranger] = await Promise.all([
    signUpPerson(backend, 'pemilik@contoh.test'),
    signUpPerson(backend, 'staf@contoh.test'),
    signUpPerson(backend, 'orang.lain@contoh.test'),
  ]);
  business = await makeBusiness(backend, owner, 'usaha-siaran');
  await backend.sql.unsafe(`
    create table notes (id uuid primary key default gen_random_uuid(),
      business_id uuid not null references businesses on delete cascade, body text);
    create constraint trigger record_note after insert on notes
      deferrable initially deferred for each row execute function private.record_event('note.written');
  `);
});

afterEach(() => {
  vi.useRealTimers();
  for (const one of listening.splice(0)) one.abort();
});

// The last test leaves streams in the middle of reading, as a stopping server does.
afterAll(async () => {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('backend.close() hangs while a request is under way')), 20_000).unref(),
  );
  await Promise.race([backend.close(), late]);
});

interface Listener {
  text(): string;
  /** The events so far: `[number, kind, subject]`. */
  events(): [number, string, string][];
  ended(): boolean;
  abort(): void;
  cancel(): Promise<void>;
}

async function listen(
  who: TestPerson,
  { after = null as number | null, person = {} as Partial<Person>, signal = new AbortController() } = {},
): Promise<Listener> {
  const somebody: Person = {
    ...who,
    until: new Date(Date.now() + 3_600_000),
    pendingBusiness: null,
    ...person,
  };
  const stream = await liveEvents(backend, somebody, business, after, signal.signal);
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let ended = false;
  void (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
    ended = true;
  })().catch(() => (ended = true));
  const listener = {
    text: () => text,
    events: () =>
      [...text.matchAll(/^id: (\d+)\nevent: (.+)\ndata: (.+)\n\n/gm)].map(
        ([, number, kind, data]): [number, string, string] => [
          Number(number),
          kind!,
          (JSON.parse(data!) as { subject: string }).subject,
        ],
      ),
    ended: () => ended,
    abort: () => signal.abort(),
    cancel: () => reader.cancel(),
  };
  listening.push(listener);
  return listener;
}

async function note(body = 'Pesan pelanggan: kapan buka?'): Promise<string> {
  const [row] =
    await backend.sql`insert into notes (business_id, body) values (${business}, ${body}) returning id`;
  return row!.id as string;
}

const lastNumber = async () =>
  Number((await backend.sql`select max(number) as n from events where business_id = ${business}`)[0]!.n);

/** Only the heartbeat's clock is turned, the database answers in real time. */
function turnClock() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
}

test('a page that begins now hears what happens from now on, and nothing older', async () => {
  await note();
  const page = await listen(owner);
  await until('the stream to open', () => page.text().includes('retry: 3000'));
  const before = await lastNumber();
  const written = await note();
  await until('the event', () => page.events().length === 1);
  expect(page.events()).toEqual([[before + 1, 'note.written', written]]);
});

test('a page that comes back gets what it missed first, in order, each once', async () => {
  const before = await lastNumber();
  const missed = [await note(), await note(), await note()];
  const page = await listen(owner, { after: before });
  const live = await note();
  await until('four events', () => page.events().length >= 4);
  expect(page.events()).toEqual(
    [...missed, live].map((subject, at) => [before + at + 1, 'note.written', subject]),
  );
});

test('a page that comes back in the middle continues after its number', async () => {
  const before = await lastNumber();
  const [, second, third] = [await note(), await note(), await note()];
  const page = await listen(owner, { after: before + 1 });
  await until('two events', () => page.events().length >= 2);
  expect(page.events().map(([, , subject]) => subject)).toEqual([second, third]);
});

test('more than one reading of missed events arrives whole', async () => {
  const before = await lastNumber();
  await backend.sql`insert into notes (business_id) select ${business}::uuid from generate_series(1, 450)`;
  const page = await listen(owner, { after: before });
  await until('450 events', () => page.events().length >= 450);
  expect(page.events().map(([number]) => number)).toEqual(
    Array.from({ length: 450 }, (_, n) => before + n + 1),
  );
});

test('many writers at once: the page hears each event once, in order', async () => {
  const before = await lastNumber();
  const page = await listen(owner, { after: before });
  const written = await Promise.all(Array.from({ length: 60 }, () => note()));
  await until('60 events', () => page.events().length >= 60);
  expect(page.events().map(([number]) => number)).toEqual(written.map((_, at) => before + at + 1));
  expect(
    page
      .events()
      .map(([, , subject]) => subject)
      .toSorted(),
  ).toEqual(written.toSorted());
});

test('the stream carries kinds and ids, never what was said', async () => {
  const page = await listen(owner);
  await until('the stream to open', () => page.text() !== '');
  const subject = await note('Ibu Sari marah besar');
  await until('the event', () => page.events().length === 1);
  expect(page.text()).not.toContain('Sari');
  expect(
    page
      .text()
      .split('\n')
      .filter((line) => line.startsWith('data:')),
  ).toEqual([`data: ${JSON.stringify({ subject })}`]);
});

test('a stranger hears nothing, and is shown out', async () => {
  turnClock();
  const page = await listen(stranger, { after: 0 });
  await note();
  const colleague = await listen(owner);
  await note();
  await until('the owner to hear it', () => colleague.events().length >= 1);
  expect(page.events()).toEqual([]);
  vi.advanceTimersByTime(21_000);
  await until('the stream to close', page.ended);
  expect(page.text()).not.toContain('note.written');
});

test('a quiet stream is kept alive', async () => {
  turnClock();
  const page = await listen(owner);
  await until('the stream to open', () => page.text() !== '');
  vi.advanceTimersByTime(21_000);
  await until('the heartbeat', () => page.text().includes(': \n\n'));
  expect(page.ended()).toBe(false);
});

test('it closes when the membership ends', async () => {
  const [member] = await backend.sql`insert into members (business_id, user_id, role)
    values (${business}, ${staff.id}, 'staff') returning id`;
  turnClock();
  const page = await listen(staff);
  await note();
  await until('a colleague to hear', () => page.events().length > 0);
  await backend.sql`delete from members where id = ${member!.id as string}`;
  const heard = page.events().length;
  await note('sesudah keluar');
  vi.advanceTimersByTime(21_000);
  await until('the stream to close', page.ended);
  expect(page.events()).toHaveLength(heard);
});

test('it closes when the session ends', async () => {
  turnClock();
  const page = await listen(owner, { person: { until: new Date(Date.now() + 30_000) } });
  await until('the stream to open', () => page.text() !== '');
  vi.advanceTimersByTime(20_000);
  await until('a heartbeat', () => page.text().includes(': \n\n'));
  expect(page.ended()).toBe(false);
  vi.advanceTimersByTime(20_000);
  await until('the stream to close', page.ended);
});

test('it closes when the browser leaves, and holds on to nothing', async () => {
  const listeners = () => vi.getTimerCount();
  turnClock();
  const before = listeners();
  const [aborted, cancelled] = [await listen(owner), await listen(owner)];
  expect(listeners()).toBe(before + 2);
  aborted.abort();
  await cancelled.cancel();
  await until('both to close', () => aborted.ended() && cancelled.ended());
  expect(listeners()).toBe(before);
});

test('a browser that left before the stream began leaves nothing behind', async () => {
  turnClock();
  const before = vi.getTimerCount();
  const signal = new AbortController();
  signal.abort();
  const page = await listen(owner, { signal });
  await until('the stream to close', page.ended, 2_000);
  expect(vi.getTimerCount()).toBe(before);
});

test('a closed stream is forgotten, so that a server that runs for months does not fill up', async () => {
  const kept = () => (globalThis as { tanggapStreams?: Set<unknown> }).tanggapStreams!.size;
  closeLiveEvents();
  const page = await listen(owner);
  expect(kept()).toBe(1);
  page.abort();
  await until('the stream to close', page.ended);
  expect(kept()).toBe(0);
});

test('stopping the server ends every stream', async () => {
  const pages = [await listen(owner), await listen(owner, { after: 0 })];
  closeLiveEvents();
  await until('both to close', () => pages.every((page) => page.ended()));
});
