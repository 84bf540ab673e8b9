/** Sorting one message: how long, how large its model is, and how often it is right on messages it was not learnt from. */
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { classify } from '#assistant/index.ts';
import { intents, sentiments, urgencies } from '#assistant/schema.ts';
import { developmentMessages } from '#assistant/learning/train.ts';
import { crossValidated, macroF1, quality } from '../assistant/measure.ts';
import { median, note, percentile, reporter } from './report.ts';

const model = join(resolve(import.meta.dirname, '../..'), 'src', 'assistant', 'weights.json');
const report = reporter('classify');

export async function run({ quick }: { quick: boolean }): Promise<void> {
  const texts = developmentMessages().map(({ text }) => text);
  const rounds = quick ? 3 : 30;
  const reference = time(texts, rounds, (text) => JSON.parse(JSON.stringify({ text })));
  const taken = time(texts, rounds, classify);
  const measured = { n: taken.length, reference: median(reference), budget: { most: 1 } };
  report('milliseconds_per_message_median', median(taken), 'ms', measured);
  report('milliseconds_per_message_p95', percentile(taken, 95), 'ms', {
    ...measured,
    reference: percentile(reference, 95),
  });
  report('model_bytes', statSync(model).size, 'bytes', { n: 1, budget: { most: 400_000 } });

  const guesses = crossValidated(quick ? 3 : 10);
  const each = quality(
    intents,
    guesses.map(({ intent, message }) => [intent, message.intent]),
  );
  const sentiment = guesses.map(({ sentiment, message }) => [sentiment, message.sentiment] as const);
  const urgency = guesses.map(({ urgency, message }) => [urgency, message.urgency] as const);
  const unseen = { n: guesses.length };
  report('intent_macro_f1_unseen', macroF1(each), 'ratio', unseen);
  report('sentiment_macro_f1_unseen', macroF1(quality(sentiments, sentiment)), 'ratio', unseen);
  report('urgency_macro_f1_unseen', macroF1(quality(urgencies, urgency)), 'ratio', unseen);
  for (const [intent, { precision, recall, f1 }] of Object.entries(each)) {
    note(
      `classify: ${intent}: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}, F1 ${f1.toFixed(2)}`,
    );
  }
}

/** Milliseconds of each call, after a round that warms up. */
function time(texts: string[], rounds: number, call: (text: string) => unknown): number[] {
  texts.forEach(call);
  return Array.from({ length: rounds }, () =>
    texts.map((text) => {
      const began = performance.now();
      call(text);
      return performance.now() - began;
    }),
  ).flat();
}
