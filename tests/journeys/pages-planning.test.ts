/**
 * Every page of what is planned and published, as `visits.ts` judges them.
 * Long, because it is one list of visits.
 */
import { firstRow, submit, testVisits, u, type Visit } from './visits.ts';

const visits: Visit[] = [
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
];

testVisits(visits);
