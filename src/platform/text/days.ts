/**
 * Days of a calendar as `YYYY-MM-DD`: arithmetic on the calendar alone, so that no zone and no change of the
 * clock can lose or double a day. A day becomes an instant in SQL, by the business's zone.
 */
import { z } from 'zod';
import { wallDay } from './clock.ts';
import type { Lang } from './i18n.ts';

export const day = z.iso.date().brand<'day'>();
export type Day = z.infer<typeof day>;

export function addDays(from: Day, days: number): Day {
  const at = noon(from);
  at.setUTCDate(at.getUTCDate() + days);
  return dayOf(at);
}

/** The same day of another month, or its last one. */
export function addMonths(from: Day, months: number): Day {
  const at = noon(from);
  const wanted = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + months);
  at.setUTCDate(Math.min(wanted, daysInMonth(at)));
  return dayOf(at);
}

/** Weeks begin on Monday. */
export function mondayOf(one: Day): Day {
  return addDays(one, -((noon(one).getUTCDay() + 6) % 7));
}

export function monthOf(one: Day): string {
  return one.slice(0, 7);
}

/** The Mondays of the weeks that hold a day of this month. */
export function weeksOfMonth(one: Day): Day[] {
  const last = addDays(addMonths(firstOfMonth(one), 1), -1);
  const weeks: Day[] = [];
  for (let monday = mondayOf(firstOfMonth(one)); monday <= last; monday = addDays(monday, 7))
    weeks.push(monday);
  return weeks;
}

export function daysOfWeek(monday: Day): Day[] {
  return Array.from({ length: 7 }, (_, nth) => addDays(monday, nth));
}

export function firstOfMonth(one: Day): Day {
  return `${monthOf(one)}-01` as Day;
}

/** e.g. `Sabtu, 21 November 2026`; `parts` as for Intl. */
export function dayText(
  one: Day,
  lang: Lang,
  parts: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
): string {
  const locale = lang === 'id' ? 'id-ID' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...parts }).format(noon(one));
}

/** The wall clock's day in a zone. */
export function today(timeZone: string, now = new Date()): Day {
  return wallDay(timeZone, now) as Day;
}

function noon(one: Day): Date {
  return new Date(`${one}T12:00:00Z`);
}

function dayOf(at: Date): Day {
  return at.toISOString().slice(0, 10) as Day;
}

function daysInMonth(at: Date): number {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
}
