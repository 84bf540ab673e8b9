/**
 * Every signed-in page at a first visit, with as much in it as a busy shop has: what its HTML, styles and scripts
 * weigh on the wire, and when the largest thing is painted on a slow phone on a slow network.
 * Long, because the busy shop is made here as well.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type postgres from 'postgres';
import { openBackend, type Backend } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { storePicture } from '#media/pictures/store.ts';
import { launchChromium } from '../support/chromium.ts';
import { install, type Installation } from './installation.ts';
import { addChannels, phonePhoto, signUp, type BenchChannel, type Owner } from './people.ts';
import { median, note, reporter } from './report.ts';

const report = reporter('pages');
const folder = resolve(import.meta.dirname, '../../src/pages/u/[slug]');

/** A phone of the cheaper kind at the edge of the network. */
const network = {
  offline: false,
  latency: 400,
  downloadThroughput: 400_000 / 8,
  uploadThroughput: 400_000 / 8,
};
const slowness = 6;
const phone = { width: 360, height: 740 };

export async function run({ quick }: { quick: boolean }): Promise<void> {
  const hub = await install();
  const env = { DATA_DIR: hub.dataDir, PORT: String(hub.port), LOG_LEVEL: 'silent' };
  const backend = await openBackend(readEnv(env));
  const browser = await launchChromium();
  try {
    const owner = await signUp(hub, backend.sql);
    const filled = await fill(backend, owner);
    const visit: Visit = { hub, owner, browser };
    await measure(visit, 'today', '/', quick);
    for (const { name, path } of pagesOf(owner, filled)) await measure(visit, name, path, quick);
  } finally {
    await browser.close();
    await backend.close();
    await hub.remove();
  }
}

interface Visit {
  hub: Installation;
  owner: Owner;
  browser: Browser;
}

/** Each page file of a business, with an example in the place of what it takes. */
function pagesOf({ slug }: Owner, examples: Record<string, string>): { name: string; path: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.astro') && !file.split('/').some((part) => part.startsWith('_')))
    .sort()
    .flatMap((file) => {
      const name = file.replace(/(\/index)?\.astro$/, '');
      const path = name.replace(/\[(\w+)\]/g, (_, key: string) => examples[key] ?? '[]');
      if (path.includes('[]')) note(`pages: not measured, no example for ${name}`);
      return path.includes('[]') ? [] : [{ name, path: `/u/${slug}/${path}` }];
    });
}

async function measure(visit: Visit, name: string, path: string, quick: boolean): Promise<void> {
  const first = await load(visit, path, false);
  if (first.status !== 200 || first.path !== path) {
    note(`pages: not measured, ${name} answered ${first.status} and led to ${first.path}`);
    return;
  }
  const weights = { document: 0, stylesheet: 0, script: 0 };
  for (const { url, type } of first.files) weights[type] += await weigh(visit, url);
  const critical = (weights.document + weights.stylesheet) / 1000;
  const all = critical + weights.script / 1000;
  const most = /^(kalender|unggahan\/baru|kotak-masuk)/.test(name) ? 90 : 60;
  const n = first.files.length;
  report(`${name}: critical HTML and CSS`, critical, 'kB', { n, budget: { most: 25 } });
  report(`${name}: HTML, CSS and JS`, all, 'kB', { n, budget: { most } });
  const paints: Loaded[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round += 1) paints.push(await load(visit, path, true));
  const seconds = median(paints.map(({ paint }) => paint)) / 1000;
  report(`${name}: largest paint on a slow phone`, seconds, 's', { n: paints.length, budget: { most: 2.5 } });
  const one = paints[0]!;
  note(
    `pages: ${name}: largest is ${one.largest}; first paint ${(one.firstPaint / 1000).toFixed(2)} s; ` +
      `HTML ${weights.document}, CSS ${weights.stylesheet}, JS ${weights.script} bytes; all images ${(one.images / 1000).toFixed(0)} kB`,
  );
}

interface Loaded {
  status: number;
  path: string;
  files: { url: string; type: 'document' | 'stylesheet' | 'script' }[];
  /** Milliseconds since navigation. */
  paint: number;
  firstPaint: number;
  largest: string;
  /** Bytes of pictures on the wire. */
  images: number;
}

/** One first visit: nothing in the cache. */
async function load({ hub, owner, browser }: Visit, path: string, slow: boolean): Promise<Loaded> {
  const context = await browser.newContext({
    viewport: phone,
    deviceScaleFactor: 2,
    isMobile: true,
    locale: 'id-ID',
  });
  try {
    const cookies = owner.cookie.split('; ').map((pair) => ({
      name: pair.slice(0, pair.indexOf('=')),
      value: pair.slice(pair.indexOf('=') + 1),
      url: hub.url,
    }));
    await context.addCookies(cookies);
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    if (slow) {
      await cdp.send('Network.emulateNetworkConditions', network);
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowness });
    }
    await page.addInitScript(watchPaint);
    const traffic = watchTraffic(cdp);
    const answer = await page.goto(hub.url + path, { waitUntil: 'load', timeout: 90_000 });
    await traffic.quiet();
    const { files, images } = traffic;
    return {
      status: answer!.status(),
      path: new URL(page.url()).pathname,
      files,
      images: images(),
      ...(await paints(page)),
    };
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
function watchPaint(): void {
  const seen = { paint: 0, largest: '' };
  Object.assign(globalThis, { benchSeen: seen });
  new PerformanceObserver((list) => {
    const last = list.getEntries().at(-1) as PerformanceEntry & { element?: Element; url?: string };
    seen.paint = last.startTime;
    const element = last.element;
    seen.largest = element ? `<${element.localName} class="${element.className}"> ${last.url ?? ''}` : 'gone';
  }).observe({ type: 'largest-contentful-paint', buffered: true });
}

async function paints(page: Page): Promise<Pick<Loaded, 'paint' | 'firstPaint' | 'largest'>> {
  return page.evaluate(() => {
    const { benchSeen } = globalThis as unknown as { benchSeen: { paint: number; largest: string } };
    const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    return { ...benchSeen, firstPaint: first };
  });
}

function watchTraffic(cdp: CDPSession) {
  const files: Loaded['files'] = [];
  const under = new Set<string>();
  const pictures = new Set<string>();
  let bytes = 0;
  let last = performance.now();
  const ended = (id: string) => {
    under.delete(id);
    last = performance.now();
  };
  cdp.on('Network.requestWillBeSent', ({ requestId, request: { url }, type = 'Other' }) => {
    // Live events never end.
    if (type !== 'EventSource' && url.startsWith('http')) under.add(requestId);
    if (type === 'Image') pictures.add(requestId);
    const kind = type.toLowerCase();
    if (kind === 'document' || kind === 'stylesheet' || kind === 'script') files.push({ url, type: kind });
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (pictures.has(requestId)) bytes += encodedDataLength;
    ended(requestId);
  });
  cdp.on('Network.loadingFailed', ({ requestId }) => ended(requestId));
  return {
    files,
    images: () => bytes,
    /** Nothing under way for a second; pictures that come late may be the largest thing. */
    async quiet() {
      const until = performance.now() + 60_000;
      while (performance.now() < until && (under.size > 0 || performance.now() - last < 1_000))
        await sleep(50);
    },
  };
}

/** Bytes of the body as it comes over the wire to a browser that takes brotli. */
function weigh({ owner }: Visit, url: string): Promise<number> {
  return new Promise((done, failed) => {
    const headers = { 'Accept-Encoding': 'gzip, br', Accept: 'text/html,*/*', Cookie: owner.cookie };
    request(url, { headers }, (answer) => {
      const encoding = answer.headers['content-encoding'] ?? 'none';
      if (encoding !== 'br') note(`pages: ${new URL(url).pathname} came with encoding ${encoding}`);
      let bytes = 0;
      answer.on('data', (part: Buffer) => (bytes += part.length));
      answer.on('end', () => done(bytes));
    })
      .on('error', failed)
      .end();
  });
}

/** Two channels, 40 posts with their pictures (30 of them published), 60 conversations. */
async function fill(backend: Backend, { business }: Owner): Promise<Record<string, string>> {
  const { sql } = backend;
  const channels = await addChannels(sql, 'meta', [business]);
  const posts = await addPosts(backend, business, channels);
  const conversation = await addConversations(sql, business, channels);
  return { post: posts[0]!, conversation };
}

async function addPosts(backend: Backend, business: string, channels: BenchChannel[]): Promise<string[]> {
  const { sql } = backend;
  const pictures: string[] = [];
  for (const colour of ['#b4763c', '#3c7a4a', '#a33b2f', '#d8b060', '#6b4a2f', '#8a8f5a']) {
    const stored = await storePicture(
      backend,
      backend.asService('a picture to measure with'),
      business,
      await phonePhoto(colour),
    );
    if (!stored.ok) throw new Error(stored.reason);
    pictures.push(stored.picture.id);
  }
  const ids = Array.from({ length: 40 }, () => randomUUID());
  const common = {
    business_id: business,
    media_type: 'photo',
    message_type: 'conversational',
    goal: 'Pelanggan memesan lewat komentar',
    goal_figure: 'comments',
    goal_value: 5,
  };
  // The first, which is opened, has few words: then its picture is the largest thing on the page.
  const caption = (index: number) =>
    index === 0
      ? 'Sate bandeng, baru keluar dari panggangan!'
      : `Sate bandeng hari ini keluar dari panggangan pukul sepuluh, ${index + 1} tusuk pertama untuk yang pesan lewat sini. ` +
        'Bumbu racikan Ibu, tanpa pengawet, bisa dikirim ke Cilegon dan Pandeglang. Tulis di komentar mau berapa! #satebandeng #serang';
  const hour = 3_600_000;
  await sql`insert into posts ${sql(ids.map((id, index) => ({ ...common, id, caption: caption(index) })))}`;
  await sql`insert into post_media ${sql(
    ids.map((post_id, index) => ({
      post_id,
      business_id: business,
      position: 1,
      media_id: pictures[index % pictures.length]!,
      alt_text: 'Sepiring sate bandeng di atas daun pisang.',
    })),
  )}`;
  const targets = ids.flatMap((post_id, index) =>
    channels.map(({ id: channel_id }, nth) => {
      const ahead = index < 10;
      const at = new Date(Date.now() + (ahead ? (index + 1) * 24 * hour : (9 - index) * 24 * hour));
      const over = { published_at: at, remote_id: `18${nth}000000000${1000 + index}` };
      const state = ahead ? 'scheduled' : 'published';
      const when = {
        scheduled_at: at,
        scheduled_zone: 'Asia/Jakarta',
        not_after: new Date(at.getTime() + 6 * hour),
      };
      return {
        post_id,
        business_id: business,
        channel_id,
        state,
        ...when,
        published_at: null,
        remote_id: null,
        ...(ahead ? {} : over),
      };
    }),
  );
  await sql`insert into post_targets ${sql(targets)}`;
  return ids;
}

/** @returns one under a post, with twelve messages */
async function addConversations(
  sql: postgres.Sql,
  business: string,
  channels: BenchChannel[],
): Promise<string> {
  const contacts = await sql<{ id: string }[]>`insert into contacts (business_id, name)
    select ${business}, 'Pelanggan ' || n from generate_series(1, 60) n returning id`;
  const targets = await sql<
    { id: string; remote_id: string; channel_id: string }[]
  >`select id, remote_id, channel_id
    from post_targets where business_id = ${business} and state = 'published' order by published_at desc`;
  const rows = contacts.map(({ id: contact_id }, index) => {
    const target = targets[index % 10]!;
    const common = { id: randomUUID(), business_id: business, contact_id };
    return index % 3 === 2
      ? { ...common, channel_id: channels[0]!.id, kind: 'dm', place: '', post_target_id: null }
      : {
          ...common,
          channel_id: target.channel_id,
          kind: 'comment',
          place: target.remote_id,
          post_target_id: target.id,
        };
  });
  const identities = await sql<{ id: string; contact_id: string }[]>`insert into identities ${sql(
    rows.map(({ business_id, contact_id, channel_id, id }) => ({
      business_id,
      contact_id,
      channel_id,
      external_id: id,
    })),
  )} returning id, contact_id`;
  const identityOf = new Map(identities.map(({ id, contact_id }) => [contact_id, id]));
  await sql`insert into conversations ${sql(
    rows.map((row) => ({ ...row, identity_id: identityOf.get(row.contact_id)! })),
  )}`;
  const minute = 60_000;
  const messages = rows.flatMap(({ id, channel_id }, index) =>
    // Two thirds wait for an answer.
    Array.from({ length: index === 0 ? 12 : (index % 3) + 2 }, (_, nth) => ({
      business_id: business,
      conversation_id: id,
      channel_id,
      direction: nth % 2 ? 'out' : 'in',
      external_id: `${id}-${nth}`,
      body:
        nth % 2
          ? 'Masih ada, Kak. Bisa kami antar sore ini.'
          : `Kak, sate bandengnya masih ada? Mau ${nth + 2} porsi, kirim ke Cilegon bisa hari ini?`,
      sent_at: new Date(Date.now() - (index * 90 + 60 - nth) * minute),
    })),
  );
  await sql`insert into messages ${sql(messages)}`;
  return rows[0]!.id;
}
