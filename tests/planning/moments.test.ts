/** The dated list of moments against the decrees' own counts, and what is calculated where it ends. */
import { describe, expect, test } from 'vitest';
import { addDays, day, type Day } from '#platform/text/days.ts';
import { decrees, knownOn } from '#planning/calendar/moments.data.ts';
import { momentsBetween } from '#planning/calendar/moments.ts';

const on = (text: string): Day => day.parse(text);
const named = (text: string) =>
  momentsBetween(on(text), on(text)).map(({ name, kind }) => `${kind}: ${name.id}`);

describe.each([
  [2026, 17, 8],
  [2027, 18, 8],
] as const)('the decree for %i', (year, holidays, leave) => {
  const decree = decrees.find((one) => one.year === year)!;
  test(`names ${holidays} holidays and ${leave} days of joint leave, each a real day, once`, () => {
    const all = [...decree.holidays, ...decree.jointLeave].map(([monthDay]) => on(`${year}-${monthDay}`));
    expect([decree.holidays.length, decree.jointLeave.length]).toEqual([holidays, leave]);
    expect(new Set(all).size).toBe(all.length);
  });
  test('says where it is from, and was decided the year before', () => {
    expect(decree.source).toMatch(/^https:\/\//);
    expect(decree.decided.slice(0, 4)).toBe(String(year - 1));
    expect(decree.decided <= knownOn).toBe(true);
  });
  test('nothing of it is an estimate', () => {
    const found = momentsBetween(on(`${year}-01-01`), on(`${year}-12-31`));
    const days = found.filter(({ kind }) => kind === 'holiday' || kind === 'joint_leave');
    expect(days).toHaveLength(holidays + leave);
    expect(days.filter(({ estimate }) => estimate)).toEqual([]);
  });
});

test.each([
  ['2026-08-17', 'holiday: Hari Kemerdekaan'],
  ['2026-12-24', 'joint_leave: Hari Raya Natal'],
  ['2027-03-10', 'holiday: Idulfitri (Lebaran)'],
  ['2027-12-26', 'holiday: Isra Mikraj'],
  ['2026-04-21', 'remembrance: Hari Kartini'],
  ['2026-08-12', 'remembrance: Hari UMKM Nasional'],
  ['2026-11-11', 'shopping: Belanja 11.11'],
  ['2026-12-12', 'shopping: Harbolnas 12.12'],
])('%s: %s', (date, name) => {
  expect(named(date)).toContain(name);
});

test('payday lasts from the 25th to the 1st, over the end of a year too', () => {
  for (const date of ['2026-11-25', '2026-11-30', '2026-12-01', '2026-12-31', '2027-01-01', '2028-02-29'])
    expect(named(date), date).toContain('payday: Gajian');
  for (const date of ['2026-11-24', '2026-12-02']) expect(named(date), date).not.toContain('payday: Gajian');
});

test('Ramadan that was settled is certain; the next is expected, in the month before its Lebaran', () => {
  const ramadans = momentsBetween(on('2026-01-01'), on('2030-12-31')).filter(
    ({ kind }) => kind === 'ramadan',
  );
  expect(ramadans[0]).toMatchObject({ first: '2026-02-19', estimate: false });
  expect(ramadans.slice(1).every(({ estimate }) => estimate)).toBe(true);
  const next = ramadans.find(({ first }) => first.startsWith('2027'))!;
  expect(Math.abs(Date.parse('2027-03-10') - Date.parse(next.first)) / 86_400_000 - 29.5).toBeLessThan(1.6);
  // 2030 has two: in January and in December.
  expect(ramadans.filter(({ first }) => first.startsWith('2030'))).toHaveLength(2);
});

test('where no decree is known, what follows the moon is an estimate and the fixed days are not', () => {
  const found = momentsBetween(on('2029-01-01'), on('2029-12-31')).filter(({ kind }) => kind === 'holiday');
  const certain = found.filter(({ estimate }) => !estimate).map(({ first }) => first);
  expect(certain).toEqual(['2029-01-01', '2029-05-01', '2029-06-01', '2029-08-17', '2029-12-25']);
  const lebaran = found.filter(({ name }) => name.id.startsWith('Idulfitri'));
  expect(lebaran).toHaveLength(2);
  expect(lebaran[1]!.first).toBe(addDays(lebaran[0]!.first, 1));
  expect(found.map(({ kind }) => kind)).not.toContain('joint_leave');
});
