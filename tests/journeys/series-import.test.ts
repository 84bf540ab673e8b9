/** A series and an imported plan, by an owner whose browser runs no script; judged by axe at phone width. */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDemoHouse, type DemoHouse } from './demo-house.ts';

let house: DemoHouse;
let owner: BrowserContext;
let page: Page;

beforeAll(async () => {
  house = await openDemoHouse();
  owner = await house.ownersBrowser({
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
    reducedMotion: 'reduce',
  });
  owner.setDefaultTimeout(15_000);
  page = await owner.newPage();
});

afterAll(() => house?.close());

const button = (name: string) => page.getByRole('button', { name, exact: true });
const toast = () => page.locator('.toast').innerText();

/** Axe needs script, which this browser has none of: another one of the same owner looks at the same address. */
async function expectNoComplaints(html: string): Promise<void> {
  const context = await house.ownersBrowser({
    viewport: { width: 360, height: 740 },
    reducedMotion: 'reduce',
  });
  const eyes = await context.newPage();
  await eyes.route('**/*', async (route) =>
    route.request().isNavigationRequest()
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
      : route.continue(),
  );
  await eyes.goto(page.url());
  const { violations } = await new AxeBuilder({ page: eyes }).analyze();
  const wide = await eyes.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  await context.close();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html: where }) => where)])).toEqual([]);
  expect(wide).toBe(false);
}

test('a series: mistakes, a first version, the posts it makes, a pause', async () => {
  await page.goto(`${house.base}/lainnya`);
  await page.getByRole('link', { name: /^Seri/ }).click();
  await expectNoComplaints(await page.content());
  await page.getByRole('link', { name: 'Buat seri' }).click();
  await button('Simpan seri').click();
  await page.locator('.form-errors').waitFor();
  expect(await page.locator('.form-errors').innerText()).toContain('Pilih paling sedikit satu hari.');
  await expectNoComplaints(await page.content());

  await page.getByLabel('Nama seri').fill('Jadwal buka');
  await page.getByLabel('Selasa').check();
  await page.getByLabel('Jumat').check();
  await page.getByLabel('Jam', { exact: true }).fill('08:15');
  await page.getByRole('radio', { name: /^Teks/ }).check();
  await page.getByLabel('Tulisan 1').fill('Kami buka hari ini sampai pukul lima.');
  await page.getByLabel('Tulisan 2 (boleh kosong)').fill('Dapur sudah menyala. Silakan mampir.');
  await page.getByText('Pakai contoh').click();
  await button('Pelanggan bertanya cara memesan').click();
  await page.getByRole('radio', { name: /^Percakapan/ }).check();
  for (const box of await page.locator('input[name=channels]').all()) await box.uncheck();
  await page.locator('label', { hasText: 'Facebook' }).locator('input[name=channels]').check();
  await button('Simpan seri').click();
  await page.getByRole('heading', { level: 1, name: 'Jadwal buka' }).waitFor();
  expect(await toast()).toMatch(/Seri tersimpan\. [789] unggahan masuk kalender\./);
  expect(await page.locator('main').innerText()).toContain('Selasa, Jumat, pukul 08.15 WIB');
  await expectNoComplaints(await page.content());

  const rows = page.getByRole('list', { name: 'Yang akan datang' }).locator('.list-row');
  const said = await rows.locator('.list-what').allInnerTexts();
  expect(said.length).toBeGreaterThanOrEqual(7);
  said.forEach((caption, index) => index > 0 && expect(caption).not.toBe(said[index - 1]));
  await rows.first().click();
  await page.getByText('Bagian dari seri').waitFor();
  await page.getByRole('link', { name: 'Jadwal buka' }).click();
  await button('Jeda').click();
  expect(await toast()).toMatch(/Seri dijeda\. [789] unggahan keluar dari kalender\./);
  await page.getByText('Belum ada unggahan yang akan datang.').waitFor();
  await page.goto(`${house.base}/seri`);
  await button('Lanjutkan: Jadwal buka').click();
  expect(await toast()).toMatch(/Seri berjalan lagi\./);
}, 120_000);

test('an import: a plan with mistakes, mended, looked at, made; and the same again makes nothing new', async () => {
  await page.goto(`${house.base}/impor`);
  await expectNoComplaints(await page.content());
  const [year, month, day] = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10).split('-');
  const date = `${day}/${month}/${year}`;
  const plan = (time: string, kind: string) =>
    [
      'Tanggal;Jam;Kanal;Jenis;Tulisan;Tujuan;Diukur dengan;Paling sedikit;Jenis pesan;Status',
      `${date};${time};facebook;${kind};"Satu; dua\r\ntiga";Pelanggan bertanya;komentar;10;percakapan;jadwalkan`,
      `${date};10.00;facebook;foto;Dengan foto;Pelanggan bertanya;komentar;10;percakapan;jadwalkan`,
      ';;;teks;Ide saja;;;;;draf',
    ].join('\r\n');
  const upload = async (text: string) => {
    await page
      .getByLabel('Berkas CSV')
      .setInputFiles({ name: 'rencana.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${text}`) });
    await button('Periksa dulu').click();
  };
  await upload(plan('pagi', 'gambar bergerak'));
  const mistakes = await page.locator('.form-errors').innerText();
  expect(mistakes).toContain('Baris 2, kolom Jam: tulis seperti 09:00.');
  expect(mistakes).toContain('Baris 2, kolom Jenis: tulis teks, tautan, atau foto.');
  await expectNoComplaints(await page.content());

  await upload(plan('09.00', 'teks'));
  await page.getByText('3 unggahan akan dibuat: 1 dijadwalkan, 2 draf.').waitFor();
  await page.getByText('1 unggahan foto belum ada fotonya.').waitFor();
  await expectNoComplaints(await page.content());
  await button('Buat 3 unggahan').click();
  await page.getByRole('heading', { level: 1, name: 'Kalender' }).waitFor();
  expect(await toast()).toContain('3 unggahan dibuat: 1 dijadwalkan, 2 draf.');

  await page.goto(`${house.base}/impor`);
  await page.getByLabel('Atau tempel isinya').fill(plan('09.00', 'teks'));
  await button('Periksa dulu').click();
  await button('Buat 3 unggahan').click();
  expect(await toast()).toContain('3 sudah ada sebelumnya dan tidak dibuat lagi.');

  const template = await owner.request.get(`${house.base}/impor/templat.csv`);
  expect(template.headers()['content-disposition']).toContain('templat-rencana.csv');
  expect((await template.body()).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
}, 120_000);
