/** When which way to answer is open, to the second; and what fits. */
import { describe, expect, test } from 'vitest';
import { answersOn } from '#channels/registry.ts';
import { answerLength, answerLimits, type ChannelKind } from '#channels/schema.ts';
import type { Situation } from '#channels/contract/answering.ts';

const now = new Date('2026-11-22T02:00:00.000Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const day = 86_400;

const direct: Situation = { kind: 'dm', now, comment: null, heardAt: ago(60), humanAgent: false };
const comment: Situation = {
  kind: 'comment',
  now,
  comment: { at: ago(60), privatelyAnswered: false },
  heardAt: null,
  humanAgent: false,
};

/** Each way with why it is closed. */
const ways = (kind: ChannelKind, situation: Situation) =>
  answersOn(kind, situation).map(({ way, closed }) => [way, closed]);

describe.each(['instagram', 'facebook'] as const)('on %s', (kind) => {
  test('a comment is answered in public at any time, and once in private', () => {
    const [, once] = answersOn(kind, comment);
    expect(ways(kind, comment)).toEqual([
      ['public', null],
      ['private', null],
    ]);
    expect(once?.until).toEqual(new Date(ago(60).getTime() + 7 * day * 1000));
    const used = { ...comment, comment: { at: ago(60), privatelyAnswered: true } };
    expect(ways(kind, used)).toEqual([
      ['public', null],
      ['private', 'used'],
    ]);
  });

  test.each([
    [7 * day - 1, null],
    [7 * day, 'too_old'],
    [7 * day + 1, 'too_old'],
  ])('the private reply to a comment %d seconds old: %s', (seconds, closed) => {
    const old = { ...comment, comment: { at: ago(seconds), privatelyAnswered: false } };
    expect(ways(kind, old)).toEqual([
      ['public', null],
      ['private', closed],
    ]);
  });

  test('without a comment there is nothing to answer', () => {
    expect(ways(kind, { ...comment, comment: null })).toEqual([['public', 'comment_gone']]);
  });

  test.each([
    [day - 1, false, ['direct', null]],
    [day, false, ['direct', 'window_closed']],
    [day + 1, false, ['direct', 'window_closed']],
    [day - 1, true, ['direct', null]],
    [day, true, ['human_agent', null]],
    [7 * day - 1, true, ['human_agent', null]],
    [7 * day, true, ['human_agent', 'window_closed']],
    [7 * day - 1, false, ['direct', 'window_closed']],
  ])('a direct message %d seconds after the last, human agent %s: %s', (seconds, humanAgent, expected) => {
    expect(ways(kind, { ...direct, heardAt: ago(seconds), humanAgent })).toEqual([expected]);
  });

  test('the window is told by its end', () => {
    const [open] = answersOn(kind, direct);
    expect(open?.until).toEqual(new Date(ago(60).getTime() + day * 1000));
    const [longer] = answersOn(kind, { ...direct, heardAt: ago(2 * day), humanAgent: true });
    expect(longer?.until).toEqual(new Date(now.getTime() + 5 * day * 1000));
  });

  test('who never wrote directly cannot be written to', () => {
    expect(ways(kind, { ...direct, heardAt: null })).toEqual([['direct', 'never_wrote']]);
  });
});

test('the widget is answered at any time: the customer comes to read', () => {
  const feedback = { ...direct, kind: 'feedback', heardAt: null } as const;
  expect(ways('widget', feedback)).toEqual([['direct', null]]);
  expect(answerLimits('widget', false)).toMatchObject({ most: 5000, pictures: 1 });
});

test.each(['assisted', 'manual'] as const)('%s is answered by hand', (kind) => {
  for (const situation of [direct, comment]) expect(ways(kind, situation)).toEqual([['direct', 'by_hand']]);
});

test('Instagram counts bytes in direct messages and characters under comments', () => {
  const byBytes = answerLimits('instagram', false);
  expect(byBytes).toMatchObject({ most: 1000, unit: 'bytes', pictures: 1 });
  expect(answerLength('a'.repeat(1000), byBytes.unit)).toBe(1000);
  expect(answerLength('é', byBytes.unit)).toBe(2);
  expect(answerLength('🙏', byBytes.unit)).toBe(4);
  const byCharacters = answerLimits('instagram', true);
  expect(byCharacters).toMatchObject({ most: 2200, unit: 'characters', pictures: 0 });
  expect(answerLength('é', byCharacters.unit)).toBe(1);
  expect(answerLimits('facebook', false)).toMatchObject({ most: 2000, unit: 'characters', pictures: 1 });
  expect(answerLimits('facebook', true)).toMatchObject({ most: 8000, unit: 'characters', pictures: 1 });
});
