/**
 * The API that the element calls from other sites, over the real server: what it takes, what it refuses, and how it says so.
 * Long, because it is one list of what the API takes and refuses.
 */
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { feedback, openWidgetHouse, type WidgetHouse } from './house.ts';

let house: WidgetHouse;
beforeAll(async () => {
  house = await openWidgetHouse();
}, 120_000);
afterAll(() => house?.close());
afterEach(() => house.forgive());

interface Receipt {
  number: string;
  link: string;
  message: string;
}
const receipt = async (answer: Response) => (await answer.json()) as Receipt;
const refusal = async (answer: Response) => {
  expect(answer.headers.get('access-control-allow-origin'), 'readable where it is shown').toBe('*');
  const { code, text } = (await answer.json()) as { code: string; text: string };
  expect(text.length, 'a sentence for people').toBeGreaterThan(10);
  return [answer.status, code];
};
const messages = async (words: string) => {
  const [{ n }] = await house.sql<[{ n: number }]>`
    select count(*)::integer as n from messages where body = ${words}`;
  return n;
};
const signedIn = async (path: string) =>
  (await fetch(house.hub + path, { headers: { Cookie: house.cookie } })).text();

describe('the greeting', () => {
  const greet = (key: string, origin?: string) =>
    fetch(`${house.hub}/api/widget/${key}`, { headers: origin ? { Origin: origin } : {} });

  test('tells a page whose form it is, and nothing else', async () => {
    const answer = await greet(house.key, 'https://toko.test');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.json()).toEqual({
      name: 'Warung Kalender',
      lang: 'id',
      sample: false,
      form: `${house.hub}/f/${house.slug}`,
      answers: '',
    });
  });

  test.each(['tg_0', `tg_${'0'.repeat(32)}`, '%00', '..%2f'])('%s is no key', async (key) => {
    expect((await greet(key, 'https://toko.test')).status).toBe(404);
  });
});

describe('what a customer writes', () => {
  test('is in the inbox at once, under the number and the link they were told', async () => {
    const answer = await house.send(
      feedback({ kind: 'complaint', contact: '0812-3456-7890', ordered: 'Kemarin' }),
    );
    expect(answer.status).toBe(201);
    const { number, link } = await receipt(answer);
    expect(number).toMatch(/^[1-9]\d{4}$/);
    expect(link).toMatch(new RegExp(`^${house.hub}/s/[\\w-]{22}$`));
    expect(await signedIn(`${house.base}/kotak-masuk?tampil=semua`)).toContain('Cilegon');
    const theirs = await fetch(link);
    expect(theirs.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await theirs.text()).toContain(number);
    const [row] = await house.sql`select kind, whatsapp, page from feedbacks where number = ${number}`;
    expect(row).toEqual({ kind: 'complaint', whatsapp: '6281234567890', page: 'https://toko.test/bandeng' });
  });

  test('is one message however often it is sent, also at the same moment', async () => {
    const one = feedback({ words: 'Sekali saja' });
    const sent = await Promise.all([1, 2, 3, 4, 5].map(() => house.send(one)));
    const told = await Promise.all([...sent, await house.send(one)].map(receipt));
    expect(new Set(told.map(({ number }) => number)).size).toBe(1);
    expect(await messages('Sekali saja')).toBe(1);
    for (const { link } of told) expect((await fetch(link)).status).toBe(200);
  });

  test('is shown as text, also where it looks like a program or a link', async () => {
    const words = '<script>alert(1)</script><img src=x onerror=alert(1)> https://jahat.test/klik';
    await house.send(
      feedback({ words, name: '<b>Nama</b>', product: '"><script>', ordered: '<i>', kind: 'complaint' }),
    );
    const [{ conversation_id }] = await house.sql<[{ conversation_id: string }]>`
      select conversation_id from messages where body = ${words}`;
    const page = await signedIn(`${house.base}/kotak-masuk/${conversation_id}`);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/href="?https:\/\/jahat/);
    // In the value of an attribute these signs mean nothing.
    expect(page.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<script>alert|<img src=x|<b>Nama|<i>/);
  });

  test('loses signs that no eye can see', async () => {
    await house.send(feedback({ words: 'Se\u202Enang\u0000 sekali\r\nbaris dua' }));
    expect(await messages('Senang sekali\nbaris dua')).toBe(1);
  });
});

describe('what is not taken, with a reason that the page can read', () => {
  test.each<[string, () => Promise<Response>, (string | number)[]]>([
    ['no words', () => house.send(feedback({ words: '  ' })), [422, 'words']],
    ['too many words', () => house.send(feedback({ words: 'a'.repeat(4001) })), [422, 'words']],
    ['a contact that is none', () => house.send(feedback({ contact: 'besok' })), [422, 'contact']],
    ['no consent', () => house.send(feedback({ notice: undefined })), [422, 'consent']],
    ['consent to another notice', () => house.send(feedback({ notice: '2020-01-01' })), [422, 'consent']],
    ['a key that can be guessed', () => house.send(feedback({ key: '1' })), [422, 'shape']],
    ['another kind', () => house.send(feedback({ kind: 'spam' })), [422, 'shape']],
    [
      'the field that nobody sees',
      () => house.send(feedback({ url: 'https://jahat.test' })),
      [422, 'too_fast'],
    ],
    ['faster than anybody writes', () => house.send(feedback({ took: 200 })), [422, 'too_fast']],
    ['no JSON', () => house.send('{{'), [422, 'shape']],
    ['no object', () => house.send('[1]'), [422, 'shape']],
    [
      'another type',
      () => house.send(feedback(), { headers: { 'Content-Type': 'text/plain' } }),
      [415, 'wrong_type'],
    ],
    ['too large', () => house.send(feedback({ words: 'a', page: 'x'.repeat(70_000) })), [413, 'too_large']],
    ['an unknown key', () => house.send(feedback(), { key: `tg_${'0'.repeat(32)}` }), [404, 'unknown_key']],
  ])('%s', async (_, sent, expected) => {
    const [before] = await house.sql`select count(*) as n from messages`;
    expect(await refusal(await sent())).toEqual(expected);
    expect((await house.sql`select count(*) as n from messages`)[0]).toEqual(before);
  });

  test('far too large is refused too, in a way that a page elsewhere can read', async () => {
    const answer = await house.send('a'.repeat(3 * 1024 * 1024));
    expect(answer.status).toBe(413);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('another site than the owner allows', async () => {
    await house.sql`update widget_keys set origins = '{https://toko.test}'`;
    try {
      expect(await refusal(await house.send(feedback(), { origin: 'https://lain.test' }))).toEqual([
        403,
        'origin',
      ]);
      expect(await refusal(await house.send(feedback(), { origin: 'null' }))).toEqual([403, 'origin']);
      expect(await refusal(await house.send(feedback(), { origin: null }))).toEqual([403, 'origin']);
      expect((await house.send(feedback())).status).toBe(201);
      expect((await house.send(feedback(), { origin: house.hub })).status, 'the preview').toBe(201);
    } finally {
      await house.sql`update widget_keys set origins = '{}'`;
    }
  });

  test('a key whose seven days are over', async () => {
    await house.sql`update widget_keys set ends_at = now() - interval '1 second'`;
    expect(await refusal(await house.send(feedback()))).toEqual([404, 'unknown_key']);
    await house.sql`update widget_keys set ends_at = null`;
  });

  test('more than ten at once from one address, until a while has passed', async () => {
    const answers = [];
    for (let n = 0; n < 12; n++) answers.push(await house.send(feedback({ words: `Banyak ${n}` })));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(201), 429, 429]);
    expect(answers[11]!.headers.get('retry-after')).toBe('60');
    expect(await refusal(answers[11]!)).toEqual([429, 'too_many']);
  });
});

test('a browser that asks whether it may ask is told so, also for headers', async () => {
  const answer = await fetch(`${house.hub}/api/widget/${house.key}/masukan`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://toko.test', 'Access-Control-Request-Method': 'POST' },
  });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('access-control-allow-headers')).toContain('Authorization');
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
});

describe('a photo', () => {
  const photo = (
    key: string,
    message: string,
    token: string,
    body: Uint8Array,
    type = 'application/octet-stream',
  ) =>
    fetch(`${house.hub}/api/widget/${key}/masukan/${message}/foto`, {
      method: 'POST',
      headers: { 'Content-Type': type, Authorization: `Bearer ${token}`, Origin: 'https://toko.test' },
      body: body as Uint8Array<ArrayBuffer>,
    });
  const taken = () =>
    sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#a52' } })
      .withExif({ IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '6/1 7/1 0/1' } })
      .jpeg()
      .toBuffer();
  const first = async () => {
    const { message, link } = await receipt(await house.send(feedback({ words: `Foto ${randomUUID()}` })));
    return { message, link, token: link.slice(-22) };
  };

  test('is smaller, has lost its position, and is seen by the customer and by members alone', async () => {
    const { message, link, token } = await first();
    const bytes = await taken();
    expect(bytes.includes(Buffer.from('Exif'))).toBe(true);
    expect((await photo(house.key, message, token, bytes)).status).toBe(201);
    expect((await photo(house.key, message, token, bytes)).status, 'sent again it is the same').toBe(201);
    const [row] = await house.sql<{ id: string; width: number; mime: string }[]>`
      select id, width, mime from message_attachments where message_id = ${message}`;
    expect(row).toMatchObject({ width: 1600, mime: 'image/jpeg' });
    const shown = await fetch(`${link}/foto/${row!.id}`);
    const kept = Buffer.from(await shown.arrayBuffer());
    const { exif, format, width } = await sharp(kept).metadata();
    expect([exif, format, width]).toEqual([undefined, 'jpeg', 1600]);
    expect(shown.headers.get('content-security-policy')).toContain('sandbox');
    const other = await first();
    expect((await fetch(`${other.link}/foto/${row!.id}`)).status).toBe(404);
    const [{ conversation_id: at }] = await house.sql<[{ conversation_id: string }]>`
      select conversation_id from messages where id = ${message}`;
    const theirs = `${house.hub}${house.base}/kotak-masuk/${at}/lampiran/${row!.id}`;
    expect((await fetch(theirs, { headers: { Cookie: house.cookie } })).status).toBe(200);
    expect((await fetch(theirs, { redirect: 'manual' })).status).toBe(303);
  });

  test('that is none, is too large, comes as a form, or belongs to somebody else is refused', async () => {
    const { message, token } = await first();
    const other = await first();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const cases: [Response, (string | number)[]][] = [
      [await photo(house.key, message, token, svg), [422, 'not_a_picture']],
      [await photo(house.key, message, token, Buffer.alloc(13 * 1024 * 1024)), [413, 'too_large']],
      [await photo(house.key, message, token, await taken(), 'image/jpeg'), [415, 'wrong_type']],
      [await photo(house.key, message, other.token, await taken()), [404, 'link']],
      [await photo(house.key, randomUUID(), token, await taken()), [404, 'link']],
      [await photo(house.key, 'x', token, await taken()), [404, 'link']],
      [await photo(house.key, message, '', await taken()), [404, 'link']],
      [await photo(`tg_${'0'.repeat(32)}`, message, token, await taken()), [404, 'unknown_key']],
    ];
    for (const [answer, expected] of cases) expect(await refusal(answer)).toEqual(expected);
    const [{ n }] = await house.sql<[{ n: number }]>`
      select count(*)::integer as n from message_attachments where message_id in (${message}, ${other.message})`;
    expect(n).toBe(0);
  });
});
