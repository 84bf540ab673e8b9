/**
 * What a page may count on: the element's events, with what they tell, and each attribute; in a real browser, from
 * another site. The rest of the element is tested in element.test.ts.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { passWritingTime } from '../support/time-trap.ts';
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

type Told = [name: string, detail: unknown, from: string];

/** The element with these attributes; whatever it tells the page is kept. */
async function open(
  attributes = '',
  colorScheme: 'light' | 'dark' = 'light',
  html = 'lang="id"',
): Promise<Page> {
  const context = await house.browse({ viewport: { width: 360, height: 740 }, colorScheme });
  contexts.push(context);
  await context.clearCookies();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const told = ((window as never as { told: unknown[] }).told = []) as unknown[];
    for (const name of ['tanggap-open', 'tanggap-sent', 'tanggap-failed']) {
      document.addEventListener(name, (event) =>
        told.push([name, (event as CustomEvent).detail, (event.target as Element).localName]),
      );
    }
  });
  const body = `<tanggap-feedback business="${house.key}" ${attributes}></tanggap-feedback><script src="${house.hub}/widget.js"></script>`;
  await page.goto(site.page({ html, body }));
  return page;
}
const told = (page: Page) => page.evaluate(() => (window as never as { told: Told[] }).told);
const launcher = (page: Page, name = 'Kirim masukan') => page.getByRole('button', { name });
const dialog = (page: Page) => page.getByRole('dialog');

const secrets = { words: 'Rahasia isi pesan', name: 'Bu Rahasia', contact: '081234567890' };
async function write(page: Page, contact = secrets.contact): Promise<void> {
  await dialog(page).getByLabel('Pesan Anda').fill(secrets.words);
  await dialog(page).getByLabel('Nama').fill(secrets.name);
  await dialog(page).getByLabel('WhatsApp atau surel').fill(contact);
  await dialog(page)
    .getByLabel(/Saya setuju/)
    .check();
  await passWritingTime(page);
  await dialog(page).getByRole('button', { name: 'Kirim', exact: true }).click();
}

describe('what it tells the page', () => {
  test('tanggap-open, each time it opens, with nothing', async () => {
    const page = await open();
    await launcher(page).click();
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await told(page)).toEqual([['tanggap-open', {}, 'tanggap-feedback']]);
    await launcher(page).click();
    await expect.poll(async () => (await told(page)).length).toBe(2);
  });

  test('tanggap-sent, once it has arrived, with the number alone', async () => {
    const page = await open('open');
    await write(page);
    await dialog(page).getByText('Pesan Anda sudah masuk.').first().waitFor();
    const [row] = await house.sql<{ number: string }[]>`
      select f.number from feedbacks f join messages m on m.id = f.message_id where m.body = ${secrets.words}`;
    expect(await told(page)).toEqual([
      ['tanggap-open', {}, 'tanggap-feedback'],
      ['tanggap-sent', { number: row!.number }, 'tanggap-feedback'],
    ]);
  });

  test('tanggap-failed, when the hub refuses it, with the code alone', async () => {
    const page = await open('open');
    await write(page, 'besok saja');
    await dialog(page).getByText('Itu bukan nomor WhatsApp').waitFor();
    expect(await told(page)).toEqual([
      ['tanggap-open', {}, 'tanggap-feedback'],
      ['tanggap-failed', { code: 'contact' }, 'tanggap-feedback'],
    ]);
  });

  test('neither, while it waits for a network', async () => {
    const page = await open('open');
    await dialog(page).waitFor();
    await page.context().setOffline(true);
    await write(page);
    await dialog(page).getByText('Disimpan, belum terkirim').first().waitFor();
    expect((await told(page)).map(([name]) => name)).toEqual(['tanggap-open']);
  });
});

describe('each attribute', () => {
  /** Which edges it is nearer to; how wide it is is for the fonts to say. */
  async function corner(page: Page): Promise<[x: 'left' | 'right', y: 'top' | 'bottom']> {
    const { x, y, width, height } = (await launcher(page).boundingBox())!;
    const window = page.viewportSize()!;
    return [
      x < window.width - (x + width) ? 'left' : 'right',
      y < window.height - (y + height) ? 'top' : 'bottom',
    ];
  }

  test('position: end, start, or where it stands', async () => {
    expect(await corner(await open())).toEqual(['right', 'bottom']);
    expect(await corner(await open('position="start"'))).toEqual(['left', 'bottom']);
    expect((await corner(await open('position="inline"')))[1]).toBe('top');
    const mirrored = await open('', 'light', 'lang="id" dir="rtl"');
    expect(await corner(mirrored), 'the end of a page from right to left').toEqual(['left', 'bottom']);
  });

  test.each([
    ['theme="light"', 'dark', 'light'],
    ['theme="dark"', 'light', 'dark'],
    ['', 'dark', 'dark'],
    ['theme="auto"', 'light', 'light'],
  ] as const)('%s on a device that is %s: %s', async (attribute, device, shown) => {
    const page = await open(`open ${attribute}`, device);
    await dialog(page).waitFor();
    const light = await dialog(page).evaluate((one) => {
      const [, r] = /rgba?\((\d+)/.exec(getComputedStyle(one).backgroundColor)!;
      return Number(r) > 128 ? 'light' : 'dark';
    });
    expect(light).toBe(shown);
  });

  test('label, open and prefill-name', async () => {
    const page = await open('label="Tanya kami" prefill-name="Bu Ani" open');
    await dialog(page).waitFor();
    expect(await dialog(page).getByLabel('Nama').inputValue()).toBe('Bu Ani');
    await page.keyboard.press('Escape');
    await launcher(page, 'Tanya kami').waitFor();
    const closed = await open('label="Tanya kami"');
    await launcher(closed, 'Tanya kami').waitFor();
    expect(await dialog(closed).count()).toBe(0);
  });

  test('lang: its own, else the page’s, else Indonesian', async () => {
    await launcher(await open('lang="en"'), 'Give feedback').waitFor();
    await launcher(await open('', 'light', 'lang="en-GB"'), 'Give feedback').waitFor();
    await launcher(await open('lang="id"', 'light', 'lang="en"')).waitFor();
    await launcher(await open('', 'light', 'lang="ar"')).waitFor();
  });
});

test('how soon the business usually answers is told before and after writing, in the element’s language', async () => {
  const quiet = await open('open');
  await dialog(quiet).waitFor();
  expect(await dialog(quiet).getByText('Biasanya dibalas').count()).toBe(0);
  await house.sql`insert into private.answer_times (business_id, n, seconds) select id, 10, 6000 from businesses`;
  const page = await open('open');
  await dialog(page).getByText('Biasanya dibalas dalam 2 jam.').waitFor();
  await write(page);
  await dialog(page).getByText('Pesan Anda sudah masuk.').first().waitFor();
  await dialog(page).getByText('Biasanya dibalas dalam 2 jam.').waitFor();
  await dialog(await open('open lang="en"'))
    .getByText('Usually answered within 2 hours.')
    .waitFor();
});
