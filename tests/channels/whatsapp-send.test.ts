/**
 * Answers on WhatsApp, by a network that says what it is told to say.
 * Long, because each refusal is a case.
 */
import { expect, onTestFinished, test } from 'vitest';
import { whatsapp } from '#channels/whatsapp/index.ts';
import { gapsOf } from '#channels/whatsapp/templates.ts';
import { reasonWords } from '#channels/words/reasons.ts';
import { refused, scriptedNetwork, type Scripted } from './scripted-network.ts';
import type { Outgoing, Situation } from '#channels/contract/answering.ts';

const outgoing: Outgoing = {
  kind: 'direct',
  text: 'Masih, Kak',
  inReplyTo: null,
  recipientId: '6280012345678',
  pictures: [],
  metadata: '4b1f3f0e-1111-4222-8333-444455556666',
  tag: null,
  template: null,
};
const accepted: Scripted = {
  body: {
    messaging_product: 'whatsapp',
    contacts: [{ input: '6280012345678', wa_id: '6280012345678' }],
    messages: [{ id: 'wamid.NEW' }],
  },
};

async function network(...answers: Scripted[]) {
  const scripted = await scriptedNetwork(answers);
  onTestFinished(() => scripted.close());
  return scripted;
}

async function sent(more: Partial<Outgoing>) {
  const scripted = await network(accepted);
  const outcome = await whatsapp.send(scripted.account('whatsapp'), { ...outgoing, ...more });
  expect(outcome).toEqual({ ok: true, remoteId: 'wamid.NEW' });
  const { body, path } = scripted.received[0]!;
  expect(path).toBe('/v26.0/100000000000001/messages');
  return { ...body, appsecret_proof: undefined };
}

test('words go out with our own id, to be known again by', async () => {
  expect(await sent({})).toEqual({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '6280012345678',
    type: 'text',
    text: { body: 'Masih, Kak', preview_url: true },
    biz_opaque_callback_data: '4b1f3f0e-1111-4222-8333-444455556666',
  });
});

test('an answer to one message quotes it', async () => {
  expect(await sent({ inReplyTo: 'wamid.Q' })).toMatchObject({ context: { message_id: 'wamid.Q' } });
});

test('whoever shows no number is addressed by the id', async () => {
  const body = await sent({ recipientId: 'ID.13491208655302741918' });
  expect(body).toMatchObject({ recipient: 'ID.13491208655302741918' });
  expect(body).not.toHaveProperty('to');
});

test('one picture goes out with its words', async () => {
  expect(await sent({ pictures: ['https://media.example/1.jpg'] })).toMatchObject({
    type: 'image',
    image: { link: 'https://media.example/1.jpg', caption: 'Masih, Kak' },
  });
});

test('a template goes out with what stands in its gaps, by number or by name', async () => {
  const template = { name: 'pesanan_siap', language: 'id', values: ['Rina', 'rabeg'] };
  const parameters = [
    { type: 'text', text: 'Rina' },
    { type: 'text', text: 'rabeg' },
  ];
  expect(await sent({ template })).toMatchObject({
    type: 'template',
    template: { name: 'pesanan_siap', language: { code: 'id' }, components: [{ type: 'body', parameters }] },
  });
  expect(await sent({ template: { ...template, gaps: ['nama', 'pesanan'] } })).toMatchObject({
    template: { components: [{ parameters: [{ parameter_name: 'nama' }, { parameter_name: 'pesanan' }] }] },
  });
  expect(await sent({ template: { ...template, values: [] } })).toMatchObject({
    template: { name: 'pesanan_siap', language: { code: 'id' } },
  });
});

test.each([
  ['nobody', { recipientId: null }],
  ['nothing to say', { text: '' }],
  ['two pictures', { pictures: ['https://a.example/1.jpg', 'https://a.example/2.jpg'] }],
  ['a comment', { kind: 'comment' as const, inReplyTo: 'x' }],
])('%s is no answer, and nobody is asked', async (_name, more) => {
  const scripted = await network(accepted);
  const outcome = await whatsapp.send(scripted.account('whatsapp'), { ...outgoing, ...more });
  expect(outcome).toMatchObject({ ok: false, retry: 'never', reason: 'bad_request' });
  expect(scripted.received).toEqual([]);
});

test.each([
  [190, 'never', 'token_dead'],
  [10, 'never', 'permission_missing'],
  [131005, 'never', 'permission_missing'],
  [131047, 'never', 'window_closed'],
  [131026, 'never', 'person_unavailable'],
  [131030, 'never', 'person_unavailable'],
  [131049, 'never', 'person_spared'],
  [131050, 'never', 'person_spared'],
  [131051, 'never', 'kind_unsupported'],
  [131053, 'never', 'media_unreachable'],
  [131042, 'never', 'payment_needed'],
  [131031, 'never', 'policy_block'],
  [368, 'never', 'policy_block'],
  [133010, 'never', 'number_unregistered'],
  [132000, 'never', 'template_values'],
  [132001, 'never', 'template_missing'],
  [132012, 'never', 'template_values'],
  [132015, 'never', 'template_paused'],
  [131056, 'later', 'rate_limited'],
  [130429, 'later', 'rate_limited'],
  [80007, 'later', 'rate_limited'],
  [131057, 'later', 'temporary'],
  [131009, 'never', 'bad_request'],
] as const)('the refusal %i means %s: %s, in words', async (code, retry, reason) => {
  const scripted = await network(refused(code));
  const outcome = await whatsapp.send(scripted.account('whatsapp'), outgoing);
  expect(outcome).toMatchObject({ ok: false, retry, reason, trace: 'A1' });
  expect(scripted.received).toHaveLength(1);
  expect(reasonWords.id[reason].length).toBeGreaterThan(20);
});

test('too much to one person does not stop what goes to others', async () => {
  const scripted = await network(refused(131056), accepted);
  await whatsapp.send(scripted.account('whatsapp'), outgoing);
  expect((await whatsapp.send(scripted.account('whatsapp'), outgoing)).ok).toBe(true);
});

test.each([
  ['a 500', { status: 500, body: 'x' }],
  ['an error that may have been too late', refused(131000, undefined, { status: 500 })],
  ['131016', refused(131016)],
  ['an answer without an id', { body: { messages: [] } }],
  ['a dropped line', (response: { destroy(): void }) => response.destroy()],
] as [string, Scripted][])('after %s nobody knows, and it is not sent again', async (_name, answer) => {
  const scripted = await network(answer, accepted);
  const account = scripted.account('whatsapp');
  expect((await whatsapp.send(account, outgoing)).ok).toBe('unknown');
  expect(scripted.received).toHaveLength(1);
  // Nor can WhatsApp be asked: only its status tells.
  const attempt = { outgoing, openedAt: new Date(), knownRemoteIds: [] };
  expect((await whatsapp.lookupSent(account, attempt)).ok).toBe('unknown');
  expect(scripted.received).toHaveLength(1);
});

test('a message is told to be read, and saying so twice does no harm', async () => {
  const scripted = await network({ body: { success: true } }, { status: 500, body: 'x' });
  const account = scripted.account('whatsapp');
  expect(await whatsapp.markRead!(account, 'wamid.A')).toEqual({ ok: true });
  expect(scripted.received[0]!.body).toMatchObject({ status: 'read', message_id: 'wamid.A' });
  expect(await whatsapp.markRead!(account, 'wamid.A')).toMatchObject({ ok: false, retry: 'later' });
});

test('templates: approved ones that words can fill, over all pages', async () => {
  const body = (text: string) => ({ type: 'BODY', text });
  const one = (name: string, components: object[], status = 'APPROVED') => ({
    name,
    language: 'id',
    category: 'UTILITY',
    status,
    components,
  });
  const next = { cursors: { after: 'x' }, next: 'https://graph.facebook.com/next' };
  const scripted = await network(
    {
      body: {
        data: [
          one('siap', [{ type: 'HEADER', format: 'TEXT', text: 'Pesanan' }, body('Kak {{1}}: {{2}}, {{1}}')]),
          one('gambar', [{ type: 'HEADER', format: 'IMAGE' }, body('x')]),
          one('kode', [body('{{1}}'), { type: 'BUTTONS', buttons: [{ type: 'OTP' }] }]),
          one('belum', [body('x')], 'PENDING'),
        ],
        paging: next,
      },
    },
    { body: { data: [one('jam', [body('Buka'), { type: 'FOOTER', text: 'Dapur' }])] } },
  );
  const outcome = await whatsapp.templates!(scripted.account('whatsapp'));
  expect(outcome).toEqual({
    ok: true,
    templates: [
      {
        ...{ name: 'siap', language: 'id', category: 'utility', body: 'Kak {{1}}: {{2}}, {{1}}' },
        ...{ header: 'Pesanan', footer: null, gaps: ['1', '2'] },
      },
      {
        ...{ name: 'jam', language: 'id', category: 'utility', body: 'Buka' },
        ...{ header: null, footer: 'Dapur', gaps: [] },
      },
    ],
  });
  expect(gapsOf('{{ nama }} dan {{nama}}')).toEqual(['nama']);
});

test('where a file lies is asked with the number, and fetched with the token', async () => {
  const scripted = await network({ body: { url: 'https://lookaside.fbsbx.com/x', mime_type: 'image/jpeg' } });
  expect(await whatsapp.fileAddress!(scripted.account('whatsapp'), '77')).toEqual({
    ok: true,
    url: 'https://lookaside.fbsbx.com/x',
    headers: { authorization: 'Bearer page-token' },
  });
  expect(scripted.received[0]!.path).toBe('/v26.0/77');
});

test('nothing is published on a number, in words', async () => {
  expect(whatsapp.refuses({} as never)).toEqual([{ code: 'no_posts' }]);
  expect(await whatsapp.publish({} as never, {} as never, null)).toMatchObject({ ok: false, retry: 'never' });
});

test('freely within a day of the customer’s last message, by template at any time', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const situation = (hours: number | null, kind: Situation['kind'] = 'dm'): Situation => ({
    ...{ kind, now, comment: null, humanAgent: true },
    heardAt: hours === null ? null : new Date(now.getTime() - hours * 3_600_000),
  });
  const ways = (hours: number | null) =>
    whatsapp.answers!(situation(hours)).map(({ way, closed }) => [way, closed]);
  expect(ways(1)).toEqual([
    ['direct', null],
    ['template', null],
  ]);
  expect(whatsapp.answers!(situation(1))[0]!.until).toEqual(new Date('2026-11-23T11:00:00Z'));
  expect(ways(24)).toEqual([
    ['template', null],
    ['direct', 'window_closed'],
  ]);
  expect(ways(null)[1]).toEqual(['direct', 'never_wrote']);
  expect(whatsapp.answers!(situation(1, 'feedback'))).toMatchObject([{ closed: 'by_hand' }]);
});
