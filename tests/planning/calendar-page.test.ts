/** A month of 400 posts: one query beside the one that lets the member in, and light enough for a phone. */
import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCalendarHouse, type CalendarHouse } from '../support/calendar-house.ts';

let house: CalendarHouse;
const date = '2027-05-12';

beforeAll(async () => {
  house = await openCalendarHouse();
  const sentence = 'Sate bandeng hari ini keluar dari panggangan, bumbu racikan Ibu, bisa dikirim ke Cilegon';
  for (let nth = 0; nth < 400; nth += 1) {
    const local = `2027-05-${String((nth % 31) + 1).padStart(2, '0')}T${String(6 + (nth % 16)).padStart(2, '0')}:${10 + (nth % 45)}`;
    await house.plan(local, { caption: `${randomUUID().slice(0, 8)} ${sentence} ${nth}` });
  }
}, 180_000);
afterAll(() => house?.close());

const get = (path: string) =>
  fetch(house.hub + path, {
    headers: { Cookie: house.cookie, Accept: 'text/html', 'Accept-Language': 'id' },
  });

/** What PostgreSQL was asked about the business while `run` ran, by the names of functions and tables. */
async function asked(run: () => Promise<unknown>): Promise<string[]> {
  const log = join(house.dataDir, 'postgres.log');
  const write = async (value: 'all' | 'none') => {
    await house.sql.unsafe(`alter system set log_statement = '${value}'`);
    await house.sql`select pg_reload_conf()`;
    await sleep(500);
  };
  await write('all');
  const from = statSync(log).size;
  await run();
  const text = readFileSync(log).subarray(from).toString();
  await write('none');
  const names =
    /\b(enter_business|calendar_month|list_posts|plan_warnings|posts|post_targets|post_media|channels|businesses|members)\b/g;
  return text
    .split(/\n(?=\d{4}-\d\d-\d\d )/)
    .filter((entry) => /LOG: {2}(statement|execute)/.test(entry))
    .flatMap((entry) => [...new Set([...entry.matchAll(names)].map(([name]) => name))]);
}

test('the month, the week and the list each ask once', async () => {
  // The first visit of a process reads the session's keys and such.
  await (await get(`${house.base}/kalender`)).text();
  const views = {
    bulan: `kalender?tanggal=${date}`,
    minggu: `kalender?tampilan=minggu&tanggal=${date}`,
    daftar: 'kalender?tampilan=daftar',
    lewat: 'unggahan',
  };
  for (const [view, path] of Object.entries(views)) {
    const names = await asked(async () => (await get(`${house.base}/${path}`)).text());
    const reads = view === 'bulan' || view === 'minggu' ? 'calendar_month' : 'list_posts';
    expect([view, names]).toEqual([view, ['enter_business', reads]]);
  }
});

test('it shows all 400, three in a cell and the rest behind a word', async () => {
  const html = await (await get(`${house.base}/kalender?tanggal=${date}`)).text();
  const cells = html.split('<td').filter((cell) => /data-day="2027-05-\d\d"/.test(cell));
  expect(cells).toHaveLength(31);
  const count = (cell: string) => Number(/(\d+) unggahan/.exec(cell)?.[1]);
  expect(cells.reduce((sum, cell) => sum + count(cell), 0)).toBe(400);
  for (const cell of cells) {
    expect(cell.match(/<li/g)).toHaveLength(3);
    expect(cell).toContain(`+${count(cell) - 3} lagi`);
  }
});

test('critical HTML and CSS stay within 25 kB compressed, all of it within 90 kB', async () => {
  const path = `${house.base}/kalender?tanggal=${date}`;
  const html = await (await get(path)).text();
  const small = (text: string) => brotliCompressSync(Buffer.from(text)).length;
  const load = async (address: string) => (await get(address)).text();
  const styles = [...html.matchAll(/<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"|href="([^"]+\.css)"/g)].map(
    (match) => match[1] ?? match[2]!,
  );
  const css = await Promise.all([...new Set(styles)].map(load));
  const critical = [html, ...css].reduce((sum, text) => sum + small(text), 0);
  const context = await house.browse();
  const page = await context.newPage();
  const scripts = new Set<string>();
  page.on('request', (one) => one.resourceType() === 'script' && scripts.add(one.url()));
  await page.goto(path);
  await page.waitForFunction(() => customElements.get('tanggap-board') !== undefined);
  const js = await Promise.all([...scripts].map(async (url) => small(await (await fetch(url)).text())));
  await context.close();
  expect(css.length).toBeGreaterThan(0);
  expect(critical).toBeLessThanOrEqual(25_000);
  expect(critical + js.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(90_000);
});
