/**
 * A customer asks for their data, takes a consent back, and asks to be erased: on a phone with and without script. And the
 * person who connected the accounts asks the network to be forgotten.
 */
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDemoHouse, type DemoHouse } from './demo-house.ts';

let house: DemoHouse;
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true } as const;

beforeAll(async () => {
  house = await openDemoHouse();
}, 240_000);
afterAll(() => house?.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const said = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

/** Opens the page of the customer whose conversation stands first. @returns its address, and the conversation's */
async function openCustomer(page: Page): Promise<{ customer: string; conversation: string; name: string }> {
  await page.goto(`${house.base}/kotak-masuk?tampil=semua`);
  await page.locator('main a.list-row').first().click();
  await page.locator('#kelola').waitFor();
  const conversation = new URL(page.url()).pathname;
  const link = page.locator('main a[href*="/pelanggan/"]').first();
  await link.click();
  await page.getByRole('heading', { level: 2, name: 'Akun' }).waitFor();
  const name = (await page.getByRole('heading', { level: 1 }).textContent())!.trim();
  return { customer: new URL(page.url()).pathname, conversation, name };
}

describe.each([
  { script: false, way: 'without script' },
  { script: true, way: 'with script' },
])('$way', ({ script }) => {
  let owner: BrowserContext;
  let page: Page;
  let at: Awaited<ReturnType<typeof openCustomer>>;
  beforeAll(async () => {
    owner = await house.ownersBrowser({ ...phone, javaScriptEnabled: script });
    owner.setDefaultTimeout(20_000);
    page = await owner.newPage();
    at = await openCustomer(page);
  });
  afterAll(() => owner?.close());

  test('a consent is recorded, with what was said, and taken back', async () => {
    await page.getByRole('link', { name: 'Data pribadi' }).click();
    await page.getByText('Catat persetujuan', { exact: true }).click();
    await button(page, 'Catat').click();
    await said(page, '3 isian perlu diperbaiki. Yang lain tersimpan.');
    await page.getByLabel('Dikirimi kabar dan promosi').check();
    await page.getByLabel('Di toko').check();
    await page.getByLabel('Apa yang Anda tanyakan, atau kata pelanggan').fill('Boleh, kirim saja (contoh).');
    await button(page, 'Catat').click();
    await said(page, 'Persetujuan dicatat.');
    await said(page, 'Boleh, kirim saja (contoh).');
    await button(page, 'Pelanggan menariknya').click();
    await said(page, /Penarikan dicatat/);
    await said(page, /Ditarik kembali/);
    expect(await button(page, 'Pelanggan menariknya').count()).toBe(0);
  });

  test('the copy is one file with everything in it', async () => {
    await page.goto(`${at.customer}/data`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Unduh salinan').click(),
    ]);
    expect(download.suggestedFilename()).toBe('salinan-data-pelanggan.zip');
    // Nothing in it is compressed, so that it can be searched as it is.
    const zip = readFileSync(await download.path()).toString();
    expect(zip.startsWith('PK')).toBe(true);
    for (const part of ['data.json', 'baca.txt', at.name, 'Boleh, kirim saja (contoh).']) {
      expect([part, zip.includes(part)]).toEqual([part, true]);
    }
  });

  test('erasing asks once more, and then the customer is gone', async () => {
    await page.goto(`${at.customer}/data`);
    await page.getByRole('link', { name: 'Hapus data pelanggan' }).click();
    await button(page, 'Hapus selamanya').click();
    await said(page, 'Beri tanda bahwa Anda yakin.');
    await page.getByLabel('Saya yakin: hapus semuanya').check();
    await button(page, 'Hapus selamanya').click();
    await said(page, /Data pelanggan sudah dihapus/);
    for (const gone of [at.customer, at.conversation]) {
      const answer = await page.goto(gone);
      expect([gone, answer?.status()]).toEqual([gone, 404]);
    }
    await page.goto(`${house.base}/pengaturan/privasi`);
    await said(page, /Dihapus atas permintaan pelanggan/);
    await said(page, 'Salinan diunduh');
  });

  test('how long to keep is chosen, and what it would erase is asked for first', async () => {
    await page.goto(`${house.base}/pengaturan`);
    await page.getByRole('link', { name: 'Data pelanggan' }).click();
    await page.getByLabel('Simpan data pelanggan').selectOption('2 tahun');
    await button(page, 'Simpan').click();
    await said(page, 'Tersimpan.');
    expect(await page.getByLabel('Simpan data pelanggan').inputValue()).toBe('24');
  });
});

test('a colleague neither copies nor erases', async () => {
  const owner = await house.ownersBrowser(phone);
  const { customer } = await openCustomer(await owner.newPage());
  const staff = await house.staffsBrowser(phone);
  const page = await staff.newPage();
  await page.goto(`${customer}/data`);
  await said(page, 'Hanya pemilik yang dapat menyalin atau menghapus data pelanggan.');
  expect(await button(page, 'Unduh salinan').count()).toBe(0);
  const headers = { Origin: house.hub };
  const copy = await staff.request.post(`${customer}/data/salinan`, { headers });
  const erasure = await staff.request.post(`${customer}/data/penghapusan`, {
    headers,
    form: { confirm: 'on' },
  });
  expect([copy.status(), erasure.status()]).toEqual([404, 404]);
  await owner.close();
  await staff.close();
});

// The last: afterwards nothing is connected.
test('who connected the accounts is forgotten on request, and can see that it was done', async () => {
  const state = (await (await fetch(`${house.network}/_sandbox/state`)).json()) as { apps: { id: string }[] };
  const depart = async (forget: boolean) => {
    const answer = await fetch(`${house.network}/_sandbox/departures`, {
      method: 'POST',
      body: JSON.stringify({ appId: state.apps[0]!.id, forget }),
    });
    return (await answer.json()) as { status: number; body: string };
  };
  const told = await depart(true);
  expect(told.status).toBe(200);
  const { url, confirmation_code } = JSON.parse(told.body) as Record<string, string>;
  expect(url).toBe(`${house.hub}/hapus-data/${confirmation_code}`);
  const visitor = await house.browser.newContext({ ...phone, locale: 'id-ID' });
  const page = await visitor.newPage();
  const answer = await page.goto(url!);
  expect(answer?.headers()['cache-control']).toBe('no-store');
  await said(page, /Permintaan Anda lewat Facebook dijalankan/);
  await said(page, /2 akun usaha kehilangan sambungannya/);
  const guessed = await page.goto(`${house.hub}/hapus-data/tebakan`);
  expect(guessed?.status()).toBe(404);
  await visitor.close();
  // Removing the app once more finds nothing that could be ended.
  expect((await depart(false)).status).toBe(200);
  const stranger = await fetch(`${house.hub}/hooks/meta/deauthorize`, {
    method: 'POST',
    body: new URLSearchParams({ signed_request: 'x.y' }),
  });
  expect(stranger.status).toBe(401);
});
