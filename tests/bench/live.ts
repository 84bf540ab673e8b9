/**
 * How long after a network told of a message an open page hears of it, when webhooks, pages and work are in three
 * processes; from the moment the webhook's first byte is sent. Budget: issue 4, "within 1 s".
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from './installation.ts';
import { median, note, percentile, reporter } from './report.ts';
import { listen, openSeveral, type Heard } from './several.ts';

const report = reporter('live');

export async function run({ quick }: { quick: boolean }): Promise<void> {
  const count = quick ? 20 : 200;
  const several = await openSeveral();
  const { customers, sender, showing, owner } = several;
  try {
    const heard: Heard[] = [];
    const stopped = new AbortController();
    const listening = listen(showing.url, owner, heard, stopped.signal).catch((error: unknown) => {
      if (!stopped.signal.aborted) throw error;
    });
    await sleep(1_000);
    const waits: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const arrived = () => heard.filter(({ kind }) => kind === 'message.received');
      const known = arrived().length;
      const from = performance.now();
      await sender.fullLoad([customers.body(1)], 1, 10);
      await until('the page hears of it', async () => arrived().length > known, 30, 5);
      waits.push(arrived().at(-1)!.at - from);
      await sleep(100);
    }
    stopped.abort();
    await listening;
    note(`live: slowest ${Math.max(...waits).toFixed(0)} ms`);
    report('heard_median', median(waits), 'ms', { n: count });
    report('heard_p95', percentile(waits, 95), 'ms', { n: count, budget: { most: 1_000 } });
  } finally {
    await several.close();
  }
}
