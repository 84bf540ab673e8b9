/**
 * The calendar by hand: a drag, a long press, the keyboard alone, and a form without script.
 * Long, because each way of moving a post is walked to its end.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, dayText, today, type Day } from '#platform/text/days.ts';
import { openCalendarHouse, type CalendarHouse } from '../support/calendar-house.ts';

let house: CalendarHouse;
/** Days from now on, so that whatever day it is there is something to move and somewhere to move it. */
const now = today('Asia/Jakarta');
const start = (addDays(now, 40).slice(0, 8) + '10') as Day;
const at = (days: number) => addDays(start, days);
const month = `kalender?tanggal=${start}`;

beforeAll(async () => {
  house = await openCalendarHouse();
});
afterAll(() => house?.close());
beforeEach(() => house.sql`delete from posts`.then());

const localOf = async (post: string) => {
  const rows =
    await house.sql`select to_char(scheduled_at at time zone 'Asia/Jakarta', 'YYYY-MM-DD HH24:MI') as local,
    version from post_targets where post_id = ${post}`;
  return rows.map(({ local, version }) => `${local} v${version}`);
};
const card = (page: Page, on: Day) => page.locator(`td[data-day="${on}"] .cal-cards > li`);

async function open(path: string, options: { width?: number; script?: boolean; touch?: boolean } = {}) {
  const { width = 1280, script = true, touch = false } = options;
  const context = await house.browse({
    viewport: { width, height: width < 900 ? 740 : 900 },
    javaScriptEnabled: script,
    hasTouch: touch,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  // What the live region fetches may replace a card between two steps of a hand that has no eyes.
  await page.route('**/peristiwa**', (route) => route.abort());
  await page.goto(`${house.base}/${path}`);
  return { page, complaints, close: () => context.close() };
}

async function drag(page: Page, from: Day, to: Day): Promise<void> {
  const one = (await card(page, from).first().boundingBox())!;
  const there = (await page.locator(`td[data-day="${to}"]`).boundingBox())!;
  await page.mouse.move(one.x + 20, one.y + 8);
  await page.mouse.down();
  await page.mouse.move(one.x + 40, one.y + 20);
  await page.mouse.move(there.x + 40, there.y + 60, { steps: 5 });
  await page.mouse.up();
}

describe('by mouse', () => {
  test('a post dropped on another day goes there with its hour and all its channels', async () => {
    const post = await house.plan(`${at(0)}T09:15`);
    const { page, complaints, close } = await open(month);
    await drag(page, at(0), at(3));
    await page.locator('#papan', { hasText: `${dayText(at(3), 'id')} pukul 09.15` }).waitFor();
    expect(await localOf(post)).toEqual([`${at(3)} 09:15 v2`, `${at(3)} 09:15 v2`]);
    expect(await card(page, at(3)).count()).toBe(1);
    expect(await card(page, at(0)).count()).toBe(0);
    // And again, with the versions of after the first move.
    await drag(page, at(3), at(4));
    await page.locator('#papan', { hasText: dayText(at(4), 'id') }).waitFor();
    expect(await localOf(post)).toEqual([`${at(4)} 09:15 v3`, `${at(4)} 09:15 v3`]);
    expect(new URL(page.url()).pathname).toBe(`${house.base}/kalender`);
    expect(complaints).toEqual([]);
    await close();
  });

  test('what the board sends is refused with a sentence when the day is over', async () => {
    const post = await house.plan(`${addDays(now, 1)}T09:15`);
    const { page, close } = await open(`kalender?tampilan=minggu&tanggal=${addDays(now, 1)}`);
    const refused = await page.evaluate(
      async ([address, day]) => {
        const body = new FormData();
        body.set('seen', '1 1');
        body.set('day', day!);
        const headers = { Accept: 'application/json' };
        const answer = await fetch(address!, { method: 'POST', body, headers });
        return [answer.status, await answer.json()];
      },
      [`${house.base}/unggahan/${post}/pemindahan`, addDays(now, -2)],
    );
    expect(refused).toEqual([409, { ok: false, text: expect.stringContaining('sudah lewat') }]);
    expect((await localOf(post))[0]).toBe(`${addDays(now, 1)} 09:15 v1`);
    await close();
  });

  test('what changed meanwhile is told at the post, and nothing moves', async () => {
    const post = await house.plan(`${at(0)}T09:15`);
    const { page, close } = await open(month);
    // Somebody else was quicker; this page has not heard of it.
    await house.sql`update post_targets set version = version + 1 where post_id = ${post}`;
    await drag(page, at(0), at(2));
    const told = card(page, at(0)).getByRole('alert');
    await told.filter({ hasText: 'baru saja berubah' }).waitFor();
    expect((await localOf(post))[0]).toBe(`${at(0)} 09:15 v2`);
    await close();
  });

  test('of two who drag one draft the later one is told, and the first one’s day stands', async () => {
    const post = await house.plan(`${at(0)}T09:15`, { state: 'draft' });
    const [first, second] = [await open(month), await open(month)];
    await drag(first.page, at(0), at(2));
    await first.page.locator('#papan', { hasText: dayText(at(2), 'id') }).waitFor();
    await drag(second.page, at(0), at(4));
    await card(second.page, at(0)).getByRole('alert').filter({ hasText: 'dipindahkan orang lain' }).waitFor();
    expect(await localOf(post)).toEqual([`${at(2)} 09:15 v2`, `${at(2)} 09:15 v2`]);
    await first.close();
    await second.close();
  });

  test('a click without a drag opens the post; a published one cannot be dragged', async () => {
    const post = await house.plan(`${at(0)}T09:15`);
    const over = await house.plan(`${at(1)}T09:15`, { state: 'published' });
    const { page, close } = await open(month);
    await drag(page, at(1), at(2));
    expect(await localOf(over)).toEqual([`${at(1)} 09:15 v1`, `${at(1)} 09:15 v1`]);
    await page.goto(`${house.base}/${month}`);
    await card(page, at(0)).getByRole('link').click();
    await page.waitForURL(`**/unggahan/${post}`);
    await close();
  });
});

test('by touch: a long press on the day’s row lifts it onto a day of the month above', async () => {
  const post = await house.plan(`${at(0)}T09:15`);
  const { page, complaints, close } = await open(month, { width: 360, touch: true });
  const to = at(17);
  const row = page.locator('#hari [data-seen]');
  await page.locator(`td[data-day="${to}"]`).evaluate((one) => one.scrollIntoView({ block: 'start' }));
  await page.evaluate(() => scrollBy(0, -120));
  const from = (await row.boundingBox())!;
  const cell = (await page.locator(`td[data-day="${to}"]`).boundingBox())!;
  const cdp = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  const [x, y] = [from.x + 60, from.y + 16];
  await touch('touchStart', x, y);
  await page.locator('[data-dragged]').waitFor();
  for (let step = 1; step <= 6; step += 1) {
    const part = step / 6;
    await touch('touchMove', x + (cell.x + 20 - x) * part, y + (cell.y + 20 - y) * part);
  }
  await page.locator(`td[data-day="${to}"][data-over]`).waitFor();
  await touch('touchEnd');
  await page.locator('#papan', { hasText: dayText(to, 'id') }).waitFor();
  expect((await localOf(post))[0]).toBe(`${to} 09:15 v2`);
  expect(complaints).toEqual([]);
  await close();
});

test('by keyboard alone: focus, Pindahkan, arrows, Enter; Escape leaves it; each step is said', async () => {
  const post = await house.plan(`${at(0)}T09:15`);
  const { page, complaints, close } = await open(month);
  const said = page.locator('#papan');
  await card(page, at(0)).getByRole('link').focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Pindahkan');
  await page.keyboard.press('Enter');
  await said.filter({ hasText: 'Memindahkan. Pilih hari' }).waitFor();
  await page.keyboard.press('ArrowRight');
  await said
    .filter({ hasText: dayText(at(1), 'id', { weekday: 'long', day: 'numeric', month: 'long' }) })
    .waitFor();
  await page.keyboard.press('Escape');
  await said.filter({ hasText: 'Tidak jadi' }).waitFor();
  expect((await localOf(post))[0]).toBe(`${at(0)} 09:15 v1`);
  await page.keyboard.press('Enter');
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'])
    await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await said.filter({ hasText: `${dayText(at(8), 'id')} pukul 09.15` }).waitFor();
  expect(await localOf(post)).toEqual([`${at(8)} 09:15 v2`, `${at(8)} 09:15 v2`]);
  // The focus went along.
  expect(
    await page.evaluate(() => document.activeElement?.closest('[data-day]')?.getAttribute('data-day')),
  ).toBe(at(8));
  expect(complaints).toEqual([]);
  await close();
});

describe('without script', () => {
  test('the day’s form moves the post and leads back to its new day; a mistake is told at its field', async () => {
    const post = await house.plan(`${at(0)}T09:15`);
    const { page, close } = await open(month, { width: 360, script: false });
    await page.locator('#hari').getByText('Pindahkan', { exact: true }).first().click();
    const form = page.locator('#hari form');
    await form.getByLabel('Tanggal baru').fill(addDays(now, -3));
    await form.getByRole('button', { name: 'Pindahkan' }).click();
    const field = page.locator('#hari form').getByLabel('Tanggal baru');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.inputValue()).toBe(addDays(now, -3));
    await page.locator('#hari .field-error', { hasText: 'sudah lewat' }).waitFor();
    await field.fill(at(5));
    await page.locator('#hari form').getByLabel('Jam baru').fill('16:40');
    await page.locator('#hari form').getByRole('button', { name: 'Pindahkan' }).click();
    await page.getByText(`Dipindahkan ke ${dayText(at(5), 'id')} pukul 16.40`).waitFor();
    await page.getByRole('heading', { name: dayText(at(5), 'id') }).waitFor();
    expect(await localOf(post)).toEqual([`${at(5)} 16:40 v2`, `${at(5)} 16:40 v2`]);
    await close();
  });

  test('the forms of one channel tell a mistake at the field, with what was typed', async () => {
    const post = await house.plan(`${at(0)}T09:15`);
    const { page, close } = await open(`unggahan/${post}`, { width: 360, script: false });
    await page.getByText('Ganti waktu').first().click();
    await page.locator('input[name=when]').first().fill('2020-01-01T09:00');
    await page.locator('details[open]').getByRole('button', { name: 'Jadwalkan' }).click();
    await page.locator('.field-error', { hasText: 'sudah lewat' }).waitFor();
    const field = page.locator('input[name=when][aria-invalid=true]');
    expect(await field.inputValue()).toBe('2020-01-01T09:00');
    await close();
  });

  test('a link that is none is told at its field, and a good one is kept', async () => {
    const post = await house.plan(`${at(0)}T09:15`, { state: 'unconfirmed' });
    const { page, close } = await open(`unggahan/${post}`, { width: 360, script: false });
    await page.getByText('Sudah tayang', { exact: true }).first().click();
    const form = page.locator('details[open] form');
    await form.getByLabel('Tautan unggahannya').fill('instagram');
    await form.getByRole('button', { name: 'Sudah tayang' }).click();
    await page.locator('.field-error', { hasText: 'https://' }).waitFor();
    const field = page.locator('input[name=link][aria-invalid=true]');
    expect(await field.inputValue()).toBe('instagram');
    await field.fill('https://www.instagram.com/p/contoh/');
    await page.locator('details[open] form').getByRole('button', { name: 'Sudah tayang' }).click();
    await page.getByText('Dicatat sebagai sudah tayang').waitFor();
    const rows =
      await house.sql`select permalink from post_targets where post_id = ${post} and state = 'published'`;
    expect([...rows]).toEqual([{ permalink: 'https://www.instagram.com/p/contoh/' }]);
    await close();
  });

  test('a way back to another site is none', async () => {
    const post = await house.plan(`${at(0)}T09:15`);
    for (const back of ['https://jahat.test/', '//jahat.test/x', `/u/lain/kalender`, '\\\\jahat.test']) {
      const body = new URLSearchParams({ seen: '9 9', day: at(1), back, form: 'x' });
      const answer = await fetch(`${house.hub}${house.base}/unggahan/${post}/pemindahan`, {
        method: 'POST',
        body,
        headers: { Origin: house.hub, Cookie: house.cookie },
        redirect: 'manual',
      });
      expect([back, answer.status, answer.headers.get('location')]).toEqual([
        back,
        303,
        `${house.base}/unggahan/${post}`,
      ]);
    }
  });
});

test('a target that waits for its owner to post it says so in every view', async () => {
  const post = await house.plan(`${at(0)}T09:15`, { state: 'unconfirmed' });
  await house.sql`update post_targets set reason = 'your_turn' where post_id = ${post}`;
  const { page, close } = await open(month, { width: 360, script: false });
  for (const view of ['bulan', 'minggu', 'daftar']) {
    await page.goto(`${house.base}/kalender?tampilan=${view}&tanggal=${at(0)}`);
    const row = page.locator('.post-row').first();
    expect([view, await row.locator('.state').allInnerTexts()]).toEqual([view, ['Giliran Anda']]);
    expect([view, await page.getByText('Perlu dipastikan').count()]).toEqual([view, 0]);
  }
  await close();
});

test('what comes too close is marked in the calendar and told on the post', async () => {
  const words = 'Es kelapa muda hari ini';
  const first = await house.plan(`${at(0)}T09:00`, { caption: words });
  const second = await house.plan(`${at(0)}T09:20`, { caption: `${words}!` });
  const { page, close } = await open(month);
  expect(await page.locator('.cal-cards em').count()).toBe(2);
  await page.goto(`${house.base}/unggahan/${second}`);
  const notes = page.locator('section', { has: page.getByRole('heading', { name: 'Perhatikan' }) });
  await notes.getByText('Kurang dari 30 menit dari unggahan lain di Warung satu').waitFor();
  await notes.getByText('Tulisannya sama dengan unggahan').waitFor();
  expect(await notes.getByRole('link').first().getAttribute('href')).toBe(`${house.base}/unggahan/${first}`);
  await close();
});

test('the address for a phone: made, read without a session, replaced, revoked', async () => {
  const post = await house.plan(`${at(0)}T09:15`);
  const { page, close } = await open('kalender/langganan', { width: 360 });
  const seen: string[] = [];
  const read = (address: string) => fetch(address, { redirect: 'manual' });
  const address = async () => {
    const found = await page.locator('tanggap-copy code').innerText();
    expect(found).toMatch(new RegExp(`^${house.hub}/kalender/[\\w-]{22}\\.ics$`));
    expect(seen).not.toContain(found);
    seen.push(found);
    return found;
  };
  await page.getByRole('button', { name: 'Buat alamat' }).click();
  const first = await address();
  const answer = await read(first);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
    'referrer-policy': 'no-referrer',
  });
  expect(await answer.text()).toContain(`UID:${post}@tanggap`);
  // A page that is loaded again makes no other, and shows it no more.
  await page.reload();
  await page.getByText('Alamat Anda dibuat').waitFor();
  expect((await read(first)).status).toBe(200);
  expect(await page.content()).not.toContain(first.slice(-26));

  await page.getByText('Ganti alamat', { exact: true }).first().click();
  await page.locator('dialog[open]').getByRole('button', { name: 'Ganti alamat' }).click();
  const second = await address();
  expect((await read(first)).status).toBe(404);
  expect((await read(second)).status).toBe(200);

  await page.getByText('Cabut alamat', { exact: true }).first().click();
  await page.locator('dialog[open]').getByRole('button', { name: 'Cabut alamat' }).click();
  await page.getByText('Anda belum punya alamat').waitFor();
  for (const dead of [second, `${house.hub}/kalender/x.ics`]) expect((await read(dead)).status).toBe(404);
  await close();
});

test('whoever guesses at addresses of calendars is told to come later', async () => {
  const read = () =>
    fetch(`${house.hub}/kalender/${'x'.repeat(22)}.ics`, { headers: { 'Accept-Language': 'id' } });
  let last = await read();
  for (let nth = 0; nth < 400 && last.status === 404; nth += 1) last = await read();
  expect([last.status, last.headers.get('retry-after'), last.headers.get('cache-control')]).toEqual([
    429,
    '60',
    'no-store',
  ]);
  expect(await last.text()).toContain('satu menit lagi');
  // An address that cannot be one costs nobody a turn.
  expect((await fetch(`${house.hub}/kalender/x.ics`)).status).toBe(404);
});
