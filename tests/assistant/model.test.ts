import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assistantWords } from '#assistant/index.ts';
import { intents, sentiments, topics, urgencies } from '#assistant/schema.ts';
import { madeUpSentences, trained } from '#assistant/learning/train.ts';
import { crossValidated, macroF1, quality } from './measure.ts';

const file = join(import.meta.dirname, '../../src/assistant/weights.json');

test('weights.json is what training makes of the present sentences (npm run train)', () => {
  expect(readFileSync(file, 'utf8') === trained()).toBe(true);
});

test('the model keeps its budget of 400 kB', () => {
  expect(statSync(file).size).toBeLessThanOrEqual(400_000);
});

test('messages that it has not seen get their intent, sentiment and urgency', () => {
  const guesses = crossValidated();
  expect(guesses).toHaveLength(360);
  const each = quality(
    intents,
    guesses.map(({ intent, message }) => [intent, message.intent]),
  );
  // Measured 0.93, and 0.83 for the weakest, complaint.
  expect(macroF1(each)).toBeGreaterThan(0.88);
  for (const [intent, { f1 }] of Object.entries(each)) expect(f1, intent).toBeGreaterThan(0.75);

  const sentiment = guesses.map(({ sentiment, message }) => [sentiment, message.sentiment] as const);
  const urgency = guesses.map(({ urgency, message }) => [urgency, message.urgency] as const);
  expect(macroF1(quality(sentiments, sentiment))).toBeGreaterThan(0.88);
  expect(macroF1(quality(urgencies, urgency))).toBeGreaterThan(0.8);
});

test('where it is sure it is right more often, and it is not surer than right', () => {
  const guesses = crossValidated(5).map(({ confidence, intent, message }) => ({
    confidence,
    right: intent === message.intent,
  }));
  const share = (of: typeof guesses) => of.filter(({ right }) => right).length / of.length;
  const sure = guesses.filter(({ confidence }) => confidence >= 0.8);
  const unsure = guesses.filter(({ confidence }) => confidence < 0.6);
  expect(sure.length).toBeGreaterThan(180);
  expect(share(sure)).toBeGreaterThan(0.9);
  expect(share(unsure)).toBeLessThan(0.85);
  const meant = guesses.reduce((sum, { confidence }) => sum + confidence, 0) / guesses.length;
  expect(Math.abs(meant - share(guesses))).toBeLessThan(0.08);
});

test('no sentence is learnt under two intents, or twice', () => {
  const texts = madeUpSentences().map(({ text }) => text.toLowerCase());
  expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
});

test('every intent, sentiment, urgency and topic has a word in both languages', () => {
  for (const words of Object.values(assistantWords)) {
    expect(Object.keys(words.intent)).toEqual([...intents]);
    expect(Object.keys(words.sentiment)).toEqual([...sentiments]);
    expect(Object.keys(words.urgency)).toEqual([...urgencies]);
    expect(Object.keys(words.topic)).toEqual([...topics]);
  }
});
