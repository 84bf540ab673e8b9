/**
 * A customer's private page while it is open, beside the shop's inbox: an answer appears by itself, by the stream and
 * without it; a closed conversation is rated; and what was erased elsewhere is gone here.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { photo12 } from '../planning/photos.ts';
import { feedback, openWidgetHouse, type WidgetHouse } from '../widget/house.ts';
import { screenshot } from './loop.ts';

let house: WidgetHouse;
let owner: BrowserContext;
let shop: Page;
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true } as const;

beforeAll(async () => {
  house = await openWidgetHouse({ WORKER: 'in-process' });
  owner = await house.browse(phone);
  shop = await owner.newPage();
}, 240_000);
afterAll(() => house?.close());

interface Talk {
  link: string;
  message: string;
  /** Address of the conversation in the inbox. */
  inbox: string;
}

async function talk(words: string): Promise<Talk> {
  await house.forgive();
  const { link, message } = (await (
    await house.send(feedback({ words, product: 'Bandeng presto' }))
  ).json()) as Omit<Talk, 'inbox'>;
  const [{ id }] = await house.sql<[{ id: string }]>`
    select conversation_id as id from messages where id = ${message}`;
  return { link, message, inbox: `${house.base}/kotak-masuk/${id}` };
}

async function visitor(javaScriptEnabled = true): Promise<Page> {
  const context = await house.browse({ ...phone, javaScriptEnabled });
  await context.clearCookies();
  return context.newPage();
}

async function answer(inbox: string, words: string): Promise<void> {
  await shop.goto(inbox);
  await shop.locator('#jawaban').fill(words);
  await shop.locator('form:has(#jawaban) button.primary').first().click();
  const delivery = async () =>
    (await house.sql`select delivery from messages where body = ${words}`)[0]?.delivery as string;
  await expect.poll(delivery, { timeout: 60_000 }).toBe('sent');
}
const text = (page: Page, words: string) => page.locator('.thread-text', { hasText: words });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('the shop answers, and the customer sees it', () => {
  test('without touching the page, by the stream alone', async () => {
    const { link, inbox } = await talk('Lewat siaran');
    const page = await visitor();
    await page.addInitScript(() => {
      // Nothing that looks from time to time.
      window.setInterval = (() => 0) as never;
    });
    const stream = page.waitForRequest(/\/peristiwa\?sejak=\d+$/);
    await page.goto(link);
    await stream;
    await page.getByText('Halaman ini memperbarui sendiri').waitFor();
    await page.getByLabel('Pesan Anda').fill('Sedang saya tulis');
    await answer(inbox, 'Jawaban lewat siaran');
    await text(page, 'Jawaban lewat siaran').waitFor();
    await page.getByText('Ada yang baru di percakapan ini.').waitFor();
    expect(await page.getByLabel('Pesan Anda').inputValue()).toBe('Sedang saya tulis');
    expect((await new AxeBuilder({ page: page as never }).analyze()).violations).toEqual([]);
    await screenshot(page, 'pelanggan-siaran');
  });

  test('where no stream can be had, by looking from time to time', async () => {
    const { link, inbox } = await talk('Tanpa siaran');
    const page = await visitor();
    await page.context().route('**/peristiwa?*', (route) => route.fulfill({ status: 429 }));
    await page.addInitScript(() => {
      const real = window.setInterval;
      window.setInterval = ((run: () => void) => real(run, 500)) as never;
    });
    await page.goto(link);
    await answer(inbox, 'Jawaban tanpa siaran');
    await text(page, 'Jawaban tanpa siaran').waitFor();
    await page.getByText('Ada yang baru di percakapan ini.').waitFor();
  });

  test('without script, by opening the page again', async () => {
    const { link, inbox } = await talk('Tanpa skrip');
    const page = await visitor(false);
    await page.goto(link);
    expect(await page.locator('#percakapan').innerText()).toContain('Buka lagi halaman ini nanti');
    await answer(inbox, 'Jawaban tanpa skrip');
    await page.reload();
    await text(page, 'Jawaban tanpa skrip').waitFor();
  });

  test('the shop sees from which page and about what, and a photo the customer adds', async () => {
    const { link, message, inbox } = await talk('Dengan foto menyusul');
    const page = await visitor(false);
    await page.goto(link);
    const buffer = Buffer.from(await photo12());
    await page.getByLabel('Foto').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
    await button(page, 'Kirim').click();
    await page.getByText('Terkirim.').waitFor();
    await page.getByRole('img', { name: 'Foto dari Anda' }).waitFor();
    const files = await house.sql<{ id: string }[]>`
      select a.id from message_attachments a join messages m on m.id = a.message_id
      where m.conversation_id = (select conversation_id from messages where id = ${message})`;
    expect(files).toHaveLength(1);
    const kept = await fetch(`${link}/foto/${files[0]!.id}`);
    expect((await sharp(await kept.arrayBuffer()).metadata()).exif, 'where it was taken').toBeUndefined();
    await shop.goto(inbox);
    await shop.getByText('https://toko.test/bandeng', { exact: true }).waitFor();
    await shop.getByText('Bandeng presto', { exact: true }).waitFor();
    await shop.locator(`.thread img[src*="${files[0]!.id}"]`).waitFor();
  });

  test('what was erased on another phone is gone from this one', async () => {
    const { link } = await talk('Akan dihapus');
    const [page, other] = [await visitor(), await visitor()];
    await Promise.all([page.goto(link), other.goto(link)]);
    await other.locator('summary', { hasText: 'Hapus data saya' }).click();
    await button(other, 'Ya, hapus semuanya').click();
    await other.getByText('Tautan ini tidak berlaku').waitFor();
    await page.getByText('Tautan ini tidak berlaku').waitFor({ timeout: 40_000 });
  });
});

describe.each([true, false])('once a member has closed it (script: %s)', (script) => {
  let one: Talk;
  let page: Page;

  test('the customer is asked how they were served', async () => {
    one = await talk(`Untuk dinilai ${script}`);
    page = await visitor(script);
    await page.goto(one.link);
    await answer(one.inbox, `Selesai ya ${script}`);
    expect(await page.getByText('Bagaimana Warung Kalender melayani Anda?').count()).toBe(0);
    await shop.goto(one.inbox);
    await button(shop, 'Selesai').click();
    await button(shop, 'Buka lagi').waitFor();
    if (!script) await page.goto(one.link);
    await page.getByText('Bagaimana Warung Kalender melayani Anda?').waitFor();
    await button(page, 'Kirim nilai').click();
    await page.getByText('Pilih nilai 1 sampai 5.').waitFor();
    if (script) expect((await new AxeBuilder({ page: page as never }).analyze()).violations).toEqual([]);
    await screenshot(page, `pelanggan-menilai-${script}`);
  });

  test('once, and the shop reads it in the conversation', async () => {
    await page.getByRole('radio', { name: '4, baik' }).check();
    await page.getByLabel('Sepatah kata').fill(`Cepat dan ramah ${script}`);
    await button(page, 'Kirim nilai').click();
    await page.getByText('Terima kasih atas nilainya.').waitFor();
    await page.getByText('Nilai dari Anda: 4 dari 5.').waitFor();
    expect(await page.getByText('Bagaimana Warung Kalender melayani Anda?').count()).toBe(0);
    await shop.goto(one.inbox);
    await shop.getByText('Nilai dari pelanggan').waitFor();
    await shop.getByText(`4 dari 5. Cepat dan ramah ${script}`).waitFor();
    expect((await new AxeBuilder({ page: shop as never }).analyze()).violations).toEqual([]);
    await screenshot(shop, `nilai-anggota-${script}`);
  });

  test('who writes again finds it open, and is not asked twice', async () => {
    await page.getByLabel('Pesan Anda').fill('Satu lagi');
    await button(page, 'Kirim').click();
    await page.getByText('Terkirim.').waitFor();
    await shop.goto(one.inbox);
    await button(shop, 'Selesai').click();
    await button(shop, 'Buka lagi').waitFor();
    await page.goto(one.link);
    await page.getByText('Nilai dari Anda: 4 dari 5.').waitFor();
    expect(await page.getByText('Bagaimana Warung Kalender melayani Anda?').count()).toBe(0);
  });
});

test('how soon the business usually answers is told before and after writing', async () => {
  const page = await visitor(false);
  await page.goto(`/f/${house.slug}`);
  expect(await page.getByText('Biasanya dibalas').count()).toBe(0);
  await house.sql`insert into private.answer_times (business_id, n, seconds)
    select id, 10, 6000 from businesses on conflict (business_id) do update set n = 10, seconds = 6000`;
  await page.reload();
  await page.getByText('Biasanya dibalas dalam 2 jam.').waitFor();
  await screenshot(page, 'formulir-biasanya');
  await page.getByLabel('Pesan Anda').fill('Kapan buka?');
  await page.getByRole('checkbox', { name: /Saya setuju/ }).check();
  await page.waitForTimeout(1_600);
  await button(page, 'Kirim').click();
  await page.getByText('Pesan Anda sudah masuk.').waitFor();
  await page.getByText('Biasanya dibalas dalam 2 jam.').waitFor();
  await screenshot(page, 'terkirim-biasanya');
});
