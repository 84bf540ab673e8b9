/**
 * Figures of posts and followers of channels, read from the sandbox: each once, at its age, and null where there is none.
 * Long, because every age and every absence is one case.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { collectMetrics, countFollowers } from '#publishing/results/metrics.ts';
import { postResults } from '#publishing/results/index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openShop, type Shop } from './shop.ts';

let database: TestDatabase;
let shop: Shop;
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-publishing-'));
beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.connection, dataDir);
});
beforeEach(async () => {
  await shop.reset();
  // Pauses of the network last in this process: each test begins a day after the last.
  const now = Date.now.bind(Date);
  days += 1;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + days * 86_400_000);
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await shop?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

let days = 0;
const hour = 60;

type Kind = 'instagram' | 'facebook';

interface Published {
  post: string;
  target: string;
  remote: string;
}

/** A post that went out some minutes ago, which six people like and one wrote under. */
async function published(kind: Kind, minutesAgo: number, on?: string): Promise<Published> {
  const { sql } = shop.backend;
  const { business, sandbox, channels } = shop;
  const picture =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const shown = await sandbox().posts({
    ...{ account: channels()[kind].externalId, caption: 'Unggahan contoh', picture },
    createdAt: Date.now() - 400 * 86_400_000,
  });
  const personas = sandbox().state().personas.slice(0, 6);
  for (const { username } of personas) sandbox().likes({ id: shown.id, persona: username });
  sandbox().comments({ postId: shown.id, persona: personas[0]!.username, text: 'Komentar contoh' });
  const post = on ?? (await newPost());
  const [target] = await sql<{ id: string }[]>`
    insert into post_targets (post_id, business_id, channel_id, state, scheduled_at, scheduled_zone, published_at,
      remote_id)
    values (${post}, ${business}, ${channels()[kind].id}, 'published', now() - make_interval(mins => ${minutesAgo}),
      'Asia/Jakarta', now() - make_interval(mins => ${minutesAgo}), ${shown.id}) returning id`;
  return { post, target: target!.id, remote: shown.id };
}

async function newPost(goal: { figure: string; value: number } | null = null): Promise<string> {
  const [row] = await shop.backend.sql<{ id: string }[]>`
    insert into posts (business_id, media_type, message_type, goal, goal_figure, goal_value, caption)
    values (${shop.business}, 'photo', 'promotional', 'Tujuan contoh', ${goal?.figure ?? null},
      ${goal?.value ?? null}, 'Unggahan contoh') returning id`;
  return row!.id;
}

const snapshots = (target: string) => shop.backend.sql`
  select age_hours, taken_at is not null as taken, reason, reach, likes, comments, shares, saves, views
  from post_metrics where target_id = ${target} order by age_hours`;
const asked = () =>
  shop
    .sandbox()
    .calls()
    .filter(({ op }) => op === 'insights.media').length;

/** Reads until nothing is due. */
async function collect(): Promise<void> {
  while ((await collectMetrics(shop.backend)) > 0);
}

const absent = { reach: null, likes: null, comments: null, shares: null, saves: null, views: null };

describe('figures', () => {
  test('are read at each age, once, as the network gives them', async () => {
    const { target, remote } = await published('instagram', 59);
    await collect();
    expect(await snapshots(target)).toHaveLength(0);
    await shop.passMinutes(2);
    await Promise.all([collect(), collect()]);
    const seen = 40 + Number(remote.slice(-2)) * 3 + 6 * 9;
    expect([...(await snapshots(target))]).toEqual([
      {
        ...{ age_hours: 1, taken: true, reason: null, reach: seen, views: Math.round(seen * 1.4) },
        ...{ likes: 6, comments: 1, shares: 0, saves: 1 },
      },
    ]);
    expect(asked()).toBe(1);
    for (const hours of [5, 18, 48, 96, 504]) {
      await shop.passMinutes(hours * hour);
      await collect();
    }
    const ages = (await snapshots(target)).map(({ age_hours, taken }) => [age_hours, taken] as unknown);
    expect(ages).toEqual([1, 6, 24, 72, 168, 672].map((age) => [age, true]));
    const [row] = await shop.backend.sql`select metrics_due_at from post_targets where id = ${target}`;
    expect(row).toEqual({ metrics_due_at: null });
    expect(asked()).toBe(6);
  });

  test('that a network does not have are null, and not 0', async () => {
    const { target } = await published('facebook', 61);
    await collect();
    expect(await snapshots(target)).toMatchObject([{ taken: true, likes: 6, saves: null, shares: null }]);
  });

  test('of an age that passed while nobody looked are not read under a wrong one', async () => {
    const { target } = await published('instagram', 10 * hour);
    await collect();
    expect([...(await snapshots(target))]).toEqual([
      { age_hours: 1, taken: false, reason: 'late', ...absent },
      { age_hours: 6, taken: false, reason: 'late', ...absent },
    ]);
    expect(asked()).toBe(0);
    await shop.passMinutes(20 * hour);
    await collect();
    expect((await snapshots(target)).at(-1)).toMatchObject({ age_hours: 24, taken: true });
  });

  test('of a post that is gone are not taken, and why is kept', async () => {
    const { target } = await published('instagram', 61);
    shop.sandbox().fault({ kind: 'error_before', op: 'insights.media', code: 100, subcode: 33 });
    await collect();
    expect([...(await snapshots(target))]).toEqual([
      { age_hours: 1, taken: false, reason: 'not_found', ...absent },
    ]);
  });

  test('wait for a network that stumbles', async () => {
    const { target } = await published('instagram', 61);
    shop.sandbox().fault({ kind: 'error_before', op: 'insights.media', code: 2, times: 3 });
    await collect();
    expect(await snapshots(target)).toHaveLength(0);
    await shop.passMinutes(5);
    await collect();
    expect(await snapshots(target)).toMatchObject([{ age_hours: 1, taken: true }]);
  });

  test('of a channel are asked for no more once the network wants a pause, and later are', async () => {
    for (let n = 0; n < 5; n += 1) await published('instagram', 61);
    shop.sandbox().fault({ kind: 'rate_limit', op: 'insights.media', minutes: 10, code: 17 });
    await collect();
    const taken = () => shop.backend.sql`select from post_metrics where taken_at is not null`;
    expect([asked(), (await taken()).length]).toEqual([1, 0]);
    await collect();
    expect(asked()).toBe(1);
    days += 1;
    await shop.passMinutes(20);
    await collect();
    expect([asked(), (await taken()).length]).toEqual([6, 5]);
  });

  test('of a disconnected channel are waited for until it is too late', async () => {
    const { target } = await published('facebook', 61);
    await shop.backend.sql`update channels set disconnected_at = now() where kind = 'facebook'`;
    await collect();
    expect(await snapshots(target)).toHaveLength(0);
    await shop.passMinutes(30);
    await collect();
    expect(await snapshots(target)).toMatchObject([{ age_hours: 1, taken: false, reason: 'late' }]);
    expect(asked()).toBe(0);
  });
});

describe('followers', () => {
  const counts = () => shop.backend.sql`
    select c.kind, m.followers, m.day = (now() at time zone 'Asia/Jakarta')::date as today
    from channel_metrics m join channels c on c.id = m.channel_id order by c.kind`;

  test('are counted once a day for each connected channel', async () => {
    await Promise.all([countFollowers(shop.backend), countFollowers(shop.backend)]);
    expect(await countFollowers(shop.backend)).toBe(0);
    const rows = [...(await counts())];
    expect(rows).toEqual([
      { kind: 'facebook', followers: expect.any(Number) as number, today: true },
      { kind: 'instagram', followers: expect.any(Number) as number, today: true },
    ]);
    const [due] = await shop.backend.sql<{ at: string }[]>`
      select (followers_due_at at time zone 'Asia/Jakarta')::text as at from channels limit 1`;
    expect(due!.at).toMatch(/ 00:00:00$/);
    await shop.backend.sql`update channel_metrics set day = day - 1`;
    await shop.backend.sql`update channels set followers_due_at = now(),
      disconnected_at = case kind when 'facebook' then now() end`;
    expect(await countFollowers(shop.backend)).toBe(1);
    expect((await counts()).filter(({ today }) => today)).toMatchObject([{ kind: 'instagram' }]);
  });

  test('wait for a network that stumbles', async () => {
    shop
      .sandbox()
      .fault({ kind: 'error_before', op: '*', path: shop.channels().facebook.externalId, code: 2, times: 3 });
    await countFollowers(shop.backend);
    expect(await counts()).toMatchObject([{ kind: 'instagram' }]);
    const [row] = await shop.backend.sql`
      select followers_due_at between now() + interval '1 second' and now() + interval '1 hour' as later
      from channels where kind = 'facebook'`;
    expect(row).toEqual({ later: true });
  });
});

describe('a goal', () => {
  const result = async (post: string) => (await postResults(shop.owner, shop.business, [post])).get(post)!;

  test('is judged from the figures after seven days, of all channels together', async () => {
    const post = await newPost({ figure: 'likes', value: 12 });
    await published('instagram', 167 * hour, post);
    await published('facebook', 167 * hour, post);
    await collect();
    expect(await result(post)).toMatchObject({ published: 2, measured: 0, value: null, reached: null });
    await shop.passMinutes(2 * hour);
    await collect();
    expect(await result(post)).toMatchObject({ published: 2, measured: 2, value: 12, reached: true });
    await shop.backend.sql`update posts set goal_value = 13`;
    expect(await result(post)).toMatchObject({ value: 12, reached: false });
    await shop.backend.sql`update posts set goal_figure = 'interactions', goal_value = 14`;
    // Likes, comments and Instagram's one save: what a network does not tell counts nothing and is not 0.
    expect(await result(post)).toMatchObject({ value: 15, reached: true });
  });

  test('is open while a channel is missing, unless the others reached it', async () => {
    const post = await newPost({ figure: 'saves', value: 2 });
    await published('instagram', 169 * hour, post);
    await published('facebook', 169 * hour, post);
    await collect();
    expect(await result(post)).toMatchObject({ published: 2, measured: 1, value: 1, reached: null });
    await shop.backend.sql`update posts set goal_value = 1`;
    expect(await result(post)).toMatchObject({ measured: 1, value: 1, reached: true });
  });

  test('comes with each channel’s latest figures, their age and moment', async () => {
    const { post, target } = await published('instagram', 25 * hour);
    await collect();
    const told = await result(post);
    expect(told).toMatchObject({ goal_figure: null, reached: null });
    expect(told.targets).toMatchObject([
      {
        target_id: target,
        kind: 'instagram',
        age_hours: 24,
        likes: 6,
        taken_at: expect.any(String) as string,
      },
    ]);
    const { target: young, post: fresh } = await published('instagram', 5);
    expect((await result(fresh)).targets).toMatchObject([
      { target_id: young, age_hours: null, taken_at: null, likes: null },
    ]);
  });
});
