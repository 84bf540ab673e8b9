/**
 * Approved messages and blue ticks, against the practice network: read, filled, sent once, told without waiting.
 * Long, because one account is set up for all of it.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectNumber } from '#channels/connections/login/index.ts';
import { registerSandboxApp } from '#channels/connections/index.ts';
import { deliver, deliverDue } from '#inbox/replies/deliver.ts';
import { inboxDrains, inboxJobs } from '#inbox/jobs.ts';
import { listMessageTemplates, readTemplates } from '#inbox/replies/templates/approved.ts';
import { pollAccounts } from '#inbox/receiving/poll.ts';
import { tellReadings } from '#inbox/replies/read-receipts.ts';
import { submitReply } from '#inbox/replies/form.ts';
import type { ReplySubmission } from '#inbox/replies/submission.ts';
import { fillGaps, type ConversationId } from '#inbox/schema.ts';
import type { Backend } from '#platform/backend/index.ts';
import { startSandbox, type Sandbox } from '#sandbox/index.ts';
import { makeBusiness, openTestBackend, signUpPerson, type TestPerson } from '../support/backend.ts';
import { cutOff } from '../support/cut-off.ts';

let sandbox: Sandbox;
let backend: Backend;
let owner: TestPerson;
let business: string;
let channel: string;
/** Of a customer who last wrote two days ago. */
let conversation: ConversationId;
const number = () => sandbox.state().whatsapp.numbers[0]!;
const connect = () =>
  connectNumber(backend, owner as never, business, {
    network: 'sandbox',
    numberId: number().id,
    wabaId: number().businessId,
    token: sandbox.waTokens({ number: number().id, appId: sandbox.state().apps[0]!.id }).token,
  });

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, seed: 1, quiet: true });
  backend = await openTestBackend({ SANDBOX_URL: sandbox.url, PUBLIC_URL: 'http://127.0.0.1:9' });
  owner = await signUpPerson(backend, 'pemilik@contoh.test');
  business = await makeBusiness(backend, owner, 'wa-contoh');
  sandbox.settings({ paused: true });
  await registerSandboxApp(backend);
  expect(await connect()).toMatchObject({ ok: true });
  const [row] = await backend.sql<[{ id: string }]>`select id from channels where kind = 'whatsapp'`;
  channel = row.id;
});
afterAll(async () => {
  await backend?.close();
  await sandbox?.stop();
});

async function says(text: string, hoursAgo: number): Promise<string> {
  const at = Date.now() - hoursAgo * 3_600_000;
  const said = sandbox.waMessages({ number: number().id, persona: 'rina.contoh', text, createdAt: at });
  const sql = backend.sql;
  await sql`
    with contact as (insert into contacts (business_id, name) select ${business}, 'Bu Rina'
        where not exists (select from contacts) returning id),
      identity as (insert into identities (business_id, contact_id, channel_id, external_id)
        select ${business}, id, ${channel}, ${said.phone} from contact returning id, contact_id)
    insert into conversations (business_id, channel_id, contact_id, identity_id, kind)
      select ${business}, ${channel}, contact_id, id, 'dm' from identity`;
  await sql`
    insert into messages (business_id, conversation_id, channel_id, direction, external_id, body, sent_at)
    select ${business}, id, ${channel}, 'in', ${said.id}, ${text}, ${new Date(at)} from conversations`;
  const [row] = await sql<[{ id: string }]>`select id from conversations`;
  conversation = row.id as ConversationId;
  return said.id;
}

const place = () => ({
  ...{ backend, db: backend.asUser(owner.token), business, conversation },
  lang: 'id' as const,
});
const submit = (fields: Record<string, string>): Promise<ReplySubmission | null> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return submitReply(place(), form);
};
const ready = (more: Record<string, string> = {}) => ({
  ...{ id: randomUUID(), template: 'pesanan_siap', language: 'id', 'value-1': 'Rina', 'value-2': 'rabeg' },
  ...more,
});
const sentByUs = () => sandbox.state().whatsapp.messages.filter(({ fromBusiness }) => fromBusiness);
const fateOf = async (id: string) =>
  (await backend.sql`select delivery, body, reason from messages where id = ${id}`)[0]!;
const due = () => backend.sql`
  update messages set next_try_at = now(), lease_until = case when lease_until is not null then now() end
  where delivery in ('queued', 'sending')`;

beforeEach(async () => {
  await backend.sql`delete from contacts`;
  await says('Pesanan saya bagaimana?', 48);
  await readTemplates(backend, channel);
});

describe('the list', () => {
  const names = async () =>
    (await listMessageTemplates(place().db, conversation))!.templates.map(({ name }) => name);

  test('is read when the account is connected, and holds what may be sent, the cheaper first', async () => {
    expect(inboxJobs).toContainEqual(
      expect.objectContaining({ on: ['channel.connected'], run: readTemplates }),
    );
    expect(await names()).toEqual(['lanjutkan_percakapan', 'pesanan_siap', 'menu_minggu_ini']);
    const { readAt } = (await listMessageTemplates(place().db, conversation))!;
    expect(Date.parse(readAt!)).toBeGreaterThan(Date.now() - 60_000);
  });

  test('follows the network by the poll, and stays while the network is away', async () => {
    sandbox.waTemplates({ number: number().id, name: 'menu_minggu_ini', status: 'PAUSED' });
    await pollAccounts(backend);
    expect(await names()).toEqual(['lanjutkan_percakapan', 'pesanan_siap']);
    sandbox.waTemplates({ number: number().id, name: 'menu_minggu_ini', status: 'APPROVED' });
    sandbox.fault({ kind: 'error_before', op: 'wa.templates', times: 9 });
    await pollAccounts(backend);
    expect(await names()).toEqual(['lanjutkan_percakapan', 'pesanan_siap']);
    sandbox.clearFaults();
  });
});

describe('a template', () => {
  test('goes out with its gaps filled, and stands in the thread as the customer reads it', async () => {
    const before = sentByUs().length;
    const form = ready();
    expect(await submit(form)).toEqual({ ok: true });
    expect(await submit(form)).toEqual({ ok: true });
    await due();
    await deliver(backend, form.id);
    const words = 'Halo Kak Rina, pesanan rabeg sudah siap diambil. Kami tunggu di toko.';
    expect(sentByUs()).toHaveLength(before + 1);
    expect(sentByUs().at(-1)).toMatchObject({ type: 'template', text: words });
    expect(await fateOf(form.id)).toMatchObject({
      delivery: 'sent',
      body: `${words}\n\nDapur Serang (contoh)`,
    });
  });

  test('that was paused meanwhile fails with its reason', async () => {
    const form = ready();
    await submit(form);
    sandbox.waTemplates({ number: number().id, name: 'pesanan_siap', status: 'PAUSED' });
    await due();
    await deliver(backend, form.id);
    sandbox.waTemplates({ number: number().id, name: 'pesanan_siap', status: 'APPROVED' });
    expect(await fateOf(form.id)).toMatchObject({ delivery: 'failed', reason: 'template_paused' });
  });

  test('of which nobody knows whether it went out is never sent again', async () => {
    const before = sentByUs().length;
    const form = ready();
    await submit(form);
    await due();
    await expect(deliver(cutOff(backend, 'settle_message'), form.id)).rejects.toThrow('killed');
    for (let n = 0; n < 3; n += 1) {
      await due();
      await deliverDue(backend);
    }
    await backend.sql`update message_sends set opened_at = now() - interval '1 hour'`;
    await due();
    await deliverDue(backend);
    expect(sentByUs()).toHaveLength(before + 1);
    expect(await fateOf(form.id)).toMatchObject({ delivery: 'unconfirmed' });
  });

  test('is shown filled before it is sent', async () => {
    const shown = await submit(ready({ preview: 'ya', 'value-2': '' }));
    expect(shown).toMatchObject({
      ok: false,
      mistake: false,
      draft: { template: { name: 'pesanan_siap', values: ['Rina', ''] } },
    });
    expect(await backend.sql`select from messages where direction = 'out'`).toHaveLength(0);
  });

  test('with an empty gap, gone from the account, or not needed any more is refused in words', async () => {
    expect(await submit(ready({ 'value-1': ' ' }))).toMatchObject({
      mistake: true,
      draft: { template: { errors: ['Isi dulu: satu baris, paling panjang 500 karakter.', ''] } },
    });
    expect(await submit(ready({ template: 'lama' }))).toMatchObject({
      draft: { template: { error: 'Templat itu sudah berubah atau tidak ada lagi. Pilih yang lain.' } },
    });
    await says('Halo?', 1);
    expect(await submit(ready())).toMatchObject({
      draft: { template: { error: 'Pelanggan baru saja menulis: jawab langsung di kotak jawaban.' } },
    });
    expect(await backend.sql`select from messages where direction = 'out'`).toHaveLength(0);
  });

  test('is taken back into its form', async () => {
    const form = ready();
    await submit(form);
    expect(await submit({ cancel: form.id })).toMatchObject({
      ok: false,
      mistake: false,
      draft: { text: '', template: { name: 'pesanan_siap', values: ['Rina', 'rabeg'] } },
    });
  });

  test('shows a gap as long as it is empty', () => {
    expect(fillGaps('Halo {{1}}, {{ nama }} {{1}}', ['1', 'nama'], [' Sari ', ''])).toBe(
      'Halo Sari, {{ nama }} Sari',
    );
  });
});

describe('blue ticks', () => {
  const look = () => backend.asUser(owner.token).rpc('look_at_conversation', { conversation }).throwOnError();
  const seen = (id: string) => sandbox.state().whatsapp.messages.find((one) => one.id === id)!.seen;
  const state = async () => (await backend.sql`select state, tries from read_receipts`)[0];

  test('tell the customer after a member opened the conversation, and once', async () => {
    const id = await says('Halo?', 1);
    expect(await tellReadings(backend)).toBe(0);
    expect(seen(id)).toBe(false);
    await look();
    expect(seen(id)).toBe(false);
    expect(await tellReadings(backend)).toBe(1);
    expect(seen(id)).toBe(true);
    await look();
    expect(await tellReadings(backend)).toBe(0);
    expect(inboxDrains).toContainEqual(expect.objectContaining({ run: tellReadings }));
  });

  test('are told again after a crash before it was written down', async () => {
    const id = await says('Halo?', 1);
    await look();
    await expect(tellReadings(cutOff(backend, 'settle_read_receipts'))).rejects.toThrow('killed');
    expect(seen(id)).toBe(true);
    await backend.sql`update read_receipts set lease_until = now() - interval '1 second'`;
    await tellReadings(backend);
    expect(await state()).toEqual({ state: 'told', tries: 2 });
  });

  test('that the network refuses trouble nobody', async () => {
    await says('Halo?', 1);
    await backend.sql`update messages set external_id = 'wamid.tidak-ada'
      where sent_at = (select max(sent_at) from messages)`;
    await look();
    await tellReadings(backend);
    expect(await state()).toMatchObject({ state: 'failed' });
    expect(await backend.sql`select from channels where problem is not null`).toHaveLength(0);
  });
});
