/** Private links by WhatsApp, against the practice network: where they may go, once, and to the number that was left. */
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectNumber } from '#channels/connections/login/index.ts';
import { registerSandboxApp, signingSecrets } from '#channels/connections/index.ts';
import { readTemplates } from '#inbox/replies/templates/approved.ts';
import { projectPending, receiveWebhook } from '#inbox/receiving/receive.ts';
import type { Backend } from '#platform/backend/index.ts';
import { startSandbox, type Sandbox } from '#sandbox/index.ts';
import { findWidget, takeFeedback } from '#widget/feedback/index.ts';
import { linkTemplateBody, lostLink, sendLostLink, sendsWhatsappLinks } from '#widget/portal/index.ts';
import { writeLetter } from '#widget/portal/letters.ts';
import { noticeVersion } from '#widget/schema.ts';
import { makeBusiness, openTestBackend, signUpPerson, until } from '../support/backend.ts';

let sandbox: Sandbox;
let backend: Backend;
let channel: string;
let phone: string;
const slug = 'usaha-wa';
const number = () => sandbox.state().whatsapp.numbers[0]!;
const visit = { request: new Request('http://hub.test/'), clientAddress: '192.0.2.1' };

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, seed: 1, quiet: true });
  backend = await openTestBackend({ SANDBOX_URL: sandbox.url, PUBLIC_URL: 'http://127.0.0.1:9' });
  const owner = await signUpPerson(backend, 'pemilik@contoh.test');
  const business = await makeBusiness(backend, owner, slug);
  await backend.asUser(owner.token).rpc('turn_on_widget', { business }).throwOnError();
  sandbox.settings({ paused: true });
  await registerSandboxApp(backend);
  const token = sandbox.waTokens({ number: number().id, appId: sandbox.state().apps[0]!.id }).token;
  const given = { network: 'sandbox' as const, numberId: number().id, wabaId: number().businessId, token };
  expect(await connectNumber(backend, owner as never, business, given)).toMatchObject({ ok: true });
  channel = (await backend.sql<[{ id: string }]>`select id from channels where kind = 'whatsapp'`)[0].id;
  phone = sandbox.waMessages({ number: number().id, persona: 'rina.contoh', text: 'Halo' }).phone;
});
afterAll(async () => {
  await backend?.close();
  await sandbox?.stop();
});
beforeEach(async () => {
  await backend.sql`delete from rate_limits`;
});

async function say(contact: string) {
  const widget = await findWidget(backend, { slug });
  const taken = await takeFeedback(backend, visit, { slug }, widget!, {
    ...{ key: randomUUID(), kind: null, words: 'Kata rahasia', contact, lang: 'id' },
    ...{ notice: noticeVersion, took: 9_000 },
  });
  if (typeof taken === 'string') throw new Error(taken);
  return taken;
}
const sent = () => sandbox.state().whatsapp.messages.filter(({ fromBusiness }) => fromBusiness);
const linkIn = (text: string) => /\/s\/([\w-]{22})/.exec(text)![1]!;
const read = async (token: string) =>
  (await backend.asAnon().rpc('customer_feedback', { token }).throwOnError()).data as {
    number: string;
  } | null;
const ask = (number: string, contact: string) =>
  sendLostLink(backend, visit, slug, lostLink.parse({ number, contact }));
const approve = async (status: 'APPROVED' | 'PAUSED') => {
  sandbox.waTemplates({ number: number().id, name: 'tautan_percakapan', status, body: linkTemplateBody });
  await readTemplates(backend, channel);
};

test('without a template for it nothing goes to a number, and nothing is left to claim', async () => {
  const { message, number: told } = await say(`+${phone}`);
  await writeLetter(backend, message);
  expect(await ask(told, `+${phone}`)).toBe('done');
  expect(sent()).toEqual([]);
  expect(await sendsWhatsappLinks(backend, slug)).toBe(false);
  const [row] = await backend.sql`select letter_at from feedbacks where message_id = ${message}`;
  expect(row).toEqual({ letter_at: null });
});

test('with one the link goes to the number that was left, once, and stands nowhere in the inbox', async () => {
  await approve('APPROVED');
  expect(await sendsWhatsappLinks(backend, slug)).toBe(true);
  const { message, number: told } = await say(`+${phone}`);
  await writeLetter(backend, message);
  await writeLetter(backend, message);
  const [first, ...more] = sent();
  expect(more).toEqual([]);
  expect(first).toMatchObject({ type: 'template', numberId: number().id });
  expect(first!.text).toContain(`dengan nomor ${told}.`);
  expect(first!.text).not.toContain('rahasia');
  const token = linkIn(first!.text);
  expect(await read(token)).toMatchObject({ number: told });
  const [kept] = await backend.sql`
    select (select string_agg(m::text, '') from messages m) || (select string_agg(f::text, '') from feedbacks f) as text`;
  expect(kept!.text).not.toContain(token);
});

test('what WhatsApp tells of the link, with the number, is not kept', async () => {
  const { message } = await say(`+${phone}`);
  await writeLetter(backend, message);
  const { id } = sent().at(-1)!;
  const status = (wamid: string) => ({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: number().businessId,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '62', phone_number_id: number().id },
              statuses: [{ id: wamid, status: 'delivered', timestamp: '1790000000', recipient_id: phone }],
            },
          },
        ],
      },
    ],
  });
  const tell = async (wamid: string) => {
    const body = Buffer.from(JSON.stringify(status(wamid)));
    const [secret] = signingSecrets(backend, 'sandbox');
    const signature = `sha256=${createHmac('sha256', secret!).update(body).digest('hex')}`;
    expect(await receiveWebhook(backend, body, signature)).toMatchObject({ ok: true, stored: 1 });
    await projectPending(backend);
    return (await backend.sql`select outcome from webhook_items`).map(({ outcome }) => outcome);
  };
  expect(await tell(id)).toEqual([]);
  expect(await tell('wamid.OF-ANOTHER')).toEqual(['waiting']);
});

test('an answer costs no message, and an address is written to by mail alone', async () => {
  const before = sent().length;
  const { message } = await say(`+${phone}`);
  await writeLetter(backend, message);
  const answer = randomUUID();
  await backend.sql`
    insert into messages (id, business_id, conversation_id, channel_id, direction, body, delivery)
    select ${answer}, business_id, conversation_id, channel_id, 'out', 'Jawaban', 'sent' from messages where id = ${message}`;
  await writeLetter(backend, answer);
  expect(sent()).toHaveLength(before + 1);
});

test('a lost link goes to the number that was left and to no other, and whoever asks learns nothing', async () => {
  const { number: told } = await say(`+${phone}`);
  const before = sent().length;
  const other = sandbox.waMessages({ number: number().id, persona: 'joko.contoh', text: 'Halo' }).phone;
  expect(await ask(told, `+${other}`)).toBe('done');
  expect(await ask('99999999', `+${phone}`)).toBe('done');
  expect(await ask(told, `+${phone}`)).toBe('done');
  await until('the new link', () => sent().length > before);
  expect(sent()).toHaveLength(before + 1);
  expect(await read(linkIn(sent().at(-1)!.text))).toMatchObject({ number: told });
});

test('a number that somebody types in again and again gets few messages a day', async () => {
  const before = sent().length;
  for (let n = 0; n < 6; n++) await writeLetter(backend, (await say(`+${phone}`)).message);
  expect(sent()).toHaveLength(before + 4);
});

test('what certainly did not go out is tried again; what may have is not', async () => {
  const before = sent().length;
  const { message } = await say(`+${phone}`);
  sandbox.fault({ kind: 'error_before', op: 'wa.send', code: 131057 });
  await expect(writeLetter(backend, message)).rejects.toThrow('the letter could not be sent at present');
  expect(sent()).toHaveLength(before);
  await writeLetter(backend, message);
  expect(sent()).toHaveLength(before + 1);
  const { message: unsure } = await say(`+${phone}`);
  sandbox.fault({ kind: 'accept_then_drop', op: 'wa.send' });
  await writeLetter(backend, unsure);
  await writeLetter(backend, unsure);
  expect(sent()).toHaveLength(before + 2);
});

test('while the template is paused, or the token is dead, it is not said that links go there', async () => {
  await approve('PAUSED');
  expect(await sendsWhatsappLinks(backend, slug)).toBe(false);
  await approve('APPROVED');
  expect(await sendsWhatsappLinks(backend, slug)).toBe(true);
  sandbox.tokens({ action: 'expire' });
  await writeLetter(backend, (await say(`+${phone}`)).message);
  const [row] = await backend.sql`select problem from channels where id = ${channel}`;
  expect(row).toEqual({ problem: 'token_dead' });
  expect(await sendsWhatsappLinks(backend, slug)).toBe(false);
});
