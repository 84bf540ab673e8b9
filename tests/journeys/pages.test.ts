/**
 * Every page, as eyes, thumbs and screen readers meet it: at phone and desktop width, light and dark, with
 * mistakes shown and dialogs open, in both languages.
 * Long, because it is one list of visits.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDemoHouse, type DemoHouse } from './demo-house.ts';
import { indonesianLeft } from './languages.ts';

let house: DemoHouse;
let owner: BrowserContext;
let visitor: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  house = await openDemoHouse();
  // Colours in motion have no contrast to measure.
  const hand = { hasTouch: true, reducedMotion: 'reduce' } as const;
  owner = await house.ownersBrowser(hand);
  visitor = await house.browser.newContext({ baseURL: house.hub, locale: 'id-ID', ...hand });
  for (const context of [owner, visitor]) context.setDefaultTimeout(15_000);
}, 180_000);

afterAll(() => house?.close());

interface Visit {
  name: string;
  who: 'owner' | 'visitor' | 'customer';
  path: string;
  /** Clicks through to one that has no address of its own, or brings a state about. */
  act?: (page: Page) => Promise<unknown>;
  /** What must be there before anything is judged; the h1 unless told. */
  see?: string;
}

const u = '/u/dapur-serang';
const submit = (name: string) => (at: Page) => at.getByRole('button', { name, exact: true }).click();
const firstRow = (state: string) => (at: Page) =>
  at.locator('main .list-row', { hasText: state }).first().click();

/** From the inbox to a customer's data, and there a disclosure or link, and a button. */
const customersData = (open?: string, press?: string) => async (at: Page) => {
  await at.locator('main .list-row').first().click();
  await at.getByRole('link', { name: 'Semua tentang pelanggan ini' }).click();
  await at.getByRole('link', { name: 'Data pribadi' }).click();
  if (open) await at.getByText(open, { exact: true }).last().click();
  if (press) await submit(press)(at);
};

const visits: Visit[] = [
  { name: 'front page', who: 'visitor', path: '/' },
  { name: 'sign in', who: 'visitor', path: '/masuk' },
  { name: 'sign in, mistakes', who: 'visitor', path: '/masuk', act: submit('Masuk'), see: '.form-errors' },
  { name: 'sign up', who: 'visitor', path: '/daftar' },
  { name: 'sign up, mistakes', who: 'visitor', path: '/daftar', act: submit('Daftar'), see: '.form-errors' },
  { name: 'lost password', who: 'visitor', path: '/lupa-sandi' },
  {
    name: 'lost password, mistakes',
    who: 'visitor',
    path: '/lupa-sandi',
    act: submit('Kirim tautan'),
    see: '.form-errors',
  },
  { name: 'confirm', who: 'visitor', path: '/konfirmasi?token_hash=salah&type=signup' },
  {
    name: 'confirm, dead link',
    who: 'visitor',
    path: '/konfirmasi?token_hash=salah&type=signup',
    act: submit('Lanjutkan'),
    see: '.empty',
  },
  { name: 'confirm, no link', who: 'visitor', path: '/konfirmasi' },
  { name: 'dead invitation', who: 'visitor', path: '/undangan/x' },
  { name: 'not found, outside', who: 'visitor', path: '/tidak-ada' },
  { name: 'today', who: 'owner', path: '/' },
  { name: 'inbox, filters', who: 'owner', path: `${u}/kotak-masuk?tampil=semua&keadaan=open` },
  { name: 'inbox, search', who: 'owner', path: `${u}/kotak-masuk?cari=bandeng` },
  { name: 'inbox, nothing found', who: 'owner', path: `${u}/kotak-masuk?cari=zzzzz` },
  { name: 'inbox, late', who: 'owner', path: `${u}/kotak-masuk?tampil=terlambat` },
  { name: 'inbox, choosing', who: 'owner', path: `${u}/kotak-masuk?pilih=ya` },
  { name: 'inbox, queue', who: 'owner', path: `${u}/kotak-masuk/antrean` },
  { name: 'opening hours', who: 'owner', path: `${u}/pengaturan/jam-buka` },
  {
    name: 'opening hours, mistakes',
    who: 'owner',
    path: `${u}/pengaturan/jam-buka`,
    async act(at) {
      await at.locator('#buka-1').fill('09:00');
      await submit('Simpan jam buka')(at);
    },
    see: '.form-errors',
  },
  { name: 'customer data', who: 'owner', path: `${u}/kotak-masuk`, act: customersData() },
  {
    name: 'customer data, mistakes',
    who: 'owner',
    path: `${u}/kotak-masuk`,
    act: customersData('Catat persetujuan', 'Catat'),
    see: '.form-errors',
  },
  {
    name: 'erase a customer, mistakes',
    who: 'owner',
    path: `${u}/kotak-masuk`,
    act: customersData('Hapus data pelanggan', 'Hapus selamanya'),
    see: '.form-errors',
  },
  { name: 'customer data, settings', who: 'owner', path: `${u}/pengaturan/privasi` },
  { name: 'forgotten, unknown code', who: 'visitor', path: '/hapus-data/x' },
  { name: 'notifications', who: 'owner', path: `${u}/pengaturan/pemberitahuan` },
  { name: 'dead address of a letter', who: 'visitor', path: '/berhenti/x', see: '.empty' },
  { name: 'log a talk', who: 'owner', path: `${u}/kotak-masuk/catat` },
  {
    name: 'log a talk, mistakes',
    who: 'owner',
    path: `${u}/kotak-masuk/catat`,
    act: submit('Catat'),
    see: '.form-errors',
  },
  {
    name: 'customer',
    who: 'owner',
    path: `${u}/kotak-masuk?tampil=semua`,
    async act(at) {
      await at.locator('main a.list-row').first().click();
      await at.getByRole('link', { name: 'Semua tentang pelanggan ini' }).click();
    },
    see: '#gabung',
  },
  { name: 'calendar', who: 'owner', path: `${u}/kalender` },
  { name: 'calendar, another month', who: 'owner', path: `${u}/kalender?tanggal=2027-03-10` },
  { name: 'calendar, week', who: 'owner', path: `${u}/kalender?tampilan=minggu` },
  { name: 'calendar, list', who: 'owner', path: `${u}/kalender?tampilan=daftar` },
  {
    name: 'calendar, moving',
    who: 'owner',
    path: `${u}/kalender?tampilan=daftar`,
    act: (at) => at.locator('main').getByText('Pindahkan', { exact: true }).first().click(),
    see: 'dialog[open]',
  },
  { name: 'drafts', who: 'owner', path: `${u}/unggahan/draf` },
  { name: 'calendar on the phone', who: 'owner', path: `${u}/kalender/langganan` },
  {
    name: 'calendar on the phone, made',
    who: 'owner',
    path: `${u}/kalender/langganan`,
    act: submit('Buat alamat'),
    see: 'tanggap-copy button',
  },
  { name: 'series', who: 'owner', path: `${u}/seri` },
  { name: 'new series', who: 'owner', path: `${u}/seri/baru` },
  {
    name: 'new series, mistakes',
    who: 'owner',
    path: `${u}/seri/baru`,
    act: (at) => at.locator('main form button.primary').first().click(),
    see: '.form-errors',
  },
  { name: 'import', who: 'owner', path: `${u}/impor` },
  {
    name: 'import, mistakes',
    who: 'owner',
    path: `${u}/impor`,
    act: async (at) => {
      await at.locator('input[type=file]').setInputFiles({
        name: 'rencana.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('tanggal,jam\nbesok,pagi\n'),
      });
      await at.locator('main form button.primary').first().click();
    },
    see: '[role=alert], .form-errors, [data-tone=danger]',
  },
  { name: 'media', who: 'owner', path: `${u}/media` },
  {
    name: 'posting by hand',
    who: 'owner',
    path: '/',
    act: async (at) => {
      await at
        .getByRole('link', { name: /^Status WhatsApp/ })
        .first()
        .click();
      await at.getByRole('heading', { level: 1, name: 'Unggah ke Status WhatsApp' }).waitFor();
    },
  },
  { name: 'too large', who: 'owner', path: '/413' },
  { name: 'unreadable', who: 'owner', path: '/400' },
  { name: 'past posts', who: 'owner', path: `${u}/unggahan` },
  { name: 'compose', who: 'owner', path: `${u}/unggahan/baru` },
  {
    name: 'compose, mistakes',
    who: 'owner',
    path: `${u}/unggahan/baru`,
    act: submit('Jadwalkan'),
    see: '.form-errors',
  },
  {
    name: 'compose, from a pattern',
    who: 'owner',
    path: `${u}/unggahan/baru`,
    act: async (at) => {
      await at.getByText('Mulai dari').click();
      await at.getByRole('link', { name: /Asli atau tiruan/ }).click();
      await at.getByText('Komentar pertama').first().click();
      await at.getByText('Tulisan lain untuk satu kanal').click();
      await at.getByText('Pakai contoh').click();
    },
    see: 'tanggap-post-preview',
  },
  {
    name: 'compose, unfilled pattern',
    who: 'owner',
    path: `${u}/unggahan/baru?pola=hours`,
    act: submit('Jadwalkan'),
    see: '.form-errors',
  },
  { name: 'drafts', who: 'owner', path: `${u}/unggahan/draf` },
  {
    name: 'a draft, deletion asked',
    who: 'owner',
    path: `${u}/unggahan/baru`,
    act: async (at) => {
      await at.getByLabel('Tulisan', { exact: true }).fill('Draf untuk dilihat');
      await at.getByRole('radio', { name: /Promosi/ }).check();
      await submit('Simpan draf')(at);
      await at.getByText('Draf tersimpan.').waitFor();
      await at.getByText('Hapus draf', { exact: true }).first().click();
    },
    see: 'dialog[open]',
  },
  {
    name: 'edit',
    who: 'owner',
    path: `${u}/kalender`,
    act: async (at) => {
      await firstRow('Terjadwal')(at);
      await at.getByRole('link', { name: 'Ubah', exact: true }).click();
    },
    see: 'tanggap-composer',
  },
  { name: 'hashtag sets and templates', who: 'owner', path: `${u}/templat` },
  {
    name: 'hashtag sets, mistakes',
    who: 'owner',
    path: `${u}/templat`,
    act: submit('Simpan set'),
    see: '.field-error',
  },
  { name: 'published post', who: 'owner', path: `${u}/unggahan`, act: firstRow('Tayang'), see: '.target' },
  {
    name: 'failed post',
    who: 'owner',
    path: `${u}/kalender?tampilan=daftar`,
    act: firstRow('Gagal'),
    see: '.target',
  },
  {
    name: 'unconfirmed post',
    who: 'owner',
    path: `${u}/kalender?tampilan=daftar`,
    act: firstRow('Perlu dipastikan'),
    see: '.target',
  },
  {
    name: 'scheduled post, new time',
    who: 'owner',
    path: `${u}/kalender?tampilan=daftar`,
    act: async (at) => {
      await firstRow('Terjadwal')(at);
      await at.getByText('Ganti waktu').first().click();
    },
    see: 'dialog[open]',
  },
  { name: 'inbox', who: 'owner', path: `${u}/kotak-masuk` },
  { name: 'inbox, all', who: 'owner', path: `${u}/kotak-masuk?tampil=semua` },
  {
    name: 'conversation',
    who: 'owner',
    path: `${u}/kotak-masuk`,
    act: (at) => at.locator('main .list-row').first().click(),
    see: '.thread',
  },
  {
    name: 'answered conversation',
    who: 'owner',
    path: `${u}/kotak-masuk?tampil=semua`,
    act: firstRow('Dijawab'),
    see: '.thread',
  },
  {
    name: 'conversation, empty answer',
    who: 'owner',
    path: `${u}/kotak-masuk`,
    act: async (at) => {
      await at.locator('main .list-row').first().click();
      await submit('Kirim jawaban')(at);
    },
    see: '.field-error',
  },
  { name: 'cases', who: 'owner', path: `${u}/kasus` },
  { name: 'cases, overdue', who: 'owner', path: `${u}/kasus?tampil=terlambat`, see: '.list-row' },
  { name: 'cases, nothing waits', who: 'owner', path: `${u}/kasus?tampil=menunggu`, see: '.empty' },
  { name: 'cases, no such number', who: 'owner', path: `${u}/kasus?nomor=1` },
  { name: 'open case', who: 'owner', path: `${u}/kasus`, act: firstRow('Terbuka'), see: '#tautan' },
  {
    name: 'overdue case, a new promise',
    who: 'owner',
    path: `${u}/kasus`,
    act: async (at) => {
      await firstRow('Terlambat')(at);
      await at.getByText('Ganti janji').first().click();
    },
    see: 'dialog[open]',
  },
  {
    name: 'open case, resolving',
    who: 'owner',
    path: `${u}/kasus`,
    act: async (at) => {
      await firstRow('Terbuka')(at);
      await at.getByText('Selesaikan', { exact: true }).first().click();
    },
    see: 'dialog[open]',
  },
  {
    name: 'case, private link made',
    who: 'owner',
    path: `${u}/kasus`,
    act: async (at) => {
      await firstRow('Terbuka')(at);
      await submit('Buat tautan')(at);
    },
    see: 'tanggap-copy button',
  },
  {
    name: 'rated case',
    who: 'owner',
    path: `${u}/kasus?tampil=selesai`,
    act: firstRow('Selesai'),
    see: '#akhir',
  },
  ...[
    { name: 'customer’s page, overdue case', list: 'terlambat', state: 'Terlambat' },
    { name: 'customer’s page, settled case', list: 'selesai', state: 'Selesai' },
  ].map(({ name, list, state }): Visit => ({
    name,
    who: 'visitor',
    path: '/s/x',
    act: async (at) => at.goto(await privateLink(list, state)),
    see: '#riwayat',
  })),
  { name: 'customer’s page, dead link', who: 'visitor', path: '/s/x', see: '.empty' },
  { name: 'feedback form', who: 'visitor', path: '/f/dapur-serang?produk=Bandeng%20presto' },
  {
    name: 'feedback form, mistakes',
    who: 'visitor',
    path: '/f/dapur-serang',
    async act(at) {
      await at.getByRole('radio', { name: 'Komplain' }).check();
      await submit('Kirim')(at);
    },
    see: '.form-errors',
  },
  {
    name: 'feedback form, sent',
    who: 'visitor',
    path: '/f/dapur-serang',
    async act(at) {
      await at.getByLabel('Pesan Anda').fill('Apakah hari Minggu buka?');
      await at.getByRole('checkbox').check();
      await at.waitForTimeout(1_600);
      await submit('Kirim')(at);
    },
    see: '#terima-kasih',
  },
  { name: 'privacy notice', who: 'visitor', path: '/f/dapur-serang/privasi' },
  { name: 'lost link', who: 'visitor', path: '/f/dapur-serang/tautan' },
  {
    name: 'lost link, mistakes',
    who: 'visitor',
    path: '/f/dapur-serang/tautan',
    act: submit('Kirim tautan'),
    see: '.field-error',
  },
  { name: 'widget', who: 'owner', path: `${u}/kanal/widget` },
  {
    name: 'widget, a site that is none',
    who: 'owner',
    path: `${u}/kanal/widget`,
    async act(at) {
      await at.locator('#situs').fill('toko saya!');
      await submit('Simpan situs')(at);
    },
    see: '.form-errors',
  },
  { name: 'channels', who: 'owner', path: `${u}/kanal` },
  {
    name: 'channels, disconnect',
    who: 'owner',
    path: `${u}/kanal`,
    act: (at) => at.getByText('Putuskan', { exact: true }).first().click(),
    see: 'dialog[open]',
  },
  {
    name: 'choose accounts, none chosen',
    who: 'owner',
    path: `${u}/kanal`,
    act: async (at) => {
      await submit('Sambungkan akun latihan')(at);
      await submit('Izinkan')(at);
      await submit('Sambungkan yang dipilih')(at);
    },
    see: '.field-error',
  },
  { name: 'members', who: 'owner', path: `${u}/anggota` },
  {
    name: 'members, mistakes',
    who: 'owner',
    path: `${u}/anggota`,
    act: submit('Buat undangan'),
    see: '.form-errors',
  },
  {
    name: 'members, remove',
    who: 'owner',
    path: `${u}/anggota`,
    act: (at) => at.getByText('Keluarkan', { exact: true }).first().click(),
    see: 'dialog[open]',
  },
  {
    name: 'members, invited',
    who: 'owner',
    path: `${u}/anggota`,
    act: async (at) => {
      await at.getByLabel('Alamat e-mail').fill('calon@contoh.test');
      await submit('Buat undangan')(at);
    },
    see: 'code.link',
  },
  { name: 'settings', who: 'owner', path: `${u}/pengaturan` },
  {
    name: 'settings, mistakes',
    who: 'owner',
    path: `${u}/pengaturan`,
    act: async (at) => {
      await at.getByLabel('Nama usaha').fill('');
      await submit('Simpan')(at);
    },
    see: '.form-errors',
  },
  { name: 'settings, saved', who: 'owner', path: `${u}/pengaturan`, act: submit('Simpan'), see: '.toast' },
  { name: 'more', who: 'owner', path: `${u}/lainnya` },
  { name: 'catalogue', who: 'owner', path: `${u}/katalog`, see: '.product-row' },
  { name: 'new product', who: 'owner', path: `${u}/katalog/baru` },
  {
    name: 'new product, mistakes',
    who: 'owner',
    path: `${u}/katalog/baru`,
    act: async (at) => {
      await at.getByLabel('Harga').fill('mahal');
      await at.getByText('Isi nomor dan tanggalnya').click();
      await at.getByLabel('Nomor P-IRT').fill('CONTOH');
      await submit('Simpan produk')(at);
    },
    see: '.form-errors',
  },
  {
    name: 'product with an ending mark',
    who: 'owner',
    path: `${u}/katalog`,
    act: (at) => at.locator('.product-row', { hasText: 'Halal habis' }).click(),
    see: '.warning',
  },
  {
    name: 'product, archive',
    who: 'owner',
    path: `${u}/katalog`,
    act: async (at) => {
      await at.locator('.product-row').first().click();
      await at.getByText('Arsipkan', { exact: true }).first().click();
    },
    see: 'dialog[open]',
  },
  {
    name: 'archived product',
    who: 'owner',
    path: `${u}/katalog`,
    act: (at) => at.locator('.product-row').last().click(),
    see: 'form[action$="/pemulihan"]',
  },
  { name: 'catalogue, preview', who: 'owner', path: `${u}/katalog/pratinjau`, see: '.product' },
  { name: 'public catalogue', who: 'visitor', path: '/k/dapur-serang', see: '.product' },
  { name: 'catalogue on paper', who: 'visitor', path: '/k/dapur-serang/cetak', see: '.qr' },
  { name: 'new business', who: 'owner', path: '/usaha-baru' },
  {
    name: 'new business, mistakes',
    who: 'owner',
    path: '/usaha-baru',
    act: async (at) => {
      await at.getByLabel('Nama usaha').fill('x');
      await submit('Buat usaha')(at);
    },
    see: '.form-errors',
  },
  { name: 'new password', who: 'owner', path: '/sandi-baru' },
  { name: 'not found, inside', who: 'owner', path: `${u}/tidak-ada` },
  { name: "another's business", who: 'owner', path: '/u/usaha-orang-lain/kotak-masuk' },
  { name: 'the network', who: 'customer', path: '/' },
  {
    name: 'the network, an account',
    who: 'customer',
    path: '/',
    act: (at) => at.locator('a[href^="/ig/"]').first().click(),
  },
  {
    name: 'the network, a post',
    who: 'customer',
    path: '/',
    act: async (at) => {
      await at.locator('a[href^="/ig/"]').first().click();
      await at.locator('a[href^="/p/"]').first().click();
    },
  },
];

describe.each(visits)('$name', ({ who, path, act, see = 'h1' }) => {
  test('has no barrier, no overflow, no small target and no error', async () => {
    complaints.length = 0;
    page = await open(who);
    await page.goto(who === 'customer' ? house.network + path : path);
    await page.locator('h1').first().waitFor();
    await act?.(page);
    await page.locator(see).first().waitFor();

    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page), 'wider than 320 px').toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    // The network stands for Meta's own pages; those need to be readable, not ours.
    if (who !== 'customer') expect(await smallTargets(page), 'smaller than 44 px').toEqual([]);
    expect(await barriers(page), 'at 360 px, light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await overflow(page), 'wider than 1280 px').toEqual([]);
    expect(await barriers(page, ['color-contrast']), 'at 1280 px, dark').toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await barriers(page), 'at 1280 px, light').toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

/** Pages that say the same with other words for every visit stand for each part of the interface once. */
const inEnglish = visits.filter(({ who, name }) => who !== 'customer' && !/invited|none chosen/.test(name));

test('English holds no Indonesian', { timeout: 120_000 }, async () => {
  const context = { owner: await house.ownersBrowser(), visitor: await house.browser.newContext() };
  for (const one of Object.values(context)) {
    await one.addCookies([{ name: 'bahasa', value: 'en', url: house.hub }]);
  }
  const left: string[] = [];
  for (const path of new Set(inEnglish.map(({ path, who }) => `${who} ${path}`))) {
    const [who, address] = path.split(' ') as ['owner' | 'visitor', string];
    const at = await context[who].newPage();
    await at.goto(house.hub + address);
    left.push(...(await indonesianLeft(at)).map((text) => `${path}: ${text}`));
    const row = at.locator('main a[href*="/unggahan/"], main a[href*="/kotak-masuk/"]').first();
    if (await row.count()) {
      await row.click();
      left.push(...(await indonesianLeft(at)).map((text) => `${at.url()}: ${text}`));
    }
    const send = at.locator('main form button.primary:visible').first();
    if ((await send.count()) && !/pengaturan|konfirmasi/.test(path)) {
      await send.click();
      await at.waitForLoadState();
      left.push(...(await indonesianLeft(at)).map((text) => `${path}, sent: ${text}`));
    }
    await at.close();
  }
  expect(left).toEqual([]);
  await Promise.all(Object.values(context).map((one) => one.close()));
});

test('the language switch changes the page and comes back to it', async () => {
  const context = await house.ownersBrowser();
  const at = await context.newPage();
  await at.goto(`${u}/lainnya`);
  await at.getByRole('main').getByRole('button', { name: 'English' }).click();
  await at.getByRole('heading', { level: 1, name: 'More' }).waitFor();
  expect(new URL(at.url()).pathname).toBe(`${u}/lainnya`);
  await at.getByRole('main').getByRole('button', { name: 'Bahasa Indonesia' }).click();
  await at.getByRole('heading', { level: 1, name: 'Lainnya' }).waitFor();
  await context.close();
});

/** The owner makes a private link of a case. */
async function privateLink(list: string, state: string): Promise<string> {
  const at = await owner.newPage();
  await at.goto(`${u}/kasus?tampil=${list}`);
  await firstRow(state)(at);
  await submit('Buat tautan')(at);
  const address = await at.locator('tanggap-copy code').textContent();
  await at.close();
  return address!;
}

async function open(who: Visit['who']): Promise<Page> {
  const at = await (who === 'owner' ? owner : visitor).newPage();
  await at.setViewportSize({ width: 360, height: 740 });
  at.on('pageerror', (error) => complaints.push(String(error)));
  at.on('console', (message) => {
    // What a page answers itself (404, 422) is no error of the page.
    const own = message.location().url === at.url() || /status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !(own && message.text().startsWith('Failed to load resource')))
      complaints.push(message.text());
  });
  return at;
}

async function barriers(at: Page, rules?: string[]): Promise<string[]> {
  // Our pages have no frames, so that one run in place is all of it.
  const axe = new AxeBuilder({ page: at }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} (${failureSummary})`),
  );
}

/** What sticks out at the right, and is not scrolled inside a box of its own. */
function overflow(at: Page): Promise<string[]> {
  return at.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    return [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > wide + 0.5)
      .map((one) => one.outerHTML.slice(0, 120));
  });
}

function smallTargets(at: Page): Promise<string[]> {
  return at.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary');
    return [...all]
      .map((one) => one.closest<HTMLElement>('label') ?? one)
      .filter((one) => one.checkVisibility() && !one.matches('[type=hidden], .skip'))
      .filter((one) => {
        const { width, height } = one.getBoundingClientRect();
        return width < 43.5 || height < 43.5;
      })
      .map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return `${Math.round(width)} x ${Math.round(height)}: ${one.outerHTML.slice(0, 120)}`;
      });
  });
}
