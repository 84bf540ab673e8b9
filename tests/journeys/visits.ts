/**
 * Pages as eyes, thumbs and screen readers meet them: at phone and desktop width, light and dark, with mistakes
 * shown and dialogs open, in both languages. The visits stand in `pages*.test.ts`, each file in a demo of its own.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeOn } from '../support/axe.ts';
import { openDemoHouse, type DemoHouse } from './demo-house.ts';
import { indonesianLeft } from './languages.ts';

export interface Visit {
  name: string;
  who: 'owner' | 'visitor' | 'customer';
  path: string;
  /** Clicks through to one that has no address of its own, or brings a state about. */
  act?: (page: Page, owner: BrowserContext) => Promise<unknown>;
  /** What must be there before anything is judged; the h1 unless told. */
  see?: string;
}

/** Of the business that the demo has. */
export const u = '/u/dapur-serang';
export const submit = (name: string) => (at: Page) => at.getByRole('button', { name, exact: true }).click();
export const firstRow = (state: string) => (at: Page) =>
  at.locator('main .list-row', { hasText: state }).first().click();

/** Defines a test of every visit and one of their English; `house()` is there once they run. */
export function testVisits(visits: Visit[]): { house(): DemoHouse } {
  let house: DemoHouse;
  let owner: BrowserContext;
  let visitor: BrowserContext;
  beforeAll(async () => {
    house = await openDemoHouse();
    // Colours in motion have no contrast to measure.
    const hand = { hasTouch: true, reducedMotion: 'reduce' } as const;
    owner = await house.ownersBrowser(hand);
    visitor = await house.browser.newContext({ baseURL: house.hub, locale: 'id-ID', ...hand });
    for (const context of [owner, visitor]) context.setDefaultTimeout(15_000);
  });
  afterAll(() => house?.close());

  describe.each(visits)('$name', ({ who, path, act, see = 'h1' }) => {
    test('has no barrier, no overflow, no small target and no error', async () => {
      const { page, complaints } = await open(who === 'owner' ? owner : visitor);
      await page.goto(who === 'customer' ? house.network + path : path);
      await page.locator('h1').first().waitFor();
      await act?.(page, owner);
      await page.locator(see).first().waitFor();
      await judge(page, who !== 'customer');
      expect(complaints).toEqual([]);
      await page.close();
    });
  });

  test('English holds no Indonesian', { timeout: 120_000 }, async () => {
    expect(await notEnglish(house, visits)).toEqual([]);
  });
  return { house: () => house };
}

async function open(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const complaints: string[] = [];
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // What a page answers itself (404, 422) is no error of the page.
    const own = message.location().url === page.url() || /status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !(own && message.text().startsWith('Failed to load resource')))
      complaints.push(message.text());
  });
  return { page, complaints };
}

async function judge(page: Page, ours: boolean): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(page), 'wider than 320 px').toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  // The network stands for Meta's own pages; those need to be readable, not ours.
  if (ours) expect(await smallTargets(page), 'smaller than 44 px').toEqual([]);
  if (ours) expect(await sharedIds(page), 'ids of two things').toEqual([]);
  expect(await barriers(page), 'at 360 px, light').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await overflow(page), 'wider than 1280 px').toEqual([]);
  expect(await barriers(page, ['color-contrast']), 'at 1280 px, dark').toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await barriers(page), 'at 1280 px, light').toEqual([]);
}

async function barriers(at: Page, rules?: string[]): Promise<string[]> {
  const axe = (await axeOn(at)).options({ resultTypes: ['violations'] });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} (${failureSummary})`),
  );
}

/** What sticks out at the right, and is not scrolled inside a box of its own. */
function overflow(at: Page): Promise<string[]> {
  return at.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    return [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > wide + 0.5)
      .map((one) => one.outerHTML.slice(0, 120));
  });
}

/** A label whose control's id another has too is a label of the wrong one. */
function sharedIds(at: Page): Promise<string[]> {
  return at.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
  });
}

function smallTargets(at: Page): Promise<string[]> {
  return at.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary');
    return [...all]
      .map((one) => one.closest<HTMLElement>('label') ?? one)
      .filter((one) => one.checkVisibility() && !one.matches('[type=hidden], .skip'))
      .filter((one) => {
        const { width, height } = one.getBoundingClientRect();
        return width < 43.5 || height < 43.5;
      })
      .map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return `${Math.round(width)} x ${Math.round(height)}: ${one.outerHTML.slice(0, 120)}`;
      });
  });
}

/** What is left of Indonesian on each page, on what its first row leads to, and on what its form answers. */
async function notEnglish(house: DemoHouse, visits: Visit[]): Promise<string[]> {
  // Pages that say the same with other words for every visit stand for each part of the interface once.
  const inEnglish = visits.filter(({ who, name }) => who !== 'customer' && !/invited|none chosen/.test(name));
  const context = { owner: await house.ownersBrowser(), visitor: await house.browser.newContext() };
  for (const one of Object.values(context)) {
    await one.addCookies([{ name: 'bahasa', value: 'en', url: house.hub }]);
  }
  const left: string[] = [];
  for (const path of new Set(inEnglish.map(({ path, who }) => `${who} ${path}`))) {
    const [who, address] = path.split(' ') as ['owner' | 'visitor', string];
    const at = await context[who].newPage();
    await at.goto(house.hub + address);
    left.push(...(await indonesianLeft(at)).map((text) => `${path}: ${text}`));
    const row = at.locator('main a[href*="/unggahan/"], main a[href*="/kotak-masuk/"]').first();
    if (await row.count()) {
      await row.click();
      left.push(...(await indonesianLeft(at)).map((text) => `${at.url()}: ${text}`));
    }
    const send = at.locator('main form button.primary:visible').first();
    if ((await send.count()) && !/pengaturan|konfirmasi/.test(path)) {
      await send.click();
      await at.waitForLoadState();
      left.push(...(await indonesianLeft(at)).map((text) => `${path}, sent: ${text}`));
    }
    await at.close();
  }
  await Promise.all(Object.values(context).map((one) => one.close()));
  return left;
}
