/**
 * The loop by keyboard alone, and pages that follow what happens without taking the focus away.
 * Long, because the loop is one walk.
 */
import { wallClock } from '#platform/text/clock.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '#sandbox/index.ts';
import { launchChromium } from '../support/chromium.ts';
import { installedFolder } from '../support/prepared.ts';
import { freePort, startTestServer, type Folder, type TestServer } from '../support/server.ts';
import { connectChannels, openPhone, photo, signUp, type Walk } from './loop.ts';
import type { Browser } from 'playwright-core';

let sandbox: Sandbox;
let server: TestServer;
let browser: Browser;
let walk: Walk;
/** A post of the business, and what its customers write under it. */
let postId: string;
let folder: Folder;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, seed: 1, quiet: true });
  folder = await installedFolder();
  server = await startTestServer({ dataDir: folder.path, port: await freePort(), sandboxUrl: sandbox.url });
  browser = await launchChromium();
  const { page } = await openPhone(browser, server.url, true);
  walk = { page, hub: server.url, email: 'tangan@contoh.test', password: 'sandi-yang-baik', permalinks: [] };
  await signUp(walk, 'Dapur Papan Ketik');
  await connectChannels(walk, ['dapurserang.contoh']);
  const outside = { account: 'instagram:dapurserang.contoh', caption: 'Di luar Tanggap' };
  postId = (await sandbox.posts(outside)).id;
  sandbox.comments({ postId, persona: 'wulan', text: 'Kak, buka jam berapa?' });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await sandbox?.stop();
  folder?.remove();
});

describe('by keyboard alone', () => {
  test(
    'sign in, compose, schedule and answer, with the focus always seen',
    { timeout: 120_000 },
    async () => {
      const { context, page } = await openPhone(browser, server.url, true);
      await page.goto('/masuk');
      await tabTo(page, 'Langsung ke isi');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('isi');
      // A page opened at a place of its own (#isi) takes no other focus.
      await page.goto('/masuk');
      await tabTo(page, 'Alamat e-mail');
      await page.keyboard.type(walk.email);
      await tabTo(page, 'Kata sandi');
      await page.keyboard.type('salah sama sekali');
      await page.keyboard.press('Enter');
      await page.locator('.form-errors').waitFor();
      // The summary of mistakes has the focus, and its line leads to the field.
      await page.waitForFunction(() => document.activeElement?.className.includes('form-errors'));
      await tabTo(page, /tidak cocok/);
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('password');
      await page.keyboard.type(walk.password);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Hari ini' }).waitFor();

      await tabTo(page, /^Kalender/);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Kalender' }).waitFor();
      await tabTo(page, 'Buat unggahan');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Buat unggahan' }).waitFor();
      await tabTo(page, /^Foto Satu/);
      // Choosing a file is the browser's own dialog.
      await page.locator('[id="pictures.files"]').setInputFiles(await photo());
      await tabTo(page, 'Unggah foto');
      await page.keyboard.press('Enter');
      await page.getByLabel('Keterangan untuk yang tidak bisa melihatnya').waitFor();
      await tabTo(page, /^Keterangan untuk/);
      await page.keyboard.type('Sepiring sate.');
      await tabTo(page, 'Tulisan');
      await page.keyboard.type('Ditulis tanpa tetikus.');
      await tabTo(page, 'Tujuan unggahan ini');
      await page.keyboard.type('Pelanggan bertanya');
      await tabTo(page, 'Diukur dengan');
      await page.keyboard.type('Komentar');
      await tabTo(page, 'Paling sedikit');
      await page.keyboard.type('3');
      await tabTo(page, /^Percakapan/);
      await page.keyboard.press('Space');
      await tabTo(page, /dapurserang/);
      expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).checked)).toBe(true);
      await page.keyboard.press('Space');
      expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).checked)).toBe(false);
      await page.keyboard.press('Space');
      await tabTo(page, 'Tayang pada');
      await page.locator('#when').fill(wallClock('Asia/Jakarta', new Date(Date.now() + 40 * 86_400_000)));
      await tabTo(page, 'Jadwalkan');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Unggahan' }).waitFor();

      await tabTo(page, 'Batalkan');
      await page.keyboard.press('Enter');
      await page.locator('dialog[open]').waitFor();
      for (let n = 0; n < 6; n += 1) {
        await page.keyboard.press('Tab');
        expect(await focusIsInDialogOrBrowser(page)).toBe(true);
      }
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
      expect(await focused(page)).toBe('Batalkan');

      await tabTo(page, /Kotak masuk/);
      await page.keyboard.press('Enter');
      await page.getByText('Kak, buka jam berapa?').waitFor();
      await tabTo(page, /buka jam berapa/);
      await page.keyboard.press('Enter');
      await page.locator('.thread').waitFor();
      await tabTo(page, 'Jawaban Anda');
      await page.keyboard.type('Jam tujuh pagi, kak.');
      await tabTo(page, 'Kirim jawaban');
      await page.keyboard.press('Enter');
      await page.locator('.message', { hasText: 'Jam tujuh pagi' }).getByText('Terkirim').waitFor();
      await context.close();
    },
  );
});

describe('live', () => {
  test('what a customer and a colleague write appears by itself, while an answer is being typed', async () => {
    const { page } = walk;
    const first = sandbox.comments({ postId, persona: 'rizki', text: 'Sate bandengnya masih ada?' });
    await page.goto('/');
    await page.getByRole('link', { name: /Sate bandengnya masih ada/ }).click();
    const desk = await page.context().newPage();
    await desk.setViewportSize({ width: 1280, height: 800 });
    await desk.goto(page.url());

    const typed = 'Masih, kak. Mau berapa ek';
    await page.getByLabel('Jawaban Anda').pressSequentially(typed.slice(0, 12));
    sandbox.comments({ postId, persona: 'rizki', text: 'Buat besok pagi ya', parentId: first.id });
    await page.getByText('Buat besok pagi ya').first().waitFor();
    expect(await focused(page)).toBe('Jawaban Anda');
    await page.keyboard.type(typed.slice(12));
    expect(await page.getByLabel('Jawaban Anda').inputValue()).toBe(typed);

    await desk.getByLabel('Jawaban Anda').fill('Dijawab dari meja kasir.');
    await desk.getByRole('button', { name: 'Kirim jawaban' }).click();
    await page.locator('.message', { hasText: 'Dijawab dari meja kasir.' }).getByText('Terkirim').waitFor();
    expect(await page.getByLabel('Jawaban Anda').inputValue()).toBe(typed);
    expect(await focused(page)).toBe('Jawaban Anda');

    // Beside the thread, the list on the desk follows as well.
    sandbox.comments({ postId, persona: 'laras', text: 'Bisa kirim ke Cilegon?' });
    await desk.locator('#daftar').getByText('Bisa kirim ke Cilegon?').waitFor();
    await desk.close();
  });

  test('a focused row of the list keeps the focus when the list changes', async () => {
    const { page } = walk;
    await page.goto('/');
    await tabTo(page, /^Kotak masuk/);
    await page.keyboard.press('Enter');
    await page.getByText('Bisa kirim ke Cilegon?').waitFor();
    await tabTo(page, /Bisa kirim ke Cilegon/);
    sandbox.comments({ postId, persona: 'galuh', text: 'Ada yang porsi kecil?' });
    await page.getByText('Ada yang porsi kecil?').waitFor();
    expect(await focused(page)).toMatch(/Bisa kirim ke Cilegon/);
  });

  test('an open dialog is left alone, and the page catches up after it', async () => {
    const { page } = walk;
    await page.goto('/');
    await tabTo(page, /^Kalender/);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Daftar', exact: true }).click();
    await page.locator('main .list-row').first().click();
    const field = page.locator('dialog[open] input[type=datetime-local]');
    // A press is lost when the part is put in anew at that moment, as the stream opens: people press again.
    const press = async () => {
      if (!(await field.isVisible())) await page.getByText('Ganti waktu').first().click();
      return field.isVisible();
    };
    await expect.poll(press).toBe(true);
    const wish = wallClock('Asia/Jakarta', new Date(Date.now() + 3 * 86_400_000));
    await field.fill(wish);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByText('Batalkan').first().click();
    await other.locator('dialog[open]').getByRole('button', { name: 'Batalkan' }).click();
    await other.getByText('Dibatalkan', { exact: true }).waitFor();
    await other.close();
    await page.waitForTimeout(1_000);
    expect(await field.inputValue()).toBe(wish);
    await page.keyboard.press('Escape');
    await page.getByText('Dibatalkan', { exact: true }).waitFor();
  });
});

/** Presses Tab until the control with this name has the focus; each stop on the way must be seen. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const seen: string[] = [];
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    seen.push(now);
    if (now === '') continue;
    // What slides into sight takes a moment; a page that came late takes the focus with it.
    const gone = async () => (await focused(page)) !== now;
    await expect
      .poll(async () => (await isSeen(page)) || (await gone()), { message: `the focus is seen on "${now}"` })
      .toBe(true);
    if (await gone()) continue;
    if (typeof name === 'string' ? now === name : name.test(now)) return;
  }
  throw new Error(`no way to ${String(name)}: ${seen.join(' | ')}`);
}

/** The name of what has the focus, as a screen reader would say it; '' when the page has none. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const one = document.activeElement as HTMLInputElement | null;
    if (!one || one === document.body) return '';
    const label = one.labels?.[0]?.textContent ?? one.getAttribute('aria-label') ?? one.textContent ?? '';
    return label.replace(/\s+/g, ' ').trim();
  });
}

/** An outline (on itself or on the card around it), inside the window, and not under the bar or the action. */
function isSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const one = document.activeElement as HTMLElement;
    const card = one.closest<HTMLElement>('.choice') ?? one;
    const { outlineStyle, outlineWidth } = getComputedStyle(card);
    // A date's parts (day, month...) are marked by the browser one by one.
    const ownMark = one.matches('[type=datetime-local]');
    if (!ownMark && (outlineStyle === 'none' || parseFloat(outlineWidth) < 2)) return false;
    const { left, top, width, height } = card.getBoundingClientRect();
    const x = Math.min(Math.max(left + width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(top + Math.min(height / 2, 20), 1), innerHeight - 1);
    const hit = document.elementFromPoint(x, y);
    return !!hit && (card.contains(hit) || hit.contains(card));
  });
}

function focusIsInDialogOrBrowser(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const one = document.activeElement;
    return one === document.body || !!one?.closest('dialog[open]');
  });
}
