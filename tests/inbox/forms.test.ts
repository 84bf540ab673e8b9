/** What the inbox's forms and addresses say, read strictly, and what they cannot say. */
import { describe, expect, test } from 'vitest';
import { durationText, readException, readHours } from '#inbox/hours/index.ts';
import { readFilters, viewOf, writeFilters } from '#inbox/conversations/index.ts';
import { readRound, skip, writeRound } from '#inbox/conversations/queue/index.ts';
import { snoozeEnd } from '#inbox/conversations/triage/index.ts';
import { conversationId } from '#inbox/schema.ts';

const one = '11111111-1111-4111-8111-111111111111';
const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

describe("a snooze ends on the business's clock", () => {
  // Sunday 2026-11-22, 23.30 in Jakarta and Monday 01.30 in Jayapura.
  const now = new Date('2026-11-22T16:30:00Z');
  test.each([
    ['hours', 'Asia/Jakarta', '2026-11-23T02:30'],
    ['tomorrow', 'Asia/Jakarta', '2026-11-23T08:00'],
    ['tomorrow', 'Asia/Jayapura', '2026-11-24T08:00'],
    ['monday', 'Asia/Jakarta', '2026-11-23T08:00'],
    ['monday', 'Asia/Jayapura', '2026-11-30T08:00'],
    ['2026-12-01T09:15', 'Asia/Jakarta', '2026-12-01T09:15'],
    ['soon', 'Asia/Jakarta', null],
  ])('%s in %s', (choice, zone, end) => {
    expect(snoozeEnd(choice, now, zone)).toBe(end);
  });
});

describe('the filters of an address', () => {
  test('come back as they were written', () => {
    const filters = {
      ...viewOf('complaints'),
      intent: 'question',
      status: 'open' as const,
      words: 'sate & asam',
    };
    expect(readFilters(new URLSearchParams(writeFilters(filters)))).toEqual(filters);
    expect(writeFilters(viewOf('unanswered'))).toBe('');
  });

  test('ask for nothing that is not understood', () => {
    const query = new URLSearchParams('tampil=x&kanal=1&maksud=a%20b&keadaan=deleted&label=%27');
    expect(readFilters(query)).toEqual(viewOf('unanswered'));
    expect(readFilters(new URLSearchParams(`cari=${'a'.repeat(999)}`)).words).toHaveLength(200);
  });
});

describe('a round of the queue', () => {
  test('remembers what was left for later, each once', () => {
    const id = conversationId.parse(one);
    const round = readRound(skip(readRound(skip(readRound(null), id)), id));
    expect(round.skipped).toEqual([id]);
    expect(readRound(writeRound(round))).toEqual(round);
  });

  test('begins anew from what did not come from us', () => {
    for (const text of ['', 'x', '-1e99', `${Date.now() + 9e9}`, 'NaN~x~y']) {
      const before = Date.now();
      const { since, skipped } = readRound(text);
      expect(since.getTime(), text).toBeGreaterThanOrEqual(before);
      expect(since.getTime(), text).toBeLessThanOrEqual(Date.now());
      expect(skipped, text).toEqual([]);
    }
  });
});

describe('opening hours', () => {
  test('a week is read, with days off', () => {
    const { valid } = readHours(
      form({ 'opens-1': '08:00', 'closes-1': '17:00', away: 'Tutup', away_active: 'ya' }),
      'id',
    );
    expect(valid?.week).toEqual([{ opens: '08:00', closes: '17:00' }, null, null, null, null, null, null]);
    expect(valid?.away).toEqual({ body: 'Tutup', active: true });
  });

  test.each([
    ['an end before the beginning', { 'opens-1': '17:00', 'closes-1': '08:00' }, 'opens-1'],
    ['half a day', { 'opens-3': '08:00' }, 'opens-3'],
    ['no time', { 'opens-2': '25:00', 'closes-2': '26:00' }, 'opens-2'],
    ['nothing to say while closed', { away_active: 'ya' }, 'away'],
  ])('%s is told at its field, and what was typed is kept', (_name, fields, field) => {
    const { form: shown, valid } = readHours(form(fields), 'id');
    expect(valid).toBeNull();
    expect(Object.keys(shown.mistakes)).toEqual([field]);
  });

  test('days that differ have a name and an order; one day needs one date', () => {
    const day = { name: 'Lebaran', from: '2027-03-10' };
    expect(readException(form(day))).toEqual({
      name: 'Lebaran',
      from: '2027-03-10',
      to: '2027-03-10',
      hours: null,
    });
    const mistakes: Record<string, string>[] = [
      { name: '' },
      { to: '2027-03-09' },
      { from: '2027-02-30' },
      { opens: '10:00' },
    ];
    for (const wrong of mistakes) {
      expect([wrong, readException(form({ ...day, ...wrong }))]).toEqual([wrong, null]);
    }
  });

  test('a wait is said in words', () => {
    expect(durationText(5, 'id')).toBe('5 menit');
    expect(durationText(125, 'id')).toBe('2 jam 5 menit');
    expect(durationText(1500, 'id')).toBe('1 hari 1 jam');
  });
});
