import { wallClock } from '#platform/text/clock.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { startSandbox, type Sandbox } from '#sandbox/index.ts';
import { launchChromium } from '../support/chromium.ts';
import { freePort, startTestServer, temporaryFolder, type TestServer } from '../support/server.ts';
import {
  connectChannels,
  eventually,
  openPhone,
  schedulePhoto,
  screenshot,
  signUp,
  type Walk,
} from './loop.ts';

let sandbox: Sandbox;
let server: TestServer;
let browser: Browser;
const folder = temporaryFolder();

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, seed: 1, quiet: true });
  server = await startTestServer({ dataDir: folder.path, port: await freePort(), sandboxUrl: sandbox.url });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await sandbox?.stop();
  folder.remove();
});

// Side by side, as each waits a minute for its post's hour.
describe.concurrent.each([
  {
    script: true,
    business: 'Dapur Serang Contoh',
    accounts: ['dapurserang.contoh', 'Dapur Serang (contoh)'],
  },
  {
    script: false,
    business: 'Warung Cilegon Contoh',
    accounts: ['warungcilegon.contoh', 'Warung Cilegon (contoh)'],
  },
])('with script: $script', ({ script, business, accounts }) => {
  test('an owner plans, it is published, a customer comments, the owner answers, the answer shows', async () => {
    const { context, page } = await openPhone(browser, server.url, script);
    const walk: Walk = {
      page,
      hub: server.url,
      email: `pemilik-${script}@contoh.test`,
      password: 'sandi-yang-baik',
      permalinks: [],
    };
    await signUp(walk, business);
    await connectChannels(walk, accounts);
    await screenshot(page, `kanal-${script}`);

    const caption = `Sate bandeng hangat, pesan sebelum jam 10. ${business}`;
    await schedulePhoto(walk, caption, wallClock('Asia/Jakarta', new Date(Date.now() + 61_000)));
    const published = page.getByText('Tayang', { exact: true });
    await eventually(
      page,
      script,
      async () =>
        (await published.count()) === 2 && (await page.getByText('Lihat di jaringan').count()) === 2,
      300,
    );
    await screenshot(page, `unggahan-${script}`);
    const links = await page
      .getByRole('link', { name: 'Lihat di jaringan' })
      .evaluateAll((found) => found.map((a) => (a as HTMLAnchorElement).href));
    expect(links).toHaveLength(2);

    for (const [index, link] of links.entries()) {
      const customer = await openPhone(browser, server.url, script);
      await customer.page.goto(link);
      await customer.page.getByText(caption).first().waitFor();
      const question = `Masih ada stok hari ini kak? (${index})`;
      await customer.page
        .getByLabel(/komentar/i)
        .first()
        .fill(question);
      await customer.page
        .getByRole('button', { name: /komentar|kirim/i })
        .first()
        .click();
      await customer.page.getByText(question).waitFor();

      await page
        .getByRole('link', { name: /Kotak masuk/ })
        .first()
        .click();
      await eventually(page, script, async () => (await page.getByText(question).count()) > 0, 120);
      if (index === 0) await screenshot(page, `kotak-masuk-${script}`);
      await page
        .getByRole('link', { name: new RegExp(`Masih ada stok hari ini kak\\? \\(${index}\\)`) })
        .click();
      await page.getByText(question).first().waitFor();
      const answer = `Masih ada, kak. Silakan pesan lewat sini. (${index})`;
      await page.getByLabel('Jawaban Anda').fill(answer);
      await page.getByRole('button', { name: 'Kirim jawaban' }).click();
      await page.locator('.message', { hasText: answer }).waitFor();
      await eventually(
        page,
        script,
        async () => (await page.locator('.message', { hasText: answer }).getByText('Terkirim').count()) === 1,
        120,
      );
      await screenshot(page, `percakapan-${script}-${index}`);

      await customer.page.reload();
      await customer.page.getByText(answer).waitFor();
      await customer.context.close();
    }
    await page.getByRole('link', { name: 'Hari ini' }).first().click();
    await page.getByText('Tidak ada yang menunggu jawaban.').first().waitFor();
    await screenshot(page, `hari-ini-${script}`);
    await context.close();
  }, 900_000);
});
