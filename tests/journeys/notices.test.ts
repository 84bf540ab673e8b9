/**
 * A member chooses what they are told of, mutes a conversation, and ends the letters: with and without script.
 * Long, because one house is walked through twice.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeOn } from '../support/axe.ts';
import { openCalendarHouse, type CalendarHouse } from '../support/calendar-house.ts';
import { until } from '../support/backend.ts';
import { screenshot } from './loop.ts';

let house: CalendarHouse;
let conversation: string;
beforeAll(async () => {
  house = await openCalendarHouse();
  [{ conversation }] = (await house.sql`
    with shop as (select id from businesses),
      channel as (insert into channels (business_id, kind, network, external_id, page_id, name, connected_at)
        select id, 'instagram', 'sandbox', '17', '18', 'Warung contoh', now() from shop returning id),
      contact as (insert into contacts (business_id, name) select id, 'Bu Sari contoh' from shop returning id),
      identity as (insert into identities (business_id, contact_id, channel_id, external_id)
        select shop.id, contact.id, channel.id, 'sari' from shop, contact, channel returning id)
    insert into conversations (business_id, channel_id, contact_id, identity_id, kind)
      select shop.id, channel.id, contact.id, identity.id, 'dm' from shop, channel, contact, identity
      returning id as conversation`) as unknown as [{ conversation: string }];
  await says('Masih ada?');
});
afterAll(() => house?.close());

const says = (words: string) => house.sql`
  insert into messages (business_id, conversation_id, channel_id, direction, external_id, body)
  select business_id, id, channel_id, 'in', ${randomUUID()}, ${words} from conversations
  where id = ${conversation}`;
const chosen = async () => (await house.sql`select * from notice_choices`)[0]!;
const digestIs = async (state: string) => {
  await house.sql`update notice_choices set digest = ${state}`;
};
/** A letter went out today, with this address in it. */
async function letter(): Promise<string> {
  const token = randomBytes(16).toString('base64url');
  await house.sql`delete from digests`;
  await house.sql`
    insert into digests (business_id, user_id, day, state, sent_at, link_hash)
    select business_id, user_id, current_date, 'sent', now(), ${createHash('sha256').update(token).digest()}
    from notice_choices`;
  return `/berhenti/${token}`;
}
async function looksRight(page: Page, name: string, script: boolean): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 740 });
    await screenshot(page, `${name}-${width}`);
    if (script) {
      const { violations } = await (await axeOn(page)).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
      expect([name, width, wide]).toEqual([name, width, true]);
    }
  }
  await page.setViewportSize({ width: 360, height: 740 });
}

describe.each([true, false])('with script: %s', (script) => {
  const browse = () => house.browse({ viewport: { width: 360, height: 740 }, javaScriptEnabled: script });

  test('what a member chooses is kept, and shown again', async () => {
    await house.sql`delete from notice_choices`;
    const context = await browse();
    const page = await context.newPage();
    await page.goto(`${house.base}/lainnya`);
    await page.getByRole('link', { name: /^Pemberitahuan/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Pemberitahuan' }).waitFor();
    expect(await page.getByRole('radio', { name: 'Tidak ada' }).isChecked()).toBe(true);
    expect(await page.getByRole('radio', { name: 'Tidak usah' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'Komplain, dan yang diserahkan ke saya' }).check();
    await page.getByRole('checkbox', { name: /Tampilkan isi di layar kunci/ }).check();
    await page.getByRole('radio', { name: /Bila ada yang menunggu terlalu lama/ }).check();
    await page.getByLabel('Terlalu lama: setelah berapa jam').selectOption('8 jam');
    await page.getByRole('button', { name: 'Simpan', exact: true }).click();
    await page.getByText('Pilihan Anda tersimpan.').waitFor();
    expect(await chosen()).toMatchObject({
      push: 'mine',
      push_outside_hours: false,
      push_shows_words: true,
      digest: 'waiting',
      digest_after_hours: 8,
      language: 'id',
    });
    await page.getByText('Belum ada ponsel Anda yang dinyalakan.').waitFor();
    expect(await page.getByRole('radio', { name: /^Komplain/ }).isChecked()).toBe(true);
    expect(await page.getByLabel('Terlalu lama: setelah berapa jam').inputValue()).toBe('8');
    if (script) await page.getByRole('button', { name: 'Nyalakan' }).waitFor();
    await looksRight(page, `pemberitahuan-${script}`, script);
    await context.close();
  });

  test('a conversation is muted and heard again', async () => {
    const context = await browse();
    const page = await context.newPage();
    await page.goto(`${house.base}/kotak-masuk/${conversation}`);
    const muted = () => house.sql`select from conversation_reads where muted_at is not null`;
    await page.getByRole('button', { name: 'Jangan beri tahu saya' }).click();
    await page.getByText('Anda tidak diberi tahu tentang percakapan ini.').waitFor();
    expect(await muted()).toHaveLength(1);
    await page.getByRole('button', { name: 'Beri tahu saya lagi' }).click();
    await page.getByRole('button', { name: 'Jangan beri tahu saya' }).waitFor();
    expect(await muted()).toHaveLength(0);
    await context.close();
  });

  test('the address in a letter ends the letters, by a button and without an account', async () => {
    await digestIs('daily');
    const address = await letter();
    const context = await house.browse({
      viewport: { width: 360, height: 740 },
      javaScriptEnabled: script,
      storageState: { cookies: [], origins: [] },
    });
    await context.clearCookies();
    const page = await context.newPage();
    const answer = await page.goto(address);
    expect(answer!.headers()).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    await page.getByText('Berhenti menerima ringkasan lewat e-mail?').waitFor();
    expect((await chosen()).digest).toBe('daily');
    await looksRight(page, `berhenti-${script}`, script);
    await page.getByRole('button', { name: 'Ya, berhenti' }).click();
    await page.getByText('Ringkasan lewat e-mail sudah berhenti.').waitFor();
    expect((await chosen()).digest).toBe('off');
    await page.goto('/berhenti/AAAAAAAAAAAAAAAAAAAAAA');
    await page.getByRole('heading', { name: 'Tautan ini tidak berlaku' }).waitFor();
    await context.close();
  });
});

describe('a mail program', () => {
  test('ends the letters by a post of its own, and is led nowhere', async () => {
    await digestIs('daily');
    const address = house.hub + (await letter());
    for (const method of ['GET', 'HEAD']) {
      await fetch(address, { method });
      expect((await chosen()).digest).toBe('daily');
    }
    const body = 'List-Unsubscribe=One-Click';
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(address, { method: 'POST', body, headers, redirect: 'manual' });
    expect(answer.status).toBe(200);
    expect((await chosen()).digest).toBe('off');
    expect((await fetch(`${house.hub}/berhenti/salah`, { method: 'POST', body, headers })).status).toBe(410);
  });
});

describe('an open inbox', () => {
  const seenAt = async () => (await chosen()).seen_at as Date | null;
  const forget = () => house.sql`update notice_choices set seen_at = null`;

  test('keeps the phone quiet while it is in sight', async () => {
    const context = await house.browse();
    const page = await context.newPage();
    await forget();
    await page.goto(`${house.base}/kotak-masuk`);
    expect(await seenAt()).not.toBeNull();
    await forget();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await until('the page says that it is in sight', async () => (await seenAt()) !== null);
    await context.close();
  });

  test.each(['', 'conversation'])('in the background keeps itself fresh and is no reader %s', async (one) => {
    const context = await house.browse();
    await context.addInitScript(() =>
      Object.defineProperty(Document.prototype, 'visibilityState', { get: () => 'hidden' }),
    );
    const page = await context.newPage();
    await page.goto(`${house.base}/kotak-masuk${one && `/${conversation}`}`);
    await forget();
    await house.sql`update conversation_reads set read_at = null`;
    const words = `Halo ${randomUUID()}`;
    await says(words);
    await page.getByText(words).first().waitFor();
    expect(await seenAt()).toBeNull();
    expect(await house.sql`select from conversation_reads where read_at is not null`).toHaveLength(0);
    await context.close();
  });
});

test('a phone shows the title and what stands below it', async () => {
  const context = await house.browse();
  const page = await context.newPage();
  const starting = context.waitForEvent('serviceworker');
  await page.goto(`${house.base}/lainnya`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // This browser shows no notifications; what the worker asks it to show is kept instead.
  const shown = await (
    await starting
  ).evaluate(async () => {
    const worker = globalThis as unknown as {
      registration: { showNotification(title: string, more: object): Promise<void> };
      PushEvent: new (type: string, init: object) => Event;
      dispatchEvent(event: Event): boolean;
    };
    const kept: unknown[] = [];
    worker.registration.showNotification = async (title, more) => void kept.push({ title, ...more });
    const push = { title: 'Dua menunggu', body: 'Instagram', path: '/u/x/kotak-masuk', tag: 'contoh' };
    worker.dispatchEvent(new worker.PushEvent('push', { data: JSON.stringify(push) }));
    return kept;
  });
  expect(shown).toMatchObject([
    { title: 'Dua menunggu', body: 'Instagram', tag: 'contoh', data: { path: '/u/x/kotak-masuk' } },
  ]);
  await context.close();
});
