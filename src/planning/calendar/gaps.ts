/** Weeks that hold less than the business promised to post. */
import { addDays, daysOfWeek, type Day } from '#platform/text/days.ts';
import type { CalendarPage } from './cards.ts';

export interface WeekGap {
  monday: Day;
  planned: number;
  promised: number;
  /** The first day from today on with nothing planned (or, where each has something, the last); null when the week is over. */
  free: Day | null;
}

/** A gap for each of the weeks that lacks something and did not end before the business was here. */
export function weekGaps(
  { weeks, cards, since }: Pick<CalendarPage, 'weeks' | 'cards' | 'since'>,
  mondays: Day[],
  promised: number,
  today: Day,
): WeekGap[] {
  const counted = new Map(weeks.map(({ monday, posts }) => [monday, posts]));
  const taken = new Set(cards.map(({ day }) => day));
  return mondays
    .filter((monday) => addDays(monday, 6) >= since)
    .map((monday) => ({ monday, planned: counted.get(monday) ?? 0, promised, free: freeDay(monday) }))
    .filter(({ planned }) => planned < promised);

  function freeDay(monday: Day): Day | null {
    const left = daysOfWeek(monday).filter((one) => one >= today);
    return left.find((one) => !taken.has(one)) ?? left.at(-1) ?? null;
  }
}
