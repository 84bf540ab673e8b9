/** `npm run train`: learns weights.json from training/; with `--check` it only compares. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { learn, type Example } from './learn.ts';
import type { Stored } from '../model.ts';
import { intent, intents, sentiment, urgency, type Intent } from '../schema.ts';

const folder = join(import.meta.dirname, '..');
const file = join(folder, 'weights.json');
/** A feature that moves no score by more than this many hundredths is left out. */
const least = 3;

/** The words of the label guide. */
const labels: Record<string, Intent> = {
  pertanyaan: 'question',
  komplain: 'complaint',
  kritik: 'criticism',
  saran: 'suggestion',
  pujian: 'praise',
  sanggahan: 'objection',
  giveaway: 'giveaway_entry',
  spam: 'spam',
  lainnya: 'other',
};
const labelled = z.object({
  text: z.string(),
  intent: z.string().transform((label) => intent.parse(labels[label])),
  sentiment,
  urgency,
});
export type Labelled = z.infer<typeof labelled>;

/** The project's labelled development messages. */
export function developmentMessages(): Labelled[] {
  return linesOf('development.jsonl').map((line) => labelled.parse(JSON.parse(line)));
}

/** Sentences made up for this purpose, one file an intent. */
export function madeUpSentences(): Example[] {
  return intents.flatMap((intent) => linesOf(`${intent}.txt`).map((text) => ({ text, intent })));
}

/** weights.json as it should be. */
export function trained(): string {
  const features = [...learn([...developmentMessages(), ...madeUpSentences()])]
    .map(([feature, weights]) => ({
      feature,
      hundredths: Array.from(weights, (each) => Math.round(each * 100)),
    }))
    .filter(({ hundredths }) => hundredths.some((each) => Math.abs(each) >= least))
    .map(({ feature, hundredths }) => [feature, ...hundredths.map((each) => each || '')].join(','))
    .sort();
  const version = createHash('sha256').update(features.join('\n')).digest('hex').slice(0, 8);
  return `${JSON.stringify({ version, features } satisfies Stored, null, 1)}\n`;
}

function linesOf(name: string): string[] {
  return readFileSync(join(folder, 'training', name), 'utf8')
    .split('\n')
    .filter(Boolean);
}

if (import.meta.main) {
  const fresh = trained();
  if (!process.argv.includes('--check')) writeFileSync(file, fresh);
  else if (readFileSync(file, 'utf8') !== fresh) {
    process.stderr.write('src/assistant/weights.json is stale: run npm run train\n');
    process.exitCode = 1;
  }
}
