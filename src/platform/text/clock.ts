/** The business's clock: what its wall shows at an instant. */
import type { Lang } from './i18n.ts';

/** The day it is somewhere: `2026-11-23`. */
export function wallDay(timeZone: string, at = new Date()): string {
  return wallClock(timeZone, at).slice(0, 10);
}

/** The clock on the wall somewhere: `2026-11-23T08:00`. */
export function wallClock(timeZone: string, at = new Date()): string {
  // Swedish writes a date as ISO 8601 does.
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return text.format(at).replace(' ', 'T');
}

/** `09:00` as people write it: `09.00` in Indonesian. */
export function clockText(time: string, lang: Lang): string {
  return lang === 'id' ? time.replace(':', '.') : time;
}
