/**
 * The inbox as a desk, on a phone with and without script: find, decide, label, note, merge, log, and one after another.
 * Long, because the demo's sixty days are told once for all of it.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDemoHouse, type DemoHouse } from './demo-house.ts';

let house: DemoHouse;
const inbox = '/u/dapur-serang/kotak-masuk';
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true } as const;

beforeAll(async () => {
  house = await openDemoHouse();
}, 240_000);
afterAll(() => house?.close());

describe.each([
  { script: false, way: 'without script' },
  { script: true, way: 'with script' },
])('$way', ({ script }) => {
  let owner: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    owner = await house.ownersBrowser({ ...phone, javaScriptEnabled: script });
    owner.setDefaultTimeout(20_000);
    page = await owner.newPage();
  });
  afterAll(() => owner?.close());

  const firstRow = () => page.locator('main a.list-row').first();
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const said = (text: string) => page.getByText(text).first().waitFor();

  test('a message is found by the beginning of a word, and marked in the list', async () => {
    await page.goto(inbox);
    await page.getByLabel('Cari pesan atau nama').fill('ban');
    await button('Cari').click();
    await page.locator('mark').first().waitFor();
    expect((await page.locator('mark').first().textContent())?.toLowerCase()).toMatch(/^ban/);
    await page.getByLabel('Cari pesan atau nama').fill('zz');
    await button('Cari').click();
    await said('Tulis paling sedikit tiga huruf.');
  });

  test('filters narrow the list, and are kept as a view under a name', async () => {
    const name = `Pertanyaan ${script}`;
    await page.goto(`${inbox}?tampil=semua`);
    await page.getByText('Saring', { exact: true }).click();
    await page.getByLabel('Keadaan').selectOption('Menunggu pelanggan');
    await button('Terapkan').click();
    await page.getByText('Saringan dipakai').waitFor();
    expect(await page.locator('main a.list-row').count()).toBeGreaterThan(0);
    expect(await page.locator('main a.list-row [data-tone=waiting]').count()).toBe(0);
    await page.getByLabel('Nama tampilan').fill(name);
    await button('Simpan sebagai tampilan').click();
    await said('Tampilan tersimpan.');
    await page.getByRole('link', { name, exact: true }).waitFor();
    await button(`Hapus ${name}`).click();
    await said('Terhapus.');
    expect(await page.getByRole('link', { name, exact: true }).count()).toBe(0);
  });

  test('a conversation is closed, put off, labelled, given, noted and sorted, and remembers it', async () => {
    await page.goto(inbox);
    await firstRow().click();
    await page.locator('#kelola').waitFor();
    const here = new URL(page.url()).pathname;
    await button('Tunda').click();
    await said('Tersimpan.');
    await page.getByText(/^Ditunda sampai/).waitFor();
    await button('Buka lagi').click();
    await said('Tersimpan.');
    await page.getByLabel('Nama label').fill(`Kantor ${script}`);
    await button('Tambah label').click();
    await button(`Lepas label Kantor ${script}`).waitFor();
    await page.getByLabel('Ditangani oleh').selectOption('Saya');
    await button('Serahkan').click();
    await said('Tersimpan.');
    await page.getByLabel('Catatan baru').fill('Sudah ditelepon, minta dikirim Sabtu.');
    await button('Simpan catatan').click();
    await page.locator('article.note', { hasText: 'minta dikirim Sabtu' }).waitFor();
    await page.locator('details.sorting summary').click();
    await page.getByLabel('Maksud', { exact: true }).selectOption('Komplain');
    await button('Simpan maksudnya').click();
    await page.getByText('Maksud pesan terakhir: Komplain.').waitFor();

    await page.goto(`${inbox}?tampil=komplain`);
    expect(await page.locator(`a.list-row[href^="${here}"]`).count()).toBe(1);
    await page.goto(`${inbox}?tampil=saya`);
    await page.locator(`a.list-row[href^="${here}"]`).getByText(`Kantor ${script}`).waitFor();
    await page.goto(here);
    await button('Selesai').click();
    await button('Buka lagi').waitFor();
    await page.goto(inbox);
    expect(await page.locator(`a.list-row[href^="${here}"]`).count()).toBe(0);
    await page.goto(here);
    await button('Buka lagi').click();
    await said('Tersimpan.');
  });

  test('several are handled at once, and none is said so', async () => {
    await page.goto(`${inbox}?tampil=semua&pilih=ya`);
    await button('Tandai spam').click();
    await said('Pilih paling sedikit satu percakapan.');
    await page.goto(`${inbox}?tampil=semua&pilih=ya`);
    const boxes = page.getByRole('checkbox', { name: /^Pilih percakapan dengan/ });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.locator('#nama-label').fill('Bersama');
    await button('Tambah label').click();
    await page
      .locator('[data-tone]', { hasText: /diperbarui|berubah/ })
      .first()
      .waitFor();
    expect(await page.locator('.list-tags', { hasText: 'Bersama' }).count()).toBeGreaterThanOrEqual(2);
  });

  test('a talk in the shop is logged in three fields, and waits like the rest', async () => {
    const name = `Bu Contoh ${script}`;
    await page.goto(inbox);
    await page.getByRole('link', { name: 'Catat percakapan' }).click();
    await button('Catat').click();
    await page.locator('.form-errors').waitFor();
    await page.getByLabel('Nama pelanggan').fill(name);
    await page.getByLabel('Apa kata pelanggan').fill('Besok masih buka?');
    await button('Catat').click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByText('Besok masih buka?').first().waitFor();
    await page.goto(inbox);
    await page.locator('main a.list-row', { hasText: name }).waitFor();
  });

  test('a customer with two names is one, and two again', async () => {
    await page.goto(`${inbox}?cari=${encodeURIComponent('contoh')}`);
    await page.goto(inbox);
    await page.locator('main a.list-row', { hasText: `Bu Contoh ${script}` }).click();
    await page.getByRole('link', { name: 'Semua tentang pelanggan ini' }).click();
    await page.getByLabel('Cari nama pelanggan').fill('contoh');
    await button('Cari').click();
    await page
      .getByRole('button', { name: /^Gabungkan/ })
      .first()
      .click();
    await said('Digabungkan. Bila keliru, pisahkan lagi di bawah.');
    await button('Pisahkan lagi').click();
    await said('Dipisahkan lagi.');
  });

  test('the queue leads from the most urgent to the next, and a skipped one comes later', async () => {
    await page.goto(`${inbox}/antrean`);
    const first = new URL(page.url()).pathname;
    expect(first).toMatch(/kotak-masuk\/[0-9a-f-]{36}$/);
    await page.getByRole('link', { name: 'Lewati dulu' }).click();
    await page.waitForURL((url) => url.pathname !== first);
    await page.getByRole('link', { name: 'Lewati dulu' }).waitFor();
    await page.getByRole('link', { name: 'Berhenti' }).click();
    await page.getByRole('heading', { level: 1, name: 'Kotak masuk' }).waitFor();
  });
});

test('shortcuts walk, open and search, rest while one types, and can be switched off', async () => {
  const owner = await house.ownersBrowser({ viewport: { width: 1280, height: 900 } });
  const page = await owner.newPage();
  await page.goto(inbox);
  await page.locator('tanggap-inbox-keys:not([hidden])').waitFor();
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('list-row');
  const target = await page.evaluate(() => (document.activeElement as HTMLAnchorElement).pathname);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === target);
  await page.keyboard.press('r');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('jawaban');
  await page.keyboard.type('jjn');
  expect(await page.locator('#jawaban').inputValue()).toBe('jjn');
  await page.goto(inbox);
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByLabel('Pakai pintasan').uncheck();
  await page.getByRole('dialog').getByRole('button', { name: 'Tutup' }).click();
  await page.locator('h1').click();
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.className)).not.toContain('list-row');
  await owner.close();
});

test('two who have the same conversation open are told of each other', async () => {
  const [one, other] = await Promise.all([house.ownersBrowser(phone), house.staffsBrowser(phone)]);
  const [first, second] = await Promise.all([one.newPage(), other.newPage()]);
  await first.goto(inbox);
  const thread = await first.locator('main a.list-row').first().getAttribute('href');
  await first.goto(thread!);
  await second.goto(thread!);
  await second.getByText('pemilik juga sedang membuka percakapan ini.').waitFor();
  await first.reload();
  await first.getByText('staf juga sedang membuka percakapan ini.').waitFor();
  await Promise.all([one.close(), other.close()]);
});
