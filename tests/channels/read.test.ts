import { justWords } from '#channels/meta/texts.ts';
import { expect, test } from 'vitest';
import { facebook } from '#channels/facebook/index.ts';
import { instagram } from '#channels/instagram/index.ts';
import { splitItems } from '#channels/meta/webhook.ts';
import type { Channel } from '#channels/contract/channel.ts';
import type { Incoming } from '#channels/contract/incoming.ts';

const receivedAt = new Date('2026-08-01T00:00:00Z');
const IG = '17841400000000001';
const PAGE = '100000000000001';

function read(channel: Channel, object: string, entry: object): Incoming[] {
  return splitItems({ object, entry: [entry] }, receivedAt).flatMap((item) => channel.read(item) ?? []);
}

const value = { text: 'Harganya berapa?', from: { id: '55', username: 'siti' }, media: { id: '900' } };

test.each([
  ['value.id in changes', { changes: [{ field: 'comments', value: { ...value, id: '77' } }] }],
  [
    'value.comment_id in changes',
    { changes: [{ field: 'comments', value: { ...value, comment_id: '77' } }] },
  ],
  ['field and value directly in the entry', { field: 'comments', value: { ...value, id: '77' } }],
])('an Instagram comment is read from %s', (_name, entry) => {
  expect(read(instagram, 'instagram', { id: IG, time: 1780000000, ...entry })).toEqual([
    {
      type: 'message',
      accountId: IG,
      at: new Date(1780000000000),
      direction: 'in',
      externalId: '77',
      place: 'comment',
      postId: '900',
      parentId: null,
      person: { id: '55', name: null, username: 'siti' },
      text: 'Harganya berapa?',
      wordless: false,
      ...justWords,
    },
  ]);
});

test('our own Instagram comment comes back as going out, by id or by self_ig_scoped_id', () => {
  for (const from of [{ id: IG }, { id: '55', self_ig_scoped_id: '55' }]) {
    const changes = [{ field: 'comments', value: { ...value, id: '77', from, parent_id: '70' } }];
    const [message] = read(instagram, 'instagram', { id: IG, time: 1, changes });
    expect(message).toMatchObject({ direction: 'out', person: null, parentId: '70' });
  }
});

const feed = (more: object) => ({
  id: PAGE,
  time: 1780000100,
  changes: [
    {
      field: 'feed',
      value: {
        item: 'comment',
        verb: 'add',
        post_id: '1_2',
        comment_id: '2_3',
        parent_id: '1_2',
        message: 'Masih ada?',
        created_time: 1780000000,
        from: { id: '55', name: 'Siti' },
        ...more,
      },
    },
  ],
});

test('a Facebook comment has its own time in seconds, its author and no parent at the top level', () => {
  expect(read(facebook, 'page', feed({}))).toMatchObject([
    {
      type: 'message',
      direction: 'in',
      at: new Date(1780000000000),
      externalId: '2_3',
      postId: '1_2',
      parentId: null,
      person: { id: '55', name: 'Siti', username: null },
      text: 'Masih ada?',
    },
  ]);
});

test('a reply has a parent, a hidden author is nobody, the Page itself speaks outwards', () => {
  expect(read(facebook, 'page', feed({ parent_id: '2_9', from: undefined }))).toMatchObject([
    { direction: 'in', parentId: '2_9', person: null },
  ]);
  expect(read(facebook, 'page', feed({ from: { id: PAGE, name: 'Dapur' } }))).toMatchObject([
    { direction: 'out', person: null },
  ]);
});

test.each([
  ['edited', { type: 'edit', text: 'Masih ada?' }],
  ['remove', { type: 'removal' }],
  ['hide', { type: 'hiding', hidden: true }],
  ['unhide', { type: 'hiding', hidden: false }],
])('the verb %s is read', (verb, expected) => {
  const at = new Date(1780000100000);
  expect(read(facebook, 'page', feed({ verb }))).toMatchObject([{ ...expected, externalId: '2_3', at }]);
});

test('what nobody has to answer is known and is nothing; what has another shape is unknown', () => {
  const raw = (more: object) =>
    splitItems({ object: 'page', entry: [feed(more)] }, receivedAt).map((item) => facebook.read(item));
  expect(raw({ item: 'reaction', comment_id: undefined })).toEqual([[]]);
  expect(raw({ item: 'post', comment_id: undefined, from: { id: PAGE } })).toEqual([[]]);
  expect(raw({ item: 'event' })).toEqual([[]]);
  expect(raw({ item: 'moon' })).toEqual([null]);
  expect(raw({ verb: 'teleport' })).toEqual([null]);
  expect(raw({ item: undefined })).toEqual([null]);
});

test('a comment without letters or digits is wordless', () => {
  expect(read(facebook, 'page', feed({ message: '❤️🔥 !!' }))).toMatchObject([{ wordless: true }]);
  expect(read(facebook, 'page', feed({ message: 'ya ❤️' }))).toMatchObject([{ wordless: false }]);
});

const direct = (message: object, sender = '55', recipient = IG) => ({
  id: IG,
  time: 1780000000999,
  messaging: [{ sender: { id: sender }, recipient: { id: recipient }, timestamp: 1780000000123, message }],
});

test('a direct message, its echo and its deletion are read; the customer is who is not us', () => {
  const at = new Date(1780000000123);
  expect(read(instagram, 'instagram', direct({ mid: 'm1', text: 'Halo' }))).toMatchObject([
    {
      type: 'message',
      direction: 'in',
      place: 'direct',
      externalId: 'm1',
      person: { id: '55' },
      at,
      postId: null,
    },
  ]);
  expect(
    read(instagram, 'instagram', direct({ mid: 'm2', text: 'Ya', is_echo: true }, IG, '55')),
  ).toMatchObject([{ direction: 'out', externalId: 'm2', person: { id: '55' } }]);
  expect(read(instagram, 'instagram', direct({ mid: 'm1', is_deleted: true }))).toMatchObject([
    { type: 'removal', externalId: 'm1' },
  ]);
});

test('a picture alone may say something: it is a message to be looked at', () => {
  const message = { mid: 'm3', attachments: [{ type: 'image', payload: { url: 'https://cdn.example/1' } }] };
  expect(read(facebook, 'page', { ...direct(message), id: PAGE })).toMatchObject([
    {
      externalId: 'm3',
      text: '',
      wordless: false,
      attachments: [{ kind: 'image', url: 'https://cdn.example/1', mediaId: null, name: null }],
    },
  ]);
});

test('an edited message is an edit, a reading a receipt, a reaction a reaction', () => {
  const base = { sender: { id: '55' }, recipient: { id: IG }, timestamp: 1780000000123 };
  const messaging = [
    { ...base, message_edit: { mid: 'm1', text: 'Halo kak', num_edit: 1 } },
    { ...base, read: { mid: 'm1' } },
    { ...base, reaction: { mid: 'm1', action: 'react', emoji: '❤' } },
  ];
  const at = new Date(1780000000123);
  expect(read(instagram, 'instagram', { id: IG, time: 1, messaging })).toEqual([
    { type: 'edit', accountId: IG, at, externalId: 'm1', text: 'Halo kak', wordless: false },
    {
      ...{ type: 'receipt', accountId: IG, at, status: 'read', externalIds: ['m1'], upTo: null },
      ...{ personId: '55', reason: null },
    },
    { type: 'reaction', accountId: IG, at, externalId: 'm1', personId: '55', emoji: '❤' },
  ]);
});

test('a channel reads nothing of another network’s items', () => {
  expect(read(instagram, 'page', feed({}))).toEqual([]);
  expect(read(facebook, 'instagram', direct({ mid: 'm1', text: 'x' }))).toEqual([]);
});
