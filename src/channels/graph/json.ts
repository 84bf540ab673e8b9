import { z } from 'zod';

/** An id on the network. Always text: 17 digits don't fit a JavaScript number. */
export const remoteId = z.union([z.string().min(1), z.number().transform(String)]);

/**
 * Parses JSON without losing the digits of large numbers: an integer that a JavaScript number can't hold
 * exactly becomes its digits as text. Text is made storable: PostgreSQL takes neither U+0000 nor half a
 * surrogate pair.
 * @throws SyntaxError when the text is not JSON.
 */
export function parseJson(text: string): unknown {
  // Asking at every value costs more than all the rest; most texts hold nothing to ask about.
  if (!mayNeedCare.test(text)) return JSON.parse(text);
  return (JSON.parse as ParseWithSource)(text, (_key, value, context) => {
    if (typeof value === 'string') return storable(value);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return withStorableNames(value);
    const lossy = typeof value === 'number' && !Number.isSafeInteger(value);
    return lossy && /^-?\d+$/.test(context.source ?? '') ? context.source : value;
  });
}

/** An integer of 16 digits or more outside of quotes, U+0000, or a surrogate, at least as it may look. */
const mayNeedCare = /[[:,\s]-?\d{16}|^-?\d{16}|\\u(?:0000|d[89a-f])/i;

function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').toWellFormed();
}

function withStorableNames(value: object): object {
  const entries = Object.entries(value);
  if (entries.every(([name]) => name === storable(name))) return value;
  return Object.fromEntries(entries.map(([name, each]) => [storable(name), each]));
}

// NOTE: TypeScript's library doesn't know the third argument yet (ECMAScript 2026, in V8 since Node 21).
type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
) => unknown;

/**
 * Reads a time as Meta writes it: seconds or milliseconds (number or text), or ISO 8601 with `+0000`.
 * Told apart by size, because one envelope mixes both: `created_time` and the `time` of changes are seconds, the
 * `time` and `timestamp` of messaging are milliseconds. `null` for anything else, for 0 (Meta's test button), and
 * after the year 9999.
 */
export function instant(value: unknown): Date | null {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number') return number > 0 ? valid(number < 1e11 ? number * 1000 : number) : null;
  return typeof number === 'string' ? valid(Date.parse(number)) : null;
}

// Later years are written with a sign, which PostgreSQL does not read.
const lastInstant = Date.UTC(9999, 11, 31);

function valid(milliseconds: number): Date | null {
  return milliseconds > 0 && milliseconds <= lastInstant ? new Date(milliseconds) : null;
}
