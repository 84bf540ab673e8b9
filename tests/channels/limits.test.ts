import { expect, test } from 'vitest';
import { channel, channels } from '../../src/channels/registry.ts';
import { reasonWords, refusalSentence, refusalWords } from '../../src/channels/reasons.ts';
import { photo } from './scripted-network.ts';
import type { Draft } from '../../src/channels/contract.ts';

const { instagram, facebook } = channels;
const words = (caption: string): Draft => ({ mediaType: 'text', caption, link: null, pictures: [] });
const link = (address: string | null): Draft => ({ ...words('Baca'), mediaType: 'link', link: address });
const codes = (refusals: { code: string }[]) => refusals.map((refusal) => refusal.code);

test('both take a photo with words', () => {
  expect(instagram.refuses(photo())).toEqual([]);
  expect(facebook.refuses(photo())).toEqual([]);
});

test('text and link go to Facebook only, video nowhere yet', () => {
  expect(facebook.refuses(words('Halo'))).toEqual([]);
  expect(facebook.refuses(link('https://contoh.id'))).toEqual([]);
  expect(codes(instagram.refuses(words('Halo')))).toEqual(['needs_picture']);
  expect(codes(instagram.refuses(link('https://contoh.id')))).toContain('no_link');
  expect(codes(instagram.refuses({ ...photo(), mediaType: 'video' }))).toEqual(['no_video']);
  expect(codes(facebook.refuses({ ...photo(), mediaType: 'video' }))).toEqual(['no_video']);
});

test('nothing is dropped in silence: empty text, missing link, a photo’s link, an eleventh photo', () => {
  expect(codes(facebook.refuses(words('  ')))).toEqual(['empty']);
  expect(codes(facebook.refuses(link(null)))).toEqual(['needs_link']);
  expect(codes(facebook.refuses({ ...photo(), link: 'https://contoh.id' }))).toEqual(['no_link']);
  const many = { ...photo(), pictures: Array.from({ length: 11 }, () => photo().pictures[0]!) };
  expect(codes(facebook.refuses(many))).toEqual(['too_many_pictures']);
  expect(codes(instagram.refuses(many))).toEqual(['too_many_pictures']);
});

test('Instagram takes 2,200 characters, 30 hashtags and 20 mentions, and not one more', () => {
  expect(instagram.refuses(photo('a'.repeat(2200)))).toEqual([]);
  expect(instagram.refuses(photo('a'.repeat(2201)))).toEqual([
    { code: 'caption_too_long', limit: 2200, length: 2201 },
  ]);
  expect(instagram.refuses(photo('#sate '.repeat(30)))).toEqual([]);
  expect(instagram.refuses(photo('#sate'.repeat(31)))).toEqual([
    { code: 'too_many_hashtags', limit: 30, count: 31 },
  ]);
  expect(instagram.refuses(photo(`${'@siti '.repeat(20)} kirim ke a@b.id, no# 5`))).toEqual([]);
  expect(instagram.refuses(photo('@siti '.repeat(21)))).toEqual([
    { code: 'too_many_mentions', limit: 20, count: 21 },
  ]);
});

test('each reason and refusal has a calm sentence in both languages', () => {
  expect(Object.keys(reasonWords.id)).toEqual(Object.keys(reasonWords.en));
  expect(Object.keys(refusalWords.id)).toEqual(Object.keys(refusalWords.en));
  const sentences = [...Object.values(reasonWords.id), ...Object.values(reasonWords.en)];
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^!]+\.$/);
  const refusal = { code: 'caption_too_long', limit: 2200, length: 2210 } as const;
  expect(refusalSentence('id', refusal)).toBe(
    'Tulisan 2.210 karakter; paling banyak 2.200. Pendekkan 10 karakter.',
  );
});

test('a kind behind which no network stands has no channel', () => {
  expect(channel('instagram')).toBe(instagram);
  expect(channel('assisted')).toBeNull();
});
