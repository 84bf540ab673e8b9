/**
 * Somebody without an account says something on the hosted form, comes back by the private link, reads the answer and
 * writes again; on a phone, with and without script.
 */
import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plain } from '../planning/photos.ts';
import { openWidgetHouse, type WidgetHouse } from '../widget/house.ts';
import { screenshot } from './loop.ts';

let house: WidgetHouse;
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true } as const;

beforeAll(async () => {
  house = await openWidgetHouse({ WORKER: 'in-process' });
}, 240_000);
afterAll(() => house?.close());

describe.each([
  { script: false, way: 'without script' },
  { script: true, way: 'with script' },
])('$way', ({ script }) => {
  let customer: BrowserContext;
  let owner: BrowserContext;
  let theirs: Page;
  let page: Page;
  let number = '';
  let conversation = '';
  const words = `Bandengnya kurang satu porsi ${script}.`;
  beforeAll(async () => {
    [owner, customer] = await Promise.all([
      house.browse({ ...phone, javaScriptEnabled: script }),
      house.browse({ ...phone, javaScriptEnabled: script }),
    ]);
    await customer.clearCookies();
    [page, theirs] = await Promise.all([owner.newPage(), customer.newPage()]);
  });
  afterAll(() => Promise.all([owner?.close(), customer?.close()]));
  const said = (at: Page, text: string | RegExp) => at.getByText(text).first().waitFor();
  const button = (at: Page, name: string) => at.getByRole('button', { name, exact: true });
  const axe = async (at: Page) => {
    if (script) expect((await new AxeBuilder({ page: at as never }).analyze()).violations).toEqual([]);
  };

  test('mistakes are told at their field, and nothing that was typed is lost', async () => {
    await theirs.goto(`/f/${house.slug}?produk=Bandeng%20presto&dari=https://toko.test/bandeng`);
    await said(theirs, 'Tentang: Bandeng presto');
    expect(await theirs.getByLabel('Pesanan yang mana').isVisible()).toBe(false);
    await theirs.getByRole('radio', { name: 'Komplain' }).check();
    await theirs.getByLabel('Pesanan yang mana').fill('Rabu, dua bungkus');
    await theirs.getByLabel('Apa yang membuatnya beres').selectOption('Dikirim segera');
    await theirs.getByLabel('WhatsApp atau surel').fill('besok saja');
    await button(theirs, 'Kirim').click();
    await said(theirs, '2 hal perlu diperbaiki');
    await theirs.getByLabel('Pesan Anda').fill(words);
    await theirs.getByRole('checkbox', { name: /Saya setuju/ }).check();
    await axe(theirs);
    await screenshot(theirs, `formulir-salah-${script}`);
    await button(theirs, 'Kirim').click();
    await said(theirs, 'Itu bukan nomor WhatsApp atau alamat surel.');
    expect(await theirs.getByLabel('Pesan Anda').inputValue()).toBe(words);
    expect(await theirs.getByLabel('Pesanan yang mana').inputValue()).toBe('Rabu, dua bungkus');
  });

  test('a file that is no photo is refused before anything is sent', async () => {
    await theirs.getByLabel('WhatsApp atau surel').fill('0812 3456 7890');
    await theirs
      .getByLabel('Foto')
      .setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('bukan foto') });
    await button(theirs, 'Kirim').click();
    await said(theirs, 'Berkas itu bukan foto.');
    expect(await house.sql`select from messages where body = ${words}`).toHaveLength(0);
  });

  test('then it is in the inbox, with its photo, under the number they were told', async () => {
    // Nobody fills it in within a second and a half.
    await theirs.waitForTimeout(1_500);
    const buffer = Buffer.from(await plain(800, 600));
    await theirs.getByLabel('Foto').setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer });
    await button(theirs, 'Kirim').click();
    await said(theirs, 'Pesan Anda sudah masuk.');
    expect(theirs.url()).toMatch(/\/s\/[\w-]{22}\?terkirim$/);
    number = /\d{5,}/.exec((await theirs.getByRole('heading', { level: 1 }).textContent())!)![0];
    await said(theirs, 'WhatsApp Anda (***890)');
    const photo = theirs.getByRole('img', { name: 'Foto dari Anda' });
    await photo.scrollIntoViewIfNeeded();
    await expect.poll(() => photo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    await axe(theirs);
    await screenshot(theirs, `pelanggan-terkirim-${script}`);

    await page.goto(`${house.base}/kasus?nomor=${number}`);
    await page.locator('.thread-text', { hasText: words }).waitFor();
    conversation = new URL(page.url()).pathname;
    await said(page, 'Rabu, dua bungkus');
    await page.getByRole('link', { name: '+6281234567890' }).waitFor();
    await axe(page);
    await screenshot(page, `masukan-anggota-${script}`);
  });

  test('an answer is read at the private link, and the customer writes again', async () => {
    await page.locator('#jawaban').fill(`Kami kirim sore ini, ${script}.`);
    await page.locator('form:has(#jawaban) button.primary').first().click();
    const [{ id }] = await house.sql<[{ id: string }]>`
      select id from messages where body = ${`Kami kirim sore ini, ${script}.`}`;
    const delivery = async () =>
      (await house.sql`select delivery from messages where id = ${id}`)[0]!.delivery;
    await expect.poll(delivery, { timeout: 60_000 }).toBe('sent');
    if (script) await said(theirs, 'Ada yang baru di percakapan ini.');
    else await theirs.reload();
    await theirs.locator('.thread-text', { hasText: 'Kami kirim sore ini' }).waitFor();
    await button(theirs, 'Kirim').click();
    await said(theirs, 'Tulis pesan Anda, atau pilih foto.');
    await theirs.getByLabel('Pesan Anda').fill(`Terima kasih, ditunggu ${script}.`);
    await button(theirs, 'Kirim').click();
    await said(theirs, 'Terkirim.');
    await theirs.locator('.thread-text', { hasText: 'ditunggu' }).waitFor();
    await screenshot(theirs, `pelanggan-percakapan-${script}`);
    await page.goto(conversation);
    await page.locator('.thread-text', { hasText: 'ditunggu' }).waitFor();
  });

  test('as a case it keeps its number, and the customer’s link leads to both', async () => {
    await button(page, 'Jadikan kasus').click();
    await page.getByRole('heading', { level: 1, name: `Kasus ${number}` }).waitFor();
    await theirs.reload();
    await theirs.getByRole('heading', { level: 1, name: `Kasus ${number}` }).waitFor();
    await theirs.locator('.thread-text', { hasText: 'ditunggu' }).waitFor();
    await axe(theirs);
    await screenshot(theirs, `pelanggan-kasus-${script}`);
  });

  test('who wants to be forgotten is', async () => {
    const link = theirs.url().replace(/[?#].*/, '');
    await theirs.locator('summary', { hasText: 'Hapus data saya' }).click();
    await button(theirs, 'Ya, hapus semuanya').click();
    await said(theirs, 'Data Anda sudah dihapus.');
    await said(theirs, 'Tautan ini tidak berlaku');
    expect((await fetch(link)).status).toBe(410);
    expect(await house.sql`select from messages where body = ${words}`).toHaveLength(0);
    expect(await house.sql`select from feedbacks where whatsapp is not null`).toHaveLength(0);
    await page.goto(conversation);
    expect(await page.locator('main').innerText()).not.toMatch(/Bandengnya|ditunggu|6281234567890/);
  });

  test('a lost link is asked for without telling anything', async () => {
    await theirs.goto(`/f/${house.slug}/tautan`);
    await button(theirs, 'Kirim tautan').click();
    await said(theirs, 'Tulis nomornya, lima angka atau lebih.');
    await theirs.getByLabel('Nomor').fill(number);
    await theirs.getByLabel('Alamat surel').fill('siapa@contoh.test');
    await axe(theirs);
    await screenshot(theirs, `tautan-hilang-${script}`);
    await button(theirs, 'Kirim tautan').click();
    await said(theirs, 'Bila nomor dan kontaknya cocok');
    await theirs.goto(`/f/${house.slug}/privasi`);
    await said(theirs, 'Tidak ada kuki');
    await axe(theirs);
    await screenshot(theirs, `privasi-${script}`);
  });
});

test('a page opened while its fields had Indonesian names loses no word', async () => {
  const post = (path: string, fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return fetch(house.hub + path, {
      method: 'POST',
      headers: { Origin: house.hub },
      body,
      redirect: 'manual',
    });
  };
  const [id, again] = [randomUUID(), randomUUID()];
  const typed = { id, jenis: 'complaint', pesanan: 'Dua bungkus', keinginan: 'refund', nama: 'Rina' };
  const sent = await post(`/f/${house.slug}`, {
    ...{ ...typed, kata: 'Dari halaman lama.', kontak: '081234567899', setuju: 'ya' },
    ...{ dari: 'https://toko.test/', produk: 'Sate', sejak: String(Date.now() - 9_000), url: '' },
  });
  expect(sent.status).toBe(303);
  const link = sent.headers.get('location')!.replace('?terkirim', '');
  expect((await post(link, { id: again, kata: 'Lagi, dari halaman lama.' })).status).toBe(303);
  expect(
    await house.sql`select kind, ordered, wants, product, whatsapp from feedbacks where product = 'Sate'`,
  ).toMatchObject([
    { kind: 'complaint', ordered: 'Dua bungkus', wants: 'refund', whatsapp: '6281234567899' },
  ]);
  const bodies = await house.sql<{ body: string }[]>`
    select body from messages where body like '%ari halaman lama.' order by length(body)`;
  expect(bodies.map(({ body }) => body)).toEqual(['Dari halaman lama.', 'Lagi, dari halaman lama.']);
});

test('a widget that is off has no form', async () => {
  await house.sql`update channels set disconnected_at = now() where kind = 'widget'`;
  expect((await fetch(`${house.hub}/f/${house.slug}`)).status).toBe(404);
  await house.sql`update channels set disconnected_at = null where kind = 'widget'`;
});
