/** One line of JSON per event; never a token, a message body or a personal datum. */

const levels = { debug: 10, info: 20, warn: 30, error: 40, silent: 50 } as const;
export type LogLevel = keyof typeof levels;

let threshold: number = levels.info;
let stream: NodeJS.WriteStream = process.stdout;

/** Names of fields that must never be printed, whatever a caller passes. */
const secret =
  /token|secret|password|authorization|cookie|signature|proof|body|text|caption|email|apikey|details?$|query$|parameters/i;
const longLink = /\/(s|h|undangan|kalender|hapus-data|berhenti)\/[A-Za-z0-9_-]{16,}/g;
/** In a query string whatever looks like a credential is one. */
const credential =
  /([?&][\w.-]*(?:token|token_hash|secret|proof|signature|credential|code|state|password|key)=)[^&\s"]+/gi;

export function setLogLevel(level: LogLevel): void {
  threshold = levels[level];
}

/** For commands whose answer is on stdout. */
export function logToStderr(): void {
  stream = process.stderr;
}

/**
 * Writes one structured line.
 * @param event short dotted name, e.g. `publishing.attempt_opened`
 * @param fields ids, counts, codes and durations (milliseconds); an `error` field may hold an Error
 */
export function log(
  level: Exclude<LogLevel, 'silent'>,
  event: string,
  fields: Record<string, unknown> = {},
): void {
  if (levels[level] < threshold) return;
  const line: Record<string, unknown> = { at: new Date().toISOString(), level, event };
  for (const [name, value] of Object.entries(fields)) line[name] = printable(name, value);
  stream.write(`${JSON.stringify(line)}\n`);
}

function printable(name: string, value: unknown, depth = 0): unknown {
  if (secret.test(name)) return '[hidden]';
  if (typeof value === 'string') return masked(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 4) return '[deep]';
  if (value instanceof Date) return value;
  if (value instanceof Error) {
    const { code, status } = value as { code?: unknown; status?: unknown };
    return {
      name: value.name,
      message: masked(value.message),
      code,
      status,
      stack: masked(value.stack ?? ''),
    };
  }
  if (Array.isArray(value)) return value.map((item) => printable('', item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, printable(key, inner, depth + 1)]),
  );
}

/** Private links, credentials in addresses and query strings do not belong in a log. */
export function masked(text: string): string {
  return text
    .replace(longLink, '/$1/[hidden]')
    .replace(/:\/\/[^/@\s]+@/g, '://[hidden]@')
    .replace(/\b(bearer|basic|oauth)\s+[\w.+/=~-]+/gi, '$1 [hidden]')
    .replace(credential, '$1[hidden]');
}
