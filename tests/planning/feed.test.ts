/** The calendar file against RFC 5545: lines, escapes, instants; nothing in a caption can end a line of it. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { feedFile, type FeedContent } from '#planning/calendar/feed/index.ts';

const post = randomUUID();
const entry: FeedContent['entries'][number] = {
  post,
  at: '2026-11-21T02:00:00+00:00',
  caption: 'Sate bandeng, baru; dari \\ panggangan 🐟\nBaris kedua',
  link: null,
  version: 3,
  targets: [
    {
      kind: 'instagram',
      name: 'Dapur, Serang',
      state: 'published',
      reason: null,
      permalink: 'https://contoh.test/p/1',
    },
    { kind: 'facebook', name: 'Dapur Serang', state: 'failed', reason: null, permalink: null },
  ],
};
const feed = (...entries: Partial<typeof entry>[]): FeedContent => ({
  name: 'Dapur; Serang',
  slug: 'dapur',
  timezone: 'Asia/Jakarta',
  language: 'id',
  entries: entries.map((more) => ({ ...entry, ...more })),
});
const now = new Date('2026-11-20T01:02:03Z');
const file = (...entries: Partial<typeof entry>[]) =>
  feedFile(feed(...entries), 'https://tanggap.contoh', now);
/** Lines as a reader unfolds them. */
const lines = (text: string) => text.replace(/\r\n[ \t]/g, '').split('\r\n');
const values = (text: string, name: string) =>
  lines(text)
    .filter((line) => line.split(/[:;]/)[0] === name)
    .map((line) => line.slice(line.indexOf(':') + 1));

test('lines end with CRLF, are at most 75 octets, and are whole characters', () => {
  const text = file({ caption: '🐟'.repeat(200) });
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of text.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toContain('\ufffd');
    expect(line.isWellFormed()).toBe(true);
  }
});

test('an entry is an instant in UTC, with its states in words and its address', () => {
  const text = file({});
  expect(lines(text)[0]).toBe('BEGIN:VCALENDAR');
  expect(values(text, 'VERSION')).toEqual(['2.0']);
  expect(values(text, 'DTSTART')).toEqual(['20261121T020000Z']);
  expect(values(text, 'DTEND')).toEqual(['20261121T021500Z']);
  expect(values(text, 'DTSTAMP')).toEqual(['20261120T010203Z']);
  expect(values(text, 'UID')).toEqual([`${post}@tanggap`]);
  expect(values(text, 'SEQUENCE')).toEqual(['3']);
  expect(values(text, 'URL')).toEqual([`https://tanggap.contoh/u/dapur/unggahan/${post}`]);
  expect(values(text, 'SUMMARY')[0]).toBe('Tayang\\, Gagal: Sate bandeng\\, baru\\; dari \\\\ panggangan 🐟');
  expect(values(text, 'DESCRIPTION')[0]).toContain(
    'Dapur\\, Serang: Tayang https://contoh.test/p/1\\nDapur Serang: Gagal',
  );
  expect(values(text, 'X-WR-CALNAME')).toEqual(['Dapur\\; Serang · Tanggap']);
});

test('what waits for its owner says whose turn it is', () => {
  const turn = { ...entry.targets[0]!, state: 'unconfirmed' as const, reason: 'your_turn' };
  expect(values(file({ targets: [turn] }), 'SUMMARY')[0]).toMatch(/^Giliran Anda: /);
  expect(values(file({ targets: [{ ...turn, reason: null }] }), 'SUMMARY')[0]).toMatch(/^Perlu dipastikan: /);
});

test('a post keeps its identity when it moves; one with two hours has two', () => {
  const moved = file({ at: '2026-12-01T02:00:00+00:00', version: 4 });
  expect(values(moved, 'UID')).toEqual([`${post}@tanggap`]);
  const twice = file({}, { at: '2026-11-22T02:00:00+00:00' });
  expect(values(twice, 'UID')).toEqual([`${post}@tanggap`, `${post}.2@tanggap`]);
});

test.each(['\r\nEND:VEVENT\r\nBEGIN:VEVENT', '\rBEGIN:VALARM', '\nBEGIN:VALARM', '\u0000\u0007', '\u2028X'])(
  'words cannot write lines of their own: %j',
  (evil) => {
    const content = feed({
      caption: `a${evil}b`,
      targets: [{ ...entry.targets[0]!, name: `k${evil}l` }],
    });
    const text = feedFile({ ...content, name: `n${evil}m` }, 'https://tanggap.contoh', now);
    const parts = lines(text).filter((line) => /^(BEGIN|END):/.test(line));
    expect(parts).toEqual(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'END:VEVENT', 'END:VCALENDAR']);

    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f]/);
  },
);

test('an empty plan is a valid, empty calendar; a draft is tentative', () => {
  expect(lines(file()).filter((line) => line.startsWith('BEGIN'))).toEqual(['BEGIN:VCALENDAR']);
  const draft = file({ targets: [{ ...entry.targets[0]!, state: 'draft' }] });
  expect(values(draft, 'STATUS')).toEqual(['TENTATIVE']);
});
