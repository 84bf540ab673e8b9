import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { channels } from '#channels/registry.ts';
import { itemKey, parseBody, splitItems, verifySignature } from '#channels/meta/webhook.ts';
import { arbitrary, seeded } from './arbitrary-json.ts';

const now = new Date('2026-08-01T00:00:00Z');
const body = Buffer.from('{"object":"page","entry":[{"note":"\\u00e4 \\/"}]}');
const sign = (secret: string, bytes: Uint8Array = body) =>
  `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;

test('a body signed with any configured secret verifies', () => {
  expect(verifySignature(body, sign('one'), ['one'])).toBe(true);
  expect(verifySignature(body, sign('two'), ['one', 'two'])).toBe(true);
  expect(verifySignature(body, sign('one').toUpperCase().replace('SHA256', 'sha256'), ['one'])).toBe(true);
});

test('anything else is refused, and so is everything when no secret is configured', () => {
  expect(verifySignature(body, sign('three'), ['one', 'two'])).toBe(false);
  expect(verifySignature(Buffer.concat([body, body]), sign('one'), ['one'])).toBe(false);
  for (const header of [null, '', 'sha256=', 'sha256=zz', sign('one').slice(0, -1), sign('one').slice(7)]) {
    expect(verifySignature(body, header, ['one'])).toBe(false);
  }
  expect(verifySignature(body, sign(''), [])).toBe(false);
  expect(verifySignature(body, sign(''), [''])).toBe(false);
});

test('every change and message of every entry becomes an item with its own account and time', () => {
  const items = splitItems(
    {
      object: 'instagram',
      entry: [
        {
          id: '1',
          time: 1780000000,
          changes: [
            { field: 'comments', value: { id: 'a' } },
            { field: 'x', value: 1 },
          ],
        },
        { id: '2', time: 1780000000123, messaging: [{ message: { mid: 'm' } }], standby: [{ n: 1 }] },
        { id: 3, time: 0, field: 'comments', value: { id: 'b' } },
      ],
    },
    now,
  );
  expect(items.map(({ accountId, field, value }) => [accountId, field, value])).toEqual([
    ['1', 'comments', { id: 'a' }],
    ['1', 'x', 1],
    ['2', 'messaging', { message: { mid: 'm' } }],
    ['2', 'standby', { n: 1 }],
    ['3', 'comments', { id: 'b' }],
  ]);
  expect(items.map((item) => item.time.getTime())).toEqual([
    1780000000000,
    1780000000000,
    1780000000123,
    1780000000123,
    now.getTime(),
  ]);
});

test.each([
  ['text', 'not json'],
  ['a list', [1]],
  ['no entries', { object: 'page', entry: [] }],
  ['an unknown envelope', { hello: 'world' }],
])('%s becomes one item that keeps the whole', (_name, given) => {
  expect(splitItems(given, now)).toMatchObject([{ accountId: '', field: '', value: given, time: now }]);
});

test('an entry of an unknown shape is kept whole beside the entries that are known', () => {
  const odd = { id: '1', changed_fields: ['feed'] };
  const torn = { id: '2', changes: 'x', messaging: [{ a: 1 }] };
  const items = splitItems({ object: 'page', entry: [odd, 7, torn, { id: '4', changes: [5] }] }, now);
  expect(items.map(({ field, value }) => [field, value])).toEqual([
    ['', odd],
    ['', 7],
    ['messaging', { a: 1 }],
    ['', torn],
    ['', 5],
  ]);
});

test('bytes that are not JSON are kept as text', () => {
  expect(parseBody(Buffer.from('{"a":'))).toBe('{"a":');
  expect(parseBody(Buffer.from('{"id":17841405793187218123}'))).toEqual({ id: '17841405793187218123' });
});

const change = (value: unknown, time = 1780000000) =>
  splitItems({ object: 'page', entry: [{ id: '1', time, changes: [{ field: 'feed', value }] }] }, now)[0]!;

test('a redelivery has the key of the first delivery, whatever its send time and key order', () => {
  const first = change({ item: 'comment', verb: 'add', comment_id: 'c', from: { id: '5', name: 'Siti' } });
  const again = change(
    { from: { name: 'Siti', id: '5' }, comment_id: 'c', verb: 'add', item: 'comment' },
    1780000999,
  );
  const other = change({ item: 'comment', verb: 'add', comment_id: 'd', from: { id: '5', name: 'Siti' } });
  expect(itemKey(again)).toBe(itemKey(first));
  expect(itemKey(other)).not.toBe(itemKey(first));
  expect(itemKey({ ...first, accountId: '2' })).not.toBe(itemKey(first));
});

test('hiding, showing and hiding again are three items', () => {
  const hide = { item: 'comment', verb: 'hide', comment_id: 'c' };
  expect(itemKey(change(hide, 1780000000))).not.toBe(itemKey(change(hide, 1780000060)));
  const like = { item: 'reaction', verb: 'add', reaction_type: 'like', post_id: 'p' };
  expect(itemKey(change(like, 1780000000))).not.toBe(itemKey(change(like, 1780000060)));
  const dated = { ...like, created_time: 1780000000 };
  expect(itemKey(change(dated, 1780000000))).toBe(itemKey(change(dated, 1780000060)));
});

test('arbitrary JSON never throws, is never lost, and is read the same twice', () => {
  const random = seeded(7);
  for (let round = 0; round < 1500; round += 1) {
    const given = JSON.parse(JSON.stringify(arbitrary(random))) as unknown;
    const items = splitItems(given, now);
    expect(items.length > 0 || given === null, JSON.stringify(given)).toBe(true);
    for (const item of items) {
      expect(itemKey(item)).toMatch(/^[0-9a-f]{64}$/);
      for (const channel of Object.values(channels)) {
        const read = channel.read(item);
        expect(channel.read(item)).toEqual(read);
        for (const each of read ?? []) expect(Number.isNaN(each.at.getTime())).toBe(false);
      }
    }
  }
});
