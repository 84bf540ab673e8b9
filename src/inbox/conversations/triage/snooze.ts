import type { Lang } from '#platform/text/i18n.ts';
import { wallClock } from '#platform/text/clock.ts';
import { triageWords } from './words.ts';

/** Hours a conversation can be put off to without typing one. */
const snoozes = ['hours', 'tomorrow', 'monday'] as const;

export function snoozeOptions(lang: Lang): { value: string; label: string }[] {
  return snoozes.map((value) => ({ value, label: triageWords[lang].snoozes[value] }));
}

/**
 * When a snooze ends, on the business's clock.
 * @param choice one of the ready-made ones, or an hour typed as `2026-11-23T08:00`
 * @returns `2026-11-23T08:00`; null for what is neither
 */
export function snoozeEnd(choice: string, now: Date, timeZone: string): string | null {
  const here = wallClock(timeZone, now);
  switch (choice) {
    case 'hours':
      return wallClock(timeZone, new Date(now.getTime() + 3 * 3_600_000));
    case 'tomorrow':
      return `${later(here, 1)}T08:00`;
    case 'monday': {
      const weekday = new Date(`${here.slice(0, 10)}T00:00Z`).getUTCDay();
      return `${later(here, (8 - weekday) % 7 || 7)}T08:00`;
    }
    default:
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(choice) ? choice : null;
  }
}

function later(here: string, days: number): string {
  const day = new Date(`${here.slice(0, 10)}T00:00Z`);
  return new Date(day.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
