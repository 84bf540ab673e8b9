/**
 * Thousands of hostile requests against a real server, others in each run: it never fails, keeps exactly what it may, and
 * what it keeps is text wherever it is shown. `SEED=n` repeats a run; a failure names its seed. The last five hundred run
 * against the limits as they stand; before, they are forgiven all the time, so that most requests get past them.
 * `npm run soak -- hostile` sends ten thousand.
 * Long, because what was sent, what was kept and where it is shown are one ledger.
 */
import { existsSync, readdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { BrowserContext } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Backend } from '#platform/backend/index.ts';
import { installationSecret, keysFrom } from '#platform/backend/keys.ts';
import { freshChallenge } from '#widget/feedback/challenge.ts';
import { prove } from '#widget/elements/prove.ts';
import { alarm, kept } from './hostile-words.ts';
import { hostileFrom, type Hostile, type Known } from './hostile.ts';
import { feedback, openWidgetHouse, type WidgetHouse } from './house.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const again = `again: SEED=${seed}`;
const limited = 500;
const many = Number(process.env['REQUESTS'] ?? 2_500) - limited;
const atOnce = 16;

let house: WidgetHouse;
let known: Known;
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
const hostile = hostileFrom(seed);

beforeAll(async () => {
  house = await openWidgetHouse({ TRUST_PROXY: 'on' });
  const [{ key: bound }, { key: ended }] = (await house.sql<{ key: string }[]>`
    insert into widget_keys (business_id, channel_id, origins, ends_at)
    select business_id, channel_id, given.origins, now() + given.later from widget_keys,
      (values ('{https://terikat.test}'::text[], interval '1 day'), ('{}', interval '-1 second')) as given (origins, later)
    where ends_at is null returning key`) as unknown as [{ key: string }, { key: string }];
  known = {
    hub: house.hub,
    slug: house.slug,
    keys: { good: house.key, bound, ended },
    boundTo: 'https://terikat.test',
    taken: [],
    photos: await photos(),
    proofs: await Promise.all([0, 4_000].map((ago) => proofOf(ago))),
  };
}, 240_000);
afterAll(async () => {
  agent.destroy();
  await house?.close();
});

interface Answer {
  /** 0 where the connection ended without one. */
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Where a connection was cut, told with a failure. */
const cuts = new Set<string>();

/** As it is: `fetch` would put a path in order first, and refuse some headers. */
function send(one: Hostile, tries = 3): Promise<Answer> {
  const { method, path, headers, body, breaksOff } = one;
  return new Promise((done) => {
    const nothing = { status: 0, headers: {}, text: '' };
    const { port } = new URL(house.hub);
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', () => done(nothing));
      answer.on('end', () =>
        done({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(parts).toString(),
        }),
      );
    });
    // The server may have hung up on whoever used the connection before: only what is cut off each time has no answer.
    sent.on('error', (error) => {
      cuts.add(`${one.name}: ${error.message}, ${sent.reusedSocket ? 'used' : 'fresh'}`);
      const isLast = breaksOff || (tries === 1 && !sent.reusedSocket);
      done(isLast ? nothing : send(one, sent.reusedSocket ? tries : tries - 1));
    });
    sent.setTimeout(60_000, () => sent.destroy());
    if (!breaksOff) return void sent.end(body);
    sent.setHeader('Content-Length', body.length + 1_000);
    sent.write(body);
    setTimeout(() => sent.destroy(), 20);
  });
}

const proofOf = async (agoSeconds: number) =>
  prove(
    await freshChallenge(
      { keys: keysFrom(installationSecret(house.dataDir)) } as Backend,
      { key: house.key },
      Date.now() - agoSeconds * 1000,
    ),
  );

async function photos(): Promise<Known['photos']> {
  const small = sharp({ create: { width: 60, height: 40, channels: 3, background: '#a52' } });
  const jpeg = await small.clone().jpeg().toBuffer();
  const script = Buffer.from(`<script>window.${alarm}=1</script>`);
  return {
    // A picture and a program in one: the picture is kept, the program is not.
    good: Buffer.concat([jpeg, Buffer.from('*/=1;/*'), script]),
    bad: [
      ['svg', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="window.${alarm}=1"/>`)],
      ['gif', Buffer.concat([Buffer.from('GIF89a/*'), script])],
      ['real gif', await small.clone().gif().toBuffer()],
      ['tiff', await small.clone().tiff().toBuffer()],
      ['html', Buffer.from(`<!doctype html>${script.toString()}`)],
      ['pdf', Buffer.from('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>')],
      ['zip', Buffer.from('PK\u0003\u0004'.padEnd(200, '\0'))],
      ['heic', Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic')],
      ['nothing', Buffer.alloc(0)],
      ['zeros', Buffer.alloc(5_000)],
      ['half', jpeg.subarray(0, jpeg.length / 2)],
      ['a bomb', bomb(60_000)],
      ['too large', Buffer.alloc(12 * 1024 * 1024 + 1, 1)],
    ],
  };
}

/** A PNG of a few kilobytes that is `side` pixels high and wide. */
function bomb(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const named = Buffer.concat([Buffer.from(type), data]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(named));
    return Buffer.concat([size, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(2_000_000));
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** How many rows each table has. */
async function rows(): Promise<Record<string, number>> {
  const tables = await house.sql<{ name: string }[]>`
    select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`;
  const counted = await Promise.all(
    tables.map(async ({ name }) => {
      const [{ n }] = await house.sql<[{ n: number }]>`select count(*)::integer as n from ${house.sql(name)}`;
      return [name, n] as const;
    }),
  );
  return Object.fromEntries(counted);
}

const files = () => {
  const folder = join(house.dataDir, 'media');
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;
};

/** What the answers say was kept. */
const ledger = {
  words: new Map<string, string>(),
  again: new Map<string, string>(),
  photos: new Set<string>(),
};
/** What went wrong, each kind of it once, with an example. */
const wrong = new Map<string, string>();
let refusals = 0;

async function judge(one: Hostile, answer: Answer): Promise<void> {
  const say = (what: string) =>
    wrong.set(
      `${one.name}: ${what}`,
      `${one.method} ${one.path.slice(0, 200)}: ${String(one.body).slice(0, 300)}`,
    );
  const { status, headers, text } = answer;
  if (status === 0 && one.breaksOff) return;
  if (status === 0) return void say('no answer');
  if (status >= 500) return void say(`answered ${status}: ${text.slice(0, 200)}`);
  const isApi = /^\/api\/widget\/tg_[0-9a-f]{32}\/masukan(\/[\w-]+\/foto)?$/.test(one.path);
  if (isApi && headers['access-control-allow-origin'] !== '*' && one.method === 'POST')
    say(`not readable elsewhere: ${status}`);
  if (isApi && headers['set-cookie']) say('sets a cookie');
  const location = String(headers['location'] ?? '');
  const isTaken =
    one.method === 'POST' && (status === 201 || (status === 303 && /^\/s\/[\w-]{22}(\?|$)/.test(location)));
  if (/^(https?:)?\/\//.test(location) && !location.startsWith(house.hub)) say(`leads to ${location}`);
  if (!isTaken) {
    if (one.keeps?.what === 'words') refusals++;
    return;
  }
  const { keeps } = one;
  if (!keeps) {
    // A page that leads back after nothing was done says so in the same way.
    if (status === 201 || location.includes('terkirim')) say(`took it: ${status} ${location}`);
    return;
  }
  if (keeps.what === 'photo') return void ledger.photos.add(keeps.message);
  if (keeps.what === 'again') return void ledger.again.set(keeps.key, keeps.words);
  if (ledger.words.has(keeps.key)) {
    if (ledger.words.get(keeps.key) !== keeps.words) say('took the place of another');
    return;
  }
  ledger.words.set(keeps.key, keeps.words);
  if (status !== 201) return;
  const { message, link } = JSON.parse(text) as { message: string; link: string };
  known.taken.push({ key: keeps.key, words: keeps.words, message, token: link.slice(-22) });
}

async function volley(count: number, make: () => Hostile, forgiving: boolean): Promise<void> {
  for (let sent = 0; sent < count;) {
    const round = Array.from({ length: Math.min(100, count - sent) }, make);
    sent += round.length;
    const waiting = [...round];
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let one = waiting.pop(); one; one = waiting.pop()) await judge(one, await send(one));
      }),
    );
    if (forgiving) await house.forgive();
  }
}

const grew = [
  'feedbacks',
  'feedback_links',
  'messages',
  'message_attachments',
  'conversations',
  'contacts',
  'identities',
  'consents',
];
/** Made beside a row that may be: what happened and what is counted. */
const beside = ['events', 'event_numbers', 'rate_limits'];

test(
  'thousands of hostile requests: no failure, nothing kept that may not be',
  { timeout: 600_000 },
  async () => {
    const before = await rows();
    const filesBefore = files();
    await volley(many, () => hostile.next(known), true);
    expect(Object.fromEntries(wrong), `${again}; ${[...cuts].join('; ')}`).toEqual({});
    // Most of what may be kept was: otherwise this would show nothing.
    expect(ledger.words.size, again).toBeGreaterThan(many / 48);
    expect(refusals, again).toBeLessThan(ledger.words.size / 4);

    // Five addresses, against the limits as they stand; what stands before the last comma was written by the caller.
    const tenFrom = new Map<string, number>();
    const five = Array.from({ length: 5 }, () => hostile.address());
    const proofs = await Promise.all(Array.from({ length: 12 }, () => proofOf(0)));
    const proven = new Set<string>();
    const taken = ledger.words.size;
    let n = 0;
    const limitedOne = (): Hostile => {
      const address = five[n++ % five.length]!;
      const one = hostile.rude(known, known.keys.good, {
        'X-Forwarded-For': `${hostile.address()}, ${address}`,
      });
      // Once it is under attack: before, nobody asks for one.
      const proof = n > 200 ? proofs[n % 40] : undefined;
      if (!proof) return one;
      return {
        ...one,
        body: JSON.stringify({ ...(JSON.parse(String(one.body)) as object), proof }),
        name: proof,
      };
    };
    const judged = new Set(ledger.words.keys());
    const seen = new Map<string, Hostile>();
    await volley(
      limited,
      () => {
        const one = limitedOne();
        if (one.keeps?.what === 'words') seen.set(one.keeps.key, one);
        return one;
      },
      false,
    );
    for (const [key, one] of seen) {
      if (judged.has(key) || !ledger.words.has(key)) continue;
      const address = one.headers['X-Forwarded-For']!.split(', ')[1]!;
      tenFrom.set(address, (tenFrom.get(address) ?? 0) + 1);
      if (proofs.includes(one.name)) {
        expect(proven.has(one.name), `a proof was taken twice; ${again}`).toBe(false);
        proven.add(one.name);
      }
    }
    expect(Object.fromEntries(wrong), again).toEqual({});
    // Ten, and one for each minute that this takes.
    for (const count of tenFrom.values()) expect(count, again).toBeLessThanOrEqual(12);
    const without = ledger.words.size - taken - proven.size;
    expect(without, again).toBeGreaterThanOrEqual(25);
    expect(without, `thirty without a proof, and three a minute; ${again}`).toBeLessThanOrEqual(36);

    const after = await rows();
    const more = Object.fromEntries(grew.map((table) => [table, after[table]! - before[table]!]));
    const { words, again: wrote, photos } = ledger;
    expect(more, again).toMatchObject({
      feedbacks: words.size,
      conversations: words.size,
      contacts: words.size,
      identities: words.size,
      consents: words.size,
      messages: words.size + wrote.size,
      message_attachments: photos.size,
    });
    for (const [table, count] of Object.entries(after))
      if (![...grew, ...beside].includes(table))
        expect([table, count], again).toEqual([table, before[table]]);
    // Whole and small of each photo; what found no place is gone.
    expect(files() - filesBefore, again).toBe(photos.size * 2);

    const stored = await house.sql<{ external_id: string; body: string }[]>`
      select external_id, body from messages where direction = 'in'`;
    const expected = new Map([...words, ...wrote]);
    for (const { external_id, body } of stored) expect(body, again).toBe(expected.get(external_id));
    for (const photo of await house.sql<
      { mime: string; width: number }[]
    >`select mime, width from message_attachments`)
      expect(photo).toMatchObject({ mime: 'image/jpeg', width: 60 });

    // It goes on as if nothing had been.
    await house.forgive();
    expect((await house.send(feedback())).status, again).toBe(201);
  },
);

test('what was kept is text wherever it is shown', async () => {
  const owner = await house.browse();
  const found = await house.sql<{ id: string; token: string | null }[]>`
    select distinct m.conversation_id as id, null as token from messages m
    where m.body ~ ${`<|javascript:|jahat|drop table|${alarm}`} limit 40`;
  const talks = known.taken.filter(({ words }) => words.includes('<')).slice(-10);
  const addresses = [
    '/kotak-masuk?tampil=semua',
    `/kotak-masuk?tampil=semua&cari=${encodeURIComponent(`<script>window.${alarm}`)}`,
    '/kotak-masuk/antrean',
    ...found.map(({ id }) => `/kotak-masuk/${id}`),
  ].map((path) => house.base + path);
  expect(found.length).toBeGreaterThan(20);
  let shown = 0;
  for (const address of addresses) shown += await readAsText(owner, address);
  expect(shown, 'programs were seen, as text').toBeGreaterThan(20);
  const customer = await house.browse();
  await customer.clearCookies();
  for (const { token } of talks) await readAsText(customer, `/s/${token}`);
  await Promise.all([owner.close(), customer.close()]);
});

/** Opens a page and fails on anything in it that came alive. @returns whether it shows a program */
async function readAsText(context: BrowserContext, address: string): Promise<number> {
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (one) => asked.push(new URL(one.url()).origin));
  page.on('dialog', (one) => void one.dismiss());
  const answer = await page.goto(address);
  expect([address, answer?.status()]).toEqual([address, 200]);
  const alive = await page.evaluate(
    ({ name, hub }) => ({
      ran: name in window,
      scripts: [...document.scripts].filter(
        (one) => !one.src.startsWith(hub) && one.type !== 'application/json',
      ).length,
      handlers: [...document.querySelectorAll('*')].flatMap((one) =>
        one
          .getAttributeNames()
          .filter(
            (attribute) => attribute.startsWith('on') || attribute === 'style' || attribute === 'srcdoc',
          ),
      ),
      foreign: [...document.querySelectorAll('[href], [src], [action]')]
        .flatMap((one) => ['href', 'src', 'action'].map((attribute) => one.getAttribute(attribute) ?? ''))
        .filter((value) => /jahat|javascript:/i.test(value)),
      objects: document.querySelectorAll('iframe, object, embed, base, meta[http-equiv]').length,
      text: document.body.innerText.includes('<script>') || document.body.innerText.includes('onerror='),
    }),
    { name: alarm, hub: house.hub },
  );
  const { text, ...nothing } = alive;
  expect({ address, ...nothing }).toEqual({
    address,
    ran: false,
    scripts: 0,
    handlers: [],
    foreign: [],
    objects: 0,
  });
  expect(new Set(asked)).toEqual(new Set([house.hub]));
  await page.close();
  return text ? 1 : 0;
}

test('how text is kept can be said', () => {
  expect(kept(' a\u0000\u202Eb\r\nc\uD800 ')).toBe('ab\nc\uFFFD');
});
