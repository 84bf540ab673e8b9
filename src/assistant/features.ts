import { cuesIn } from './cues.ts';
import { normalise } from './normalise.ts';

/** How much each kind of feature weighs against a word; chosen by cross-validation. */
const pair = 0.6;
const cue = 1.5;
const shape = 0.7;

/** Each feature of a message and how much of it there is; the whole has length 1, however long the message. */
export function featuresOf(text: string): Map<string, number> {
  const { words, shouted } = normalise(text);
  const features = new Map<string, number>();
  const framed = ['<start>', ...words, '<end>'];
  for (const word of words) features.set(word, 1);
  for (let at = 1; at < framed.length; at += 1) features.set(`${framed[at - 1]} ${framed[at]}`, pair);
  for (const [name, count] of cuesIn(words)) {
    features.set(`cue:${name}`, cue);
    if (count > 1) features.set(`cue:${name}+`, cue * 0.7);
  }
  features.set(`shape:${sizeOf(words)}`, shape);
  if (words.includes('?')) features.set('shape:asked', shape);
  if (words.at(-1) === '?') features.set('shape:asks', shape);
  if (words.filter((word) => word === '<mention>').length > 1) features.set('shape:mentions', shape);
  if (words.every((word) => word.startsWith('<'))) features.set('shape:wordless', shape);
  if (shouted) features.set('shape:shouted', shape);
  return ofLengthOne(features);
}

function sizeOf(words: string[]): string {
  if (words.length <= 1) return 'word';
  if (words.length <= 3) return 'few';
  if (words.length <= 7) return 'phrase';
  return words.length <= 15 ? 'sentence' : 'long';
}

function ofLengthOne(features: Map<string, number>): Map<string, number> {
  let squares = 0;
  for (const weight of features.values()) squares += weight * weight;
  const length = Math.sqrt(squares);
  for (const [name, weight] of features) features.set(name, weight / length);
  return features;
}
