/** The moments of the dated list, and those that are calculated where it ends. */
import { addDays, addMonths, day, firstOfMonth, type Day } from '#platform/text/days.ts';
import {
  decrees,
  everyYear,
  fixedHolidays,
  islamicDays,
  paydayFrom,
  paydayName,
  ramadanName,
  settledRamadan,
  type MomentKind,
  type MomentName,
} from './moments.data.ts';

export interface Moment {
  first: Day;
  /** The same as the first, but for payday and the like. */
  last: Day;
  kind: MomentKind;
  name: MomentName;
  /** Expected by calculation; nobody has settled it yet. */
  estimate: boolean;
}

/** Every moment with a day from `from` to `to`, both included, in their order. */
export function momentsBetween(from: Day, to: Day): Moment[] {
  const found: Moment[] = [];
  for (let year = yearOf(from) - 1; year <= yearOf(to); year += 1) found.push(...momentsOf(year));
  return found
    .filter(({ first, last }) => first <= to && last >= from)
    .sort((a, b) => (a.first + a.kind < b.first + b.kind ? -1 : 1));
}

function momentsOf(year: number): Moment[] {
  const decree = decrees.find((one) => one.year === year);
  const at = (monthDay: string, kind: MomentKind, name: MomentName) =>
    once(day.parse(`${year}-${monthDay}`), kind, name);
  return [
    ...(decree
      ? [
          ...decree.holidays.map(([on, name]) => at(on, 'holiday', name)),
          ...decree.jointLeave.map(([on, name]) => at(on, 'joint_leave', name)),
        ]
      : [...fixedHolidays.map(([on, name]) => at(on, 'holiday', name)), ...islamicHolidays(year)]),
    ...ramadans(year),
    ...everyYear.map(([on, kind, name]) => at(on, kind, name)),
    ...paydays(year),
  ];
}

const once = (first: Day, kind: MomentKind, name: MomentName, estimate = false): Moment => ({
  first,
  last: first,
  kind,
  name,
  estimate,
});

function islamicHolidays(year: number): Moment[] {
  return islamicDays.flatMap(([month, date, name]) =>
    islamic(year, month, date).map((on) => once(on, 'holiday', name, true)),
  );
}

function ramadans(year: number): Moment[] {
  const settled = settledRamadan[year];
  if (settled) return [once(day.parse(settled.first), 'ramadan', ramadanName)];
  return islamic(year, 9, 1).map((first) => once(first, 'ramadan', ramadanName, true));
}

function paydays(year: number): Moment[] {
  return Array.from({ length: 12 }, (_, month) => {
    const first = day.parse(`${year}-${String(month + 1).padStart(2, '0')}-${paydayFrom}`);
    const last = addMonths(firstOfMonth(first), 1);
    return { first, last, kind: 'payday', name: paydayName, estimate: false };
  });
}

const calendar = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});

/** The days of a year that are this day of the Islamic calendar: one, or two in some years. */
function islamic(year: number, month: number, date: number): Day[] {
  const known = islamicYears.get(year) ?? islamicYear(year);
  islamicYears.set(year, known);
  return known.get(`${month}/${date}`) ?? [];
}

const islamicYears = new Map<number, Map<string, Day[]>>();

function islamicYear(year: number): Map<string, Day[]> {
  const days = new Map<string, Day[]>();
  for (let one = day.parse(`${year}-01-01`); yearOf(one) === year; one = addDays(one, 1)) {
    const parts = calendar.formatToParts(new Date(`${one}T12:00:00Z`));
    const part = (type: string) => parts.find((found) => found.type === type)?.value;
    const key = `${part('month')}/${part('day')}`;
    days.set(key, [...(days.get(key) ?? []), one]);
  }
  return days;
}

const yearOf = (one: Day): number => Number(one.slice(0, 4));
