/** Whatever a customer sends: an answer, never an error; a message without end would run into the time limit. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { classify } from '#assistant/index.ts';
import { intent, sentiment, topic, urgency } from '#assistant/schema.ts';

const classification = z.strictObject({
  intent,
  topic: topic.nullable(),
  sentiment,
  urgency,
  confidence: z.number().min(0).max(1),
  by: z.string().min(1),
});

const pieces = fc.constantFrom(
  'kak',
  'ga',
  'GA',
  '2',
  'g4c0r',
  '😍',
  '👩‍👩‍👧',
  '🇮🇩',
  '\ud83d',
  '\u0000',
  '\u202e',
  '\u2028',
  'ﷺ',
  '@',
  '#',
  'http://',
  '<love>',
  '__proto__',
  'constructor',
  "'",
  ',',
  'aaaaaaaa',
  'Rp',
  '100%',
  'مرحبا',
  '你好',
  '\n',
  ' ',
  '?',
  '!',
);

test.each([
  ['any characters', fc.string({ unit: 'binary', maxLength: 400 })],
  [
    'any UTF-16, broken pairs too',
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((all) => String.fromCharCode(...all)),
  ],
  ['what people and machines send', fc.array(pieces, { maxLength: 80 }).map((all) => all.join(''))],
])('%s', (_, texts) => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(classification.safeParse(classify(text)).error).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});

test.each(['a', 'a ', '1', '@', '08 ', 'http://', '😀', 'ﷺ', 'a1', '1-', 'ka2', '\u0000', '0.'])(
  'a million times %j',
  (piece) => {
    expect(classification.safeParse(classify(piece.repeat(1_000_000))).error).toBeUndefined();
  },
);

test('nothing at all is "other"', () => {
  for (const text of ['', '   ', '\n\n', '\u200b'])
    expect(classify(text)).toMatchObject({ intent: 'other', topic: null });
});
