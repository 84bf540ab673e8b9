/**
 * Writing a post: kept as it is typed, nothing lost with the network or in two tabs, and a second person's word.
 * Long, because all of it happens in one demo, which takes half a minute to open.
 */
import { wallClock } from '#platform/text/clock.ts';
import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emails, password } from '#demo/shop/people.ts';
import { axeOn } from '../support/axe.ts';
import { openDemoHouse, type DemoHouse } from './demo-house.ts';
import { addPhoto, photo } from './loop.ts';

let house: DemoHouse;
const u = '/u/dapur-serang';
const phone = { width: 360, height: 740 };
const tomorrow = wallClock('Asia/Jakarta', new Date(Date.now() + 86_400_000));

beforeAll(async () => {
  house = await openDemoHouse();
}, 300_000);
afterAll(() => house?.close());

const caption = (page: Page) => page.getByLabel('Tulisan', { exact: true });
const state = (page: Page, text: string | RegExp) =>
  page.locator('.composer-state', { hasText: text }).waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const openDialog = (page: Page, name: string) => page.locator('summary', { hasText: name }).first().click();
/** How many drafts say this. */
async function drafts(page: Page, text: string): Promise<number> {
  await page.goto(`${u}/unggahan/draf`);
  return page.locator('main .list-row', { hasText: text }).count();
}
async function fillPurpose(page: Page): Promise<void> {
  await page.getByLabel('Tujuan unggahan ini').fill('Pelanggan bertanya');
  await page.getByLabel('Diukur dengan').selectOption('Komentar');
  await page.getByLabel('Paling sedikit').fill('5');
  await page.getByRole('radio', { name: /Percakapan/ }).check();
  await page.getByLabel('Tayang pada').fill(freeHour());
}

let hours = 0;
/** An hour on a later day at which nothing else is planned. */
function freeHour(): string {
  hours += 1;
  return wallClock('Asia/Jakarta', new Date(Date.now() + 40 * 86_400_000 + hours * 3_600_000));
}

describe.each([true, false])(
  'a button of the form leads back to where it was pressed (script: %s)',
  (script) => {
    test('pictures that came, moved and went, an example goal', async () => {
      const context = await house.ownersBrowser({ viewport: phone, javaScriptEnabled: script });
      context.setDefaultTimeout(60_000);
      const page = await context.newPage();
      const at = () => page.evaluate(() => [document.activeElement?.id, Math.round(scrollY) > 0]);
      const shown = (id: string) => expect(page.locator(`[id="${id}"]`).isVisible()).resolves.toBe(true);
      await page.goto(`${u}/unggahan/baru`);
      await press(page, 'Jadwalkan');
      // A mistake's link leaves a fragment in the address, at which no field would take the focus.
      await page.locator('.form-errors a').first().click();
      expect(new URL(page.url()).hash).not.toBe('');
      for (const nth of [0, 1]) {
        await page.locator('[name="pictures.files"]').setInputFiles(await photo());
        await press(page, 'Unggah foto');
        await page.getByText(`Foto ${nth + 1} dari ${nth + 1}`).waitFor();
        expect(await at()).toEqual([`pictures[${nth}].altText`, true]);
        await shown(`pictures[${nth}].altText`);
      }
      await page.locator('[id="pictures[1].up"]').click();
      await page.waitForLoadState();
      expect(await at()).toEqual(['pictures[0].down', true]);
      await page.locator('[name="pictures.remove"]').first().click();
      await page.getByText('Foto 1 dari 1').waitFor();
      expect(await at()).toEqual(['pictures.files', true]);
      await context.close();
    });
  },
);

describe.each([true, false])(
  'what a plan comes too close to is told before it is scheduled (script: %s)',
  (script) => {
    test('once for each; a press more schedules it all the same', async () => {
      const context = await house.ownersBrowser({ viewport: phone, javaScriptEnabled: script });
      context.setDefaultTimeout(60_000);
      const page = await context.newPage();
      const when = freeHour();
      const words = `Terlalu dekat ${randomUUID()}`;
      const begin = async (text: string) => {
        await page.goto(`${u}/unggahan/baru`);
        await addPhoto(page, 'Sepiring sate.');
        await caption(page).fill(text);
        await fillPurpose(page);
        await page.getByLabel('Tayang pada').fill(when);
        await press(page, 'Jadwalkan');
      };
      const notes = page.getByRole('group', { name: 'Perhatikan' });
      await begin(words);
      await page.getByText('Dijadwalkan di 3 kanal.').waitFor();

      await begin(`${words}!`);
      await notes.getByText('Tulisannya sama dengan unggahan').waitFor();
      expect(await notes.getByText('Kurang dari 30 menit dari unggahan lain').count()).toBe(3);
      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('group');
      expect(await caption(page).inputValue()).toBe(`${words}!`);
      expect(await page.locator('input[name="pictures[0].mediaId"]').count()).toBe(1);
      if (script) {
        expect((await (await axeOn(page)).analyze()).violations).toEqual([]);
        // Nothing was lost, so that nothing is said to have been brought back.
        expect(await page.locator('.composer-state').innerText()).not.toContain('dikembalikan');
      }
      await press(page, 'Tetap jadwalkan');
      await page.getByText('Dijadwalkan di 3 kanal.').waitFor();

      // What was told of one plan is not told of another.
      await begin(`Lain ${randomUUID()}`);
      await notes.waitFor();
      expect(await notes.getByText('Tulisannya sama').count()).toBe(0);
      await page.getByLabel('Tayang pada').fill(freeHour());
      await press(page, 'Tetap jadwalkan');
      await page.getByText('Dijadwalkan di 3 kanal.').waitFor();
      await context.close();
    });
  },
);

describe('with script', () => {
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    context = await house.ownersBrowser({ viewport: phone });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
  });
  afterAll(() => context?.close());

  test('what is typed is a draft by itself, with an address of its own', async () => {
    const words = `Diketik sendiri ${randomUUID()}`;
    await page.goto(`${u}/unggahan/baru`);
    await caption(page).fill(words);
    await page.waitForURL(/\/unggahan\/[0-9a-f-]{36}\/ubah$/);
    await state(page, 'Draf tersimpan');
    await caption(page).fill(`${words}, lebih panjang`);
    await page.waitForResponse((answer) => answer.url().endsWith('/draf') && answer.ok());
    await page.reload();
    expect(await caption(page).inputValue()).toBe(`${words}, lebih panjang`);
    expect(await drafts(page, words)).toBe(1);
  });

  test('without a network the words stay on the phone, come back, and are saved once', async () => {
    const words = `Di tempat tanpa sinyal ${randomUUID()}`;
    await page.goto(`${u}/unggahan/baru`);
    await context.setOffline(true);
    await caption(page).fill(words);
    await page.getByLabel('Tujuan unggahan ini').fill('Tetap ada');
    await state(page, /Tersimpan di ponsel ini/);
    await page.close();
    await context.setOffline(false);
    page = await context.newPage();
    await page.goto(`${u}/unggahan/baru`);
    expect(await caption(page).inputValue()).toBe(words);
    expect(await page.getByLabel('Tujuan unggahan ini').inputValue()).toBe('Tetap ada');
    await page.waitForURL(/\/ubah$/);
    await state(page, 'Draf tersimpan');
    expect(await drafts(page, words)).toBe(1);
    await page.goto(`${u}/unggahan/baru`);
    expect(await caption(page).inputValue()).toBe('');
  });

  test('an answer that was lost on its way makes nobody a stranger to their own draft', async () => {
    const words = `Jawaban yang hilang ${randomUUID()}`;
    let lost = 0;
    await page.route('**/draf', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await page.goto(`${u}/unggahan/baru`);
    await caption(page).fill(words);
    await state(page, /Tersimpan di ponsel ini/);
    await caption(page).fill(`${words} dan lanjutannya`);
    await state(page, 'Draf tersimpan');
    await page.unroute('**/draf');
    expect(lost).toBe(1);
    expect(await drafts(page, `${words} dan lanjutannya`)).toBe(1);
  });

  test('sending while a draft is on its way schedules, and what was sent is not offered again', async () => {
    const words = `Terkirim saat menyimpan ${randomUUID()}`;
    await page.goto(`${u}/unggahan/baru`);
    await addPhoto(page, 'Sepiring sate.');
    await fillPurpose(page);
    await page.route('**/draf', async (route) => {
      const answer = await route.fetch().catch(() => null);
      await new Promise((done) => setTimeout(done, 1_500));
      await (answer ? route.fulfill({ response: answer }) : route.abort()).catch(() => undefined);
    });
    await caption(page).fill(words);
    await state(page, 'Menyimpan');
    await press(page, 'Jadwalkan');
    await page.getByText('Dijadwalkan di 3 kanal.').waitFor();
    await page.unroute('**/draf');
    expect(await page.locator('.target', { hasText: 'Terjadwal' }).count()).toBe(3);
    await page.goto(`${u}/unggahan/baru`);
    expect(await caption(page).inputValue()).toBe('');
  });

  test('of two tabs the older is told, and the newer stands', async () => {
    const words = `Dua tab ${randomUUID()}`;
    await page.goto(`${u}/unggahan/baru`);
    await caption(page).fill(words);
    await page.waitForURL(/\/ubah$/);
    await state(page, 'Draf tersimpan');
    const other = await context.newPage();
    await other.goto(page.url());
    await caption(other).fill(`${words} dari tab kedua`);
    await state(other, 'Draf tersimpan');
    await caption(page).fill(`${words} dari tab pertama`);
    await state(page, /diubah di tempat lain/);
    expect(await caption(page).inputValue()).toBe(`${words} dari tab pertama`);
    await other.reload();
    expect(await caption(other).inputValue()).toBe(`${words} dari tab kedua`);
    await other.close();
  });

  test('counters, hashtag sets, examples of goals and the preview follow what is typed', async () => {
    await page.goto(`${u}/templat`);
    await page.getByLabel('Nama set').fill('Harian journey');
    await page.getByLabel('Tagar').last().fill('satebandeng, #serang serang');
    await press(page, 'Simpan set');
    await page.getByText('#satebandeng #serang').waitFor();
    await page.goto(`${u}/unggahan/baru`);
    await caption(page).fill('Halo @wulan');
    await press(page, '# Harian journey');
    expect(await caption(page).inputValue()).toBe('Halo @wulan\n\n#satebandeng #serang');
    await press(page, '# Harian journey');
    expect(await caption(page).inputValue()).toBe('Halo @wulan\n\n#satebandeng #serang');
    const counters = page.locator('[data-counters]');
    expect(await counters.innerText()).toMatch(/33\/2200 · #2\/30 · @1\/20/);
    await caption(page).fill('#a '.repeat(31));
    expect(await counters.getAttribute('class')).toContain('over');
    await caption(page).fill('Terlihat di pratinjau');
    await page.getByText('Pakai contoh').click();
    await press(page, 'Pelanggan bertanya cara memesan');
    expect(await page.getByLabel('Diukur dengan').inputValue()).toBe('comments');
    expect(await page.getByLabel('Paling sedikit').inputValue()).toBe('10');
    const previews = page.locator('tanggap-post-preview article');
    expect(await previews.count()).toBe(3);
    expect(await previews.first().innerText()).toContain('Terlihat di pratinjau');
    await page.locator('input[name=channels]').first().uncheck();
    expect(await previews.count()).toBe(2);
  });
});

describe('without script', () => {
  let owner: Page;
  let staff: Page;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    const options = { javaScriptEnabled: false, viewport: phone, locale: 'id-ID' };
    const own = await house.ownersBrowser(options);
    const other = await house.browser.newContext({ baseURL: house.hub, ...options });
    contexts.push(own, other);
    for (const context of contexts) context.setDefaultTimeout(60_000);
    owner = await own.newPage();
    staff = await other.newPage();
    await staff.goto('/masuk');
    await staff.getByLabel('Alamat e-mail').fill(emails.staff);
    await staff.getByLabel('Kata sandi').fill(password);
    await press(staff, 'Masuk');
    await staff.getByRole('heading', { level: 1, name: 'Hari ini' }).waitFor();
  });
  afterAll(() => Promise.all(contexts.map((context) => context.close())));

  async function write(page: Page, words: string, button: string): Promise<string> {
    await page.goto(`${u}/unggahan/baru`);
    await addPhoto(page, 'Sepiring sate.');
    await caption(page).fill(words);
    await fillPurpose(page);
    await press(page, button);
    await page.getByRole('heading', { level: 1, name: 'Unggahan' }).waitFor();
    return new URL(page.url()).pathname;
  }
  async function requireApproval(wanted: boolean): Promise<void> {
    await owner.goto(`${u}/pengaturan`);
    await owner.locator('#requires_approval').setChecked(wanted);
    await press(owner, 'Simpan');
  }

  test('a draft is saved, listed, opened, edited, scheduled, and taken back', async () => {
    const words = `Draf tanpa skrip ${randomUUID()}`;
    await owner.goto(`${u}/unggahan/baru`);
    await caption(owner).fill(words);
    await press(owner, 'Simpan draf');
    await owner.getByText('Draf tersimpan.').waitFor();
    expect(await drafts(owner, words)).toBe(1);
    await owner.locator('main .list-row', { hasText: words }).click();
    const address = new URL(owner.url()).pathname;
    await owner.getByRole('link', { name: 'Ubah', exact: true }).click();
    expect(await caption(owner).inputValue()).toBe(words);
    await press(owner, 'Jadwalkan');
    await owner.locator('.form-errors').waitFor();
    await addPhoto(owner, 'Sepiring sate.');
    await fillPurpose(owner);
    await press(owner, 'Jadwalkan');
    await owner.getByText('Dijadwalkan di 3 kanal.').waitFor();
    expect(new URL(owner.url()).pathname).toBe(address);
    expect(await drafts(owner, words)).toBe(0);
    await owner.goto(`${address}/ubah`);
    await press(owner, 'Jadikan draf');
    await owner.getByText('Draf tersimpan.').waitFor();
    expect(await drafts(owner, words)).toBe(1);
  });

  test('a draft with something missing gets no hour by the side door', async () => {
    await owner.goto(`${u}/unggahan/baru?pola=hours`);
    await press(owner, 'Simpan draf');
    await owner.getByText('Draf tersimpan.').waitFor();
    await openDialog(owner, 'Jadwalkan');
    await owner.locator('details[open] input[type=datetime-local]').fill(tomorrow);
    await owner.locator('details[open]').getByRole('button', { name: 'Jadwalkan' }).click();
    await owner.getByText(/Pilih paling sedikit satu foto|Masih ada bagian/).waitFor();
    expect(await owner.locator('.target', { hasText: 'Terjadwal' }).count()).toBe(0);
  });

  test('hashtags and an example goal are put in, and everything else is kept', async () => {
    await owner.goto(`${u}/templat`);
    await owner.getByLabel('Nama set').fill('Tanpa skrip');
    await owner.getByLabel('Tagar').last().fill('#rabeg #cilegon');
    await press(owner, 'Simpan set');
    await owner.getByLabel('Nama set').fill('TANPA SKRIP');
    await owner.getByLabel('Tagar').last().fill('#lain');
    await press(owner, 'Simpan set');
    await owner.getByText('Nama ini sudah dipakai.').first().waitFor();
    await owner.goto(`${u}/unggahan/baru`);
    await addPhoto(owner, 'Sepiring sate.');
    await caption(owner).fill('Tulisan saya');
    await owner.getByLabel('Tayang pada').fill(tomorrow);
    await owner.locator('input[name=channels]').first().uncheck();
    await press(owner, '# Tanpa skrip');
    expect(await caption(owner).inputValue()).toBe('Tulisan saya\n\n#rabeg #cilegon');
    await owner.getByText('Pakai contoh').click();
    await press(owner, 'Pelanggan menyimpan jadwal buka');
    expect(await owner.getByLabel('Tujuan unggahan ini').inputValue()).toBe(
      'Pelanggan menyimpan jadwal buka',
    );
    expect(await owner.getByLabel('Diukur dengan').inputValue()).toBe('saves');
    expect(await caption(owner).inputValue()).toBe('Tulisan saya\n\n#rabeg #cilegon');
    expect(await owner.getByLabel('Tayang pada').inputValue()).toBe(tomorrow);
    expect(await owner.locator('input[name="pictures[0].mediaId"]').count()).toBe(1);
    expect(await owner.locator('input[name=channels]:checked').count()).toBe(2);
  });

  test('a pattern with parts left open is not scheduled, and says which part', async () => {
    await owner.goto(`${u}/unggahan/baru`);
    await owner.getByText('Mulai dari').click();
    await owner.getByRole('link', { name: /Asli atau tiruan/ }).click();
    expect(await caption(owner).inputValue()).toContain('[nama produk]');
    await press(owner, 'Jadwalkan');
    await owner.getByText('Masih ada bagian yang belum diisi: [nama produk]').first().waitFor();
    expect(await owner.getByLabel('Paling sedikit').inputValue()).toBe('10');
  });

  test.each([
    ['owner', 'staff'],
    ['staff', 'owner'],
  ] as const)('%s asks, %s gives it back with a note, then approves', async (asks, judges) => {
    await requireApproval(true);
    const people = { owner, staff };
    const words = `Untuk disetujui ${randomUUID()}`;
    const address = await write(people[asks], words, 'Minta persetujuan');
    await people[asks].getByText('Dikirim untuk disetujui anggota lain.').waitFor();
    expect(await people[asks].getByRole('button', { name: 'Setujui' }).count()).toBe(0);
    expect(await people[asks].locator('.target', { hasText: 'Terjadwal' }).count()).toBe(0);

    const judge = people[judges];
    expect(await drafts(judge, words)).toBe(1);
    expect(await judge.locator('main .list-row', { hasText: words }).innerText()).toContain(
      'Menunggu persetujuan',
    );
    await judge.goto(address);
    await judge.getByLabel('Tulis catatan').fill('Fotonya bagus');
    await press(judge, 'Simpan catatan');
    await judge.getByText('Fotonya bagus').waitFor();
    await openDialog(judge, 'Minta perubahan');
    await judge.getByRole('textbox', { name: 'Catatan', exact: true }).fill('Harganya belum ada');
    await judge.locator('details[open]').getByRole('button', { name: 'Minta perubahan' }).click();
    await judge.getByText('Dikembalikan dengan catatan Anda.').waitFor();

    const author = people[asks];
    expect(await drafts(author, words)).toBe(1);
    expect(await author.locator('main .list-row', { hasText: words }).innerText()).toContain(
      'Minta perubahan',
    );
    await author.goto(`${address}/ubah`);
    await caption(author).fill(`${words}, Rp35.000`);
    await press(author, 'Minta persetujuan');
    await author.getByText('Harganya belum ada').waitFor();
    // A page that shows the version before approves nothing.
    await judge.goto(address);
    await judge.getByText(`${words}, Rp35.000`).first().waitFor();
    await author.goto(`${address}/ubah`);
    await caption(author).fill(`${words}, Rp40.000`);
    await press(author, 'Minta persetujuan');
    await author.getByText('Dikirim untuk disetujui anggota lain.').waitFor();
    await press(judge, 'Setujui');
    await judge.getByText(/Tidak bisa disetujui/).waitFor();
    await press(judge, 'Setujui');
    await judge.getByText('Disetujui dan dijadwalkan di 3 kanal.').waitFor();
    await judge.getByText('Riwayat').click();
    const history = await judge.locator('details', { hasText: 'Riwayat' }).last().innerText();
    expect(history).toContain('membuat unggahan');
    expect(history).toContain('mengubah tulisan');
    expect(history).toContain(`Dikembalikan ${emails[judges]}`);
    expect(history).toContain(`Disetujui ${emails[judges]}`);
    await requireApproval(false);
  });

  test('a draft that waits gets no hour by the side door, and says why', async () => {
    await requireApproval(true);
    await write(owner, `Pintu samping ${randomUUID()}`, 'Simpan draf');
    await openDialog(owner, 'Jadwalkan');
    await owner.locator('details[open] input[type=datetime-local]').fill(tomorrow);
    await owner.locator('details[open]').getByRole('button', { name: 'Jadwalkan' }).click();
    await owner.getByText(/perlu disetujui anggota lain dulu/).waitFor();
    await requireApproval(false);
  });

  test('where nobody is asked any more, what waits is scheduled by whoever made it, and only then', async () => {
    await requireApproval(true);
    const words = `Tidak ditanya lagi ${randomUUID()}`;
    const address = await write(owner, words, 'Minta persetujuan');
    await owner.getByText('Menunggu persetujuan anggota lain').waitFor();
    expect(await owner.getByRole('button', { name: 'Setujui' }).count()).toBe(0);
    await requireApproval(false);
    expect(await drafts(owner, words)).toBe(1);
    await owner.locator('main .list-row', { hasText: words }).getByText('Siap dijadwalkan').waitFor();
    await owner.goto(address);
    expect(await owner.locator('.target', { hasText: 'Terjadwal' }).count()).toBe(0);
    const box = owner.locator('section', { has: owner.getByRole('heading', { name: 'Siap dijadwalkan' }) });
    await box.getByRole('button', { name: 'Jadwalkan' }).click();
    await owner.getByText('Dijadwalkan di 3 kanal.').waitFor();
    expect(await owner.locator('.target', { hasText: 'Terjadwal' }).count()).toBe(3);
    expect(await owner.getByText('Siap dijadwalkan').count()).toBe(0);
  });

  test('copied, kept as a template, begun from it, and discarded', async () => {
    const words = `Asal salinan ${randomUUID()}`;
    const address = await write(owner, words, 'Simpan draf');
    await owner.getByRole('link', { name: 'Salin' }).click();
    expect(await caption(owner).inputValue()).toBe(words);
    expect(await owner.locator('input[name="pictures[0].mediaId"]').count()).toBe(1);
    expect(await owner.getByLabel('Tayang pada').inputValue()).toBe('');
    await press(owner, 'Simpan draf');
    expect(await drafts(owner, words)).toBe(2);
    await owner.goto(address);
    await openDialog(owner, 'Simpan sebagai templat');
    const name = `Templat ${randomUUID().slice(0, 8)}`;
    await owner.getByLabel('Nama templat').fill(name);
    await owner.locator('details[open]').getByRole('button', { name: 'Simpan sebagai templat' }).click();
    await owner.getByText('Templat tersimpan.').waitFor();
    await owner.goto(`${u}/unggahan/baru`);
    await owner.getByText('Mulai dari').click();
    await owner.getByRole('link', { name: new RegExp(name) }).click();
    expect(await caption(owner).inputValue()).toBe(words);
    expect(await owner.getByLabel('Paling sedikit').inputValue()).toBe('5');
    await owner.goto(address);
    await openDialog(owner, 'Hapus draf');
    await owner.locator('details[open]').getByRole('button', { name: 'Hapus draf' }).click();
    await owner.getByText('Draf dihapus.').waitFor();
    expect(await drafts(owner, words)).toBe(1);
    expect((await owner.goto(address))!.status()).toBe(404);
  });

  test('of two tabs the older is told at the form, and keeps its words', async () => {
    const address = await write(owner, `Versi lama ${randomUUID()}`, 'Simpan draf');
    const other = await owner.context().newPage();
    for (const page of [owner, other]) await page.goto(`${address}/ubah`);
    await caption(other).fill('Yang kedua menang');
    await press(other, 'Simpan draf');
    await other.getByText('Draf tersimpan.').waitFor();
    await caption(owner).fill('Yang pertama diberi tahu');
    await press(owner, 'Simpan draf');
    await owner.getByText(/sudah diubah di tempat lain/).waitFor();
    expect(await caption(owner).inputValue()).toBe('Yang pertama diberi tahu');
    await other.reload();
    expect(await other.locator('.post-caption').innerText()).toBe('Yang kedua menang');
    await other.close();
  });
});
