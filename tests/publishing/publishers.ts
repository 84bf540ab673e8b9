/** Publishers as processes: one works, another stands by for when it is killed. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Opening, Order, Report } from './publisher.ts';

export interface Publisher {
  process: ChildProcess;
  /** @returns how many targets were handled; null when it died. */
  work(order: Order): Promise<number | null>;
  kill(): Promise<void>;
}

/** Starts one and waits until it takes orders. */
export async function startPublisher({ env, database }: Opening): Promise<Publisher> {
  const { TEST_COMPILE_CACHE } = process.env;
  const child = fork(join(import.meta.dirname, 'publisher.ts'), [JSON.stringify([env, database])], {
    // There are many starts of the same program.
    env: { ...process.env, ...(TEST_COMPILE_CACHE && { NODE_COMPILE_CACHE: TEST_COMPILE_CACHE }) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
  });
  const gone = once(child, 'exit');
  const next = (): Promise<Report | null> =>
    Promise.race([
      once(child, 'message').then(([report]) => report as Report),
      gone.then(() => null as Report | null),
    ]);
  if ((await next()) === null) throw new Error('a publisher did not start');
  return {
    process: child,
    async work(order) {
      const said = next();
      child.send(order);
      const report = await said;
      if (report && 'error' in report) throw new Error(`a publisher failed: ${report.error}`);
      return report && report.handled;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

export interface Publishers {
  /** One that lives; a fresh one when the last was killed. */
  one(): Promise<Publisher>;
  /** A second one beside it. */
  other(): Promise<Publisher>;
  /** Ends both: the next ones remember nothing. */
  forget(): Promise<void>;
}

export function keepPublishers(opening: Opening): Publishers {
  const kept: (Promise<Publisher> | undefined)[] = [undefined, undefined];
  const get = async (place: 0 | 1): Promise<Publisher> => {
    kept[place] ??= startPublisher(opening);
    const found = await kept[place];
    if (found.process.exitCode === null && found.process.signalCode === null) return found;
    kept[place] = undefined;
    // The one that stood by takes over, and another stands by in its place.
    if (place === 0) [kept[0], kept[1]] = [kept[1], startPublisher(opening)];
    return get(place);
  };
  return {
    one: () => get(0),
    other: () => get(1),
    async forget() {
      for (const place of [0, 1]) {
        const held = kept[place];
        kept[place] = undefined;
        await (await held)?.kill();
      }
    },
  };
}
