/** `npm run soak -- chaos | ingest`: long runs with kills at random; `--seed N` repeats the same choices. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { randomFrom, type Random } from '../chaos/flood.ts';
import { openStage, type Stage } from '../chaos/stage.ts';
import { soakChaos } from './chaos.ts';
import { soakIngest } from './ingest.ts';

export interface Soak {
  stage: Stage;
  random: Random;
  minutes: number;
  items: number;
  say(line: string): void;
}

const soaks: Record<string, (soak: Soak) => Promise<void>> = { chaos: soakChaos, ingest: soakIngest };

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string', default: '5' },
    items: { type: 'string', default: '20000' },
  },
});
const run = soaks[positionals[0] ?? ''];
const say = (line: string) => void process.stdout.write(`${line}\n`);

if (!run) {
  say(`npm run soak -- ${Object.keys(soaks).join('|')} [--seed N] [--minutes M] [--items N]`);
  process.exit(2);
}
const seed = Number(values.seed ?? randomInt(1_000_000));
say(`seed ${seed}`);
const stage = await openStage();
const [minutes, items] = [Number(values.minutes), Number(values.items)];
try {
  await run({ stage, random: randomFrom(seed), minutes, items, say });
} catch (error) {
  say(`${(error as Error).stack}\nagain: npm run soak -- ${positionals[0]} --seed ${seed}`);
  process.exitCode = 1;
} finally {
  await stage.close();
}
