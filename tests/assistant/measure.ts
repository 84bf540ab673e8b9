import { developmentMessages, madeUpSentences, type Labelled } from '#assistant/learning/train.ts';
import { restOf } from '#assistant/classify.ts';
import { featuresOf } from '#assistant/features.ts';
import { learn } from '#assistant/learning/learn.ts';
import { normalise } from '#assistant/normalise.ts';
import { likeliest, scores } from '#assistant/model.ts';
import type { Intent, Sentiment, Urgency } from '#assistant/schema.ts';

export interface Guess {
  message: Labelled;
  intent: Intent;
  sentiment: Sentiment;
  urgency: Urgency;
  confidence: number;
}

/**
 * Ten times a tenth of the development messages is guessed by weights learnt from the other nine and the made-up
 * sentences, but for those that are like one of the tenth: so no message is guessed by weights that have seen it, nor
 * by what was written with an eye on it.
 */
export function crossValidated(folds = 10): Guess[] {
  const messages = developmentMessages();
  const others = madeUpSentences().map((example) => ({ ...example, words: wordsOf(example.text) }));
  return Array.from({ length: folds }, (_, fold) => {
    const tenth = messages.filter((_, at) => at % folds === fold);
    const asked = tenth.map(({ text }) => wordsOf(text));
    const weights = learn([
      ...messages.filter((_, at) => at % folds !== fold),
      ...others.filter(({ words }) => !asked.some((each) => alike(each, words))),
    ]);
    return tenth.map((message) => {
      const { intent, confidence } = likeliest(scores(featuresOf(message.text), weights));
      return { message, intent, confidence, ...restOf(intent, message.text) };
    });
  }).flat();
}

function wordsOf(text: string): Set<string> {
  return new Set(normalise(text).words);
}

/** Every third word or more of the two together stands in both. */
function alike(one: Set<string>, other: Set<string>): boolean {
  const shared = [...one].filter((word) => other.has(word)).length;
  return 3 * shared >= one.size + other.size - shared;
}

export interface Quality {
  precision: number;
  recall: number;
  f1: number;
}

/** Per label, from pairs of what was guessed and what is right. */
export function quality<Label extends string>(
  labels: readonly Label[],
  pairs: (readonly [Label, Label])[],
): Record<Label, Quality> {
  const count = (fits: (guess: Label, right: Label) => boolean) =>
    pairs.filter((pair) => fits(...pair)).length;
  const entries = labels.map((label) => {
    const hits = count((guess, right) => guess === label && right === label);
    const guessed = count((guess) => guess === label);
    const there = count((_, right) => right === label);
    const precision = guessed ? hits / guessed : 0;
    const recall = there ? hits / there : 0;
    return [label, { precision, recall, f1: hits ? (2 * precision * recall) / (precision + recall) : 0 }];
  });
  return Object.fromEntries(entries) as Record<Label, Quality>;
}

/** The mean of F1 over the labels, each counting the same. */
export function macroF1(each: Record<string, Quality>): number {
  const all = Object.values(each);
  return all.reduce((sum, { f1 }) => sum + f1, 0) / all.length;
}
