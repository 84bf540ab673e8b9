/**
 * One visit with `<tanggap-feedback>` in a real browser: what is loaded when, what of a photo leaves the phone, the link
 * that is copied, and a message written without a network that outlives its page.
 */
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { passWritingTime } from '../support/time-trap.ts';
import { photo12 } from '../planning/photos.ts';
import { openWidgetHouse, type WidgetHouse } from './house.ts';
import { openShopSite, type ShopSite } from './shop-site.ts';

let house: WidgetHouse;
let site: ShopSite;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [house, site] = await Promise.all([openWidgetHouse(), openShopSite()]);
}, 120_000);
afterAll(async () => {
  await house?.close();
  await site?.close();
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  await house.forgive();
});

const body = () =>
  `<tanggap-feedback business="${house.key}"></tanggap-feedback><script src="${house.hub}/widget.js"></script>`;
async function visitor(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await house.browse({ viewport: { width: 360, height: 740 }, ...options });
  contexts.push(context);
  await context.clearCookies();
  return context;
}
async function open(head = '', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await visitor(options)).newPage();
  await page.goto(site.page({ head, body: body() }));
  await launcher(page).waitFor();
  return page;
}
const launcher = (page: Page) => page.getByRole('button', { name: 'Kirim masukan' });
const dialog = (page: Page) => page.getByRole('dialog');

async function write(page: Page, words: string): Promise<void> {
  await dialog(page).getByLabel('Pesan Anda').fill(words);
  await dialog(page)
    .getByLabel(/Saya setuju/)
    .check();
  await passWritingTime(page);
  await dialog(page).getByRole('button', { name: 'Kirim', exact: true }).click();
}

test('the form is fetched when somebody is about to open it, and not before', async () => {
  const page = await (await visitor()).newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(site.page({ body: body() }));
  await launcher(page).waitFor();
  await page.waitForLoadState('networkidle');
  const panels = () => asked.filter((path) => /^\/widget\/panel-/.test(path));
  expect(panels()).toEqual([]);
  await launcher(page).hover();
  await expect.poll(() => panels().length).toBe(1);
  await launcher(page).click();
  await dialog(page).waitFor();
  expect(panels()).toHaveLength(1);
});

test('a photo leaves the phone small, and without where it was taken', async () => {
  const page = await open();
  await launcher(page).click();
  const buffer = Buffer.from(await photo12());
  expect((await sharp(buffer).metadata()).exif).toBeDefined();
  await dialog(page).locator('#photo').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
  await dialog(page).getByRole('img', { name: 'Foto yang akan dikirim' }).waitFor();
  const sending = page.waitForRequest(/\/foto$/);
  await write(page, 'Dengan foto besar');
  const sent = (await sending).postDataBuffer()!;
  const { exif, format, width, height } = await sharp(sent).metadata();
  expect({ exif, format }).toEqual({ exif: undefined, format: 'jpeg' });
  expect(Math.max(width, height)).toBe(1600);
  expect(sent.length).toBeLessThan(buffer.length / 2);
  await dialog(page).getByText('Pesan Anda sudah masuk.').first().waitFor();
});

test('the private link is copied by one tap', async () => {
  const page = await open('', { permissions: ['clipboard-read', 'clipboard-write'] });
  await launcher(page).click();
  await write(page, 'Tautan untuk disalin');
  const button = dialog(page).getByRole('button', { name: 'Salin tautan' });
  await button.click();
  await expect.poll(() => dialog(page).getByRole('status').textContent()).toBe('Tautan disalin.');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(new RegExp(`^${house.hub}/s/[\\w-]{22}$`));
  expect((await fetch(copied)).status).toBe(200);
});

test('its parts and properties are the page’s to style, and nothing moves by itself', async () => {
  const head =
    '<style>tanggap-feedback { --tanggap-radius: 0px; --tanggap-layer: 7 }' +
    ' tanggap-feedback::part(launcher) { letter-spacing: 3px } tanggap-feedback::part(panel) { letter-spacing: 4px }' +
    ' tanggap-feedback::part(field) { letter-spacing: 5px } tanggap-feedback::part(send) { letter-spacing: 6px }</style>';
  const page = await open(head, { reducedMotion: 'reduce' });
  await launcher(page).click();
  await dialog(page).waitFor();
  const look = (of: ReturnType<typeof dialog>) =>
    of.evaluate((one) => [getComputedStyle(one).letterSpacing, one.getAnimations({ subtree: true }).length]);
  const send = dialog(page).getByRole('button', { name: 'Kirim', exact: true });
  const field = dialog(page).locator('[part=field]').first();
  expect(await Promise.all([launcher(page).first(), dialog(page), field, send].map(look))).toEqual([
    ['3px', 0],
    ['4px', 0],
    ['5px', 0],
    ['6px', 0],
  ]);
});

test('network off, send, close the page, open, network on: exactly one message in the inbox', async () => {
  const context = await visitor();
  const address = site.page({ body: body(), kept: true });
  const first = await context.newPage();
  await first.goto(address);
  await launcher(first).click();
  await dialog(first).waitFor();
  await context.setOffline(true);
  await write(first, 'Dari kebun tanpa sinyal');
  await dialog(first).getByText('Disimpan, belum terkirim').first().waitFor();
  await first.close();

  // The page and its scripts are in the browser's cache; everything else has no network.
  const second = await context.newPage();
  await second.goto(address);
  await second.getByText('Disimpan, belum terkirim').first().waitFor();
  const arrived = () => house.sql<{ id: string }[]>`
    select c.id from messages m join conversations c on c.id = m.conversation_id
    where m.body = 'Dari kebun tanpa sinyal'`;
  expect(await arrived()).toEqual([]);
  await context.setOffline(false);
  await second
    .getByText(/Nomor Anda \d+/)
    .first()
    .waitFor();
  const inbox = await fetch(`${house.hub}${house.base}/kotak-masuk?tampil=semua`, {
    headers: { Cookie: house.cookie },
  });
  expect((await inbox.text()).split('Dari kebun tanpa sinyal')).toHaveLength(2);
  expect(await arrived()).toHaveLength(1);
});
