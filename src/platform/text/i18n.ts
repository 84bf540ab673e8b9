/**
 * Words of the interface: Indonesian first, English second. Every room keeps its own `words.ts`; a key that
 * is missing in English, or has other parameters, does not pass the type check.
 */
export type Lang = 'id' | 'en';

export const langs: readonly Lang[] = ['id', 'en'];

type Word = string | readonly string[] | ((...parts: never[]) => string);

type SameKeys<T> = {
  [K in keyof T]: T[K] extends (...parts: infer P) => string
    ? (...parts: P) => string
    : T[K] extends string
      ? string
      : T[K] extends readonly string[]
        ? readonly string[]
        : SameKeys<T[K]>;
};

interface Words {
  [key: string]: Word | Words;
}

export function dictionary<const T extends Words>(words: {
  id: T;
  en: SameKeys<NoInfer<T>>;
}): Record<Lang, SameKeys<T>> {
  return words as unknown as Record<Lang, SameKeys<T>>;
}

export function isLang(value: unknown): value is Lang {
  return value === 'id' || value === 'en';
}

const locales: Record<Lang, string> = { id: 'id-ID', en: 'en-GB' };
const zoneNames: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/** The name people use for a zone: WIB, WITA, WIT; the IANA name elsewhere. */
export function zoneName(timeZone: string): string {
  return zoneNames[timeZone] ?? timeZone;
}

/** e.g. `Sel, 3 Mar 09.00` in the given IANA zone. */
export function shortMoment(at: Date | string, lang: Lang, timeZone: string): string {
  return format(at, lang, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** e.g. `Selasa, 3 Maret 2026 pukul 09.00 WIB`. */
export function fullMoment(at: Date | string, lang: Lang, timeZone: string): string {
  return `${format(at, lang, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })} ${zoneName(timeZone)}`;
}

/** e.g. `Selasa, 3 Maret`. */
export function dayName(at: Date | string, lang: Lang, timeZone: string): string {
  return format(at, lang, { timeZone, weekday: 'long', day: 'numeric', month: 'long' });
}

/** e.g. `09.00`. */
export function clock(at: Date | string, lang: Lang, timeZone: string): string {
  return format(at, lang, { timeZone, hour: '2-digit', minute: '2-digit' });
}

/** How long ago, or until, in the largest unit that fits: `5 jam yang lalu`. */
export function relative(at: Date | string, lang: Lang, now: Date): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
  const form = new Intl.RelativeTimeFormat(locales[lang], { numeric: 'auto' });
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ];
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) return form.format(Math.trunc(seconds / size), unit);
  return form.format(0, 'minute');
}

export function count(n: number, lang: Lang): string {
  return new Intl.NumberFormat(locales[lang]).format(n);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: Date | string, lang: Lang, options: Intl.DateTimeFormatOptions): string {
  const key = lang + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locales[lang], options);
  formats.set(key, known);
  return known.format(new Date(at));
}
