import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgres } from '#platform/postgres/index.ts';
import { until } from '../support/backend.ts';
import { isAlive, startDemo, type Demo } from './start-demo.ts';

const folder = mkdtempSync(join(tmpdir(), 'tanggap-demo-test-'));
const dataDir = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Counts {
  businesses: number;
  sample: boolean;
  posts: number;
  published: number;
  ahead: number;
  stuck: number;
  conversations: number;
  unlinked: number;
  waiting: number;
  late: number;
  messages: number;
  nameless: number;
  unprojected: number;
  people: number;
}

async function count(): Promise<Counts> {
  const server = await openPostgres({ dataDir, log: () => undefined });
  const sql = postgres({ ...server.connection, max: 1 });
  try {
    const [row] = await sql<Counts[]>`select
      (select count(*)::int from businesses) as businesses,
      (select bool_and(sample) from businesses) as sample,
      (select count(*)::int from posts) as posts,
      (select count(*)::int from post_targets where state = 'published') as published,
      (select count(distinct post_id)::int from post_targets where scheduled_at > now()) as ahead,
      (select count(*)::int from post_targets where state in ('failed', 'unconfirmed')
        and reason is distinct from 'your_turn') as stuck,
      (select count(*)::int from conversations) as conversations,
      (select count(*)::int from conversations where kind = 'comment' and post_target_id is null) as unlinked,
      (select count(*)::int from conversations where waiting_since is not null) as waiting,
      (select count(*)::int from conversations where waiting_since < now() - interval '24 hours') as late,
      (select count(*)::int from messages) as messages,
      (select count(*)::int from contacts where name !~* 'contoh') as nameless,
      (select count(*)::int from webhook_items where outcome is distinct from 'projected') as unprojected,
      (select count(*)::int from auth.users) as people`;
    return row!;
  } finally {
    await sql.end();
    await server.stop();
  }
}

async function signIn(hub: string, email: string): Promise<Response> {
  return fetch(`${hub}/masuk`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: hub },
    body: new URLSearchParams({ email, password: 'tanggap-demo' }),
  });
}

describe('on a folder of its own', () => {
  let demo: Demo;
  let first: Counts;
  beforeAll(async () => {
    demo = await startDemo({ DATA_DIR: dataDir });
    await demo.ready();
    first = await count();
  });
  afterAll(() => demo.kill());

  test('a sample business with sixty days behind it is there', () => {
    expect(first).toMatchObject({ businesses: 1, sample: true, people: 3, stuck: 2, ahead: 6 });
    expect(first.published).toBe(50);
    expect(first.posts).toBe(34);
    expect(first.conversations).toBeGreaterThan(150);
    expect(first.messages).toBeGreaterThan(350);
    expect(first.waiting).toBe(7);
    expect(first.late).toBe(2);
  });

  test('everything came in by webhook, under its post, from people with sample names', () => {
    expect(first).toMatchObject({ unlinked: 0, nameless: 0, unprojected: 0 });
  });

  test('it says where to go, in Indonesian first', () => {
    expect(demo.said()).toMatch(/siap dicoba[\s\S]+is ready to try/);
    for (const word of ['pemilik@demo.test', 'tanggap-demo', 'dapur-serang', demo.sandbox()]) {
      expect(demo.said()).toContain(word);
    }
  });

  test.each(['pemilik', 'staf', 'pendamping'])('%s@demo.test signs in', async (who) => {
    const answer = await signIn(demo.hub(), `${who}@demo.test`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toMatch(/^tanggap/);
  });

  test('a second start goes on with what is there', async () => {
    await demo.stop();
    expect(existsSync(join(dataDir, 'sandbox.json'))).toBe(true);
    demo = await startDemo({ DATA_DIR: dataDir });
    await demo.ready();
    expect(await count()).toEqual(first);
    expect((await signIn(demo.hub(), 'pemilik@demo.test')).status).toBe(303);
    expect(await demo.stop()).toBe(0);
  });
});

describe('on a throw-away folder', () => {
  const temporary = mkdtempSync(join(folder, 'tmp-'));
  const thrown = () => readdirSync(temporary).filter((name) => name.startsWith('tanggap-demo-'));

  test('SIGTERM leaves no process and no folder, even before it is ready', async () => {
    const demo = await startDemo({ TMPDIR: temporary });
    const lock = () => join(temporary, thrown()[0] ?? '-', 'postgres', 'postmaster.pid');
    await until('PostgreSQL runs', () => existsSync(lock()), 30_000);
    const database = Number(readFileSync(lock(), 'utf8').split('\n')[0]);
    expect(await demo.stop()).toBe(0);
    expect(thrown()).toEqual([]);
    expect(isAlive(database)).toBe(false);
    expect(isAlive(demo.pid)).toBe(false);
  });

  test.each(['0.0.0.0', '::', '192.168.1.7'])('a HOST of %s is refused', async (host) => {
    const demo = await startDemo({ TMPDIR: temporary, HOST: host });
    expect(await demo.ended()).toBe(1);
    expect(demo.said()).toContain('Demo mode refuses a non-loopback HOST');
    expect(thrown()).toEqual([]);
  });
});
