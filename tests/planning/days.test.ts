/** Days, weeks and gaps: by the calendar alone, whatever the clocks do. */
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  day,
  daysOfWeek,
  dayText,
  mondayOf,
  today,
  weeksOfMonth,
  type Day,
} from '#platform/text/days.ts';
import { weekGaps } from '#planning/calendar/gaps.ts';
import type { PostCard } from '#planning/calendar/cards.ts';

const on = (text: string): Day => day.parse(text);

test.each(['2026-02-29', '2026-13-01', '2026-1-1', 'besok', ''])('%j is no day', (text) => {
  expect(day.safeParse(text).success).toBe(false);
});

test('a week is Monday to Sunday', () => {
  expect(daysOfWeek(mondayOf(on('2026-11-22')))).toEqual(
    [16, 17, 18, 19, 20, 21, 22].map((date) => `2026-11-${date}`),
  );
  expect(mondayOf(on('2026-11-23'))).toBe('2026-11-23');
});

test('a month is drawn in whole weeks, none twice and none left out, for forty years', () => {
  for (let month = on('2010-01-01'); month < '2050-01-01'; month = addMonths(month, 1)) {
    const drawn = weeksOfMonth(month).flatMap(daysOfWeek);
    const own = drawn.filter((one) => one.slice(0, 7) === month.slice(0, 7));
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(own[0]).toBe(month);
    expect(addDays(own.at(-1)!, 1)).toBe(addMonths(month, 1));
    expect([4, 5, 6]).toContain(drawn.length / 7);
  }
});

test.each([
  ['Europe/Berlin', '2026-03', '2026-03-29'],
  ['Europe/Berlin', '2026-10', '2026-10-25'],
  ['Australia/Sydney', '2026-10', '2026-10-04'],
  ['Australia/Sydney', '2026-04', '2026-04-05'],
])(
  'in %s the month %s keeps the day its clocks change (%s), as one cell under its own name',
  (_, month, change) => {
    const drawn = weeksOfMonth(on(`${month}-01`)).flatMap(daysOfWeek);
    expect(drawn.filter((one) => one === change)).toHaveLength(1);
    expect(drawn[drawn.indexOf(on(change)) + 1]).toBe(addDays(on(change), 1));
    expect(dayText(on(change), 'id')).toContain('Minggu');
    expect(drawn.indexOf(on(change)) % 7).toBe(6);
  },
);

test.each([
  ['Asia/Jakarta', '2026-11-21T16:59:00Z', '2026-11-21'],
  ['Asia/Jakarta', '2026-11-21T17:00:00Z', '2026-11-22'],
  ['Asia/Makassar', '2026-11-21T16:00:00Z', '2026-11-22'],
  ['Asia/Jayapura', '2026-11-21T15:00:00Z', '2026-11-22'],
  ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29'],
  ['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-30'],
])('today in %s at %s is %s', (zone, now, date) => {
  expect(today(zone, new Date(now))).toBe(date);
});

test('the same day of another month, or its last', () => {
  expect(addMonths(on('2026-01-31'), 1)).toBe('2026-02-28');
  expect(addMonths(on('2028-01-31'), 1)).toBe('2028-02-29');
  expect(addMonths(on('2026-12-15'), 1)).toBe('2027-01-15');
  expect(addMonths(on('2026-01-15'), -1)).toBe('2025-12-15');
});

describe('gaps against the promise', () => {
  const monday = on('2026-11-16');
  const cardOn = (date: string) => ({ day: on(date) }) as PostCard;
  const page = (posts: number, days: string[] = []) => ({
    weeks: posts ? [{ monday, posts }] : [],
    cards: days.map(cardOn),
    since: on('2026-01-01'),
  });

  test('a week with less than promised lacks the rest, and names the first free day from today on', () => {
    expect(weekGaps(page(1, ['2026-11-19']), [monday], 3, on('2026-11-19'))).toEqual([
      { monday, planned: 1, promised: 3, free: '2026-11-20' },
    ]);
  });
  test('a week that keeps the promise, or does more, lacks nothing', () => {
    expect(weekGaps(page(3), [monday], 3, on('2026-11-19'))).toEqual([]);
    expect(weekGaps(page(9), [monday], 3, on('2026-11-19'))).toEqual([]);
  });
  test('a week with nothing lacks all of it', () => {
    expect(weekGaps(page(0), [monday], 3, on('2026-11-01'))[0]).toMatchObject({
      planned: 0,
      free: '2026-11-16',
    });
  });
  test('a week that is over lacks what it lacked, and cannot be mended', () => {
    expect(weekGaps(page(1), [monday], 3, on('2026-11-23'))).toEqual([
      { monday, planned: 1, promised: 3, free: null },
    ]);
  });
  test('a full week of posts that lacks some still names a day', () => {
    const every = daysOfWeek(monday);
    expect(weekGaps(page(7, every), [monday], 9, on('2026-11-18'))[0]!.free).toBe('2026-11-22');
  });
  test('weeks before the business was here promise nothing', () => {
    const fresh = { ...page(0), since: on('2026-11-23') };
    expect(weekGaps(fresh, [monday, on('2026-11-23')], 3, on('2026-11-24')).map((gap) => gap.monday)).toEqual(
      ['2026-11-23'],
    );
  });
});
