/** A customer's page that was opened before its fields were renamed is sent with the old names, and loses nothing. */
import { expect, test } from 'vitest';
import { disputeForm, ratingForm } from '#inbox/cases/forms/read.ts';
import { withTodaysNames } from '#widget/feedback/index.ts';

const sent = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return Object.fromEntries(withTodaysNames(data));
};
const resolution = '0b0e0000-0000-4000-8000-00000000000a';

test('that a case is not settled, and why', () =>
  expect(disputeForm.parse(sent({ penyelesaian: resolution, alasan: 'Masih kurang satu' }))).toEqual({
    ...{ resolution, reason: 'Masih kurang satu' },
  }));

test('how many stars, and the words beside them', () =>
  expect(ratingForm.parse(sent({ nilai: '4', kata: 'Cepat ditanggapi' }))).toEqual({
    ...{ score: 4, words: 'Cepat ditanggapi' },
  }));

test('what a page of today says is not replaced', () =>
  expect(sent({ reason: 'Baru', alasan: 'Lama' })).toMatchObject({ reason: 'Baru' }));
