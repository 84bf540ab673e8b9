/**
 * An owner connects a WhatsApp number, a customer writes, the token dies and is renewed: with and without script.
 * Long, because it is one story in one house.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '#sandbox/index.ts';
import { axeOn } from '../support/axe.ts';
import { launchChromium } from '../support/chromium.ts';
import { installedFolder } from '../support/prepared.ts';
import { freePort, startTestServer, type Folder, type TestServer } from '../support/server.ts';
import { eventually, openPhone, screenshot, signUp } from './loop.ts';

let sandbox: Sandbox;
let server: TestServer;
let browser: Browser;
let folder: Folder;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, seed: 1, quiet: true });
  folder = await installedFolder();
  server = await startTestServer({ dataDir: folder.path, port: await freePort(), sandboxUrl: sandbox.url });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await sandbox?.stop();
  folder?.remove();
});

async function axe(page: Page): Promise<string[]> {
  const { violations } = await (await axeOn(page)).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** On a narrow and a wide screen: nothing sticks out, and axe finds nothing. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 740 });
    await screenshot(page, `${name}-${width}`);
    const fits = await page
      .evaluate(() => document.documentElement.scrollWidth <= innerWidth)
      .catch(() => true);
    expect([name, width, fits]).toEqual([name, width, true]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
}

/** What a person copies from the practice network's page of a number. */
async function copyFrom(context: BrowserContext, number: string): Promise<string[]> {
  const network = await context.newPage();
  await network.goto(`${sandbox.url}/wa`);
  await network.getByRole('link', { name: number }).click();
  await network
    .getByRole('button', { name: /^Buat token/ })
    .first()
    .click();
  const values = await network.locator('code.value').allInnerTexts();
  await network.close();
  return [values[0]!, values[1]!, values.at(-1)!];
}

const fill = async (page: Page, [number, waba, token]: string[]) => {
  await page.getByLabel('ID nomor telepon').fill(number!);
  await page.getByLabel('ID akun WhatsApp Business').fill(waba!);
  await page.getByLabel('Token akses').fill(token!);
  await page.getByRole('button', { name: 'Periksa dan sambungkan' }).click();
};

describe.each([
  { script: true, number: '+62 800-0000-101', shop: 'Dapur Skrip' },
  { script: false, number: '+62 800-0000-201', shop: 'Dapur Polos' },
])('with script: $script', ({ script, number, shop }) => {
  let context: BrowserContext;
  let page: Page;
  /** Addresses of the business, and of the customer's conversation. */
  let base: string;
  let conversation: string;

  beforeAll(async () => {
    ({ context, page } = await openPhone(browser, server.url, script));
    const email = `wa-${script}@contoh.test`;
    await signUp({ page, hub: server.url, email, password: 'sandi-yang-baik', permalinks: [] }, shop);
    context.setDefaultTimeout(20_000);
    base = page.url().replace(/\/kanal.*/, '');
  });
  afterAll(() => context?.close());

  test('mistakes are told at their fields, and what was right stays', async () => {
    await page.getByRole('link', { name: 'Sambungkan nomor WhatsApp' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sambungkan nomor WhatsApp' }).waitFor();
    if (script) expect(await axe(page)).toEqual([]);
    await looksRight(page, 'wa-form');
    await page.getByRole('button', { name: 'Periksa dan sambungkan' }).click();
    await page.getByRole('heading', { name: '3 isian perlu diperbaiki' }).waitFor();
    await fill(page, [number, '123456789', 'EAA terpotong']);
    await page.getByText('Ini nomor teleponnya.').first().waitFor();
    await page.getByText('Token ini tidak utuh.').first().waitFor();
    expect(await page.getByLabel('ID akun WhatsApp Business').inputValue()).toBe('123456789');
    const [id, waba] = await copyFrom(context, number);
    await fill(page, [id!, waba!, `EAA${'x'.repeat(60)}`]);
    await page.getByText('Token ini tidak berlaku').first().waitFor();
    expect(await page.getByLabel('Token akses').getAttribute('aria-invalid')).toBe('true');
    if (script) expect(await axe(page)).toEqual([]);
    await looksRight(page, 'wa-mistakes');
  });

  test('the number is connected, and offered to no post', async () => {
    await fill(page, await copyFrom(context, number));
    await page.getByText(/tersambung. Pesan baru masuk ke kotak masuk/).waitFor();
    await page.getByText(number).first().waitFor();
    await page.getByText('Tersambung', { exact: true }).waitFor();
    if (script) expect(await axe(page)).toEqual([]);
    await looksRight(page, 'wa-connected');
    await page.goto(`${base}/unggahan/baru`);
    expect(await page.getByRole('checkbox', { name: new RegExp(number.slice(-8)) }).count()).toBe(0);
    await page.goto(`${base}/kanal`);
  });

  test('a customer writes, and the answer arrives', async () => {
    const network = await context.newPage();
    await network.goto(`${sandbox.url}/wa`);
    await network.getByRole('link', { name: number }).click();
    await network.getByRole('link', { name: /Siti/ }).click();
    await network.getByLabel('Pesan').fill('Kak, rabeg masih ada?');
    await network.getByRole('button', { name: 'Kirim' }).click();
    await page.goto(`${base}/kotak-masuk`);
    const row = page.getByRole('link', { name: /Siti/ }).first();
    await eventually(page, script, () => row.isVisible());
    await row.click();
    await page.getByText('Kak, rabeg masih ada?').first().waitFor();
    conversation = page.url();
    const box = page.getByLabel('Jawaban Anda');
    await box.fill('Masih, Kak. Mau berapa?');
    await page
      .getByRole('button', { name: /^Kirim/ })
      .first()
      .click();
    const onPhone = async () => {
      await network.reload();
      return network.getByText('Masih, Kak. Mau berapa?').isVisible();
    };
    await eventually(page, script, onPhone);
    await looksRight(network, 'wa-network');
    await network.close();
    await page.goto(`${base}/kanal`);
  });

  test('after a day approved messages alone go out: chosen, filled in, shown, sent', async () => {
    const before = Date.now() - 30 * 3_600_000;
    sandbox.waMessages({ number, persona: 'joko.contoh', text: 'Pesanan saya?', createdAt: before });
    await page.goto(`${base}/kotak-masuk`);
    const row = page.getByRole('link', { name: /Joko/ }).first();
    await eventually(page, script, () => row.isVisible());
    await row.click();
    await page.getByText('Sudah lewat 24 jam sejak pesan terakhirnya').first().waitFor();
    expect(await page.getByLabel('Jawaban Anda').count()).toBe(0);
    const templates = page.locator('#pesan-templat');
    const open = templates.locator('details[open]');
    // A press is lost when the part is put in anew at that moment, as the stream opens: people press again.
    const press = async () => {
      if (!(await open.isVisible())) await templates.locator('summary', { hasText: 'pesanan_siap' }).click();
      return open.isVisible();
    };
    await expect.poll(press).toBe(true);
    await open.getByLabel('Isian 1').fill('Joko');
    // What is missing is told at its field, and what was typed stays.
    await open.getByRole('button', { name: 'Kirim pesan ini' }).click();
    await open.getByText('Isi dulu: satu baris').waitFor();
    expect(await open.getByLabel('Isian 1').inputValue()).toBe('Joko');
    await open.getByLabel('Isian 2').fill('rabeg');
    if (!script) await open.getByRole('button', { name: 'Lihat hasilnya' }).click();
    const words = 'Halo Kak Joko, pesanan rabeg sudah siap diambil. Kami tunggu di toko.';
    await open.locator('.preview', { hasText: words }).waitFor();
    if (script) expect(await axe(page)).toEqual([]);
    await looksRight(page, `wa-template-${script}`);
    await open.getByRole('button', { name: 'Kirim pesan ini' }).click();
    await page.locator('.thread-text, .message', { hasText: words }).first().waitFor();
    const { id } = sandbox.state().whatsapp.numbers.find(({ shown }) => shown === number)!;
    const messages = () => sandbox.state().whatsapp.messages.filter(({ numberId }) => numberId === id);
    const arrived = () => messages().filter(({ text }) => text === words);
    await eventually(page, script, () => Promise.resolve(arrived().length > 0));
    expect(arrived().map(({ type }) => type)).toEqual(['template']);
    // It was opened here, so the customer's message has blue ticks.
    const theirs = () => messages().find(({ text }) => text === 'Pesanan saya?');
    await eventually(page, script, () => Promise.resolve(theirs()?.seen === true));
    await page.goto(`${base}/kanal`);
  });

  test('when the token dies the channel says so, and a new one mends it', async () => {
    sandbox.tokens({ action: 'expire' });
    await page.goto(conversation);
    const box = page.getByLabel('Jawaban Anda');
    await box.fill('Kami siapkan ya');
    await page
      .getByRole('button', { name: /^Kirim/ })
      .first()
      .click();
    await page.goto(`${base}/kanal`);
    const again = page.getByRole('link', { name: 'Sambungkan lagi' });
    await eventually(page, false, () => again.isVisible());
    await looksRight(page, 'wa-broken');
    await again.click();
    const [id, waba, token] = await copyFrom(context, number);
    expect(await page.getByLabel('ID nomor telepon').inputValue()).toBe(id);
    expect(await page.getByLabel('ID akun WhatsApp Business').inputValue()).toBe(waba);
    await page.getByLabel('Token akses').fill(token!);
    await page.getByRole('button', { name: 'Periksa dan sambungkan' }).click();
    await page.getByText('Tersambung', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Ganti token' }).waitFor();
  });

  test('it is disconnected, and the conversation stays', async () => {
    await page.getByText('Putuskan', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Putuskan', exact: true }).last().click();
    await page.getByText('Kanal diputus.').waitFor();
    await page.goto(conversation);
    await page.getByText('Kak, rabeg masih ada?').first().waitFor();
  });
});
