/**
 * What is planned is checked before its hour, and what stands in its way is told, in words and by letter.
 * Long, because it is one list of what can stand in the way.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkPlans } from '#publishing/preflight/check.ts';
import { isPublic } from '#publishing/preflight/media.ts';
import { listTroubledPlans, problemSentence } from '#publishing/preflight/problems.ts';
import { store } from '../chaos/connect.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { plan, stateOf, type Plan } from './planned.ts';
import { openShop, type Shop } from './shop.ts';

let database: TestDatabase;
let shop: Shop;
let picture: string;
const letters: { to: string; subject: string; text: string }[] = [];
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-publishing-'));
beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.connection, dataDir);
  picture = await store(shop.backend, shop.person, shop.business);
});
beforeEach(async () => {
  await shop.reset();
  letters.length = 0;
  vi.spyOn(shop.backend.mail, 'send').mockImplementation((letter) => {
    letters.push(letter);
    return Promise.resolve();
  });
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await shop?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const hour = 60;
const stored = (wanted: Partial<Plan> = {}) =>
  plan(shop, { on: 'instagram', inMinutes: 3 * hour, picture, ...wanted });

/** Checks until nothing is due. */
async function check(): Promise<number> {
  let checked = 0;
  for (let here = 1; here > 0; checked += here) here = await checkPlans(shop.backend);
  return checked;
}

async function finding(target: string) {
  const [row] = await shop.backend.sql<{ moment: string; problems: { code: string }[] }[]>`
    select moment, problems from preflights where target_id = ${target}`;
  return row;
}

const codes = async (target: string) => (await finding(target))?.problems.map(({ code }) => code);
const tells = async (target: string) =>
  (await shop.backend.sql`select from events where subject = ${target} and kind = 'target.checked'`).length;
const asked = () =>
  shop
    .sandbox()
    .calls()
    .filter(({ op }) => op === 'oauth.debug').length;

describe('a plan is checked', () => {
  test('a day before, an hour before, and not in between while nothing is wrong', async () => {
    const target = await stored({ inMinutes: 25 * hour });
    expect(await check()).toBe(0);
    await shop.passMinutes(61);
    expect(await check()).toBe(1);
    expect(await finding(target)).toEqual({ moment: '24h', problems: [] });
    await shop.passMinutes(20 * hour);
    expect(await check()).toBe(0);
    await shop.passMinutes(3 * hour);
    expect(await check()).toBe(1);
    expect(await finding(target)).toEqual({ moment: '1h', problems: [] });
    await shop.passMinutes(30);
    expect(await check()).toBe(0);
    expect(await tells(target)).toBe(0);
  });

  test('once, by two workers at once, and each channel is asked once', async () => {
    for (let one = 0; one < 3; one += 1) await stored({ words: `Unggahan contoh ${one}` });
    await Promise.all([checkPlans(shop.backend), checkPlans(shop.backend)]);
    expect(await shop.backend.sql`select from preflights`).toHaveLength(3);
    expect(asked()).toBeLessThanOrEqual(2);
    expect(await check()).toBe(0);
  });

  test('again when it is changed, and not in its last ten minutes', async () => {
    const target = await stored();
    await check();
    await shop.backend.sql`update post_targets set version = version + 1,
      scheduled_at = scheduled_at + interval '1 hour', state = 'scheduled' where id = ${target}`;
    expect(await check()).toBe(1);
    await shop.backend.sql`update post_targets set version = version + 1,
      scheduled_at = now() + interval '8 minutes', state = 'scheduled' where id = ${target}`;
    expect(await check()).toBe(0);
  });
});

test('what goes out in minutes does not hide what goes out in hours', async () => {
  await shop.backend.sql`
    with made as (
      insert into posts (business_id, media_type, message_type, goal, caption)
      select ${shop.business}, 'text', 'promotional', 'Tujuan contoh', 'Contoh ' || n from generate_series(1, 60) as n
      returning id)
    insert into post_targets (post_id, business_id, channel_id, state, scheduled_at, scheduled_zone)
    select id, ${shop.business}, ${shop.channels().facebook.id}, 'scheduled', now() + interval '5 minutes',
      'Asia/Jakarta' from made`;
  await stored();
  expect(await checkPlans(shop.backend)).toBe(1);
});

describe('a broken connection', () => {
  test('is told on the plan, marks the channel, and is written to the owners once a day', async () => {
    const [first, second] = [await stored(), await stored({ words: 'Lain contoh' })];
    shop.sandbox().tokens({ action: 'revoke' });
    await check();
    expect(await codes(first)).toEqual(['token_dead']);
    expect(await codes(second)).toEqual(['token_dead']);
    expect(await tells(first)).toBe(1);
    const [channel] = await shop.backend.sql`
      select problem from channels where id = ${shop.channels().instagram.id}`;
    expect(channel).toEqual({ problem: 'token_dead' });
    await shop.passMinutes(65);
    await check();
    expect(await tells(first)).toBe(1);
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ to: shop.person.email });
    expect(letters[0]!.text).toContain('/u/dapur-contoh/kanal');
    await shop.backend.sql`update channels set problem_mailed_on = problem_mailed_on - 1`;
    await shop.passMinutes(65);
    await check();
    expect(letters).toHaveLength(2);
  });

  test('is listed for the owner in words, and is gone when the channel is connected again', async () => {
    const target = await stored();
    shop.sandbox().tokens({ action: 'revoke' });
    await check();
    const [listed] = await listTroubledPlans(shop.owner, shop.business);
    expect(listed).toMatchObject({ target_id: target, problems: [{ code: 'token_dead' }] });
    expect(problemSentence('id', 'instagram', listed!.problems[0]!)).toEqual({
      text: 'Belum bisa tayang: sambungkan lagi Instagram.',
      to: 'connect',
    });
    await shop.reconnect();
    await check();
    expect(await codes(target)).toEqual([]);
    expect(await listTroubledPlans(shop.owner, shop.business)).toEqual([]);
    expect(await tells(target)).toBe(2);
  });

  test('a permission that was taken back', async () => {
    const target = await stored();
    shop.sandbox().withdrawals({ permission: 'instagram_content_publish' });
    await check();
    expect(await codes(target)).toEqual(['permission_missing']);
  });

  test('a channel that was disconnected', async () => {
    const target = await stored();
    await check();
    expect(await codes(target)).toEqual([]);
    const channel = shop.channels().instagram.id;
    await shop.owner.rpc('disconnect_channel', { channel }).throwOnError();
    await check();
    expect(await codes(target)).toEqual(['token_dead']);
    expect(letters).toEqual([]);
  });
});

describe('a network that can’t be asked', () => {
  test('says nothing about the post, and is asked again', async () => {
    const target = await stored();
    shop.sandbox().fault({ kind: 'error_before', op: 'oauth.debug', code: 2, times: 20 });
    await check();
    expect(await codes(target)).toEqual([]);
    expect(letters).toEqual([]);
    expect(asked()).toBeGreaterThan(0);
    const before = asked();
    await shop.passMinutes(6);
    await check();
    expect(asked()).toBeGreaterThan(before);
  });

  test('does not take back what was found before', async () => {
    const target = await stored();
    shop.sandbox().tokens({ action: 'revoke' });
    await check();
    shop.sandbox().fault({ kind: 'error_before', op: 'oauth.debug', code: 2, times: 20 });
    await shop.passMinutes(65);
    await check();
    expect(await codes(target)).toEqual(['token_dead']);
  });
});

describe('what the account takes in a day', () => {
  test('is read, and compared with what is planned', async () => {
    shop.sandbox().settings({ quotaTotal: 2 });
    const targets: string[] = [];
    for (let one = 0; one < 3; one += 1) {
      targets.push(await stored({ inMinutes: 3 * hour + one, words: `Unggahan contoh ${one}` }));
    }
    await check();
    expect(await Promise.all(targets.map(codes))).toEqual([[], [], ['quota_reached']]);
    shop.sandbox().settings({ quotaTotal: 50 });
    await shop.passMinutes(61);
    await check();
    expect(await codes(targets[2]!)).toEqual([]);
  });
});

describe('files', () => {
  test('that are not in the storage are missed', async () => {
    const target = await stored({ picture: shop.picture });
    await check();
    expect(await codes(target)).toEqual(['media_missing']);
    const film = await plan(shop, {
      ...{ on: 'facebook', kind: 'video', inMinutes: 3 * hour },
      video: { mime: 'video/mp4', width: 1080, height: 1920 },
    });
    await check();
    expect(await codes(film)).toEqual(['media_missing']);
  });

  test('that a network of our own may fetch from anywhere, but Meta only from a public address', () => {
    expect(isPublic('https://tanggap.contoh.id')).toBe(true);
    for (const address of [
      'http://tanggap.contoh.id',
      'https://localhost',
      'https://192.168.1.4',
      'https://dapur.local',
    ])
      expect(isPublic(address)).toBe(false);
  });
});

test('limits of the words are judged again, with their figures', async () => {
  const target = await stored({ words: 'a'.repeat(2201) });
  await check();
  const [problem] = (await finding(target))!.problems;
  expect(problem).toMatchObject({ code: 'caption_too_long', limit: 2200, length: 2201 });
  expect(problemSentence('id', 'instagram', problem as never)).toMatchObject({ to: 'edit' });
  expect(problemSentence('id', 'instagram', problem as never).text).toContain('2.201');
});

test('what was moved while it was checked is not told about its old self', async () => {
  const target = await stored({ picture: shop.picture });
  const { check: ask } = (await import('#channels/registry.ts')).channels.instagram;
  const { channels } = await import('#channels/registry.ts');
  vi.spyOn(channels.instagram, 'check').mockImplementationOnce(async (account) => {
    await shop.backend.sql`update post_targets set version = version + 1, state = 'cancelled'
      where id = ${target}`;
    return ask(account);
  });
  await checkPlans(shop.backend);
  expect((await stateOf(shop, target)).state).toBe('cancelled');
  expect(await finding(target)).toBeUndefined();
});
