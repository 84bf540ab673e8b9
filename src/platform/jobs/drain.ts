/** Takes what is due until nothing is left: when its channel rings, when a row falls due, and now and then regardless. */
import type { Backend } from '../backend/index.ts';
import { log } from '../log.ts';
import { lookEverySeconds } from './due.ts';

export interface Drain {
  name: string;
  /** PostgreSQL channel that rings when there may be work. */
  channel?: string;
  /**
   * How often it looks whether or not anything rang or fell due. A drain that `private.next_due()` knows is told within
   * five seconds of what nobody rang for, so this only finds what that function overlooks.
   */
  everySeconds: number;
  /** How many rounds may run at once, each by itself, where one slow call must not hold up the others. */
  lanes?: number;
  /** @returns how many were done; 0 ends the round */
  run(backend: Backend): Promise<number>;
}

export interface Turning {
  /** The rows say when there is work: in seconds, or null for none. */
  due(seconds: number | null): void;
  healthy(): boolean;
  stop(): Promise<void>;
}

/** A round that takes longer than this hangs. */
const mostRoundMs = 15 * 60_000;
/** Rows that say they are due and are not taken are asked again this late at most. */
const mostPauseMs = 10_000;
const afterFailureMs = 5_000;

/**
 * Starts one lane of a drain, with a round at once.
 * @param worked called after a round that found something
 */
export async function turn(backend: Backend, drain: Drain, worked: () => void): Promise<Turning> {
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;
  let failures = 0;
  let since = 0;
  let done = 0;
  let alarm: NodeJS.Timeout | undefined;
  /** Rounds in a row that were begun because something was due, and found nothing. */
  let vain = 0;
  let endedAt = 0;

  const round = async () => {
    do {
      again = false;
      try {
        for (let taken = 1; !stopped && taken > 0; done += taken) taken = await drain.run(backend);
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures < 4 || failures % 60 === 0)
          log('warn', 'jobs.drain_failed', { drain: drain.name, failures, error });
      }
    } while (again && !stopped);
  };
  const wake = async () => {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    since = Date.now();
    done = 0;
    running = round().finally(() => (running = null));
    await running;
    endedAt = performance.now();
    if (done > 0) {
      vain = 0;
      worked();
    }
    if (failures > 0) set(afterFailureMs);
  };
  const set = (ms: number) => {
    clearTimeout(alarm);
    if (!stopped) alarm = setTimeout(() => void fellDue(), ms);
  };
  const fellDue = async () => {
    if (running) {
      again = true;
      return;
    }
    await wake();
    if (done === 0) vain += 1;
  };
  const ring = () => void wake();
  const timer = setInterval(ring, drain.everySeconds * 1000);
  const ear = drain.channel ? await backend.sql.listen(drain.channel, ring, ring) : null;
  ring();
  return {
    due(seconds) {
      // After a failure its own alarm counts.
      if (failures > 0) return;
      clearTimeout(alarm);
      if (seconds === null || seconds > lookEverySeconds) {
        vain = 0;
        return;
      }
      const pause = vain === 0 ? 0 : Math.min(mostPauseMs, 500 * 2 ** vain);
      set(Math.max(seconds * 1000 + 2, endedAt + pause - performance.now(), 0));
    },
    healthy: () => failures < 4 && !(running && Date.now() - since > mostRoundMs),
    async stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(alarm);
      await ear?.unlisten().catch(() => undefined);
      await running;
    },
  };
}
