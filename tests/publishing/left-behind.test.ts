/**
 * Each row that was left behind ends in a state a person can see, and nothing goes out late.
 * Long, because it is one list of ways to be left behind.
 */
import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { publishDue } from '#publishing/publish/round.ts';
import { sweepTargets } from '#publishing/publish/sweep.ts';
import { answering } from '../support/claimed.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openShop, type Shop } from './shop.ts';

let database: TestDatabase;
let shop: Shop;
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-publishing-'));
beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.connection, dataDir);
});
beforeEach(() => shop.reset());
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await shop?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Given {
  on?: 'instagram' | 'facebook';
  state?: string;
  /** Minutes from now. */
  hour: number;
  until?: number;
  nextTry?: number;
  lease?: number;
  container?: boolean;
  /** Minutes from now at which an attempt was opened, and since when the network was asked about it. */
  attempt?: { step: 'prepare' | 'publish'; opened: number; looked?: number };
  picture?: boolean;
  words?: string;
}

async function given(target: Given): Promise<string> {
  const { sql } = shop.backend;
  const { business, picture } = shop;
  const at = (minutes: number | undefined) =>
    minutes === undefined ? null : new Date(Date.now() + minutes * 60_000);
  const [post] = await sql<{ id: string }[]>`
    insert into posts (business_id, media_type, message_type, goal, caption)
    values (${business}, 'photo', 'promotional', 'Tujuan contoh', ${target.words ?? 'Unggahan contoh'})
    returning id`;
  if (target.picture !== false)
    await sql`insert into post_media (post_id, business_id, position, media_id, alt_text)
      values (${post!.id}, ${business}, 1, ${picture}, 'Gambar contoh')`;
  const [row] = await sql<{ id: string }[]>`
    insert into post_targets (post_id, business_id, channel_id, state, scheduled_at, scheduled_zone, not_after,
      next_try_at, lease_until, container_id, container_at)
    values (${post!.id}, ${business}, ${shop.channels()[target.on ?? 'facebook'].id}, ${target.state ?? 'scheduled'},
      ${at(target.hour)}, 'Asia/Jakarta', ${at(target.until)}, ${at(target.nextTry)}, ${at(target.lease)},
      ${target.container ? '17900000000000001' : null}, ${target.container ? at(target.hour - 10) : null})
    returning id`;
  const { attempt } = target;
  if (attempt)
    await sql`insert into publish_attempts (target_id, business_id, step, opened_at, looked_from)
      values (${row!.id}, ${business}, ${attempt.step}, ${at(attempt.opened)}, ${at(attempt.looked)})`;
  return row!.id;
}

async function end(target: string) {
  const [row] = await shop.backend.sql<{ state: string; reason: string | null; outcome: string | null }[]>`
    select t.state, t.reason, a.outcome from post_targets t
    left join publish_attempts a on a.target_id = t.id where t.id = ${target}
    order by a.opened_at desc limit 1`;
  return row!;
}

const posts = () => shop.sandbox().state().posts.length;
const day = 24 * 60;

describe('the sweeper finds', () => {
  const found: [what: string, target: Given, end: object][] = [
    ['a plan of a year ago', { hour: -365 * day, until: -365 * day + 60 }, { state: 'missed' }],
    [
      'one that waits for its next try beyond its "not after"',
      { hour: -70, until: -10, nextTry: 40 },
      { state: 'missed', reason: null },
    ],
    [
      'a container made ready long ago',
      { on: 'instagram', state: 'container_ready', hour: -9 * day, until: -8 * day, container: true },
      { state: 'missed' },
    ],
    [
      'one whose publisher died while it prepared',
      {
        ...{ on: 'instagram', state: 'claimed', hour: -3 * day, until: -2 * day, lease: -2 * day },
        attempt: { step: 'prepare', opened: -3 * day },
      },
      { state: 'missed', outcome: 'unknown' },
    ],
    [
      'one that the network was asked about for an hour',
      {
        ...{ state: 'publishing', hour: -90, until: 200, lease: 1 },
        attempt: { step: 'publish', opened: -89, looked: -61 },
      },
      { state: 'unconfirmed', reason: 'temporary', outcome: 'unknown' },
    ],
  ];
  test.each(found)('%s', async (_, target, expected) => {
    const id = await given(target);
    expect(await sweepTargets(shop.backend)).toBe(1);
    expect(await end(id)).toMatchObject(expected);
    expect(await sweepTargets(shop.backend)).toBe(0);
  });

  const left: [what: string, target: Given][] = [
    ['what is due and still right', { hour: -30, until: 30 }],
    ['what is held by a living publisher', { state: 'claimed', hour: -61, until: -1, lease: 1 }],
    [
      'what went out before a long darkness, until somebody has looked for it',
      {
        ...{ state: 'publishing', hour: -9 * day, until: -8 * day, lease: -9 * day },
        attempt: { step: 'publish', opened: -9 * day },
      },
    ],
  ];
  test.each(left)('not %s', async (_, target) => {
    const id = await given(target);
    expect(await sweepTargets(shop.backend)).toBe(0);
    expect(await end(id)).toMatchObject({ state: target.state ?? 'scheduled' });
  });

  test('all of them, however many', async () => {
    for (let n = 0; n < 3; n += 1) await given({ hour: -2 * day, until: -day });
    const { sql } = shop.backend;
    const swept = await Promise.all([1, 2].map(() => sql`select sweep_targets(2) as swept`));
    const again = await sql`select sweep_targets(2) as swept`;
    const counts = [...swept.flat(), ...again] as { swept: number }[];
    expect(counts.reduce((sum, row) => sum + row.swept, 0)).toBe(3);
  });
});

test('a plan that says nothing of it is right for six hours', async () => {
  const old = await given({ hour: -361 });
  const due = await given({ hour: -359 });
  await sweepTargets(shop.backend);
  expect([await end(old), await end(due)]).toMatchObject([{ state: 'missed' }, { state: 'scheduled' }]);
});

describe('a publisher', () => {
  test('starts nothing that could end after its "not after"', async () => {
    const id = await given({ hour: -60, until: 0.9 });
    await publishDue(shop.backend);
    expect(posts()).toBe(0);
    await shop.passMinutes(1);
    await sweepTargets(shop.backend);
    expect(await end(id)).toEqual({ state: 'missed', reason: null, outcome: null });
  });

  test('looks again at the clock before it calls', async () => {
    const id = await given({ hour: -60, until: 2 });
    const { sql } = shop.backend;
    const [claimed] = await sql<{ work: { version: number } }[]>`
      select claim_due_targets(50, 60, 0, '{}') as work`;
    await shop.passMinutes(1.5);
    const attempt = { id: randomUUID(), target_id: id, version: claimed!.work.version, step: 'publish' };
    expect(await sql`select open_attempts(${sql.json([attempt])}, 60)`).toHaveLength(0);
    expect(await end(id)).toMatchObject({ state: 'missed', outcome: null });
  });

  test('that slept with an open attempt makes no call behind the back of who looks after it', async () => {
    const id = await given({ hour: -1, until: 300 });
    const now = Date.now.bind(Date);
    const sleep = (message: unknown) => {
      if ((message as { moment: string }).moment !== 'publish_opened') return;
      vi.spyOn(Date, 'now').mockImplementation(() => now() + 11_000);
    };
    subscribe('tanggap:attempt', sleep);
    await publishDue(shop.backend);
    unsubscribe('tanggap:attempt', sleep);
    vi.restoreAllMocks();
    expect(posts()).toBe(0);
    expect(await end(id)).toEqual({ state: 'publishing', reason: null, outcome: null });
    for (const minutes of [3, 1]) {
      await shop.passMinutes(minutes);
      await publishDue(shop.backend);
    }
    expect(await end(id)).toMatchObject({ state: 'published', outcome: 'ok' });
    expect(posts()).toBe(1);
  });

  test('is not held up by a pile of old plans', async () => {
    for (let n = 0; n < 55; n += 1) await given({ hour: -2 * day, until: -day });
    const due = await given({ hour: -1, until: 300 });
    expect(await publishDue(shop.backend)).toBe(1);
    expect(await end(due)).toMatchObject({ state: 'published' });
  });

  test('lets a failed preparation wait as long as it was told, ahead of the hour too', async () => {
    shop.sandbox().fault({ kind: 'error_before', op: 'ig.container', code: 2 });
    const id = await given({ on: 'instagram', hour: 5, until: 300 });
    expect(await publishDue(shop.backend)).toBe(1);
    expect(await publishDue(shop.backend)).toBe(0);
    const [row] = await shop.backend.sql`select state, tries from post_targets where id = ${id}`;
    expect(row).toEqual({ state: 'scheduled', tries: 1 });
    await shop.passMinutes(1);
    expect(await publishDue(shop.backend)).toBe(1);
    expect(await end(id)).toMatchObject({ state: 'container_ready' });
    expect(await publishDue(shop.backend)).toBe(0);
    expect(posts()).toBe(0);
  });

  test.each([
    { on: 'instagram', reason: 'bad_request' },
    { on: 'facebook', reason: 'bad_request' },
  ] as const)('says so on $on when a photo post has no photo', async ({ on, reason }) => {
    const id = await given({ on, hour: -1, until: 300, picture: false });
    await publishDue(shop.backend);
    expect(await end(id)).toMatchObject({ state: 'failed', reason });
  });

  test('says so when the picture is gone', async () => {
    shop.sandbox().fault({ kind: 'media_unreachable' });
    const id = await given({ on: 'facebook', hour: -1, until: 300 });
    await publishDue(shop.backend);
    const { state, reason } = await end(id);
    expect({ state, reason: reason !== null }).toEqual({ state: 'failed', reason: true });
  });

  test('says so when the channel is disconnected', async () => {
    const { sql } = shop.backend;
    const channel = shop.channels().facebook.id;
    const waiting = await given({ hour: -1, until: 300 });
    const sent = await given({
      ...{ state: 'publishing', hour: -9 * day, until: -8 * day, lease: -9 * day },
      attempt: { step: 'publish', opened: -9 * day },
    });
    await sql`update channels set disconnected_at = now() where id = ${channel}`;
    await sql`delete from channel_secrets where channel_id = ${channel}`;
    await publishDue(shop.backend);
    expect(await end(waiting)).toMatchObject({ state: 'failed', reason: 'token_dead' });
    expect(await end(sent)).toMatchObject({ state: 'unconfirmed', reason: 'token_dead', outcome: 'unknown' });
  });

  test('waits while its credential can’t be opened here, however long, and goes out once it can', async () => {
    const { sql } = shop.backend;
    const [kept] =
      await sql`select sealed from channel_secrets where channel_id = ${shop.channels().facebook.id}`;
    const waiting = await given({ hour: -1, until: 300 });
    await sql`update channel_secrets set sealed = 'k1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.AAAA'`;
    for (let turn = 0; turn < 12; turn += 1) {
      await publishDue(shop.backend);
      await shop.passMinutes(6);
    }
    expect(await end(waiting)).toMatchObject({ state: 'scheduled', reason: 'credential_unreadable' });
    const [channel] = await sql`select problem from channels where id = ${shop.channels().facebook.id}`;
    expect(channel!.problem, 'its permission is not dead').toBeNull();
    expect(posts()).toBe(0);
    await sql`update channel_secrets set sealed = ${kept!.sealed as string} where channel_id = ${shop.channels().facebook.id}`;
    await publishDue(shop.backend);
    expect(await end(waiting)).toMatchObject({ state: 'published' });
    expect(posts()).toBe(1);
  });

  test('one that may be out already is put before a person while its credential can’t be opened', async () => {
    const sent = await given({
      ...{ state: 'publishing', hour: -9 * day, until: -8 * day, lease: -9 * day },
      attempt: { step: 'publish', opened: -9 * day },
    });
    await shop.backend
      .sql`update channel_secrets set sealed = 'k1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.AAAA'`;
    await publishDue(shop.backend);
    expect(await end(sent)).toMatchObject({
      ...{ state: 'unconfirmed', reason: 'credential_unreadable', outcome: 'unknown' },
    });
  });

  test('is not held up when two in doubt with the same words find the same post', async () => {
    const { sandbox, backend, channels } = shop;
    const inDoubt: Given = {
      ...{ state: 'publishing', hour: -4, until: 300, lease: -1 },
      attempt: { step: 'publish', opened: -3 },
    };
    const both = [await given(inDoubt), await given(inDoubt)];
    await sandbox().posts({ account: channels().facebook.externalId, caption: 'Unggahan contoh' });
    const other = await given({ hour: -1, until: 300, words: 'Lain contoh' });
    for (let turn = 0; turn < 4; turn += 1) {
      await publishDue(backend);
      await shop.passMinutes(1);
    }
    const states = await Promise.all([...both, other].map(async (id) => (await end(id)).state));
    expect(states).toEqual(['published', 'published', 'published']);
    expect(posts()).toBe(3);
  });
});

test('a row that can’t be read is settled, and holds up nobody', async () => {
  const torn = new Set([
    await given({ hour: -1, until: 300 }),
    await given({
      ...{ state: 'publishing', hour: -4, until: 300, lease: -1 },
      attempt: { step: 'publish', opened: -3 },
    }),
  ]);
  const other = await given({ hour: -1, until: 300, words: 'Lain contoh' });
  const tearing = answering(shop.backend, 'claim_due_targets', (claimed) =>
    (claimed as { id: string }[]).map((row) => (torn.has(row.id) ? { ...row, kind: 'radio' } : row)),
  );
  expect(await publishDue(tearing)).toBe(3);
  const ends = await Promise.all([...torn, other].map((id) => end(id)));
  expect(ends).toMatchObject([
    { state: 'failed', reason: 'bad_request' },
    { state: 'unconfirmed', reason: 'bad_request', outcome: 'unknown' },
    { state: 'published', reason: null },
  ]);
});
