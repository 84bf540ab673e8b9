import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const builder = createRequire(import.meta.url).resolve('@axe-core/playwright');
const axeSource = readFileSync(createRequire(builder).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Axe for a page as it is now. The builder by itself brings the long form of axe, a megabyte and a half, twice for
 * each run; here it is brought once and stays until the page is left, which makes a run five times as fast.
 */
export async function axeOn(page: Page): Promise<AxeBuilder> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axeSource);
  // Our pages have no frames, so that one run in place is all of it.
  return new AxeBuilder({ page, axeSource: 'void 0' }).setLegacyMode(true);
}
