/** An owner turns the form on, takes the code to a site where it works, replaces the key, names the sites, turns it off. */
import jsqr from 'jsqr';
import sharp from 'sharp';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCalendarHouse, type CalendarHouse } from '../support/calendar-house.ts';
import { openShopSite, type ShopSite } from '../widget/shop-site.ts';
import { screenshot } from './loop.ts';

let house: CalendarHouse;
let site: ShopSite;
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true } as const;

beforeAll(async () => {
  [house, site] = await Promise.all([openCalendarHouse(), openShopSite()]);
}, 240_000);
afterAll(async () => {
  await house?.close();
  await site?.close();
});

describe.each([
  { script: false, way: 'without script' },
  { script: true, way: 'with script' },
])('$way', ({ script }) => {
  let owner: BrowserContext;
  let page: Page;
  let snippet = '';
  beforeAll(async () => {
    owner = await house.browse({ ...phone, javaScriptEnabled: script });
    page = await owner.newPage();
  });
  afterAll(() => owner?.close());
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const said = (text: string | RegExp) => page.getByText(text).first().waitFor();
  const unfold = (name: string) => page.locator('summary', { hasText: name }).first().click();
  const code = async () => (await page.locator('#kode tanggap-copy code').textContent())!;
  /** What a visitor of the shop's site sees of the code as it was pasted. */
  const onSite = async (pasted: string) => {
    const visitor = await house.browse(phone);
    await visitor.clearCookies();
    const at = await visitor.newPage();
    await at.goto(site.page({ body: pasted }));
    return { at, close: () => visitor.close() };
  };

  test('it is turned on from the channels', async () => {
    await page.goto(`${house.base}/kanal`);
    await page.getByRole('link', { name: 'Atur formulir' }).click();
    await said('Formulir belum dinyalakan');
    await screenshot(page, `widget-mati-${script}`);
    await button('Nyalakan formulir').click();
    await said('Formulir menyala.');
    await page.goto(`${house.base}/kanal/widget`);
    await screenshot(page, `widget-nyala-${script}`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await screenshot(page, `widget-lebar-${script}`);
    await page.setViewportSize(phone.viewport);
  });

  test('the code changes with what is chosen, and works on a site as it is', async () => {
    await page.getByLabel('Tulisan di tombol').fill('Tanya "kami" <sekarang>');
    await page.getByLabel('Letak').selectOption('Di tempat kodenya');
    await button('Perbarui kode').click();
    await expect.poll(code).toContain('position="inline"');
    snippet = await code();
    const { at, close } = await onSite(snippet);
    await at.getByRole('button', { name: 'Tanya "kami" <sekarang>' }).click();
    await at.getByRole('dialog', { name: 'Sampaikan kepada Warung Kalender' }).waitFor();
    await close();
    if (script) {
      await page.getByRole('button', { name: 'Tanya "kami" <sekarang>' }).click();
      await page.getByRole('dialog', { name: 'Sampaikan kepada Warung Kalender' }).waitFor();
      await page.keyboard.press('Escape');
    }
  });

  test('the QR code leads to the hosted form', async () => {
    const svg = await fetch(`${house.hub}${house.base}/kanal/widget/kode.svg`, {
      headers: { Cookie: house.cookie },
    });
    const bytes = Buffer.from(await svg.arrayBuffer());
    const { data, info } = await sharp(bytes, { density: 300 })
      .resize(600)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const read = jsqr(new Uint8ClampedArray(data), info.width, info.height);
    expect(read?.data).toBe(`${house.hub}/f/${house.base.slice(3)}`);
  });

  test('sites are named one a line; what is none is told at the field', async () => {
    await page.goto(`${house.base}/kanal/widget`);
    await page.getByLabel('Alamat situs').fill('toko saya!');
    await button('Simpan situs').click();
    await said('“toko” bukan alamat situs.');
    expect(await page.getByLabel('Alamat situs').inputValue()).toBe('toko saya!');
    await page.getByLabel('Alamat situs').fill('tokosaya.test');
    await button('Simpan situs').click();
    await said('Situs yang diizinkan tersimpan.');
    expect(await page.getByLabel('Alamat situs').inputValue()).toBe('https://tokosaya.test');
    const { at, close } = await onSite(snippet);
    await at.waitForLoadState('networkidle');
    expect(await at.getByRole('button').count()).toBe(0);
    await close();
    await page.getByLabel('Alamat situs').fill('');
    await button('Simpan situs').click();
    await said('Situs yang diizinkan tersimpan.');
  });

  test('a replaced key works on, until it is ended', async () => {
    await unfold('Ganti kunci');
    await page.locator('form[action$="/penggantian"] button').click();
    await said('Kunci diganti.');
    await said(/Kunci lama, berlaku sampai/);
    expect(await code()).not.toContain(/tg_\w+/.exec(snippet)![0]);
    await screenshot(page, `widget-kunci-${script}`);
    const old = await onSite(snippet);
    await old.at.getByRole('button', { name: /Tanya/ }).waitFor();
    await old.close();
    await button('Matikan sekarang').click();
    await said('Kunci lama dimatikan.');
    const ended = await onSite(snippet);
    await ended.at.waitForLoadState('networkidle');
    expect(await ended.at.getByRole('button').count()).toBe(0);
    await ended.close();
  });

  test('turned off, its page is gone', async () => {
    await unfold('Matikan formulir');
    await page.locator('form[action$="/pemutusan"] button').click();
    await said('Kanal diputus.');
    expect((await fetch(`${house.hub}/f/${house.base.slice(3)}`)).status).toBe(404);
  });
});
