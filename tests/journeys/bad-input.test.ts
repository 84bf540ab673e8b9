/**
 * Everything that can be typed, sent or opened wrongly: told at the field, nothing typed is lost, nothing is done twice.
 * Long, because it is one list of mistakes.
 */
import { wallClock } from '#platform/text/clock.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password } from '#demo/shop/people.ts';
import { openDemoHouse, type DemoHouse } from './demo-house.ts';
import { photo } from './loop.ts';
import { visitorOf, type Visitor } from './visitor.ts';

let house: DemoHouse;
let context: BrowserContext;
let page: Page;
let owner: Visitor;
let stranger: Visitor;
const u = '/u/dapur-serang';
const tomorrow = wallClock('Asia/Jakarta', new Date(Date.now() + 86_400_000));
/** A day on which the story plans nothing. */
const someday = wallClock('Asia/Jakarta', new Date(Date.now() + 40 * 86_400_000)).replace(/T.*/, 'T09:00');

beforeAll(async () => {
  house = await openDemoHouse();
  // Without script: the browser's own checks and our elements must not be what keeps mistakes out.
  context = await house.ownersBrowser({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  page = await context.newPage();
  owner = visitorOf(house.hub);
  await owner.post('/masuk', { email: 'pemilik@demo.test', password });
  stranger = visitorOf(house.hub);
  await stranger.post('/daftar', {
    businessName: 'Warung Orang Lain',
    email: 'orang.lain@contoh.test',
    password: 'sandi-orang-lain',
  });
});

afterAll(() => house?.close());

interface Form {
  name: string;
  path: string;
  visitor?: boolean;
  fill: Record<string, string>;
  button: string;
  /** Field by its id, and what is said about it. */
  wrong: Record<string, RegExp>;
}

const forms: Form[] = [
  {
    name: 'sign in',
    path: '/masuk',
    visitor: true,
    fill: { email: 'bukan alamat' },
    button: 'Masuk',
    wrong: { email: /alamat e-mail yang lengkap/, password: /Isi kata sandi/ },
  },
  {
    name: 'sign up',
    path: '/daftar',
    visitor: true,
    fill: { businessName: 'x', email: 'a@', password: 'pendek' },
    button: 'Daftar',
    wrong: { businessName: /paling sedikit 2/, email: /alamat e-mail/, password: /paling sedikit 8/ },
  },
  {
    name: 'lost password',
    path: '/lupa-sandi',
    visitor: true,
    fill: { email: 'nama@' },
    button: 'Kirim tautan',
    wrong: { email: /alamat e-mail/ },
  },
  {
    name: 'new password',
    path: '/sandi-baru',
    fill: { password: 'pendek' },
    button: 'Simpan',
    wrong: { password: /paling sedikit 8/ },
  },
  {
    name: 'new business',
    path: '/usaha-baru',
    fill: { name: 'y', slug: 'Tidak Boleh!' },
    button: 'Buat usaha',
    wrong: { name: /paling sedikit 2/, slug: /huruf kecil/ },
  },
  {
    name: 'invitation',
    path: `${u}/anggota`,
    fill: { email: 'tanpa-at' },
    button: 'Buat undangan',
    wrong: { email: /alamat e-mail/ },
  },
  {
    name: 'settings',
    path: `${u}/pengaturan`,
    fill: { name: '', answer_promise_hours: '0', posting_target_per_week: '900' },
    button: 'Simpan',
    wrong: {
      name: /paling sedikit 2/,
      answer_promise_hours: /1 sampai 168/,
      posting_target_per_week: /1 sampai 50/,
    },
  },
  {
    name: 'composer',
    path: `${u}/unggahan/baru`,
    fill: { caption: 'Tulisan yang tidak boleh hilang', when: '2020-01-01T10:00' },
    button: 'Jadwalkan',
    wrong: {
      'pictures.files': /Pilih paling sedikit satu foto/,
      goal: /Isi tujuannya/,
      goalFigure: /Pilih angka/,
      goalValue: /Isi angkanya/,
      when: /sudah lewat/,
    },
  },
  {
    name: 'product',
    path: `${u}/katalog/baru`,
    fill: { price: 'mahal', price_unit: 'per bungkus', weaknesses: 'Yang tidak boleh hilang' },
    button: 'Simpan produk',
    wrong: { name: /Tulis nama produk/, price: /rupiah bulat/ },
  },
];

describe.each(forms)('$name', ({ path, visitor, fill, button, wrong }) => {
  test('says at each field what is wrong and keeps what was typed', async () => {
    const own = visitor
      ? await house.browser.newContext({ baseURL: house.hub, locale: 'id-ID', javaScriptEnabled: false })
      : null;
    const at = own ? await own.newPage() : page;
    await at.goto(path);
    for (const [id, value] of Object.entries(fill)) await at.locator(`[id="${id}"]`).fill(value);
    const [answer] = await Promise.all([
      at.waitForResponse((response) => response.request().method() === 'POST'),
      at.getByRole('button', { name: button, exact: true }).click(),
    ]);
    expect(answer.status()).toBe(422);
    for (const [id, sentence] of Object.entries(wrong)) {
      const field = at.locator(`[id="${id}"]`);
      await field.waitFor({ state: 'attached' });
      expect(await field.getAttribute('aria-invalid'), id).toBe('true');
      expect(await describedBy(at, id), id).toMatch(sentence);
      expect(await at.locator(`.form-errors a[href="#${id}"]`).innerText(), id).toMatch(sentence);
    }
    for (const [id, value] of Object.entries(fill)) {
      const secret = (await at.locator(`[id="${id}"]`).getAttribute('type')) === 'password';
      expect(await at.locator(`[id="${id}"]`).inputValue(), id).toBe(secret ? '' : value);
    }
    await own?.close();
  });
});

test('wrong choices are marked on their group', async () => {
  await page.goto(`${u}/unggahan/baru`);
  for (const box of await page.locator('input[name=channels]').all()) await box.uncheck();
  await page.getByRole('button', { name: 'Jadwalkan' }).click();
  expect(await describedBy(page, 'channels')).toMatch(/paling sedikit satu kanal/);
  expect(await page.locator('input[name=channels][aria-invalid=true]').count()).toBe(3);
  expect(await page.locator('input[name=channels]:checked').count()).toBe(0);
  const radios = page.getByRole('radiogroup', { name: 'Jenis pesan' });
  expect(await radios.getAttribute('aria-invalid')).toBe('true');
  expect(await describedBy(page, 'messageType')).toMatch(/salah satu jenis/);
});

test('an empty answer and one too long are told, and the long one is kept', async () => {
  await page.goto(`${u}/kotak-masuk`);
  await page.locator('main .list-row').first().click();
  await page.getByRole('button', { name: 'Kirim jawaban' }).click();
  expect(await describedBy(page, 'jawaban')).toMatch(/Tulis jawaban dulu/);
  const long = 'Panjang sekali. '.repeat(140).trim();
  await page.locator('#jawaban').fill(long);
  await page.getByRole('button', { name: 'Kirim jawaban' }).click();
  expect(await describedBy(page, 'jawaban')).toMatch(/2\.2\d\d karakter/);
  expect(await page.locator('#jawaban').getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator('#jawaban').inputValue()).toBe(long);
});

test('a picture that came is kept beside other mistakes and not asked for again', async () => {
  await page.goto(`${u}/unggahan/baru`);
  const files = page.locator('[id="pictures.files"]');
  await files.setInputFiles(await photo());
  await page.getByRole('button', { name: 'Jadwalkan' }).click();
  expect(await files.getAttribute('aria-invalid')).toBeNull();
  const shown = await page.locator('.picture-frame img').getAttribute('src');
  expect((await owner.get(shown!)).headers.get('content-type')).toBe('image/jpeg');
  await page.locator('[id="pictures[0].altText"]').fill('Sepiring sate bandeng.');
  await page.locator('#caption').fill('Foto yang tersimpan ikut tayang');
  await page.locator('#goal').fill('Pelanggan bertanya');
  await page.locator('#goalFigure').selectOption('comments');
  await page.locator('#goalValue').fill('3');
  await page.getByRole('radio', { name: /Promosi/ }).check();
  await page.locator('#when').fill(someday);
  await page.getByRole('button', { name: 'Jadwalkan' }).click();
  await page.getByRole('heading', { level: 1, name: 'Unggahan' }).waitFor();
  expect(await page.locator('.post-picture').getAttribute('src')).toBe(shown);
});

describe('pictures', () => {
  const noise = (width: number, height: number) =>
    sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });
  const heicLike = Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic\0\0\0\0mif1heic'),
    randomBytes(2_000),
  ]);

  test.each([
    [
      'a PNG with transparency',
      async () =>
        sharp({ create: { width: 900, height: 900, channels: 4, background: '#0000' } })
          .png()
          .toBuffer(),
    ],
    ['a WebP', async () => noise(640, 480).webp().toBuffer()],
    ['12 megapixels of JPEG', async () => noise(4000, 3000).jpeg({ quality: 60 }).toBuffer()],
    ['a very tall one', async () => noise(200, 2400).jpeg().toBuffer()],
    ['one pixel', async () => noise(1, 1).png().toBuffer()],
  ])('%s is taken', async (_name, make) => {
    const text = await compose(await make());
    expect(text).toContain('name="pictures[0].mediaId"');
  });

  test.each([
    ['a HEIC that cannot be read', () => heicLike, /HEIC/],
    [
      'a corrupt JPEG',
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(5_000)]),
      /bukan foto/,
    ],
    [
      'an SVG, which is a program',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>'),
      /bukan foto/,
    ],
    ['a text that calls itself .jpg', () => Buffer.from('<script>alert(1)</script>'), /bukan foto/],
    ['nothing at all', () => Buffer.alloc(0), /Pilih paling sedikit satu foto/],
    ['more than 25 MB', () => randomBytes(26 * 1024 * 1024), /lebih besar dari 25 MB/],
  ])('%s is refused in words, and the rest is kept', async (_name, make, sentence) => {
    const text = await compose(make());
    expect(text).toMatch(sentence);
    expect(text).toContain('Tulisan yang tetap ada');
    expect(text).not.toContain('name="pictures[0].mediaId"');
  });

  async function compose(bytes: Buffer): Promise<string> {
    const answer = await owner.post(`${u}/unggahan/baru`, {
      mediaType: 'photo',
      caption: 'Tulisan yang tetap ada',
      'pictures.files': new File([new Uint8Array(bytes)], 'foto.jpg', { type: 'image/jpeg' }),
    });
    expect(answer.status).toBe(422);
    return answer.text();
  }
});

describe('what is not there', () => {
  test.each([
    '/tidak-ada',
    `${u}/tidak-ada`,
    `${u}/unggahan/bukan-id`,
    `${u}/unggahan/${randomUUID()}`,
    `${u}/kotak-masuk/bukan-id`,
    `${u}/katalog/bukan-id`,
    `${u}/katalog/${randomUUID()}`,
    '/k/tidak-ada',
    '/k/tidak-ada/cetak',
    '/k/%00',
    `${u}/kotak-masuk/${randomUUID()}`,
    '/u/tidak-ada/kalender',
    '/media/x.jpg/y',
  ])('%s is a 404 in the layout', async (path) => {
    const answer = await owner.get(path);
    expect(answer.status).toBe(404);
    const text = await answer.text();
    expect(text).toContain('Halaman ini tidak ada');
    expect(text).toContain('id="isi"');
  });

  test("another's business is not there, for pages and for forms", async () => {
    const { conversation, post, target } = await rows();
    const pages = [
      '',
      '/kalender',
      '/kalender/langganan',
      '/unggahan',
      '/unggahan/baru',
      '/unggahan/draf',
      '/templat',
      '/kotak-masuk',
      '/kanal',
      '/anggota',
      '/pengaturan',
      '/lainnya',
      '/katalog',
      '/katalog/baru',
      '/katalog/pratinjau',
    ];
    const mine = [...pages, `/kotak-masuk/${conversation}`, `/unggahan/${post}`, `/unggahan/${post}/ubah`];
    for (const path of mine) expect((await stranger.get(u + path)).status, path).toBe(404);
    for (const path of changes(conversation, post, target)) {
      expect(
        (await stranger.post(u + path, { text: 'halo', version: '1', role: 'staff' })).status,
        path,
      ).toBe(404);
    }
    // The same ids through the stranger's own business.
    const own = '/u/warung-orang-lain';
    for (const path of [`/kotak-masuk/${conversation}`, `/unggahan/${post}`]) {
      expect((await stranger.get(own + path)).status, path).toBe(404);
    }
    expect((await stranger.post(`${own}/kotak-masuk/${conversation}`, { text: 'halo' })).status).toBe(404);
    const live = await stranger.get('/peristiwa?usaha=dapur-serang');
    expect(live.status).toBe(404);
    const moved = await stranger.post(`${own}/unggahan/${post}/target/${target}/pembatalan`, {
      version: '1',
    });
    expect([303, 404]).toContain(moved.status);
    expect(await (await owner.get(`${u}/unggahan/${post}`)).text()).not.toContain('Dibatalkan');
  });

  test('nobody sees a page without signing in, and comes back to it after', async () => {
    const nobody = visitorOf(house.hub);
    const answer = await nobody.get(`${u}/kotak-masuk?tampil=semua`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(
      `/masuk?lanjut=${encodeURIComponent(`${u}/kotak-masuk?tampil=semua`)}`,
    );
    const signed = await nobody.post(answer.headers.get('location')!, { email: 'staf@demo.test', password });
    expect(signed.headers.get('location')).toBe(`${u}/kotak-masuk?tampil=semua`);
    expect((await nobody.get('/peristiwa?usaha=dapur-serang')).status).toBe(200);
  });

  test('an address of another site is no way back', async () => {
    const nobody = visitorOf(house.hub);
    for (const away of ['https://jahat.test/', '//jahat.test', '/\\jahat.test', 'javascript:alert(1)']) {
      const signed = await nobody.post(`/masuk?lanjut=${encodeURIComponent(away)}`, {
        email: 'staf@demo.test',
        password,
      });
      expect(signed.headers.get('location'), away).toBe('/');
      await nobody.post('/keluar', {});
    }
  });
});

test('a form of another site changes nothing: 403 on every POST', async () => {
  const { conversation, post, target } = await rows();
  const inside = changes(conversation, post, target).map((path) => u + path);
  const open = [
    '/masuk',
    '/daftar',
    '/lupa-sandi',
    '/sandi-baru',
    '/keluar',
    '/bahasa',
    '/usaha-baru',
    '/konfirmasi?token_hash=x&type=signup',
    '/undangan/x',
  ];
  for (const path of [...inside, ...open]) {
    for (const headers of [
      { Origin: 'https://jahat.test' },
      { Origin: 'null' },
      { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
    ]) {
      expect(
        (await owner.post(path, { text: 'halo' }, headers as Record<string, string>)).status,
        `${path} ${headers.Origin}`,
      ).toBe(403);
    }
  }
  expect((await owner.get(`${u}/lainnya`)).status).toBe(200);
});

describe('twice', () => {
  test('an answer sent twice goes out once', async () => {
    const { conversation } = await rows();
    const body = `Sekali saja ya kak ${randomUUID()}`;
    const id = randomUUID();
    const path = `${u}/kotak-masuk/${conversation}`;
    const [, way = ''] = /name="way" value="(\w+)"/.exec(await (await owner.get(path)).text()) ?? [];
    const answers = await Promise.all([1, 2, 3].map(() => owner.post(path, { id, text: body, way })));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    const text = await (await owner.get(path)).text();
    expect(text.match(new RegExp(`thread-text[^>]*>\\s*${body}`, 'g'))).toHaveLength(1);
  });

  test('a composer sent twice plans once', async () => {
    await page.goto(`${u}/unggahan/baru`);
    const id = randomUUID();
    const channels = await page
      .locator('input[name=channels]')
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    const caption = `Sekali tayang ${randomUUID()}`;
    const fields = {
      id,
      mediaType: 'text',
      caption,
      goal: 'Pelanggan bertanya',
      goalFigure: 'comments',
      goalValue: '1',
      messageType: 'promotional',
      when: someday.replace(/T.*/, 'T03:00'),
    };
    // Text goes to Facebook only; whichever of the two channels refuses is told at its field.
    const send = (channel: string) => owner.post(`${u}/unggahan/baru`, { ...fields, channels: channel });
    const first = await send(channels[0]!);
    const channel = first.status === 303 ? channels[0]! : channels[1]!;
    const answers = await Promise.all([send(channel), send(channel)]);
    expect(answers.map(({ headers }) => headers.get('location'))).toEqual([
      `${u}/unggahan/${id}`,
      `${u}/unggahan/${id}`,
    ]);
    const calendar = await (await owner.get(`${u}/kalender?tampilan=daftar`)).text();
    expect(calendar.split(caption).length - 1).toBe(1);
  });

  test('two tabs: the older one is told, and nothing is lost', async () => {
    await page.goto(`${u}/kalender?tampilan=daftar`);
    await page.locator('main .list-row', { hasText: 'Terjadwal' }).last().click();
    const address = new URL(page.url()).pathname;
    const card = page.locator('.target', { hasText: 'Terjadwal' }).first();
    const version = await card.locator('input[name=version]').first().inputValue();
    const action = new URL(
      await card
        .locator('form')
        .first()
        .evaluate((form) => (form as HTMLFormElement).action),
    ).pathname;
    const target = action.split('/').at(-2)!;
    const jump = (when: string) => owner.post(`${address}/target/${target}/jadwal`, { version, when });
    expect(await owner.follow(await jump(tomorrow))).toContain('Waktu baru tersimpan');
    expect(await owner.follow(await jump('2027-01-01T09:00'))).toContain('Keadaannya sudah berubah');
    expect(
      await owner.follow(await owner.post(`${address}/target/${target}/pembatalan`, { version })),
    ).toContain('Keadaannya sudah berubah');
    expect(await owner.follow(await owner.post(`${address}/target/${target}/tayang`, { version }))).toContain(
      'Keadaannya sudah berubah',
    );
    expect(await (await owner.get(address)).text()).toContain(`${Number(tomorrow.slice(8, 10))} `);
    for (const when of ['', 'besok', '2020-01-01T00:00']) {
      expect(await owner.follow(await jump(when)), when).toMatch(/Isi tanggal dan jam|sudah lewat/);
    }
  });
});

test('script in any field is text', async () => {
  const evil = `"><script>document.title='kena'</script><img src=x onerror=alert(1)>{{7*7}}\${7*7}`;
  const { conversation } = await rows();
  await owner.post(`${u}/kotak-masuk/${conversation}`, { id: randomUUID(), text: evil });
  const before = { answer_promise_hours: '24', posting_target_per_week: '3', timezone: 'Asia/Jakarta' };
  expect((await owner.post(`${u}/pengaturan`, { ...before, name: evil.slice(0, 80) })).status).toBe(303);
  const shown = [
    await (await owner.get(`${u}/kotak-masuk/${conversation}`)).text(),
    await (await owner.get('/')).text(),
    await (
      await owner.post(`${u}/unggahan/baru`, {
        caption: evil,
        'pictures[0].altText': evil,
        goal: evil,
        link: evil,
        when: evil,
        mediaType: evil,
        messageType: evil,
        channels: evil,
        goalFigure: evil,
        goalValue: evil,
        firstComment: evil,
        pillar: evil,
        facts: evil,
        sheet: evil,
        id: evil,
        mediaId: evil,
      })
    ).text(),
    await (await owner.post(`${u}/anggota`, { email: evil, role: evil })).text(),
    await (await owner.post('/usaha-baru', { name: evil, slug: evil, timezone: evil })).text(),
    await (
      await owner.post(`${u}/pengaturan`, {
        name: evil + evil,
        timezone: evil,
        answer_promise_hours: evil,
        posting_target_per_week: evil,
      })
    ).text(),
    await (await stranger.get(`/masuk?lanjut=${encodeURIComponent(evil)}`)).text(),
    await (await visitorOf(house.hub).post('/masuk', { email: evil, password: evil })).text(),
    await (
      await visitorOf(house.hub).post('/daftar', { businessName: evil, email: evil, password: '' })
    ).text(),
    await (await visitorOf(house.hub).get(`/undangan/${encodeURIComponent(evil)}`)).text(),
  ];
  for (const text of shown) {
    const strange = await page.evaluate((html) => {
      const parsed = new DOMParser().parseFromString(html, 'text/html');
      return [...parsed.querySelectorAll('img[src="x"], script:not([src]), [onerror]')].map(
        (one) => one.outerHTML,
      );
    }, text);
    expect(strange).toEqual([]);
  }
  expect(shown.filter((text) => /(&lt;|<)script>document/.test(text)).length).toBeGreaterThanOrEqual(6);
  expect((await owner.post(`${u}/pengaturan`, { ...before, name: 'Dapur Serang' })).status).toBe(303);
});

test('too many tries to sign in: 429 with words, at the field', async () => {
  const guess = visitorOf(house.hub);
  const email = 'ditebak@contoh.test';
  const answers: Response[] = [];
  for (let n = 0; n < 10; n += 1)
    answers.push(await guess.post('/masuk', { email, password: `tebakan ${n}` }));
  expect(answers[0]!.status).toBe(422);
  expect(await answers[0]!.text()).toContain('tidak cocok');
  const last = answers.at(-1)!;
  expect(last.status).toBe(429);
  const text = await last.text();
  expect(text).toContain('Terlalu banyak percobaan');
  expect(text).toContain(email);
});

test('a session that was ended is of no use, nor is one made up', async () => {
  const one = visitorOf(house.hub);
  await one.post('/masuk', { email: 'orang.lain@contoh.test', password: 'sandi-orang-lain' });
  expect((await one.get('/u/warung-orang-lain/kanal')).status).toBe(200);
  await one.post('/keluar', {});
  expect((await one.get('/u/warung-orang-lain/kanal')).status).toBe(303);
  const forged = await fetch(`${house.hub}${u}/kanal`, {
    headers: { Cookie: 'sb-api-auth-token=base64-eyJhY2Nlc3NfdG9rZW4iOiJ4In0' },
    redirect: 'manual',
  });
  expect(forged.status).toBe(303);
});

/** A conversation, a post and one of its targets, of the demo. */
async function rows(): Promise<{ conversation: string; post: string; target: string }> {
  const inbox = await (await owner.get(`${u}/kotak-masuk?tampil=semua`)).text();
  const calendar = await (await owner.get(`${u}/kalender?tampilan=daftar`)).text();
  const conversation = /\/kotak-masuk\/([0-9a-f-]{36})/.exec(inbox)![1]!;
  const post = [...calendar.matchAll(/\/unggahan\/([0-9a-f-]{36})/g)].at(-1)![1]!;
  const target = /\/target\/([0-9a-f-]{36})/.exec(
    await (await owner.get(`${u}/unggahan/${post}`)).text(),
  )![1]!;
  return { conversation, post, target };
}

/** Every address of a business that changes something. */
function changes(conversation: string, post: string, target: string): string[] {
  return [
    `/kotak-masuk/${conversation}`,
    `/kotak-masuk/${conversation}/pesan/${randomUUID()}`,
    `/unggahan/baru`,
    `/unggahan/${post}/pemindahan`,
    `/kalender/langganan`,
    `/unggahan/${post}/ubah`,
    `/unggahan/${post}/draf`,
    `/unggahan/${post}/catatan`,
    `/unggahan/${post}/penghapusan`,
    `/unggahan/${post}/persetujuan`,
    `/unggahan/${post}/promosi`,
    `/unggahan/${post}/promosi/penghapusan`,
    `/unggahan/${post}/templat`,
    `/templat`,
    `/unggahan/${post}/target/${target}/jadwal`,
    `/unggahan/${post}/target/${target}/pembatalan`,
    `/unggahan/${post}/target/${target}/tayang`,
    `/kanal/sambungan`,
    `/kanal/${randomUUID()}/pemutusan`,
    `/kanal/pilih?sambungan=${randomUUID()}`,
    `/anggota`,
    `/anggota/${randomUUID()}/peran`,
    `/anggota/${randomUUID()}/pengeluaran`,
    `/anggota/undangan/${randomUUID()}/penarikan`,
    `/pengaturan`,
    `/katalog/baru`,
    `/katalog/penerbitan`,
    `/katalog/penutupan`,
    `/katalog/${randomUUID()}`,
    `/katalog/${randomUUID()}/arsip`,
    `/katalog/${randomUUID()}/pemulihan`,
    `/katalog/${randomUUID()}/urutan`,
  ];
}

/** What a screen reader adds at a field, or at the group it belongs to. */
async function describedBy(at: Page, id: string): Promise<string> {
  const field = at.locator(`[id="${id}"]`);
  const group = at.locator('fieldset', { has: field });
  const described =
    (await field.getAttribute('aria-describedby')) ??
    ((await group.count()) ? await group.getAttribute('aria-describedby') : null);
  const ids = described?.split(' ') ?? [];
  return (await Promise.all(ids.map((one) => at.locator(`[id="${one}"]`).innerText()))).join(' ');
}
