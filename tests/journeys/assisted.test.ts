/** A person posts by hand: on their phone, in a blank spot, and without script. */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeOn } from '../support/axe.ts';
import { until } from '../support/backend.ts';
import { openDemoHouse, type DemoHouse } from './demo-house.ts';
import { phone } from './loop.ts';

let house: DemoHouse;
beforeAll(async () => {
  house = await openDemoHouse();
});
afterAll(() => house?.close());

async function open(script = true): Promise<{ context: BrowserContext; page: Page }> {
  const context = await house.ownersBrowser({ viewport: phone, javaScriptEnabled: script });
  return { context, page: await context.newPage() };
}

/** The page of today, once the post whose hour has come waits for a person. */
async function today(page: Page): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    await page.goto('/');
    if (await page.getByRole('heading', { name: 'Giliran Anda' }).isVisible()) return;
    await page.waitForTimeout(1_000);
  }
  throw new Error('nothing waits for a person');
}

async function axe(page: Page): Promise<string[]> {
  const { violations } = await (await axeOn(page)).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('on a phone', () => {
  test('the screen has everything for the last tap, and axe finds nothing', async () => {
    const { context, page } = await open();
    await today(page);
    await page
      .getByRole('link', { name: /^Status WhatsApp/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Unggah ke Status WhatsApp' }).waitFor();
    await page.getByRole('button', { name: 'Salin tulisan' }).waitFor();
    expect(await page.getByLabel('Tulisan').inputValue()).toContain('Sate bandeng hari ini');
    expect(await page.getByRole('link', { name: 'Simpan foto' }).getAttribute('download')).toBe(
      'unggahan-1.jpg',
    );
    expect(await page.getByRole('link', { name: 'Buka WhatsApp' }).getAttribute('href')).toBe(
      'https://wa.me/',
    );
    expect(await axe(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    expect(wide).toBe(true);
    await page.getByRole('button', { name: 'Nanti, ingatkan lagi 1 jam' }).click();
    await page.getByText(/Anda diingatkan lagi \d\d\.\d\d WIB/).waitFor();
    await context.close();
  });

  test('without signal the screen opens, "sudah" waits, and is recorded once when the signal is back', async () => {
    const { context, page } = await open();
    await today(page);
    const path = await page
      .getByRole('link', { name: /^Status WhatsApp/ })
      .first()
      .getAttribute('href');
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.goto('/');
    const kept = () =>
      page.evaluate(async () => {
        const cache = await caches.open('tanggap-layar-v1');
        return (await cache.keys()).map(({ url }) => new URL(url).pathname);
      });
    // Two screens with a picture each: small to look at, whole to share.
    await until('the screens are kept', async () => {
      const found = await kept();
      return found.includes(path!) && found.filter((one) => one.startsWith('/media/')).length === 4;
    });
    const pages = (await kept()).filter((one) => !/^\/(_astro|media)\//.test(one));
    expect(pages.map((one) => one.split('/').at(-1))).toEqual(['bantu', 'bantu']);

    await context.setOffline(true);
    await page.goto('/u/dapur-serang/kalender');
    await page.getByRole('heading', { level: 1, name: 'Tidak ada sinyal' }).waitFor();
    await page.getByRole('link', { name: /^Unggah ke Status WhatsApp: Sate/ }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.goto(path!);
    await page.getByRole('heading', { level: 1, name: 'Unggah ke Status WhatsApp' }).waitFor();
    const picture = page.locator('.assist-pictures img').first();
    await picture.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('.assist-pictures img')!.naturalWidth > 0,
    );
    await page.getByLabel('Tautan unggahan').fill('contoh.test/status/1');
    await page.getByRole('button', { name: 'Sudah saya unggah' }).click();
    await page.getByText('Tersimpan di ponsel ini. Dicatat sendiri').waitFor();
    expect(await page.getByRole('button', { name: 'Sudah saya unggah' }).count()).toBe(0);

    await context.setOffline(false);
    await page.getByText('Unggahan ini sudah tercatat tayang.').waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Lihat unggahan' }).click();
    await page.getByText('Tayang', { exact: true }).first().waitFor();
    expect(await page.locator('a[href="https://contoh.test/status/1"]').count()).toBe(1);
    // What was sent is not sent again.
    const left = await page.evaluate(
      () =>
        new Promise((done) => {
          navigator.serviceWorker.addEventListener('message', ({ data }) => done(data.waiting), {
            once: true,
          });
          void navigator.serviceWorker.ready.then(({ active }) => active!.postMessage({ do: 'tell' }));
        }),
    );
    expect(left).toEqual([]);
    await context.close();
  });
});

test('without script: save, copy by hand, and say that it is posted; before the hour too', async () => {
  const { context, page } = await open(false);
  await page.goto('/');
  await page
    .getByRole('link', { name: /Kue balok hangat/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'Buka layar unggah' }).click();
  expect(await page.getByRole('button', { name: 'Salin tulisan' }).isVisible()).toBe(false);
  expect(await page.getByLabel('Tulisan').inputValue()).toContain('Kue balok hangat');
  await page.getByLabel('Tautan unggahan').fill('bukan tautan sama sekali');
  await page.getByRole('button', { name: 'Sudah saya unggah' }).click();
  await page.getByText(/Tautan itu belum benar/).waitFor();
  await page.getByRole('button', { name: 'Sudah saya unggah' }).click();
  await page.getByText('Tercatat sudah tayang.').waitFor();
  await context.close();
});

test('an owner adds an account to post on by hand, and it is offered in the composer', async () => {
  const { context, page } = await open();
  await page.goto(`${house.base}/kanal`);
  await page.getByLabel('Nama akun').last().fill('@dapurserang di TikTok');
  await page.getByLabel('Tempat').last().selectOption('tiktok');
  await page.getByRole('button', { name: 'Tambahkan' }).click();
  await page.getByText(/ditambahkan. Kanal ini sekarang bisa dipilih/).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.goto(`${house.base}/unggahan/baru`);
  await page.getByRole('checkbox', { name: /@dapurserang di TikTok/ }).waitFor();
  await page.goto(`${house.base}/lainnya`);
  await page.getByRole('heading', { name: 'Ingatkan di ponsel ini' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('signing out takes away what the phone kept', async () => {
  const { context, page } = await open();
  await page.goto('/');
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.evaluate(
    async () => void (await (await caches.open('tanggap-layar-v1')).put('/u/x', new Response('x'))),
  );
  await page.goto(`${house.base}/lainnya`);
  await page.locator('main').getByRole('button', { name: 'Keluar' }).click();
  await page.waitForURL(/\/masuk/);
  expect(await page.evaluate(() => caches.has('tanggap-layar-v1'))).toBe(false);
  await context.close();
});
