import { expect, test } from 'vitest';
import { channel, channels } from '#channels/registry.ts';
import { reasonWords } from '#channels/words/reasons.ts';
import { noteWords, refusalSentence, refusalWords } from '#channels/words/refusals.ts';
import { captionLength, countHashtags, countMentions } from '#channels/schema.ts';
import { photo, video } from './scripted-network.ts';
import type { Draft } from '#channels/contract/publishing.ts';

const { instagram, facebook } = channels;
const words = (caption: string): Draft => ({ ...photo(caption), mediaType: 'text', pictures: [] });
const link = (address: string | null): Draft => ({ ...words('Baca'), mediaType: 'link', link: address });
const codes = (refusals: { code: string }[]) => refusals.map((refusal) => refusal.code);

test('both take a photo with words', () => {
  expect(instagram.refuses(photo())).toEqual([]);
  expect(facebook.refuses(photo())).toEqual([]);
});

test('text and link go to Facebook only, a video to both', () => {
  expect(facebook.refuses(words('Halo'))).toEqual([]);
  expect(facebook.refuses(link('https://contoh.id'))).toEqual([]);
  expect(codes(instagram.refuses(words('Halo')))).toEqual(['needs_picture']);
  expect(codes(instagram.refuses(link('https://contoh.id')))).toContain('no_link');
  expect(instagram.refuses(video())).toEqual([]);
  expect(facebook.refuses(video())).toEqual([]);
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

const MB = 1024 * 1024;
const story = (draft: Draft, more: Partial<Draft> = {}): Draft => ({
  ...draft,
  placement: 'story',
  ...more,
});
const [picture] = photo().pictures as [Draft['pictures'][number]];

test.each<[string, Draft, string[], string[]]>([
  ['a reel of 3 s', video({ seconds: 3 }), [], []],
  ['a reel of 2.9 s', video({ seconds: 2.9 }), ['video_too_short'], []],
  ['a video below a second', video({ seconds: 0.5 }), ['video_too_short'], ['video_too_short']],
  ['a reel of 15 minutes', video({ seconds: 900 }), [], []],
  ['a video of 16 minutes', video({ seconds: 960 }), ['video_too_long'], []],
  ['a video of 21 minutes', video({ seconds: 1260 }), ['video_too_long'], ['video_too_long']],
  ['a video of 300 MB', video({ bytes: 300 * MB }), [], []],
  ['a video of 301 MB', video({ bytes: 301 * MB }), ['video_too_big'], []],
  ['a video above a gigabyte', video({ bytes: 1025 * MB }), ['video_too_big'], ['video_too_big']],
  ['a video in 4K', video({ width: 3840, height: 2160 }), ['video_too_wide'], []],
  ['a video without its file', { ...video(), video: null }, ['needs_video'], ['needs_video']],
  ['a video with pictures', { ...video(), pictures: [picture] }, ['no_pictures'], ['no_pictures']],
  ['a photo with a video', { ...photo(), video: video().video }, ['no_video'], ['no_video']],
  ['a photo story', story(photo()), [], []],
  ['a video story of 60 s', story(video({ seconds: 60 })), [], []],
  ['a video story of 61 s', story(video({ seconds: 61 })), ['video_too_long'], ['video_too_long']],
  ['a video story of 101 MB', story(video({ bytes: 101 * MB })), ['video_too_big'], []],
  ['a small video story', story(video({ width: 360, height: 640 })), [], ['video_too_narrow']],
  ['a story of words', story(words('Halo')), ['needs_media'], ['needs_media']],
  ['a story without its photo', story(photo(), { pictures: [] }), ['needs_picture'], ['needs_picture']],
  ['a story of two photos', story(photo(), { pictures: [picture, picture] }), ['one_media'], ['one_media']],
  ['a story with endless words', story(photo('a'.repeat(70_000))), [], []],
  [
    'a story with a comment',
    story(photo(), { firstComment: 'x' }),
    ['no_first_comment'],
    ['no_first_comment'],
  ],
  ['a short comment', { ...photo(), firstComment: 'Pesan lewat WA, Kak' }, [], []],
  ['a comment of 2,201', { ...photo(), firstComment: 'a'.repeat(2201) }, ['first_comment_too_long'], []],
  ['31 tags in the comment', { ...photo(), firstComment: '#a '.repeat(31) }, ['first_comment_hashtags'], []],
  ['21 names in the comment', { ...photo(), firstComment: '@a '.repeat(21) }, ['first_comment_mentions'], []],
  [
    'a comment of 8,001',
    { ...photo(), firstComment: 'a'.repeat(8001) },
    ['first_comment_too_long'],
    ['first_comment_too_long'],
  ],
])('%s', (_name, draft, onInstagram, onFacebook) => {
  expect(codes(instagram.refuses(draft))).toEqual(onInstagram);
  expect(codes(facebook.refuses(draft))).toEqual(onFacebook);
});

test('what will only look different is told, not refused', () => {
  const two = { ...photo(), pictures: [picture, picture] };
  expect(codes(instagram.notes(two))).toEqual(['cropped_to_first']);
  expect(codes(facebook.notes(two))).toEqual([]);
  expect(codes(instagram.notes(story(photo())))).toEqual(['story_without_words']);
  expect(codes(facebook.notes(story(photo(''))))).toEqual([]);
  expect(codes(facebook.notes(video({ coverMs: 1000 })))).toEqual(['cover_not_chosen']);
  expect(codes(instagram.notes(video({ coverMs: 1000 })))).toEqual([]);
});

test('the counters of the browser are those that refuse', () => {
  expect([captionLength('sate 🍢'), countHashtags('#a#b # c#_d'), countMentions('@a a@b.id @c')]).toEqual([
    7, 3, 2,
  ]);
  for (const caption of ['a'.repeat(2201), '🍢'.repeat(1100), '#x'.repeat(31), '@y '.repeat(20)]) {
    const isOver =
      captionLength(caption) > 2200 || countHashtags(caption) > 30 || countMentions(caption) > 20;
    expect(instagram.refuses(photo(caption)).length > 0, caption.slice(0, 4)).toBe(isOver);
  }
});

test('each reason and refusal has a calm sentence in both languages', () => {
  expect(Object.keys(reasonWords.id)).toEqual(Object.keys(reasonWords.en));
  expect(Object.keys(refusalWords.id)).toEqual(Object.keys(refusalWords.en));
  expect(Object.keys(noteWords.id)).toEqual(Object.keys(noteWords.en));
  const sentences = [reasonWords.id, reasonWords.en, noteWords.id, noteWords.en].flatMap(Object.values);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^!]+\.$/);
  const refusal = { code: 'caption_too_long', limit: 2200, length: 2210 } as const;
  expect(refusalSentence('id', refusal)).toBe(
    'Tulisan 2.210 karakter; paling banyak 2.200. Pendekkan 10 karakter.',
  );
  expect(refusalSentence('id', { code: 'video_too_long', limit: 90, seconds: 125.2 })).toBe(
    'Video 2 menit 6 detik; paling panjang 1 menit 30 detik. Potong videonya.',
  );
  expect(refusalSentence('en', { code: 'video_too_big', limit: 300 * MB, bytes: 300 * MB + 1 })).toBe(
    'The video is 301 MB; at most 300 MB fit. Shorten it or make it smaller.',
  );
});

test('a kind behind which no network stands has no channel', () => {
  expect(channel('instagram')).toBe(instagram);
  expect(channel('manual')).toBeNull();
});
