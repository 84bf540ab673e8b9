/**
 * What WhatsApp sends, read: one fixture for each type of message and status.
 * Long, because it is one list of fixtures.
 */
import { expect, test } from 'vitest';
import { itemKey, parseBody, splitItems } from '#channels/meta/webhook.ts';
import { whatsapp } from '#channels/whatsapp/index.ts';
import { read } from '#channels/whatsapp/read.ts';
import { arbitrary, seeded } from './arbitrary-json.ts';
import type { Incoming, IncomingMessage } from '#channels/contract/incoming.ts';

const receivedAt = new Date('2026-08-01T00:00:00Z');
const WABA = '102290129340398';
const NUMBER = '106540352242922';
const WA = '6280012345678';
const at = new Date(1780000000000);

const body = (value: object, field = 'messages') => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: WABA,
      changes: [
        {
          field,
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '628000000101', phone_number_id: NUMBER },
            ...value,
          },
        },
      ],
    },
  ],
});
const contacts = [{ profile: { name: 'Rina (contoh)' }, wa_id: WA }];
const said = (more: object) => ({
  contacts,
  messages: [{ from: WA, id: 'wamid.A', timestamp: '1780000000', ...more }],
});
const items = (value: object, field?: string) => splitItems(body(value, field), receivedAt);
const readAll = (value: object, field?: string): Incoming[] =>
  items(value, field).flatMap((item) => read(item) ?? []);
const message = (more: object): IncomingMessage => readAll(said(more))[0] as IncomingMessage;

test('words are read with who, when, and the number they came to', () => {
  expect(readAll(said({ type: 'text', text: { body: 'Masih buka, Kak?' } }))).toEqual([
    {
      type: 'message',
      accountId: NUMBER,
      at,
      direction: 'in',
      externalId: 'wamid.A',
      place: 'direct',
      postId: null,
      parentId: null,
      person: { id: WA, name: 'Rina (contoh)', username: null },
      text: 'Masih buka, Kak?',
      wordless: false,
      about: null,
      aboutUrl: null,
      quotesId: null,
      attachments: [],
      metadata: null,
    },
  ]);
});

test.each([
  ['image', { id: '77', mime_type: 'image/jpeg', caption: 'Retak' }, 'image', 'Retak', null],
  ['video', { id: '77' }, 'video', '', null],
  ['audio', { id: '77', voice: true }, 'audio', '', null],
  ['document', { id: '77', filename: 'nota.pdf', caption: 'Nota' }, 'file', 'Nota', 'nota.pdf'],
  ['sticker', { id: '77', animated: false }, 'sticker', '', null],
])('a %s has a file with its id, and its words', (type, content, kind, text, name) => {
  const read = message({ type, [type]: content });
  expect(read).toMatchObject({ text, attachments: [{ kind, url: null, mediaId: '77', name }] });
  expect(read.wordless).toBe(type === 'sticker');
});

test.each([
  ['button', { text: 'Pesan lagi', payload: 'x' }, 'Pesan lagi'],
  ['interactive', { type: 'button_reply', button_reply: { id: '1', title: 'Ya' } }, 'Ya'],
  [
    'interactive',
    { type: 'list_reply', list_reply: { id: '1', title: 'Sate', description: '10 tusuk' } },
    'Sate\n10 tusuk',
  ],
  [
    'interactive',
    { type: 'nfm_reply', nfm_reply: { body: 'Sent', response_json: '{"nama":"Rina","flow_token":"x"}' } },
    'Sent\nnama: Rina',
  ],
  [
    'location',
    { latitude: -6.12, longitude: 106.15, name: 'Alun-alun', address: 'Serang' },
    'Alun-alun\nSerang\n-6.12, 106.15',
  ],
  [
    'contacts',
    [{ name: { formatted_name: 'Agus' }, phones: [{ phone: '0800 1' }, { phone: '0800 2' }] }],
    'Agus: 0800 1, 0800 2',
  ],
  [
    'order',
    { product_items: [{ product_retailer_id: 'rabeg', quantity: '2' }], text: 'Pedas' },
    'Pedas\n2 × rabeg',
  ],
])('%s becomes words', (type, content, text) => {
  expect(message({ type, [type]: content })).toMatchObject({ text, wordless: false, attachments: [] });
});

test.each([
  ['unsupported', { errors: [{ code: 131051 }] }],
  ['poll_creation', {}],
  ['image', {}],
])('what can’t be shown (%s) is a message all the same', (type, more) => {
  expect(message({ type, ...more })).toMatchObject({
    wordless: false,
    attachments: [{ mediaId: null, url: null }],
  });
});

test('a reaction is put and taken back', () => {
  const react = (emoji?: string) =>
    readAll(said({ type: 'reaction', reaction: { message_id: 'wamid.OURS', emoji } }));
  expect(react('❤️')).toEqual([
    { type: 'reaction', accountId: NUMBER, at, externalId: 'wamid.OURS', personId: WA, emoji: '❤️' },
  ]);
  expect(react()).toMatchObject([{ emoji: null }]);
  expect(react('')).toMatchObject([{ emoji: null }]);
});

test('what it answers and the advertisement it came from are told', () => {
  const text = { type: 'text', text: { body: 'Ini' } };
  expect(message({ ...text, context: { from: '628000000101', id: 'wamid.Q' } })).toMatchObject({
    quotesId: 'wamid.Q',
  });
  expect(message({ ...text, context: { forwarded: true } }).quotesId).toBeNull();
  const referral = { source_type: 'ad', source_id: '9', source_url: 'https://fb.me/contoh' };
  expect(message({ ...text, referral })).toMatchObject({ about: 'ad', aboutUrl: 'https://fb.me/contoh' });
  expect(message({ ...text, referral: { source_type: 'post', source_url: 'javascript:1' } })).toMatchObject({
    about: 'post',
    aboutUrl: null,
  });
});

test('whoever shows no number is known by the id for this business', () => {
  const value = {
    contacts: [{ profile: { name: 'Rina', username: 'rina.contoh' }, user_id: 'ID.13491208655302741918' }],
    messages: [
      {
        from_user_id: 'ID.13491208655302741918',
        id: 'wamid.A',
        timestamp: '1780000000',
        type: 'text',
        text: { body: 'Halo' },
      },
    ],
  };
  const person = { id: 'ID.13491208655302741918', name: 'Rina', username: 'rina.contoh' };
  expect(readAll(value)).toMatchObject([{ person }]);
  // Even where only the contact says it.
  const [bare] = value.messages;
  expect(readAll({ ...value, messages: [{ ...bare, from_user_id: undefined }] })).toMatchObject([{ person }]);
});

const status = (more: object) => ({
  statuses: [{ id: 'wamid.OURS', timestamp: '1780000000', recipient_id: WA, ...more }],
});

test.each([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
])('the status %s is read, with our own id', (name, expected) => {
  expect(readAll(status({ status: name, biz_opaque_callback_data: 'kita-1' }))).toEqual([
    {
      type: 'receipt',
      accountId: NUMBER,
      at,
      status: expected,
      externalIds: ['wamid.OURS'],
      upTo: null,
      personId: WA,
      reason: null,
      metadata: 'kita-1',
    },
  ]);
});

test.each([
  [131047, 'window_closed'],
  [131026, 'person_unavailable'],
  [131049, 'person_spared'],
  [131051, 'kind_unsupported'],
  [131056, 'rate_limited'],
  [130429, 'rate_limited'],
  [131042, 'payment_needed'],
  [132001, 'template_missing'],
  [132000, 'template_values'],
  [132015, 'template_paused'],
  [999999, 'bad_request'],
])('a failure with code %i has the reason %s', (code, reason) => {
  const errors = [{ code, title: 'x', error_data: { details: 'x' } }];
  expect(readAll(status({ status: 'failed', errors }))).toMatchObject([{ status: 'failed', reason }]);
});

test('a failure without a code is a failure', () => {
  expect(readAll(status({ status: 'failed' }))).toMatchObject([{ status: 'failed', reason: 'bad_request' }]);
});

test('each message and status of a change is an item of its own number', () => {
  const two = {
    contacts,
    messages: ['a', 'b'].map((id) => ({
      from: WA,
      id,
      timestamp: '1780000000',
      type: 'text',
      text: { body: id },
    })),
    statuses: status({ status: 'sent' }).statuses,
  };
  const split = items(two);
  expect(split.map(({ accountId, field }) => [accountId, field])).toEqual(
    Array(3).fill([NUMBER, 'messages']),
  );
  expect(readAll(two)).toMatchObject([
    { externalId: 'a', accountId: NUMBER },
    { externalId: 'b', accountId: NUMBER },
    { type: 'receipt', externalIds: ['wamid.OURS'] },
  ]);
});

test('two numbers of one account are two channels', () => {
  const other = body(said({ type: 'text', text: { body: 'Halo' } }));
  other.entry[0]!.changes[0]!.value.metadata.phone_number_id = '106540352242923';
  const [first] = items(said({ type: 'text', text: { body: 'Halo' } }));
  const [second] = splitItems(other, receivedAt);
  expect([first!.accountId, second!.accountId]).toEqual([NUMBER, '106540352242923']);
  expect(itemKey(first!)).not.toBe(itemKey(second!));
});

test('the same message or status is the same item, however it comes; another is not', () => {
  const key = (value: object) => items(value).map(itemKey)[0];
  const text = said({ type: 'text', text: { body: 'Halo' } });
  const batched = { ...text, messages: [...text.messages, { ...text.messages[0]!, id: 'wamid.B' }] };
  expect(key(batched)).toBe(key(text));
  expect(key({ ...text, contacts: [{ ...contacts[0], profile: { name: 'Rina baru' } }] })).toBe(key(text));
  expect(items(batched).map(itemKey)[1]).not.toBe(key(text));
  expect(key(said({ type: 'revoke', revoke: {} }))).not.toBe(key(text));
  const sent = status({ status: 'sent' });
  expect(key(status({ status: 'sent', pricing: { billable: true } }))).toBe(key(sent));
  expect(key(status({ status: 'read' }))).not.toBe(key(sent));
});

test('what was written in the number’s own app is an echo to the customer', () => {
  const message_echoes = [
    {
      from: '628000000101',
      to: WA,
      id: 'wamid.E',
      timestamp: '1780000000',
      type: 'text',
      text: { body: 'Ya Kak' },
    },
  ];
  expect(readAll({ message_echoes }, 'smb_message_echoes')).toMatchObject([
    { direction: 'out', externalId: 'wamid.E', person: { id: WA }, text: 'Ya Kak' },
  ]);
});

test('what is known and needs no answer is nothing; what is not known is kept as unknown', () => {
  const one = (value: object, field?: string) => read(items(value, field)[0]!);
  expect(one({ event: 'APPROVED' }, 'message_template_status_update')).toEqual([]);
  expect(one({ errors: [{ code: 131000 }] })).toEqual([]);
  expect(one(said({ type: 'system', system: { body: 'x' } }))).toEqual([]);
  expect(one({})).toBeNull();
  expect(one({ messages: ['x'] })).toBeNull();
  expect(one(status({ status: 'teleported' }))).toBeNull();
  expect(one({ a: 1 }, 'something_new')).toBeNull();
  const page = { object: 'page', accountId: '1', time: receivedAt, field: 'messages', value: said({}) };
  expect(read(page)).toBeNull();
  expect(whatsapp.read(page)).toBeNull();
});

/** The same with some parts replaced by anything. */
function mangled(random: () => number, value: unknown): unknown {
  if (random() < 0.06) return arbitrary(random);
  if (Array.isArray(value)) return value.map((each) => mangled(random, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mangled(random, each)]));
}

test('whatever arrives, nothing throws, nothing is lost, and what is whole is read in the same run', () => {
  const random = seeded(41);
  const golden = [
    said({ type: 'text', text: { body: 'Halo' }, context: { id: 'wamid.Q' } }),
    said({ type: 'image', image: { id: '77', caption: 'x' } }),
    said({ type: 'contacts', contacts: [{ name: { formatted_name: 'A' }, phones: [{ phone: '1' }] }] }),
    said({ type: 'reaction', reaction: { message_id: 'wamid.OURS', emoji: '❤️' } }),
    said({ type: 'interactive', interactive: { nfm_reply: { response_json: '{"a":1}' } } }),
    status({ status: 'failed', errors: [{ code: 131047 }], biz_opaque_callback_data: 'kita' }),
  ];
  const lost: unknown[] = [];
  for (let round = 0; round < 1500; round += 1) {
    const whole = golden[round % golden.length] as object;
    const shaped = round % 3 === 0 ? body(arbitrary(random) as object) : mangled(random, body(whole));
    const found = splitItems(parseBody(Buffer.from(JSON.stringify(shaped))), receivedAt);
    for (const item of found) {
      read(item);
      itemKey(item);
    }
    if (found.length === 0 && shaped !== null) lost.push(shaped);
    if (readAll(whole).length !== 1) lost.push(whole);
  }
  expect(lost).toEqual([]);
});
