/**
 * A shop answers: in public and in private, with a ready answer and a photo, takes back, hides, likes and deletes.
 * Long, because it is one walk.
 */
import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeOn } from '../support/axe.ts';
import { until } from '../support/backend.ts';
import { openDemoHouse, type DemoHouse } from './demo-house.ts';
import { phone, photo } from './loop.ts';

let house: DemoHouse;
beforeAll(async () => {
  house = await openDemoHouse();
});
afterAll(() => house?.close());

interface NetworkState {
  accounts: { id: string; platform: string; name: string }[];
  posts: { id: string; accountId: string; product: string }[];
  comments: { id: string; text: string; parentId: string | null; hidden: boolean; likes: string[] }[];
  messages: { text: string; contactId: string; fromBusiness: boolean; files?: { fileId: string }[] }[];
}

const state = async () => (await (await fetch(`${house.network}/_sandbox/state`)).json()) as NetworkState;
async function control<T>(name: string, input: object): Promise<T> {
  const answer = await fetch(`${house.network}/_sandbox/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(input),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

async function open(script: boolean): Promise<{ context: BrowserContext; page: Page }> {
  const context = await house.ownersBrowser({ viewport: phone, javaScriptEnabled: script });
  context.setDefaultTimeout(60_000);
  return { context, page: await context.newPage() };
}

/** Where there is script: axe is one itself. */
async function axe(page: Page, script = true): Promise<string[]> {
  if (!script) return [];
  const { violations } = await (await axeOn(page)).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const accountOn = async (platform: string) =>
  (await state()).accounts.find((each) => each.platform === platform && /Dapur Serang/.test(each.name))!.id;

/** A customer nobody knows comments under the newest post; the owner opens the conversation. */
async function commented(page: Page, platform: 'instagram' | 'facebook', text: string) {
  const account = await accountOn(platform);
  const post = (await state()).posts.find((each) => each.accountId === account && each.product === 'FEED')!;
  const persona = `Pelanggan contoh ${randomUUID().slice(0, 8)}`;
  const { id } = await control<{ id: string }>('comments', { postId: post.id, persona, text });
  await openConversation(page, text);
  return { id, persona };
}

async function openConversation(page: Page, text: string): Promise<void> {
  await until(`"${text}" is in the inbox`, async () => {
    await page.goto(`${house.base}/kotak-masuk?tampil=semua`);
    return page.getByRole('link', { name: text }).first().isVisible();
  });
  const address = await page.getByRole('link', { name: text }).first().getAttribute('href');
  await page.goto(address!);
}

const box = (page: Page) => page.getByLabel('Jawaban Anda');
const send = (page: Page) => page.getByRole('button', { name: 'Kirim jawaban' }).click();

/** Until the network has what `found` looks for; pages without script are loaded again by the caller. */
const arrives = (what: string, found: (now: NetworkState) => boolean) =>
  until(what, async () => found(await state()), 60_000);

describe.each([
  { name: 'with script', script: true },
  { name: 'without script', script: false },
])('$name', ({ script }) => {
  test('a comment is answered in public and, once, in private', async () => {
    const { context, page } = await open(script);
    const text = `Berapa harga paketnya ${randomUUID().slice(0, 6)}?`;
    const { id } = await commented(page, 'instagram', text);
    expect(await axe(page, script)).toEqual([]);
    await page.getByText(/Bisa sampai/).waitFor();
    const publicly = `Mulai 15 ribu (${randomUUID().slice(0, 6)})`;
    await box(page).fill(publicly);
    await send(page);
    await page.getByText(publicly).first().waitFor();
    expect(await axe(page, script)).toEqual([]);
    await arrives('the public answer', ({ comments }) =>
      comments.some((each) => each.text === publicly && each.parentId === id),
    );
    const privately = `Kami kirim daftar harganya (${randomUUID().slice(0, 6)})`;
    await page.getByRole('radio', { name: /Pesan pribadi/ }).check();
    await box(page).fill(privately);
    await send(page);
    await page.getByRole('heading', { name: 'Dijawab secara pribadi' }).waitFor();
    await page.getByText(/Pesan pribadi untuk komentar ini sudah dipakai/).waitFor();
    expect(await page.getByRole('radio').count()).toBe(0);
    await arrives('the private reply', ({ messages }) =>
      messages.some((each) => each.fromBusiness && each.text === privately),
    );
    await until('the direct conversation can be opened', async () => {
      await page.reload();
      return page.getByRole('link', { name: 'Buka percakapannya' }).isVisible();
    });
    await page.getByRole('link', { name: 'Buka percakapannya' }).click();
    await page.getByText(/belum menulis pesan langsung/).waitFor();
    expect(await box(page).count()).toBe(0);
    expect(await axe(page, script)).toEqual([]);
    await context.close();
  });

  test('an answer is taken back into the box, changed, and sent once', async () => {
    const { context, page } = await open(script);
    const { id } = await commented(page, 'facebook', `Ada yang pedas ${randomUUID().slice(0, 6)}?`);
    const wrong = `Tidak adaa (${randomUUID().slice(0, 6)})`;
    const right = wrong.replace('adaa', 'ada');
    await box(page).fill(wrong);
    await send(page);
    await page.getByRole('button', { name: 'Batalkan' }).click();
    await page.getByText('Tulisannya kembali di kotak jawaban').waitFor();
    expect(await box(page).inputValue()).toBe(wrong);
    expect(await axe(page, script)).toEqual([]);
    await box(page).fill(right);
    await send(page);
    const answers = async () => (await state()).comments.filter(({ parentId }) => parentId === id);
    await until('the answer is out', async () => (await answers()).length > 0, 60_000);
    expect((await answers()).map(({ text }) => text)).toEqual([right]);
    await context.close();
  });

  test('a comment is liked, hidden, shown again and deleted; each shows on the network', async () => {
    const { context, page } = await open(script);
    const { id } = await commented(page, 'facebook', `Jelek sekali ${randomUUID().slice(0, 6)}`);
    // Without its fragment: a page that differs in that alone is not loaded again.
    const here = page.url().replace(/#.*/, '');
    const press = async (name: string) => {
      await until(
        `the button ${name}`,
        async () => {
          await page.goto(here);
          return page.getByRole('button', { name, exact: true }).isVisible();
        },
        60_000,
      );
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByText('Permintaan dicatat').waitFor();
    };
    const comment = ({ comments }: NetworkState) => comments.find((each) => each.id === id);
    await press('Suka');
    await arrives('the like', (now) => comment(now)?.likes.length === 1);
    await press('Sembunyikan');
    await arrives('hidden', (now) => comment(now)?.hidden === true);
    await press('Tampilkan lagi');
    await arrives('shown', (now) => comment(now)?.hidden === false);
    await page.goto(here);
    await page.locator('summary', { hasText: 'Hapus' }).click();
    await page.getByRole('button', { name: 'Hapus', exact: true }).last().click();
    await arrives('deleted', (now) => comment(now) === undefined);
    await until(
      'the page says so',
      async () => {
        await page.goto(here);
        return page.getByText('Komentarnya sudah dihapus').isVisible();
      },
      60_000,
    );
    await context.close();
  });

  test('a photo and words reach a customer who wrote directly', async () => {
    const { context, page } = await open(script);
    const text = `Boleh lihat fotonya ${randomUUID().slice(0, 6)}?`;
    const account = await accountOn('instagram');
    const persona = `Pelanggan contoh ${randomUUID().slice(0, 8)}`;
    const { contactId } = await control<{ contactId: string }>('messages', { account, persona, text });
    await openConversation(page, text);
    await page.getByText(/Bisa dijawab sampai besok/).waitFor();
    const words = `Ini fotonya (${randomUUID().slice(0, 6)})`;
    await box(page).fill(words);
    await page.getByLabel('Foto', { exact: true }).setInputFiles(await photo());
    await send(page);
    const ours = ({ messages }: NetworkState) =>
      messages.filter((each) => each.contactId === contactId && each.fromBusiness);
    await arrives('both', (now) => ours(now).length === 2);
    const [first, second] = ours(await state());
    expect([first?.files?.[0]?.fileId, second?.text]).toEqual([expect.any(String), words]);
    await page.reload();
    await page.getByRole('img', { name: 'Foto dari Anda' }).waitFor();
    expect(await axe(page, script)).toEqual([]);
    await context.close();
  });

  test('what is no photo is refused, and the words stay', async () => {
    const { context, page } = await open(script);
    const text = `Ada menu baru ${randomUUID().slice(0, 6)}?`;
    const persona = `Pelanggan contoh ${randomUUID().slice(0, 8)}`;
    await control('messages', { account: await accountOn('instagram'), persona, text });
    await openConversation(page, text);
    await box(page).fill('Ini menunya');
    const buffer = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    await page
      .getByLabel('Foto', { exact: true })
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
    await send(page);
    await page.getByText('Berkas itu bukan foto').waitFor();
    expect(await box(page).inputValue()).toBe('Ini menunya');
    await box(page).fill('é'.repeat(501));
    await send(page);
    await page.getByText(/Jawaban 1\.002 bita; paling banyak 1\.000/).waitFor();
    await context.close();
  });

  test('ready answers are put in, kept, changed and deleted', async () => {
    const { context, page } = await open(script);
    await commented(page, 'instagram', `Masih ada ${randomUUID().slice(0, 6)}?`);
    await page.getByText('Jawaban siap pakai', { exact: true }).click();
    await page.getByLabel('Pilih jawaban').selectOption({ index: 3 });
    await page.getByRole('button', { name: 'Pakai' }).click();
    await until('it is in the box', async () => (await box(page).inputValue()) !== '');
    expect(await box(page).inputValue()).not.toMatch(/[{}]/);
    await page.goto(`${house.base}/kotak-masuk/templat`);
    expect(await axe(page, script)).toEqual([]);
    const name = `uji-${randomUUID().slice(0, 6)}`;
    const form = page.locator('section', { has: page.getByRole('heading', { name: 'Tambah jawaban' }) });
    await form.getByLabel('Nama singkat').fill(name);
    await form.getByLabel('Isi jawaban').fill('Halo {nama}, salam dari {toko}');
    await form.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Tidak dikenal: {toko}').waitFor();
    await form.getByLabel('Isi jawaban').fill('Halo {nama}, salam dari {usaha}');
    await form.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Jawaban tersimpan.').waitFor();
    await page.getByRole('heading', { name: `/${name}` }).waitFor();
    if (script) {
      await openConversation(page, 'Masih ada');
      await box(page).fill('');
      await box(page).pressSequentially(`/${name.slice(0, 8)}`);
      await page.getByRole('button', { name: new RegExp(`^/${name}`) }).waitFor();
      await box(page).press('Enter');
      expect(await box(page).inputValue()).toMatch(/^Halo pelanggan\.contoh\S*, salam dari Dapur Serang$/);
      await page.goto(`${house.base}/kotak-masuk/templat`);
    }
    const article = page.locator('article', { hasText: name });
    await article.locator('summary', { hasText: 'Hapus' }).click();
    await page.getByRole('button', { name: 'Hapus', exact: true }).last().click();
    await page.getByText('Jawaban dihapus.').waitFor();
    expect(await page.getByRole('heading', { name: `/${name}` }).count()).toBe(0);
    await context.close();
  });
});

test('words survive a dropped network and a closed page, and are forgotten once the answer is there', async () => {
  const { context, page } = await open(true);
  await commented(page, 'instagram', `Buka sampai jam berapa ${randomUUID().slice(0, 6)}?`);
  const here = page.url();
  const words = `Sampai jam 9 malam (${randomUUID().slice(0, 6)})`;
  await box(page).fill(words);
  await context.setOffline(true);
  await send(page);
  await page.getByText(/Tidak ada sambungan/).waitFor();
  await context.setOffline(false);
  await page.close();

  const again = await context.newPage();
  await again.goto(here);
  await again.getByText('Tulisan Anda yang belum terkirim dikembalikan.').waitFor();
  expect(await box(again).inputValue()).toBe(words);
  await send(again);
  await again.getByText(words).first().waitFor();
  expect(await box(again).inputValue()).toBe('');
  await again.reload();
  expect(await box(again).inputValue()).toBe('');
  await context.close();
});

test('a box that closed says why and what to do instead, and opens when the person writes', async () => {
  const { context, page } = await open(true);
  const persona = `Pelanggan contoh ${randomUUID().slice(0, 8)}`;
  const account = await accountOn('facebook');
  const text = `Kemarin lusa saya tanya ${randomUUID().slice(0, 6)}`;
  const createdAt = new Date(Date.now() - 25 * 3_600_000).toISOString();
  await control('messages', { account, persona, text, createdAt });
  await openConversation(page, text);
  await page.getByText(/Sudah lewat 24 jam sejak pesan terakhirnya/).waitFor();
  expect(await box(page).count()).toBe(0);
  expect(await axe(page)).toEqual([]);
  await control('messages', { account, persona, text: 'Halo, masih di sana?' });
  await box(page).waitFor();
  await context.close();
});
