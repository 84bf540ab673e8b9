/**
 * A catalogue from its first product to a stranger's phone, without script on 360 pixels.
 * Long, because it is one walk.
 */
import { wallDay } from '#platform/text/clock.ts';
import type { BrowserContext, Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { installedFolder } from '../support/prepared.ts';
import { freePort, startTestServer, type Folder, type TestServer } from '../support/server.ts';
import { openPhone, photo, signUp } from './loop.ts';
import { visitorOf, type Visitor } from './visitor.ts';

let folder: Folder;
let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let owner: Visitor;
const u = '/u/dapur-katalog';
const k = '/k/dapur-katalog';
const account = { email: 'pemilik@contoh.test', password: 'sandi-yang-baik' };
const inDays = (days: number) => wallDay('Asia/Jakarta', new Date(Date.now() + days * 86_400_000));

beforeAll(async () => {
  folder = await installedFolder();
  server = await startTestServer({ dataDir: folder.path, port: await freePort() });
  browser = await launchChromium();
  ({ context, page } = await openPhone(browser, server.url, false));
  context.setDefaultTimeout(30_000);
  await signUp({ page, hub: server.url, permalinks: [], ...account }, 'Dapur Katalog');
  owner = visitorOf(server.url);
  await owner.post('/masuk', account);
});

afterAll(async () => {
  await context?.close();
  await browser?.close();
  await server?.stop();
  folder?.remove();
});

const save = () => page.getByRole('button', { name: 'Simpan produk' }).click();
const open = (name: string) => page.locator('.product-row', { hasText: name }).click();

test('an owner finds the catalogue, learns what it is for, and it is nobody else’s yet', async () => {
  await page.goto(`${u}/lainnya`);
  await page.getByRole('link', { name: /^Katalog/ }).click();
  await page.getByRole('heading', { name: 'Belum ada produk' }).waitFor();
  await page.getByText('kekurangan, harga, cara membeli').waitFor();
  expect(await page.getByRole('button', { name: 'Terbitkan' }).count()).toBe(0);
  expect((await visitorOf(server.url).get(k)).status).toBe(404);
});

test('a mistake keeps what was typed and the photo that came', async () => {
  await page.getByRole('main').getByRole('link', { name: 'Tambah produk' }).click();
  await page.getByLabel('Kekurangan').fill('Hanya tahan sehari di suhu ruang');
  await page.getByLabel('Harga').fill('empat puluh');
  await page.getByLabel('Tambah foto').setInputFiles([await photo(), await photo()]);
  await page.getByLabel('Keterangan foto yang ditambah').fill('Sate bandeng di piring.');
  await page.getByText('Isi nomor dan tanggalnya').click();
  await page.getByLabel('Nomor P-IRT').fill('CONTOH-PIRT');
  await save();
  const mistakes = await page.locator('.form-errors a').allInnerTexts();
  expect(mistakes).toEqual([
    expect.stringMatching(/Tulis nama produk/),
    expect.stringMatching(/rupiah bulat/),
    expect.stringMatching(/tanggal terakhir P-IRT/),
    expect.stringMatching(/keterangan foto 2/),
  ]);
  expect(await page.getByLabel('Kekurangan').inputValue()).toBe('Hanya tahan sehari di suhu ruang');
  expect(await page.getByLabel('Harga').inputValue()).toBe('empat puluh');
  expect(await page.locator('.picture img').count()).toBe(2);
});

test('mended, it is saved, and the list says what is missing and what runs out', async () => {
  await page.getByLabel('Nama produk').fill('Sate bandeng');
  await page.getByLabel('Harga').fill('Rp45.000,-');
  await page.getByLabel('Untuk berapa').fill('per ekor');
  await page.getByLabel('P-IRT berlaku sampai').fill(inDays(30));
  await page.getByLabel('Nomor BPOM').fill('CONTOH-BPOM');
  await page.getByLabel('BPOM berlaku sampai').fill(inDays(-1));
  await page.locator('.picture textarea').nth(1).fill('Kemasannya.');
  // The second photo becomes the first.
  await page.locator('.picture select').nth(1).selectOption('1');
  await save();
  await page.getByText('Sate bandeng tersimpan.').waitFor();
  const row = await page.locator('.product-row').innerText();
  expect(row).toContain('Rp45.000 per ekor');
  expect(row).toContain('2 dari 6 fakta. Belum ada: manfaat, kelebihan, cara membeli, jaminan mutu.');
  expect(row).toContain('P-IRT habis dalam 30 hari');
  expect(row).toContain('BPOM sudah habis');
});

test('a form sent twice makes one product', async () => {
  const html = await (await owner.get(`${u}/katalog/baru`)).text();
  const id = /name="id" value="([^"]+)"/.exec(html)![1]!;
  const form = { id, version: '0', name: 'Emping dua kali', price: '30 ribu' };
  const answers = await Promise.all([1, 2].map(() => owner.post(`${u}/katalog/baru`, form)));
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  await page.goto(`${u}/katalog`);
  expect(await page.locator('.product-row', { hasText: 'Emping dua kali' }).count()).toBe(1);
});

test('of two tabs the older one is shown both, and decides', async () => {
  await open('Emping dua kali');
  await owner.post(new URL(page.url()).pathname, {
    ...{ version: '1', name: 'Emping melinjo', price: '32.000' },
    ...{ sni_number: 'SNI-CONTOH-1', sni_until: '2099-01-01' },
  });
  await page.getByLabel('Harga').fill('31.000');
  await save();
  await page.getByText('sudah diubah di tempat lain').waitFor();
  await page.getByText('Harga yang tersimpan sekarang: 32.000').first().waitFor();
  await page.getByText('Nama produk yang tersimpan sekarang: Emping melinjo').first().waitFor();
  // The field's own name stands there, not the sentence about how it is filled in.
  for (const words of ['Nomor SNI yang tersimpan sekarang', 'SNI berlaku sampai yang tersimpan sekarang'])
    expect(await page.getByText(words).count()).toBeGreaterThan(0);
  expect(await page.getByLabel('Harga').inputValue()).toBe('31.000');
  await page.getByLabel('Nama produk').fill('Emping melinjo');
  await save();
  await page.getByText('Emping melinjo tersimpan.').waitFor();
  expect(await page.locator('.product-row', { hasText: 'Emping melinjo' }).innerText()).toContain('Rp31.000');
});

test('products change places, and one leaves the catalogue and comes back', async () => {
  const names = () => page.locator('.product-row b').allInnerTexts();
  expect(await names()).toEqual(['Sate bandeng', 'Emping melinjo']);
  await open('Emping melinjo');
  await page.getByLabel('Urutan', { exact: true }).selectOption('1');
  await page.getByRole('button', { name: 'Pindahkan' }).click();
  await page.getByText('Urutan tersimpan').waitFor();
  expect(await names()).toEqual(['Emping melinjo', 'Sate bandeng']);
  await open('Emping melinjo');
  await page.getByText('Arsipkan', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Arsipkan' }).click();
  await page.getByText('Produk diarsipkan').waitFor();
  expect(await names()).toEqual(['Sate bandeng', 'Emping melinjo']);
  await page.getByRole('heading', { name: 'Diarsipkan' }).waitFor();
});

test('a photo is removed', async () => {
  await open('Sate bandeng');
  expect(await page.locator('.picture textarea').first().inputValue()).toBe('Kemasannya.');
  await page.locator('.picture').first().getByLabel('Hapus foto ini').check();
  await save();
  await page.getByText('Sate bandeng tersimpan.').waitFor();
  await open('Sate bandeng');
  expect(await page.locator('.picture textarea').inputValue()).toBe('Sate bandeng di piring.');
});

describe('in public', () => {
  test('the preview shows it before the owner opens it', async () => {
    await page.goto(`${u}/katalog`);
    await page.getByRole('link', { name: 'Lihat dulu' }).click();
    await page.locator('.product h2', { hasText: 'Sate bandeng' }).waitFor();
    expect((await visitorOf(server.url).get(k)).status).toBe(404);
    expect((await visitorOf(server.url).get(`${k}/cetak`)).status).toBe(404);
    await page.goto(`${u}/katalog`);
    await page.getByRole('button', { name: 'Terbitkan' }).click();
    await page.getByText('Katalog sudah terbit').waitFor();
  });

  test('nobody in particular reads it: active products and marks that hold, nothing else', async () => {
    const { context: theirs, page: phone } = await openPhone(browser, server.url, false);
    await phone.goto(k);
    await phone.getByRole('heading', { level: 1, name: 'Katalog Dapur Katalog' }).waitFor();
    const text = await phone.locator('main').innerText();
    expect(text).toContain('Rp45.000 per ekor');
    expect(text).toContain('Hanya tahan sehari di suhu ruang');
    expect(text).toContain('CONTOH-PIRT');
    expect(text).not.toMatch(/CONTOH-BPOM|Emping/);
    const picture = phone.getByRole('img', { name: 'Sate bandeng di piring.' });
    expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    const share = await phone.getByRole('link', { name: 'Kirim lewat WhatsApp' }).getAttribute('href');
    expect(new URL(share!).searchParams.get('text')).toBe(`Katalog Dapur Katalog\n${server.url}${k}`);
    const og = async (name: string) => phone.locator(`meta[property="og:${name}"]`).getAttribute('content');
    expect(await og('title')).toBe('Katalog Dapur Katalog');
    expect(await og('description')).toBe('Sate bandeng Rp45.000 per ekor');
    expect(await og('url')).toBe(server.url + k);
    const image = await fetch((await og('image'))!);
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    await theirs.close();
  });

  test('on a device with a share sheet there is a button for it', async () => {
    const { context: theirs, page: phone } = await openPhone(browser, server.url, true);
    await theirs.addInitScript(() => {
      Object.defineProperty(navigator, 'share', {
        value: async (what: ShareData) => (document.title = `${what.title} ${what.url}`),
      });
    });
    await phone.goto(k);
    await phone.getByRole('button', { name: 'Bagikan' }).click();
    expect(await phone.title()).toBe(`Katalog Dapur Katalog ${server.url}${k}`);
    await theirs.close();
  });

  test('the sheet prints on A5', async () => {
    await page.goto(k);
    await page.getByRole('link', { name: 'Lembar A5' }).click();
    await page.getByRole('img', { name: `${server.url}${k}` }).waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(boxes.length).toBeGreaterThan(0);
    for (const [, width, height] of boxes) {
      expect(Math.abs(Number(width) - (148 / 25.4) * 72)).toBeLessThan(1);
      expect(Math.abs(Number(height) - (210 / 25.4) * 72)).toBeLessThan(1);
    }
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.tools').isVisible()).toBe(false);
    expect(await page.locator('.qr').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
  });

  test('staff cannot open or close it, and script in a product is text', async () => {
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
    expect(
      (await owner.post(`${u}/katalog/baru`, { version: '0', name: evil.slice(0, 80), benefits: evil }))
        .status,
    ).toBe(303);
    const html = await (await visitorOf(server.url).get(k)).text();
    expect(html).toContain('&lt;script&gt;alert(1)');
    const strange = await page.evaluate(
      (text) =>
        new DOMParser()
          .parseFromString(text, 'text/html')
          .querySelectorAll('img[src="x"], script:not([src]), [onerror]').length,
      html,
    );
    expect(strange).toBe(0);
    const invited = await owner.post(`${u}/anggota`, { email: 'staf@contoh.test', role: 'staff' });
    const link = /\/undangan\/([\w-]+)/.exec(await invited.text())![0];
    const staff = visitorOf(server.url);
    await staff.post('/daftar', {
      businessName: 'Usaha staf',
      email: 'staf@contoh.test',
      password: account.password,
    });
    await staff.post(link, {});
    expect(await (await staff.get(`${u}/katalog`)).text()).toContain('Hanya pemilik yang dapat');
    const closed = await staff.post(`${u}/katalog/penutupan`, {});
    expect(await staff.follow(closed)).toContain('Hanya pemilik yang dapat');
    expect((await visitorOf(server.url).get(k)).status).toBe(200);
  });

  test('the owner closes it again', async () => {
    await page.goto(`${u}/katalog`);
    await page.getByRole('button', { name: 'Tutup untuk umum' }).click();
    await page.getByText('Katalog ditutup untuk umum').waitFor();
    expect((await visitorOf(server.url).get(k)).status).toBe(404);
  });
});
