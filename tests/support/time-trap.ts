/**
 * Who sends within a second and a half of opening a form is taken for a program. Here nobody waits for that: time is
 * moved instead.
 */
import type { Page } from 'playwright-core';

const writingMs = 2_000;

/** For the element, which goes by the page's clock: from now on it is later. */
export async function passWritingTime(page: Page): Promise<void> {
  await page.evaluate((ms) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + ms;
  }, writingMs);
}

/** For a form that says itself since when it is open: it was opened earlier. With JavaScript off as well. */
export async function openedEarlier(page: Page): Promise<void> {
  await page.locator('input[name=opened]').evaluate((field: HTMLInputElement, ms) => {
    field.value = String(Number(field.value) - ms);
  }, writingMs);
}
