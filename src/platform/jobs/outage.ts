import { log } from '../log.ts';

const everyMs = 60_000;

/**
 * What comes again and again while something is away: one line for each cause, and then, once a minute, how often it came.
 * @param event name of the line in the log
 */
export function reportOnce(event: string, now: () => number = Date.now): (error: unknown) => void {
  const told = new Map<string, { at: number; since: number }>();
  return (thrown) => {
    const { code, message } = unwrapped(thrown);
    const cause = code ?? message;
    const before = told.get(cause);
    if (before && now() - before.at < everyMs) {
      before.since += 1;
      return;
    }
    log('warn', event, { code, cause: message, ...(before && before.since > 0 && { again: before.since }) });
    if (told.size > 100) told.clear();
    told.set(cause, { at: now(), since: 0 });
  };
}

/** pg-boss hands errors on within objects of its own; several at once come as one without words. */
function unwrapped(thrown: unknown): { message: string; code?: string } {
  if (typeof thrown !== 'object' || thrown === null) return { message: String(thrown) };
  const { error, errors, cause, message, code } = thrown as Record<string, unknown>;
  if (Array.isArray(errors) && errors.length > 0 && !message) return unwrapped(errors[0]);
  const known = typeof code === 'string' ? { code } : {};
  if (typeof message === 'string' && message !== '') return { message: message.slice(0, 300), ...known };
  if (error ?? cause) return unwrapped(error ?? cause);
  return { message: known.code ?? 'an error without words', ...known };
}
