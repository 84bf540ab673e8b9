/** What a customer sends beside words is seen by the members of the business, without script too, and by nobody else. */
import sharp from 'sharp';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password } from '#demo/shop/people.ts';
import { mp4 } from '../sandbox/support.ts';
import { until } from '../support/backend.ts';
import { openDemoHouse, type DemoHouse } from './demo-house.ts';
import { visitorOf } from './visitor.ts';

let house: DemoHouse;
let context: BrowserContext;
let page: Page;
let account: string;
const persona = 'dewi.contoh';

beforeAll(async () => {
  house = await openDemoHouse();
  context = await house.ownersBrowser({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  page = await context.newPage();
  const state = (await (await fetch(`${house.network}/_sandbox/state`)).json()) as {
    accounts: { id: string; platform: string }[];
  };
  account = state.accounts.find(({ platform }) => platform === 'facebook')!.id;
});
afterAll(() => house?.close());

async function play(name: string, body: object): Promise<{ id: string }> {
  const answer = await fetch(`${house.network}/_sandbox/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status, name).toBe(200);
  return (await answer.json()) as { id: string };
}

const say = (more: object) => play('messages', { account, persona, ...more });

/** Opens the direct conversation and waits until something is in it. */
async function open(selector: string): Promise<void> {
  await until(
    `${selector} is shown`,
    async () => {
      await page.goto(`${house.base}/kotak-masuk?tampil=semua`);
      const link = page.locator('a[href*="/kotak-masuk/"]').filter({ hasText: 'Pesanan saya datang begini' });
      if ((await link.count()) === 0) return false;
      await link.first().click();
      return (await page.locator(selector).count()) > 0;
    },
    60_000,
  );
}

test('pictures, films, documents, quotes and reactions stand in the thread at 360 px', async () => {
  const plain = { width: 1200, height: 900, channels: 3, background: '#b4763c' } as const;
  const picture = (await sharp({ create: plain }).jpeg().toBuffer()).toString('base64');
  const asked = await say({ files: [{ type: 'image', file: picture }] });
  await say({ files: [{ type: 'video', file: mp4().toString('base64') }], quotes: asked.id });
  await say({
    files: [
      { type: 'file', file: Buffer.from('<script>alert(1)</script>').toString('base64'), name: 'nota.html' },
    ],
  });
  await say({ files: [{ type: 'ephemeral' }] });
  const answer = await say({ text: 'Maaf, Kak', fromBusiness: true });
  await play('reactions', { messageId: answer.id, emoji: '😢' });
  await play('reads', { account, persona });
  await say({ text: 'Pesanan saya datang begini' });
  await open('.received-file');
  await open('video.received-video');
  await open('.received-picture img');
  const image = page.locator('.received-picture img').first();
  await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBe(480);
  for (const words of [
    'hanya bisa dilihat di aplikasi',
    'Membalas foto',
    'Unduh nota.html',
    'Dibaca',
    '😢',
  ]) {
    await expect.poll(() => page.locator('.thread').innerText()).toContain(words);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('a file is served to members alone, as what it is, in parts, and never as a page', async () => {
  const addresses = await page.$$eval('.received-picture, .received-video, .received-file', (all) =>
    all.map((each) => each.getAttribute('href') ?? each.getAttribute('src') ?? ''),
  );
  expect(addresses).toHaveLength(3);
  const member = visitorOf(house.hub);
  await member.post('/masuk', { email: 'staf@demo.test', password });
  const stranger = visitorOf(house.hub);
  await stranger.post('/daftar', {
    businessName: 'Warung Orang Lain',
    email: 'orang.lain@contoh.test',
    password: 'sandi-orang-lain',
  });
  const nobody = visitorOf(house.hub);
  for (const address of addresses) {
    const answer = await member.get(address);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('cache-control')).toContain('private');
    expect((await stranger.get(address)).status).toBe(404);
    expect((await nobody.get(address)).status).toBe(303);
    // Under the stranger's own business it is not there either.
    const own = address.replace('dapur-serang', 'warung-orang-lain');
    expect((await stranger.get(own)).status).toBe(404);
    expect((await fetch(`${house.hub}/media/${address.split('/').at(-1)}`)).status).toBe(404);
  }
  const [picture, film, paper] = await Promise.all(addresses.map((address) => member.get(address)));
  expect(picture!.headers.get('content-type')).toBe('image/jpeg');
  expect(film!.headers.get('content-type')).toBe('video/mp4');
  expect(paper!.headers.get('content-type')).toBe('application/octet-stream');
  expect(paper!.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''nota\.html$/);
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const part = await fetch(`${house.hub}${addresses[1]!}`, {
    headers: { cookie: cookies, range: 'bytes=4-7' },
  });
  expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
    ...[206, 'ftyp', `bytes 4-7/${mp4().length}`],
  ]);
});

test('a person plays the customer on the network’s own page with one tap', async () => {
  const played = await house.browser.newContext({ javaScriptEnabled: false });
  const network = await played.newPage();
  await network.goto(`${house.network}/pesan/${account}`);
  await network.getByRole('link', { name: /Dewi/ }).click();
  for (const name of ['Kirim foto contoh', 'Kirim jempol', 'Tandai sudah dibaca']) {
    await network.getByRole('button', { name }).click();
  }
  expect(await network.locator('.bubbles img').count()).toBeGreaterThanOrEqual(3);
  await played.close();
});
