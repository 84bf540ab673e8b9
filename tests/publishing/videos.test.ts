/** Every kind of content goes out by itself: prepared ahead of its hour, shown at it, and once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { publishDue } from '#publishing/publish/round.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { plan, publishFor, stateOf, visible, type Plan } from './planned.ts';
import { openShop, type Shop } from './shop.ts';

let database: TestDatabase;
let shop: Shop;
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-publishing-'));
beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.connection, dataDir);
});
beforeEach(() => shop.reset());
afterAll(async () => {
  await shop?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const phone = { mime: 'video/mp4', width: 1080, height: 1920 } as const;
const wide = { mime: 'video/quicktime', width: 1920, height: 1080 } as const;

const kinds: [what: string, wanted: Omit<Plan, 'inMinutes'>, seen: object][] = [
  ['a reel on Instagram', { on: 'instagram', kind: 'video', video: phone }, { product: 'REELS' }],
  ['a reel on Facebook', { on: 'facebook', kind: 'video', video: phone }, { product: 'REELS' }],
  ['a video on Facebook', { on: 'facebook', kind: 'video', video: wide }, { product: 'FEED', seconds: 15 }],
  [
    'a video story on Instagram',
    { on: 'instagram', kind: 'video', video: phone, placement: 'story' },
    { product: 'STORY', seconds: 15 },
  ],
  ['a photo story on Instagram', { on: 'instagram', placement: 'story' }, { product: 'STORY', pictures: 1 }],
  ['a photo story on Facebook', { on: 'facebook', placement: 'story' }, { product: 'STORY', pictures: 1 }],
  ['a carousel on Instagram', { on: 'instagram', pictures: 3 }, { product: 'FEED', pictures: 3 }],
  ['an album on Facebook', { on: 'facebook', pictures: 3 }, { product: 'FEED', pictures: 3 }],
];

test.each(kinds)('%s is prepared ahead, and goes out once at its hour', async (_what, wanted, seen) => {
  const words = wanted.placement === 'story' ? '' : 'Unggahan contoh';
  const target = await plan(shop, { ...wanted, words, inMinutes: 9 });
  await publishFor(shop, 8);
  const ready = await stateOf(shop, target);
  expect(ready.state).toBe('container_ready');
  expect(ready.containerId).not.toBeNull();
  expect(visible(shop)).toEqual([]);
  await publishFor(shop, 8);
  expect(visible(shop)).toMatchObject([{ ...seen, platform: wanted.on }]);
  const { state, remoteId } = await stateOf(shop, target);
  expect({ state, remoteId }).toEqual({ state: 'published', remoteId: visible(shop)[0]!.id });
});

test('what has nothing to prepare waits, is looked at once, and is not shown before its hour', async () => {
  const photo = await plan(shop, { on: 'facebook', inMinutes: 9 });
  const words = await plan(shop, { on: 'facebook', kind: 'text', words: 'Kata contoh', inMinutes: 9 });
  const far = await plan(shop, { on: 'facebook', inMinutes: 12, words: 'Nanti' });
  expect(await publishDue(shop.backend)).toBe(2);
  expect(await publishDue(shop.backend)).toBe(0);
  for (const id of [photo, words]) {
    expect(await stateOf(shop, id)).toMatchObject({ state: 'container_ready', containerId: null });
  }
  expect(await stateOf(shop, far)).toMatchObject({ state: 'scheduled' });
  await shop.passMinutes(8);
  // The one of twelve minutes is near now; the two that wait are left alone.
  expect(await publishDue(shop.backend)).toBe(1);
  expect(visible(shop)).toEqual([]);
  expect(
    shop
      .sandbox()
      .calls()
      .filter(({ op }) => /^fb\.(photo|feed)/.test(op)),
  ).toEqual([]);
  await publishFor(shop, 3);
  expect(visible(shop)).toHaveLength(2);
  await publishFor(shop, 4);
  expect(visible(shop)).toHaveLength(3);
});

test('a photo that was edited after it was claimed ahead goes out as it was edited', async () => {
  const target = await plan(shop, { on: 'facebook', inMinutes: 5 });
  await publishDue(shop.backend);
  const { sql, asUser } = shop.backend;
  const [row] = await sql<{ version: number; post: string }[]>`
    select version, post_id as post from post_targets where id = ${target}`;
  const at = (
    await sql<{ at: string }[]>`
    select to_char((now() + interval '30 minutes') at time zone 'Asia/Jakarta', 'YYYY-MM-DD"T"HH24:MI') as at`
  )[0]!;
  const { data } = await asUser(shop.person.token)
    .rpc('save_post', {
      ...{
        post: row!.post,
        business: shop.business,
        expected_version: 1,
        submit: true,
        valid_hours: 6,
        facts: [],
      },
      content: {
        ...{ media_type: 'photo', message_type: 'promotional', goal: 'Tujuan contoh', caption: 'Diubah' },
        ...{ goal_figure: 'reach', goal_value: 10 },
      },
      pictures: [{ media_id: shop.picture, alt_text: 'Gambar contoh' }],
      targets: [{ channel_id: shop.channels().facebook.id, caption: null }],
      local_time: at.at,
    })
    .throwOnError();
  expect(data).toMatchObject({ state: 'scheduled' });
  await publishFor(shop, 6);
  expect(visible(shop)).toEqual([]);
  await publishFor(shop, 27);
  expect(visible(shop)).toMatchObject([{ caption: 'Diubah' }]);
});
