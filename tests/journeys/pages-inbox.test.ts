/**
 * Every page of what customers say and what becomes of it, as `visits.ts` judges them.
 * Long, because it is one list of visits.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { firstRow, submit, testVisits, u, type Visit } from './visits.ts';

/** From the inbox to a customer's data, and there a disclosure or link, and a button. */
const customersData = (open?: string, press?: string) => async (at: Page) => {
  await at.locator('main .list-row').first().click();
  await at.getByRole('link', { name: 'Semua tentang pelanggan ini' }).click();
  await at.getByRole('link', { name: 'Data pribadi' }).click();
  if (open) await at.getByText(open, { exact: true }).last().click();
  if (press) await submit(press)(at);
};

const visits: Visit[] = [
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
      await at.locator('#opens-1').fill('09:00');
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
    act: async (at, owner) => at.goto(await privateLink(owner, list, state)),
    see: '#riwayat',
  })),
  { name: 'customer’s page, dead link', who: 'visitor', path: '/s/x', see: '.empty' },
];

testVisits(visits);

/** The owner makes a private link of a case. */
async function privateLink(owner: BrowserContext, list: string, state: string): Promise<string> {
  const at = await owner.newPage();
  await at.goto(`${u}/kasus?tampil=${list}`);
  await firstRow(state)(at);
  await submit('Buat tautan')(at);
  const address = await at.locator('tanggap-copy code').textContent();
  await at.close();
  return address!;
}
