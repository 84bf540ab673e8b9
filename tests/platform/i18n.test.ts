import { describe, expect, test } from 'vitest';
import {
  clock,
  count,
  dayName,
  dictionary,
  fullMoment,
  isLang,
  langs,
  relative,
  shortMoment,
  zoneName,
} from '#platform/text/i18n.ts';

// What tsc must refuse: each line below fails `npm run check` as soon as it is allowed.
dictionary({
  id: { greeting: 'Halo', farewell: 'Sampai jumpa' },
  // @ts-expect-error a key that is missing in English
  en: { greeting: 'Hello' },
});
dictionary({
  id: { inside: { greeting: 'Halo', farewell: 'Sampai jumpa' } },
  // @ts-expect-error a key that is missing one level down
  en: { inside: { greeting: 'Hello' } },
});
dictionary({
  id: { greeting: 'Halo' },
  // @ts-expect-error a key that Indonesian does not have
  en: { greeting: 'Hello', farewell: 'Bye' },
});
dictionary({
  id: { since: (when: string) => `Sejak ${when}` },
  // @ts-expect-error another kind of parameter
  en: { since: (when: number) => `Since ${when}` },
});
dictionary({
  id: { since: (when: string) => `Sejak ${when}` },
  // @ts-expect-error one parameter more
  en: { since: (when: string, who: string) => `${who} since ${when}` },
});
dictionary({
  id: { since: (when: string) => `Sejak ${when}` },
  // @ts-expect-error a sentence where a function is needed
  en: { since: 'Since then' },
});
dictionary({
  id: { greeting: 'Halo' },
  // @ts-expect-error a function where a sentence is needed
  en: { greeting: () => 'Hello' },
});

const words = dictionary({
  id: { greeting: 'Halo', since: (when: string, n: number) => `Sejak ${when}, ${n}`, inside: { yes: 'ya' } },
  en: { greeting: 'Hello', since: (when, n) => `Since ${when}, ${n}`, inside: { yes: 'yes' } },
});
// @ts-expect-error a word that is in neither
void words.id.unknown;
// @ts-expect-error a parameter of another kind
void (() => words.en.since('then', '5'));

test('both languages hold the words they were given', () => {
  expect(words.id.since('Senin', 2)).toBe('Sejak Senin, 2');
  expect(words.en.since('Monday', 2)).toBe('Since Monday, 2');
  expect([words.id.inside.yes, words.en.inside.yes]).toEqual(['ya', 'yes']);
});

test('there are two languages, Indonesian first', () => {
  expect(langs).toEqual(['id', 'en']);
  expect(['id', 'en', 'su', '', null, undefined, 1].map(isLang)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

describe('moments', () => {
  // 02:00 UTC: nine in Jakarta, ten in Makassar, eleven in Jayapura.
  const at = '2026-03-03T02:00:00Z';

  test('the same instant is read in the zone of the business', () => {
    expect(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'].map((zone) => clock(at, 'id', zone))).toEqual([
      '09.00',
      '10.00',
      '11.00',
    ]);
    expect(clock(at, 'en', 'Asia/Jakarta')).toBe('09:00');
    expect(clock('2026-03-03T17:30:00Z', 'id', 'Asia/Jakarta')).toBe('00.30');
  });

  test('zones have the names people use', () => {
    expect(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Asia/Tokyo'].map(zoneName)).toEqual([
      'WIB',
      'WITA',
      'WIT',
      'Asia/Tokyo',
    ]);
  });

  test('long and short, in both languages', () => {
    expect(fullMoment(at, 'id', 'Asia/Jakarta')).toBe('Selasa, 3 Maret 2026 pukul 09.00 WIB');
    expect(fullMoment(new Date(at), 'en', 'Asia/Makassar')).toMatch(/^Tuesday,? 3 March 2026 at 10:00 WITA$/);
    expect(shortMoment(at, 'id', 'Asia/Jakarta')).toBe('Sel, 3 Mar, 09.00');
    expect(dayName(at, 'id', 'Asia/Jakarta')).toBe('Selasa, 3 Maret');
  });

  test('a day is that of the zone, not of UTC', () => {
    expect(dayName('2026-03-03T20:00:00Z', 'id', 'Asia/Jakarta')).toBe('Rabu, 4 Maret');
  });

  test.each([
    ['2026-03-03T02:00:20Z', 'id', 'menit ini'],
    ['2026-03-03T01:58:00Z', 'id', '2 menit yang lalu'],
    ['2026-03-02T21:00:00Z', 'id', '5 jam yang lalu'],
    ['2026-03-02T02:00:00Z', 'id', 'kemarin'],
    ['2026-03-06T02:00:00Z', 'id', 'dalam 3 hari'],
    ['2026-03-02T21:00:00Z', 'en', '5 hours ago'],
    ['2026-03-03T01:00:01Z', 'id', '59 menit yang lalu'],
  ] as const)('%s is said in %s as "%s"', (then, lang, said) => {
    expect(relative(then, lang, new Date(at))).toBe(said);
  });

  test('numbers are grouped as people write them', () => {
    expect([count(1_234_567, 'id'), count(1_234_567, 'en')]).toEqual(['1.234.567', '1,234,567']);
  });
});
