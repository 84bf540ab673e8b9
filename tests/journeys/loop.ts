/** The whole loop as a person walks it, by words and roles alone: the same with and without script. */
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';

export interface Walk {
  page: Page;
  hub: string;
  email: string;
  password: string;
  /** Where the post can be seen on the sandbox, once it was published. */
  permalinks: string[];
}

export const phone = { width: 360, height: 740 };

export async function openPhone(
  browser: Browser,
  hub: string,
  script: boolean,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    javaScriptEnabled: script,
    viewport: phone,
    locale: 'id-ID',
    baseURL: hub,
  });
  context.setDefaultTimeout(60_000);
  return { context, page: await context.newPage() };
}

export async function signUp({ page, email, password }: Walk, business: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Daftar' }).click();
  await page.getByLabel('Nama usaha').fill(business);
  await page.getByLabel('Alamat e-mail').fill(email);
  await page.getByLabel('Kata sandi').fill(password);
  await page.getByRole('button', { name: 'Daftar' }).click();
  await page.getByRole('heading', { level: 1, name: 'Kanal' }).waitFor();
}

export async function connectChannels({ page }: Walk, names: string[]): Promise<void> {
  await page.getByRole('button', { name: 'Sambungkan akun latihan' }).click();
  await page.getByRole('button', { name: 'Izinkan' }).click();
  await page.getByRole('heading', { name: 'Pilih akun' }).waitFor();
  for (const name of names) await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: 'Sambungkan yang dipilih' }).click();
  await page
    .getByText('Tersambung', { exact: true })
    .nth(names.length - 1)
    .waitFor();
}

/** A photo as a phone makes it. */
export async function photo(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const buffer = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#b4763c' } })
    .jpeg()
    .toBuffer();
  return { name: 'sate-bandeng.jpg', mimeType: 'image/jpeg', buffer };
}

/** Uploads a photo in the composer and describes it. */
export async function addPhoto(page: Page, altText: string): Promise<void> {
  await page
    .getByLabel('Foto', { exact: true })
    .and(page.locator('input[type=file]'))
    .setInputFiles(await photo());
  await page.getByRole('button', { name: 'Unggah foto' }).click();
  await page.getByLabel('Keterangan untuk yang tidak bisa melihatnya').fill(altText);
}

export async function schedulePhoto({ page }: Walk, caption: string, when: string): Promise<void> {
  await page.getByRole('link', { name: 'Kalender' }).first().click();
  await page.getByRole('link', { name: 'Buat unggahan' }).first().click();
  await addPhoto(page, 'Sepiring sate bandeng di atas daun pisang.');
  await page.getByLabel('Tulisan', { exact: true }).fill(caption);
  await page.getByLabel('Tujuan unggahan ini').fill('Pelanggan bertanya cara memesan');
  await page.getByLabel('Diukur dengan').selectOption('Komentar');
  await page.getByLabel('Paling sedikit').fill('5');
  await page.getByRole('radio', { name: /Percakapan/ }).check();
  await page.getByLabel('Tayang pada').fill(when);
  await page.getByRole('button', { name: 'Jadwalkan' }).click();
  await page.getByRole('heading', { name: 'Unggahan', exact: true }).waitFor();
}

/** Reloads where there is no script; with script the page follows by itself. */
export async function eventually(
  page: Page,
  script: boolean,
  seen: () => Promise<boolean>,
  seconds = 90,
): Promise<void> {
  for (const until = Date.now() + seconds * 1000; ;) {
    if (await seen()) return;
    if (Date.now() > until)
      throw new Error(`not seen on ${page.url()}: ${await page.locator('main').innerText()}`);
    await page.waitForTimeout(500);
    if (!script) await page.reload();
  }
}

export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
