/**
 * A complaint on its way: comment, case, promise, resolution, and the customer's own word by private link; on phones,
 * with and without script.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDemoHouse, type DemoHouse } from './demo-house.ts';
import { screenshot } from './loop.ts';

let house: DemoHouse;
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, locale: 'id-ID' } as const;
const u = '/u/dapur-serang';

beforeAll(async () => {
  house = await openDemoHouse();
}, 240_000);
afterAll(() => house?.close());

describe.each([
  { script: false, way: 'without script' },
  { script: true, way: 'with script' },
])('$way', ({ script }) => {
  let owner: BrowserContext;
  let customer: BrowserContext;
  let page: Page;
  let theirs: Page;
  let number = '';
  beforeAll(async () => {
    owner = await house.ownersBrowser({ ...phone, javaScriptEnabled: script });
    customer = await house.browser.newContext({ ...phone, baseURL: house.hub, javaScriptEnabled: script });
    for (const context of [owner, customer]) context.setDefaultTimeout(30_000);
    [page, theirs] = await Promise.all([owner.newPage(), customer.newPage()]);
  });
  afterAll(() => Promise.all([owner?.close(), customer?.close()]));

  const button = (at: Page, name: string) => at.getByRole('button', { name, exact: true });
  /** Opens what stands behind a button: a dialog with script, else a part of the page. */
  const unfold = (at: Page, name: string) => at.locator('summary', { hasText: name }).first().click();
  const said = (at: Page, text: string) => at.getByText(text).first().waitFor();
  const resolve = async (what: string) => {
    await unfold(page, 'Selesaikan');
    await page.getByLabel('Apa yang sudah dilakukan').fill(what);
    await page.locator('form[action$="/penyelesaian"] button').click();
    await said(page, 'Diselesaikan. Pelanggan belum dikabari.');
  };

  test('a comment becomes a case with a number, by one tap', async () => {
    await page.goto(`${u}/kotak-masuk?cari=asem`);
    await page.locator('main a.list-row', { hasText: 'asem baunya' }).first().click();
    await button(page, 'Jadikan kasus').click();
    const title = await page.getByRole('heading', { level: 1, name: /^Kasus \d{5}$/ }).textContent();
    number = title!.trim().slice(6);
    await page.locator('.said', { hasText: 'agak asem baunya' }).waitFor();
    await page.goto(`${u}/kasus?nomor=${number}`);
    await page.getByRole('heading', { level: 1, name: `Kasus ${number}` }).waitFor();
    await page.getByRole('link', { name: 'Buka percakapannya' }).click();
    await page.locator('#kasus', { hasText: `Kasus ${number}` }).waitFor();
    expect(await button(page, 'Jadikan kasus').count()).toBe(0);
  });

  test('it is promised anew, and steps are taken, one of them for the customer', async () => {
    await page.goto(`${u}/kasus?nomor=${number}`);
    await unfold(page, 'Ganti janji');
    await page.getByLabel('Apa yang dijanjikan').fill('Sebungkus pengganti dikirim besok pagi.');
    const tomorrow = new Date(Date.now() + 31 * 3_600_000).toISOString().slice(0, 16);
    await page.getByLabel('Paling lambat').fill(tomorrow);
    await page.getByLabel('Yang mengurus').selectOption('staf@demo.test');
    await page.locator('form[action$="/janji"] button').last().click();
    await said(page, 'Tersimpan.');
    await page.locator('.promise', { hasText: 'Sebungkus pengganti' }).waitFor();
    await said(page, 'Diurus staf.');
    await page.getByLabel('Langkah baru').fill('Kurirnya ternyata tanpa es.');
    await button(page, 'Catat langkah').click();
    await said(page, 'Tersimpan.');
    await page.getByLabel('Langkah baru').fill('Pengganti dibungkus dengan es kering.');
    await page.getByRole('checkbox', { name: /Tampilkan kepada pelanggan/ }).check();
    await button(page, 'Catat langkah').click();
    await page.locator('.moments li', { hasText: 'es kering' }).waitFor();
    await screenshot(page, `kasus-terbuka-${script}`);
  });

  test('the customer reads the promise and their steps by a private link, and nothing else', async () => {
    await button(page, 'Buat tautan').click();
    await said(page, 'Tautan dibuat. Hanya ditampilkan sekali:');
    const address = await page.locator('tanggap-copy code').textContent();
    expect(await page.getByRole('link', { name: 'Kirim lewat WhatsApp' }).getAttribute('href')).toContain(
      encodeURIComponent(address!),
    );
    expect(await button(page, 'Tulis jawaban dengan tautannya').count(), 'a comment is public').toBe(0);
    await page.reload();
    expect(await page.locator('tanggap-copy').count()).toBe(0);

    const answer = await theirs.goto(address!);
    expect(answer!.headers()).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    await theirs.getByRole('heading', { level: 1, name: `Kasus ${number}` }).waitFor();
    await said(theirs, 'Sebungkus pengganti dikirim besok pagi.');
    await said(theirs, 'Pengganti dibungkus dengan es kering.');
    expect(await theirs.getByText('tanpa es').count()).toBe(0);
    expect(await theirs.getByText(/staf|pemilik@/).count()).toBe(0);
    expect(await button(theirs, 'Ya, sudah beres').count()).toBe(0);
    await screenshot(theirs, `pelanggan-terbuka-${script}`);
  });

  test('a resolution does not hold until the customer says so', async () => {
    await resolve('Pengganti dikirim dengan es kering.');
    await theirs.reload();
    await unfold(theirs, 'Belum beres');
    await theirs.locator('form[action$="/belum-beres"] button').click();
    await said(theirs, 'Tulis dulu apa yang belum beres.');
    await theirs.getByLabel('Apa yang belum beres').fill('Paketnya belum sampai.');
    await theirs.locator('form[action$="/belum-beres"] button').click();
    await said(theirs, 'Kasus ini dibuka lagi.');
    await page.reload();
    await page.locator('.moments li', { hasText: 'Paketnya belum sampai.' }).waitFor();

    await resolve('Paket sampai, dicek lewat telepon.');
    await theirs.reload();
    await screenshot(theirs, `pelanggan-selesai-${script}`);
    await button(theirs, 'Ya, sudah beres').click();
    await said(theirs, 'Terima kasih. Kasus ini selesai.');
    await button(theirs, 'Kirim nilai').click();
    await said(theirs, 'Pilih nilai 1 sampai 5.');
    await theirs.getByRole('radio', { name: '4, baik' }).check();
    await theirs.getByLabel('Sepatah kata').fill('Akhirnya beres.');
    await button(theirs, 'Kirim nilai').click();
    await said(theirs, 'Terima kasih atas nilainya.');
    expect(await button(theirs, 'Kirim nilai').count()).toBe(0);
    await page.goto(`${u}/kasus?tampil=selesai`);
    await page.locator('main a.list-row', { hasText: number }).click();
    await said(page, 'Pelanggan mengatakan sudah beres');
    await said(page, 'Nilai 4 dari 5.');
    await screenshot(page, `kasus-selesai-${script}`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await screenshot(page, `kasus-lebar-${script}`);
    await page.setViewportSize(phone.viewport);
  });

  test('a revoked link says so plainly, and tells nothing', async () => {
    await unfold(page, 'Cabut');
    await page.locator('form[action$="/pencabutan"] button').first().click();
    await said(page, 'Tautan dicabut.');
    expect((await theirs.reload())!.status()).toBe(410);
    await said(theirs, 'Tautan ini tidak berlaku');
    expect(await theirs.locator('main').innerText()).not.toMatch(/Dapur Serang|Kasus/);
  });

  test('a promise that passed is seen on Today and in the inbox', async () => {
    await page.goto('/');
    await page
      .locator('section[aria-labelledby=janji-terlewat] a.list-row', { hasText: 'kurang 1 porsi' })
      .waitFor();
    await page.goto(`${u}/kotak-masuk`);
    await page.getByRole('link', { name: /melewati janjinya/ }).click();
    await page.locator('main a.list-row', { hasText: 'kurang 1 porsi' }).waitFor();
    await screenshot(page, `kasus-terlambat-${script}`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await screenshot(page, `daftar-lebar-${script}`);
  });
});
