/**
 * The library in a real browser: photos are made smaller on the phone, and arrive as they are without script.
 * Long, because it brings the proxy that counts bytes on the line.
 */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeOn } from '../support/axe.ts';
import { launchChromium } from '../support/chromium.ts';
import { installedFolder } from '../support/prepared.ts';
import { freePort, startTestServer, type Folder, type TestServer } from '../support/server.ts';
import { film } from '../planning/mp4.ts';
import { photo12, plain } from '../planning/photos.ts';
import { openPhone, screenshot, signUp } from './loop.ts';

let server: TestServer;
let browser: Browser;
let large: Buffer;
let line: Awaited<ReturnType<typeof openLine>>;
let folder: Folder;

beforeAll(async () => {
  large = Buffer.from(await photo12(6));
  const port = await freePort();
  line = await openLine(port);
  folder = await installedFolder();
  server = await startTestServer({ dataDir: folder.path, port, env: { PUBLIC_URL: line.url } });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  line?.close();
  folder?.remove();
});

const file = (name: string, buffer: Buffer, mimeType = 'image/jpeg') => ({ name, mimeType, buffer });
const pictures = (page: Page) => page.getByLabel('Foto (boleh kosong)', { exact: true });

async function openLibrary(script: boolean): Promise<{ page: Page; slug: string; complaints: string[] }> {
  const { page } = await openPhone(browser, line.url, script);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  const name = script ? 'Dapur Foto Contoh' : 'Warung Foto Contoh';
  const walk = { page, hub: line.url, password: 'sandi-yang-baik', permalinks: [] };
  await signUp({ ...walk, email: `foto-${script}@contoh.test` }, name);
  const slug = /\/u\/([^/]+)/.exec(page.url())![1]!;
  await page.getByRole('link', { name: 'Lainnya' }).first().click();
  await page.getByRole('link', { name: /Foto dan video/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Foto dan video' }).waitFor();
  await page.getByText('Belum ada foto atau video').waitFor();
  return { page, slug, complaints };
}

/** What went over the line with the form, in bytes. */
async function sendingOf(page: Page): Promise<number> {
  line.sent = 0;
  await page.getByRole('button', { name: 'Unggah' }).click();
  await page.getByText(/berkas tersimpan/).waitFor();
  return line.sent;
}

/** Between browser and server, counting what forms bring. */
async function openLine(target: number) {
  const counted = { url: '', sent: 0, close: () => proxy.close() };
  const proxy = createServer((from, answer) => {
    const { method, url, headers } = from;
    const to = request({ host: '127.0.0.1', port: target, method, path: url, headers }, (back) => {
      answer.writeHead(back.statusCode!, back.headers);
      back.pipe(answer);
    });
    to.on('error', () => answer.destroy());
    from.on('data', (part: Buffer) => (counted.sent += part.length)).pipe(to);
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  counted.url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return counted;
}

async function barriers(page: Page): Promise<string[]> {
  const { violations } = await (await axeOn(page)).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

describe('with script', () => {
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    ({ page, complaints } = await openLibrary(true));
  });

  test('a 12 MP photo goes up as at most 400 kB, upright, and says so', async () => {
    expect(large.length).toBeGreaterThan(1_500_000);
    await pictures(page).setInputFiles(file('IMG_2001.jpg', large));
    await page.getByText(/1 foto dikecilkan: dari [\d,]+ MB menjadi \d+ kB/).waitFor();
    const chosen = await pictures(page).evaluate(async (input: HTMLInputElement) => {
      const [one] = input.files!;
      const { width, height } = await createImageBitmap(one!);
      const text = new TextDecoder('latin1').decode(await one!.arrayBuffer());
      return { name: one!.name, size: one!.size, width, height, exif: text.includes('Exif') };
    });
    expect(chosen.size).toBeLessThanOrEqual(400_000);
    expect(chosen).toMatchObject({ name: 'IMG_2001.jpg', exif: false });
    expect(chosen.width / chosen.height).toBeCloseTo(3 / 4, 2);
    await screenshot(page, 'media-dikecilkan');
    const sent = await sendingOf(page);
    // The photo, and what the form says around it.
    expect(sent).toBeGreaterThan(50_000);
    expect(sent).toBeLessThanOrEqual(402_000);
    await page.getByRole('heading', { name: /^Foto, / }).waitFor();
  });

  test('several keep their order; what is small or broken goes as it is', async () => {
    const small = Buffer.from(await plain(300, 300));
    await pictures(page).setInputFiles([
      file('a.jpg', large),
      file('b.jpg', small),
      file('c.jpg', Buffer.alloc(500_000, 'bukan foto')),
      file('d.jpg', large),
    ]);
    await page.getByText(/2 foto dikecilkan.*2 foto dikirim seperti aslinya/).waitFor();
    const names = await pictures(page).evaluate((input: HTMLInputElement) =>
      [...input.files!].map(({ name, size }) => `${name} ${size <= 400_000}`),
    );
    expect(names).toEqual(['a.jpg true', 'b.jpg true', 'c.jpg false', 'd.jpg true']);
  });

  test('more than ten: the first ten are taken, and it says so', async () => {
    const small = Buffer.from(await plain(300, 300));
    await pictures(page).setInputFiles(Array.from({ length: 12 }, (_, n) => file(`${n}.jpg`, small)));
    await page.getByText('Hanya 10 foto pertama yang diambil.').waitFor();
    expect(await pictures(page).evaluate((input: HTMLInputElement) => input.files!.length)).toBe(10);
  });

  test('sending at once waits for the smaller photo', async () => {
    await page.reload();
    await pictures(page).setInputFiles(file('cepat.jpg', large));
    const sent = await sendingOf(page);
    expect(sent).toBeGreaterThan(50_000);
    expect(sent).toBeLessThanOrEqual(402_000);
  });

  test('a video is never touched, and where the browser cannot show it the page says so', async () => {
    const clip = Buffer.from(film({ frames: 30_000 }));
    await page.getByLabel('Video (boleh kosong)').setInputFiles(file('film.mp4', clip, 'video/mp4'));
    await page.getByText(/^Video \d+ kB\. Gambar sampul tidak bisa diambil/).waitFor();
    const sent = await sendingOf(page);
    expect(sent).toBeGreaterThan(clip.length);
    await page.getByRole('heading', { name: /^Video, / }).waitFor();
    await page.getByText('5 detik').waitFor();
  });

  test('a video is served whole, in parts, and never as a page', async () => {
    const path = await page.locator('video').first().getAttribute('src');
    const whole = await page.request.get(path!);
    expect(whole.status()).toBe(200);
    const size = (await whole.body()).length;
    expect(whole.headers()).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': String(size),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    const part = await page.request.get(path!, { headers: { Range: 'bytes=4-11' } });
    expect([part.status(), part.headers()['content-range'], String(await part.body())]).toEqual([
      206,
      `bytes 4-11/${size}`,
      'ftypisom',
    ]);
    const beyond = await page.request.get(path!, { headers: { Range: `bytes=${size}-` } });
    expect([beyond.status(), beyond.headers()['content-range']]).toEqual([416, `bytes */${size}`]);
    expect((await page.request.get(path!.replace('.mp4', '.mov'))).status()).toBe(404);
    expect((await page.request.get(path!.replace('.mp4', '-original.jpg'))).status()).toBe(404);
    expect((await page.request.fetch(path!, { method: 'HEAD' })).headers()['content-length']).toBe(
      String(size),
    );
  });

  test('has no barrier and broke no rule of the page', async () => {
    expect(await barriers(page)).toEqual([]);
    await screenshot(page, 'media-360');
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await barriers(page)).toEqual([]);
    await screenshot(page, 'media-1280');
    await page.getByRole('button', { name: 'Unggah' }).click();
    await page.getByText('Pilih foto atau video dulu.').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await screenshot(page, 'media-kesalahan');
    expect(complaints).toEqual([]);
  });
});

describe('without script', () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await openLibrary(false));
  });

  test('the photo goes up as it is, and the server does it all', async () => {
    await pictures(page).setInputFiles(file('IMG_2001.jpg', large));
    const sent = await sendingOf(page);
    expect(sent).toBeGreaterThan(large.length);
    const shown = page.locator('main article img').first();
    const whole = (await shown.getAttribute('src'))!.replace('-small', '');
    const stored = await (await page.request.get(whole)).body();
    expect(stored.includes('Exif')).toBe(false);
    expect(stored.length).toBeLessThan(large.length / 2);
  });

  test('a refused file is told at its field, the others are kept', async () => {
    await pictures(page).setInputFiles([
      file('baik.jpg', Buffer.from(await plain(500, 500))),
      file('x.jpg', Buffer.from('x')),
    ]);
    const clip = Buffer.from(film({ duration: 1000 }));
    await page.getByLabel('Video (boleh kosong)').setInputFiles(file('film.mp4', clip, 'video/mp4'));
    await page.getByRole('button', { name: 'Unggah' }).click();
    await page.getByText('2 isian perlu diperbaiki').waitFor();
    expect(await page.locator('.field-error').allInnerTexts()).toEqual([
      expect.stringMatching(/^x\.jpg: Berkas ini bukan foto/),
      expect.stringContaining('3 detik'),
    ]);
    expect(await page.locator('main article').count()).toBe(2);
  });

  test('a description is kept, and an upload deleted with its file', async () => {
    const card = page.locator('main article').first();
    await card.getByLabel('Keterangan untuk yang tidak bisa melihatnya').fill('Sepiring nasi contoh');
    await card.getByRole('button', { name: 'Simpan keterangan' }).click();
    await page.getByText('Keterangan tersimpan.').waitFor();
    await page.getByAltText('Sepiring nasi contoh').waitFor();
    const path = (await page.getByAltText('Sepiring nasi contoh').getAttribute('src'))!;
    await card.locator('summary').click();
    await card.getByRole('button', { name: 'Hapus' }).click();
    await page.getByText('Sudah dihapus.').waitFor();
    expect(await page.locator('main article').count()).toBe(1);
    await expect.poll(async () => (await page.request.get(path)).status(), { timeout: 60_000 }).toBe(404);
  });
});
