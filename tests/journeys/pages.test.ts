/**
 * Every page, as `visits.ts` judges them: those outside a business, and what is neither planned nor answered.
 * Long, because it is one list of visits.
 */
import { expect, test } from 'vitest';
import { submit, testVisits, u, type Visit } from './visits.ts';

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
  { name: 'too large', who: 'owner', path: '/413' },
  { name: 'unreadable', who: 'owner', path: '/400' },
  { name: 'no room left', who: 'owner', path: '/507' },
  { name: 'away', who: 'owner', path: '/503' },
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

const { house } = testVisits(visits);

test('the language switch changes the page and comes back to it', async () => {
  const context = await house().ownersBrowser();
  const at = await context.newPage();
  await at.goto(`${u}/lainnya`);
  await at.getByRole('main').getByRole('button', { name: 'English' }).click();
  await at.getByRole('heading', { level: 1, name: 'More' }).waitFor();
  expect(new URL(at.url()).pathname).toBe(`${u}/lainnya`);
  await at.getByRole('main').getByRole('button', { name: 'Bahasa Indonesia' }).click();
  await at.getByRole('heading', { level: 1, name: 'Lainnya' }).waitFor();
  await context.close();
});
