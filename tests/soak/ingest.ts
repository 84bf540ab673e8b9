/** Many thousand items in waves, each with a kill in it: every comment exactly once in the inbox. */
import assert from 'node:assert/strict';
import { untilProjected } from '../chaos/answers.ts';
import { inboxOf, makeFlood, pour, redelivery, storedOf } from '../chaos/flood.ts';
import type { Soak } from './main.ts';

const wave = 2_000;

export async function soakIngest({ stage, random, items, say }: Soak): Promise<void> {
  for (let first = 0; first < items; first += wave) {
    const count = Math.min(wave, items - first);
    const { bodies, ids } = makeFlood(stage, count, random, first, 100);
    const at = Math.ceil(bodies.length * random());
    const together = random() < 0.5;
    let dying: Promise<Date> | undefined;
    const began = performance.now();
    const taken = await pour(stage, bodies, (number) => {
      if (number >= at) dying ??= stage.kill(together);
    });
    const died = await dying!;
    await stage.restart();
    const acknowledged = [...taken].flatMap((body) => body.ids);
    assert.equal(await storedOf(stage, acknowledged), acknowledged.length);
    await pour(stage, redelivery(bodies, taken, random));
    await stage.passTime(died);
    await untilProjected(stage, 120_000);
    assert.deepEqual(
      { ...(await inboxOf(stage, ids)), stored: await storedOf(stage, ids) },
      {
        ...{ rows: count, comments: count, words: count, stored: count },
        ...{ contacts: 80, identities: 80 },
      },
    );
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    say(`${first + count} items; killed after ${at} of ${bodies.length} bodies; ${seconds} s`);
  }
  say('each exactly once');
}
