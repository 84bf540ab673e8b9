/** A promotion through another account is noted, and the note taken away again, with and without script. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, today } from '#platform/text/days.ts';
import { openCalendarHouse, type CalendarHouse } from '../support/calendar-house.ts';

let house: CalendarHouse;
beforeAll(async () => {
  house = await openCalendarHouse();
});
afterAll(() => house?.close());

const noted = async (post: string) => [
  ...(await house.sql`select account from post_promotions where post_id = ${post}`),
];

describe.each([true, false])('with script: %s', (script) => {
  test('it asks before the note goes, and the post stays', async () => {
    const post = await house.plan(`${addDays(today('Asia/Jakarta'), 9)}T09:15`);
    const context = await house.browse({ viewport: { width: 360, height: 740 }, javaScriptEnabled: script });
    const page = await context.newPage();
    await page.goto(`${house.base}/unggahan/${post}`);
    await page.getByText('Catat promosi').click();
    await page.getByLabel('Akun yang membantu').fill('kuliner.banten');
    await page.getByLabel('Yang disepakati').fill('Satu unggahan, dibayar sate');
    await page.locator('form[action$="/promosi"]').getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Promosi dicatat.').waitFor();
    expect(await noted(post)).toEqual([{ account: 'kuliner.banten' }]);

    const box = page.locator(script ? 'dialog[open]' : 'details[open] details[open]');
    await page.locator('summary', { hasText: 'Hapus catatan' }).click();
    await box.getByText('Hapus catatan promosi ini?').waitFor();
    expect(await noted(post)).toHaveLength(1);
    await box.getByRole('button', { name: 'Hapus catatan' }).click();
    await page.getByText('Catatan promosi dihapus.').waitFor();
    await page.getByText('Catat promosi').waitFor();
    expect(await noted(post)).toEqual([]);
    expect(await page.locator('.post-caption').count()).toBe(1);
    await context.close();
  });
});

test('a note that is gone already, and an address that is none, are not found', async () => {
  const post = await house.plan(`${addDays(today('Asia/Jakarta'), 9)}T09:15`);
  for (const id of [post, 'x']) {
    const answer = await fetch(`${house.hub}${house.base}/unggahan/${id}/promosi/penghapusan`, {
      method: 'POST',
      headers: { Origin: house.hub, Cookie: house.cookie },
      redirect: 'manual',
    });
    expect([id, answer.status]).toEqual([id, 404]);
  }
});
