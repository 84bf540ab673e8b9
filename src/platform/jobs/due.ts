/**
 * When work falls due: one question for everything that waits in rows, asked every few seconds and soon after something
 * was done, in place of each drain and each queue asking by itself.
 */
import type postgres from 'postgres';
import { log } from '../log.ts';

/** What nobody rang for is found this late at most. */
export const lookEverySeconds = 5;
/** What is done together is looked at once. */
const soonMs = 400;

export interface DueWatch {
  /** Something was done that others may have waited for. */
  soon(): void;
  healthy(): boolean;
  stop(): void;
}

/**
 * Looks at once, and from then on.
 * @param queues schema of pg-boss, whose jobs fall due as well
 * @param due called after each look for each name that there is, with the seconds until its work is due: 0 or less is
 *   now, null is nothing
 */
export function watchDue(
  sql: postgres.Sql,
  queues: string,
  due: (name: string, seconds: number | null) => void,
): DueWatch {
  let stopped = false;
  let looking = false;
  let timer: NodeJS.Timeout | undefined;
  let plannedAt = Infinity;
  let failures = 0;

  const plan = (ms: number) => {
    const at = performance.now() + ms;
    if (stopped || at >= plannedAt) return;
    clearTimeout(timer);
    plannedAt = at;
    timer = setTimeout(() => void look(), ms);
  };
  const look = async () => {
    plannedAt = Infinity;
    if (looking) return plan(soonMs);
    looking = true;
    try {
      for (const { name, seconds } of await ask(sql, queues)) if (!stopped) due(name, seconds);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (!stopped && failures < 4) log('warn', 'jobs.look_failed', { failures, error });
    } finally {
      looking = false;
      plan(lookEverySeconds * 1000);
    }
  };
  void look();
  return {
    soon: () => plan(soonMs),
    healthy: () => failures < 4,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function ask(sql: postgres.Sql, queues: string) {
  return sql<{ name: string; seconds: number | null }[]>`
    select drain as name, seconds from private.next_due()
    union all
    select name, extract(epoch from min(start_after) - now())::double precision from ${sql(queues)}.job
    where state < 'active' and not blocked group by name`;
}
