import { clock, dayName, shortMoment, type Lang } from '#platform/text/i18n.ts';
import { replyWords } from './words.ts';

/** An instant soon to come, as people say it: `hari ini 14.05`, `besok 09.14`, `Sel, 3 Mar 09.00`. */
export function untilWords(until: Date, now: Date, lang: Lang, timezone: string): string {
  const t = replyWords[lang];
  const day = (at: Date) => dayName(at, lang, timezone);
  const time = clock(until, lang, timezone);
  if (day(until) === day(now)) return t.today(time);
  if (day(until) === day(new Date(now.getTime() + 86_400_000))) return t.tomorrow(time);
  return shortMoment(until, lang, timezone);
}
