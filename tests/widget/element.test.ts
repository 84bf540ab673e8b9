/**
 * `<tanggap-feedback>` in a real browser, on pages of another site: under a strict policy, by keyboard, in the dark, on a
 * page that is written from right to left or has styles against everything; and without a network.
 * Long, because one site is built for all of it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { build, type Rollup } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '#platform/project-root.ts';
import { passWritingTime } from '../support/time-trap.ts';
import { screenshot } from '../journeys/loop.ts';
import { plain } from '../planning/photos.ts';
import { openWidgetHouse, type WidgetHouse } from './house.ts';
import { openShopSite, type ShopSite, type SitePage } from './shop-site.ts';

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

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true } as const;
const element = (attributes = '') =>
  `<tanggap-feedback business="${house.key}" ${attributes}><a href="${house.hub}/f/${house.slug}">Kirim masukan</a></tanggap-feedback>`;
const script = (attributes = 'async') => `<script src="${house.hub}/widget.js" ${attributes}></script>`;
const strict = () =>
  `default-src 'none'; script-src ${house.hub}; connect-src ${house.hub}; img-src ${house.hub}`;

interface Opened {
  page: Page;
  context: BrowserContext;
  /** What the console had to say against the page. */
  complaints: string[];
}

/** What a visitor of another site has: no cookie of ours. */
async function open(given: Partial<SitePage> = {}, options: BrowserContextOptions = phone): Promise<Opened> {
  const context = await house.browse(options);
  contexts.push(context);
  await context.clearCookies();
  return visit(context, site.page({ body: element() + script(), ...given }));
}

async function visit(context: BrowserContext, address: string): Promise<Opened> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(address);
  return { page, context, complaints };
}

const launcher = (page: Page) => page.getByRole('button', { name: 'Kirim masukan' });
const dialog = (page: Page) => page.getByRole('dialog', { name: /Sampaikan kepada/ });
const messages = async (words: string) => house.sql`
  select m.id, m.conversation_id, f.number, f.kind, f.page, f.product, f.whatsapp, p.name,
    (select count(*)::integer from message_attachments a where a.message_id = m.id and a.state = 'stored') as photos
  from messages m join feedbacks f on f.message_id = m.id
  join conversations c on c.id = m.conversation_id join contacts p on p.id = c.contact_id
  where m.body = ${words}`;

async function write(page: Page, words: string): Promise<void> {
  await dialog(page).getByLabel('Pesan Anda').fill(words);
  await dialog(page)
    .getByLabel(/Saya setuju/)
    .check();
  await passWritingTime(page);
  await dialog(page).getByRole('button', { name: 'Kirim', exact: true }).click();
}

describe('what it weighs', () => {
  const folder = join(projectRoot, 'dist', 'widget');
  const bytes = (name: string) => readFileSync(join(folder, name)).length;
  const panel = readdirSync(folder).find((name) => /^panel-.*\.js$/.test(name))!;

  test('the launcher at most 3 kB, everything needed to send feedback at most 15 kB, compressed', () => {
    expect(bytes('widget.js.br')).toBeLessThanOrEqual(3_000);
    expect(bytes('widget.js.br') + bytes(`${panel}.br`)).toBeLessThanOrEqual(15_000);
    for (const name of ['widget.js', panel]) {
      expect(brotliDecompressSync(readFileSync(join(folder, `${name}.br`)))).toEqual(
        readFileSync(join(folder, name)),
      );
    }
  });

  test('of that the solver of a challenge at most 1.5 kB', async () => {
    const [made] = (await build({
      configFile: false,
      root: projectRoot,
      publicDir: false,
      logLevel: 'warn',
      build: {
        write: false,
        minify: true,
        lib: { entry: join(projectRoot, 'src/widget/elements/prove.ts'), formats: ['es'] },
      },
    })) as Rollup.RollupOutput[];
    const { code } = made!.output[0];
    expect(brotliCompressSync(code).length).toBeLessThanOrEqual(1_500);
    expect(code).not.toMatch(/subtle|Worker/);
  });

  test('it is served compressed to any site: the entry for minutes, the rest for good', async () => {
    const ask = (path: string, headers = {}) =>
      fetch(house.hub + path, { headers: { Origin: site.url, 'Accept-Encoding': 'br', ...headers } });
    const entry = await ask('/widget.js');
    expect(Object.fromEntries(entry.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'br',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
    });
    expect(await entry.text()).toContain(panel);
    expect((await ask('/widget.js', { 'If-None-Match': entry.headers.get('etag')! })).status).toBe(304);
    expect((await ask(`/widget/${panel}`)).headers.get('cache-control')).toContain('immutable');
    const older = await ask('/widget/panel-VERYOLD1.js');
    expect([older.status, older.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect((await ask('/widget/..%2fserver%2fentry.mjs')).status).toBe(404);
    const plain = await fetch(`${house.hub}/widget.js`, { headers: { 'Accept-Encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });
});

describe('under a strict policy of the page', () => {
  test('it works with a photo, sets no cookie, asks nobody else, and breaks no rule', async () => {
    const { page, context, complaints } = await open({ csp: strict() });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    await page.evaluate(() => {
      const seen = ((window as never as { seen: string[] }).seen = []) as string[];
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective));
      document.addEventListener('tanggap-sent', (event) =>
        seen.push(JSON.stringify((event as CustomEvent).detail)),
      );
      document.addEventListener('tanggap-open', () => seen.push('open'));
    });
    await launcher(page).click();
    const form = dialog(page);
    await form.getByRole('heading', { name: 'Sampaikan kepada Warung Kalender' }).waitFor();
    await form.getByRole('radio', { name: 'Komplain' }).check();
    await form.getByLabel('Pesanan yang mana').fill('Rabu');
    await form.getByLabel('Apa yang membuatnya beres').selectOption('Diganti');
    const buffer = Buffer.from(await plain(2400, 1800, '#a03020'));
    await form.locator('#photo').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
    const preview = form.getByRole('img', { name: 'Foto yang akan dikirim' });
    await preview.waitFor();
    const pixel = await preview.evaluate((canvas: HTMLCanvasElement) => [
      ...canvas.getContext('2d')!.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data,
    ]);
    expect(pixel[0]).toBeGreaterThan(pixel[2]! + 60);
    await form.getByLabel('WhatsApp atau surel').fill('0812 3456 7890');
    await screenshot(page, 'panel-komplain');
    await write(page, 'Di bawah aturan ketat');
    await form.getByText('Pesan Anda sudah masuk.').first().waitFor();
    await screenshot(page, 'panel-terkirim');
    const [row, ...more] = await messages('Di bawah aturan ketat');
    expect(more).toEqual([]);
    expect(row).toMatchObject({ kind: 'complaint', whatsapp: '6281234567890', photos: 1, page: page.url() });
    await form.getByText(`Nomor Anda ${row!.number}`).first().waitFor();
    const link = await form.getByRole('link', { name: 'Buka percakapan' }).getAttribute('href');
    expect(await (await fetch(link!)).text()).toContain(row!.number);
    const seen = await page.evaluate(() => (window as never as { seen: string[] }).seen);
    expect(seen).toEqual(['open', JSON.stringify({ number: row!.number })]);
    expect(complaints).toEqual([]);
    expect(new Set(asked)).toEqual(new Set([house.hub]));
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  test('the page does not move when it comes', async () => {
    const { page } = await open({
      csp: strict(),
      body: `<p>Isi</p>${element('position="inline"')}<p>Lagi</p>${script()}`,
    });
    const shift = page.evaluate(
      () =>
        new Promise<number>((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
              sum += entry.value;
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => done(sum), 1_500);
        }),
    );
    await launcher(page).waitFor();
    expect(await shift).toBeLessThan(0.01);
  });
});

describe('for everybody', () => {
  test('by keyboard alone: opens, closes with Escape, and the focus returns', async () => {
    const { page } = await open({ body: `<p><a href="#x">Sebelum</a></p>${element()}${script()}` }, {});
    await launcher(page).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Kirim masukan');
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    expect(await focused(page), 'a screen reader begins with the title').toContain('Sampaikan kepada');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('Kirim masukan');
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    const passed: string[] = [];
    for (let n = 0; n < 12; n++) {
      await page.keyboard.press('Tab');
      passed.push(await focused(page));
    }
    expect(passed.join(' | ')).toMatch(
      /Tutup.*question.*Pesan Anda.*Foto.*Nama.*WhatsApp.*consent.*privasi.*Kirim/,
    );
    expect(passed, 'nobody gets to the field that nobody sees').not.toContain('url');
  });

  test('it has names, tells mistakes at their fields, and axe finds nothing', async () => {
    const { page } = await open();
    await launcher(page).click();
    await dialog(page).getByRole('button', { name: 'Kirim', exact: true }).click();
    const words = dialog(page).getByRole('textbox', { name: 'Pesan Anda' });
    await expect.poll(() => words.getAttribute('aria-invalid')).toBe('true');
    expect(await words.evaluate((field) => field === (field.getRootNode() as ShadowRoot).activeElement)).toBe(
      true,
    );
    const described = await words.evaluate((field) =>
      field
        .getAttribute('aria-describedby')!
        .split(' ')
        .map((id) => (field.getRootNode() as ShadowRoot).getElementById(id)?.textContent?.trim())
        .join(' '),
    );
    expect(described).toContain('Tulis pesan Anda dulu.');
    expect((await new AxeBuilder({ page: page as never }).analyze()).violations).toEqual([]);
    await screenshot(page, 'panel-salah');
  });

  test('what became of it is said aloud', async () => {
    const { page } = await open();
    await launcher(page).click();
    await write(page, 'Diucapkan keras');
    const status = dialog(page).getByRole('status');
    await expect.poll(() => status.textContent()).toMatch(/Pesan Anda sudah masuk\. Nomor Anda \d+/);
    expect((await new AxeBuilder({ page: page as never }).analyze()).violations).toEqual([]);
  });

  test('a refusal of the hub is shown where it belongs, and nothing typed is lost', async () => {
    const { page } = await open();
    await launcher(page).click();
    await dialog(page).getByLabel('WhatsApp atau surel').fill('besok');
    await write(page, 'Kontak keliru');
    await dialog(page).getByText('Itu bukan nomor WhatsApp atau alamat surel.').waitFor();
    expect(await dialog(page).getByLabel('Pesan Anda').inputValue()).toBe('Kontak keliru');
    await dialog(page).getByLabel('WhatsApp atau surel').fill('');
    await dialog(page).getByRole('button', { name: 'Kirim', exact: true }).click();
    await dialog(page).getByText('Pesan Anda sudah masuk.').first().waitFor();
    expect(await messages('Kontak keliru')).toHaveLength(1);
  });

  test.each<[string, Partial<SitePage>, BrowserContextOptions]>([
    [
      'in the dark',
      { head: '<meta name="color-scheme" content="dark light">' },
      { ...phone, colorScheme: 'dark' },
    ],
    ['with reduced motion', {}, { ...phone, reducedMotion: 'reduce' }],
    ['at 200 % on a small phone', {}, { viewport: { width: 320, height: 400 } }],
    ['on a page from right to left', { html: 'lang="ar" dir="rtl"' }, phone],
    ['on a wide screen', {}, { viewport: { width: 1280, height: 800 } }],
  ])('%s it can be read and reached', async (name, given, options) => {
    const { page } = await open(given, options);
    await launcher(page).click();
    await dialog(page).waitFor();
    const box = (await dialog(page).boundingBox())!;
    const { width, height } = page.viewportSize()!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.height).toBeLessThanOrEqual(height);
    expect(await dialog(page).evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const send = dialog(page).getByRole('button', { name: 'Kirim', exact: true });
    await send.scrollIntoViewIfNeeded();
    expect((await send.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    expect((await new AxeBuilder({ page: page as never }).analyze()).violations).toEqual([]);
    await screenshot(page, `panel-${name.replaceAll(/\W+/g, '-')}`);
  });

  test('styles of the page against everything do not reach it', async () => {
    const hostile =
      '<style>*, button, dialog, input { display: none !important; color: red !important; font: 3px serif !important;' +
      ' position: static !important; opacity: 0 !important } html, body, main { display: block !important; opacity: 1 !important }' +
      ' tanggap-feedback { display: none !important; font-size: 2px !important; visibility: hidden !important }</style>';
    const { page } = await open({ head: hostile });
    await launcher(page).click();
    await dialog(page).waitFor();
    const look = await dialog(page).evaluate((one) => {
      const { fontSize, color, opacity } = getComputedStyle(one);
      return { fontSize, color, opacity };
    });
    expect(await dialog(page).isVisible()).toBe(true);
    expect(look).toEqual({ fontSize: '16px', color: 'rgb(23, 28, 43)', opacity: '1' });
    await screenshot(page, 'panel-galak');
  });

  test('in English, with words and colours of its own', async () => {
    const head = '<style>tanggap-feedback { --tanggap-accent: rgb(0, 90, 60) }</style>';
    const body =
      element('lang="en" label="Tell us" prefill-name="Ani" product="Bandeng" theme="dark" open') + script();
    const { page } = await open({ head, body });
    const form = page.getByRole('dialog', { name: 'Tell Warung Kalender' });
    await form.waitFor();
    expect(await form.getByLabel('Name').inputValue()).toBe('Ani');
    expect(await form.evaluate((one) => getComputedStyle(one).colorScheme)).toContain('dark');
    await form.getByRole('button', { name: 'Close' }).click();
    const button = page.getByRole('button', { name: 'Tell us' });
    expect(await button.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe('rgb(0, 90, 60)');
    await button.click();
    await form.getByLabel('Your message').fill('From abroad');
    await form.getByLabel(/I agree/).check();
    await passWritingTime(page);
    await form.getByRole('button', { name: 'Send', exact: true }).click();
    await form.getByText('Your message has arrived.').first().waitFor();
    expect(await messages('From abroad')).toMatchObject([{ product: 'Bandeng', name: 'Ani' }]);
  });
});

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let one = document.activeElement;
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    const input = one as HTMLInputElement | null;
    const label = input?.labels?.[0]?.textContent ?? '';
    return [label || input?.textContent, input?.name, input?.value].filter(Boolean).join(' ').trim();
  });
}

describe('on careless pages', () => {
  test('loaded twice, and several on one page, each works once', async () => {
    const body = element() + element('position="start"') + script() + script('') + script('async');
    const { page, complaints } = await open({ body });
    await expect.poll(() => launcher(page).count()).toBe(2);
    await launcher(page).first().click();
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await launcher(page).nth(1).click();
    await write(page, 'Yang kedua');
    await dialog(page).getByText('Pesan Anda sudah masuk.').first().waitFor();
    expect(await messages('Yang kedua')).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test('several in one corner do not cover each other', async () => {
    const { page } = await open({ body: element() + element() + script() });
    await expect.poll(() => launcher(page).count()).toBe(2);
    const [one, other] = await Promise.all([0, 1].map((n) => launcher(page).nth(n).boundingBox()));
    expect(Math.abs(one!.y - other!.y)).toBeGreaterThanOrEqual(one!.height);
  });

  test('the script tag alone makes the element, once, wherever it stands', async () => {
    const tag = script(`data-business="${house.key}" data-label="Tanya kami" data-position="start"`);
    const { page, complaints } = await open({ head: tag, body: tag });
    const button = page.getByRole('button', { name: 'Tanya kami' });
    await button.waitFor();
    expect(await button.count()).toBe(1);
    const { x, width } = (await button.boundingBox())!;
    expect(x, 'nearer to the start').toBeLessThan(page.viewportSize()!.width - (x + width));
    await button.click();
    await dialog(page).waitFor();
    expect(complaints).toEqual([]);
  });

  test.each([
    ['unknown', () => `tg_${'0'.repeat(32)}`],
    ['empty', () => ''],
    ['nonsense', () => '../../x'],
  ])('a key that is %s is told to the developer, and the customer sees nothing', async (_, key) => {
    const { page, complaints } = await open({ body: element().replace(house.key, key()) + script() });
    await expect.poll(() => complaints.join(' ')).toContain('<tanggap-feedback');
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByText('Kirim masukan').isVisible()).toBe(false);
  });

  test('a site that the owner does not allow is told so in the console, and shows nothing', async () => {
    await house.sql`update widget_keys set origins = '{https://toko.test}'`;
    try {
      const { page, complaints } = await open();
      await expect.poll(() => complaints.join(' ')).toContain('tidak boleh dipakai di situs ini');
      expect(await page.getByRole('button').count()).toBe(0);
      await house.sql`update widget_keys set origins = array[${site.url}]`;
      const allowed = await open();
      await launcher(allowed.page).waitFor();
    } finally {
      await house.sql`update widget_keys set origins = '{}'`;
    }
  });

  test('without script the link in it leads to the hosted form', async () => {
    const { page } = await open({}, { ...phone, javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Kirim masukan' }).click();
    await page.getByRole('heading', { name: 'Sampaikan kepada Warung Kalender' }).waitFor();
  });
});

describe('without a network', () => {
  test('it is kept, seen to be kept, and sent exactly once when the network is back: page closed in between, two tabs', async () => {
    const { page, context } = await open();
    await launcher(page).click();
    await dialog(page).waitFor();
    const buffer = Buffer.from(await plain(900, 600));
    await dialog(page).locator('#photo').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
    await dialog(page).getByRole('img').waitFor();
    await context.setOffline(true);
    await write(page, 'Tanpa sinyal');
    await dialog(page).getByText('Disimpan, belum terkirim').first().waitFor();
    await screenshot(page, 'panel-tersimpan');
    await page.keyboard.press('Escape');
    await page.getByText('Disimpan, belum terkirim').first().waitFor();
    const address = page.url();
    await page.close();
    expect(await messages('Tanpa sinyal')).toHaveLength(0);

    // The page is there again (from its cache, say), the hub is not.
    await context.setOffline(false);
    await context.route(`${house.hub}/api/**`, (route) => route.abort());
    const [first, second] = await Promise.all([visit(context, address), visit(context, address)]);
    await first.page.getByText('Disimpan, belum terkirim').first().waitFor();
    await context.unroute(`${house.hub}/api/**`);
    await Promise.all(
      [first, second].map(({ page: tab }) => tab.evaluate(() => dispatchEvent(new Event('online')))),
    );
    await first.page
      .getByText(/Nomor Anda \d+/)
      .first()
      .waitFor();
    await second.page
      .getByText(/Nomor Anda \d+/)
      .first()
      .waitFor();
    const sent = await messages('Tanpa sinyal');
    expect(sent).toMatchObject([{ photos: 1 }]);

    // Its number is told until somebody has looked.
    await launcher(first.page).click();
    await dialog(first.page)
      .getByText(`Pesan yang tadi tersimpan sudah terkirim. Nomor Anda ${sent[0]!.number}`)
      .waitFor();
    const link = await dialog(first.page).getByRole('link', { name: 'Buka percakapan' }).getAttribute('href');
    expect((await fetch(link!)).status).toBe(200);
    await expect.poll(() => first.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    const third = await visit(context, address);
    await launcher(third.page).click();
    await dialog(third.page).getByLabel('Pesan Anda').waitFor();
    expect(await third.page.getByText(/Nomor Anda/).count()).toBe(0);
    expect(await messages('Tanpa sinyal')).toHaveLength(1);
  });

  test('a network that breaks after the words arrived makes no second message', async () => {
    const { page, context } = await open();
    await launcher(page).click();
    let lost = 0;
    await context.route(`${house.hub}/api/widget/*/masukan`, async (route) => {
      // The hub has it; the answer is lost on the way.
      if (lost++ > 0 || route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      await route.abort();
    });
    await write(page, 'Jawaban hilang');
    await dialog(page).getByText('Disimpan, belum terkirim').first().waitFor();
    await dialog(page).getByRole('button', { name: 'Kirim', exact: true }).click();
    await dialog(page).getByText('Pesan Anda sudah masuk.').first().waitFor();
    expect(await messages('Jawaban hilang')).toHaveLength(1);
  });

  test('too many at once is waited for, not lost', async () => {
    const { page, context } = await open();
    await launcher(page).click();
    let first = true;
    await context.route(`${house.hub}/api/widget/*/masukan`, (route) => {
      if (!first || route.request().method() !== 'POST') return route.continue();
      first = false;
      return route.fulfill({ status: 429, headers: { 'Access-Control-Allow-Origin': '*' }, json: {} });
    });
    await write(page, 'Antre dulu');
    await dialog(page).getByText('Disimpan, belum terkirim').first().waitFor();
    await dialog(page).getByRole('button', { name: 'Kirim', exact: true }).click();
    await dialog(page).getByText('Pesan Anda sudah masuk.').first().waitFor();
    expect(await messages('Antre dulu')).toHaveLength(1);
  });
});
