/** `npm run soak -- chaos | hostile | ingest | publishing`: long runs with kills at random; `--seed N` repeats the choices. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { randomFrom, type Random } from '../chaos/flood.ts';
import { openStage, type Stage } from '../chaos/stage.ts';
import { temporaryFolder } from '../support/server.ts';
import { soakChaos } from './chaos.ts';
import { soakHostile } from './hostile.ts';
import { soakIngest } from './ingest.ts';
import { soakPublishing } from './publishing.ts';

export interface SoakOptions {
  seed: number;
  /** Where in the choices of a seed a failure was, as fast-check tells it. */
  path: string | undefined;
  minutes: number;
  items: number;
  steps: number;
  requests: number;
  say(line: string): void;
}

export interface Soak extends SoakOptions {
  stage: Stage;
  random: Random;
}

const soaks: Record<string, (options: SoakOptions) => Promise<void>> = {
  chaos: onStage(soakChaos),
  hostile: soakHostile,
  ingest: onStage(soakIngest),
  publishing: soakPublishing,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    path: { type: 'string' },
    minutes: { type: 'string', default: '5' },
    items: { type: 'string', default: '20000' },
    steps: { type: 'string', default: '3000' },
    requests: { type: 'string', default: '10000' },
  },
});
const run = soaks[positionals[0] ?? ''];
const say = (line: string) => void process.stdout.write(`${line}\n`);

if (!run) {
  say(
    `npm run soak -- ${Object.keys(soaks).join('|')} [--seed N] [--path P] [--minutes M] [--items N] [--steps N] [--requests N]`,
  );
  process.exit(2);
}
const seed = Number(values.seed ?? randomInt(1_000_000));
say(`seed ${seed}`);
const [minutes, items, steps, requests] = [values.minutes, values.items, values.steps, values.requests].map(
  Number,
) as [number, number, number, number];
try {
  await run({ seed, path: values.path, minutes, items, steps, requests, say });
} catch (error) {
  say(`${(error as Error).stack}\nagain: npm run soak -- ${positionals[0]} --seed ${seed}`);
  process.exitCode = 1;
}

/** With a business and its real server, which dies and comes back. */
function onStage(soak: (soak: Soak) => Promise<void>): (options: SoakOptions) => Promise<void> {
  return async (options) => {
    const stage = await openStage(temporaryFolder());
    try {
      await soak({ ...options, stage, random: randomFrom(options.seed) });
    } finally {
      await stage.close();
    }
  };
}
