/** Resolving a case and telling the customer: only where they alone read it, and once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canTell, submitResolution } from '#inbox/cases/forms/index.ts';
import { openCase, openedCase, type Case } from '#inbox/cases/index.ts';
import { messageId, type ConversationId } from '#inbox/schema.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import { makeBusiness, openTestBackend, signUpPerson } from '../support/backend.ts';

let backend: Backend;
let db: Db;
let business: string;
let channel: string;

beforeAll(async () => {
  backend = await openTestBackend();
  const owner = await signUpPerson(backend, 'pemilik@contoh.test');
  business = await makeBusiness(backend, owner, 'dapur-contoh');
  db = backend.asUser(owner.token);
  const [row] = await backend.sql<[{ id: string }]>`
    insert into channels (business_id, kind, network, external_id, name)
    values (${business}, 'instagram', 'sandbox', 'ig-contoh', 'Instagram contoh') returning id`;
  channel = row.id;
});
afterAll(() => backend?.close());

/** A case of something a new customer said so many hours ago. */
async function complained(kind: 'dm' | 'comment', hoursAgo: number): Promise<Case> {
  const { sql } = backend;
  const who = randomUUID();
  const [conversation] = await sql<[{ id: string }]>`
    with c as (insert into contacts (business_id, name) values (${business}, 'Bu Contoh') returning id),
    i as (insert into identities (business_id, contact_id, channel_id, external_id)
      select ${business}, c.id, ${channel}, ${who} from c returning id, contact_id)
    insert into conversations (business_id, channel_id, contact_id, identity_id, kind)
      select ${business}, ${channel}, i.contact_id, i.id, ${kind} from i returning id`;
  await sql`
    insert into messages (business_id, conversation_id, channel_id, direction, external_id, body, sent_at)
    values (${business}, ${conversation.id}, ${channel}, 'in', ${who}, 'Satenya basi',
      now() - ${hoursAgo} * interval '1 hour')`;
  const due = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 16);
  const begin = {
    message: null,
    category: 'quality',
    complaint: 'Satenya basi',
    promise: 'Kami ganti',
    due,
  } as const;
  const made = await openCase(db, conversation.id as ConversationId, begin);
  return (await openedCase(db, business, made as Case['id']))!;
}

const formOf = (one: Case) => ({
  version: one.version,
  id: randomUUID() as string,
  message: messageId.parse(randomUUID()),
  what: 'Sudah diganti',
  tells: 'ya',
  asks_rating: 'ya',
});
const answersIn = ({ conversation }: Case) => backend.sql<{ body: string; delivery: string }[]>`
  select body, delivery from messages where conversation_id = ${conversation.id} and direction = 'out'`;

test('the form sent twice resolves once and queues one message, whose link leads to the rating', async () => {
  const one = await complained('dm', 1);
  const form = formOf(one);
  expect(await submitResolution(backend, db, one, form)).toEqual({ outcome: 'done', told: true });
  expect(await submitResolution(backend, db, one, form)).toEqual({ outcome: 'done', told: true });
  const answers = await answersIn(one);
  expect(answers).toHaveLength(1);
  expect(answers[0]).toMatchObject({ delivery: 'queued' });
  expect(answers[0]!.body).toMatch(/dinilai di sini/);
  const token = /\/s\/([\w-]{22})/.exec(answers[0]!.body)![1]!;
  const { data } = await backend.asAnon().rpc('customer_case', { token }).throwOnError();
  expect(data).toMatchObject({ number: one.number, state: 'resolved', may_rate: true });
});

test('a rating is asked for once in a case, and not by who unticked it', async () => {
  const one = await complained('dm', 1);
  await submitResolution(backend, db, one, { ...formOf(one), asks_rating: undefined });
  expect((await answersIn(one))[0]!.body).not.toMatch(/dinilai/);
  expect((await openedCase(db, business, one.id))!.ratingAsked).toBe(false);
});

test.each([
  ['under a comment, where everybody reads', 'comment', 1],
  ['after the window to answer has closed', 'dm', 25],
] as const)('%s nothing is sent and nothing asked', async (_, kind, hoursAgo) => {
  const one = await complained(kind, hoursAgo);
  expect(canTell(one)).toBe(false);
  expect(await submitResolution(backend, db, one, formOf(one))).toEqual({ outcome: 'done', told: false });
  expect(await answersIn(one)).toEqual([]);
  const after = (await openedCase(db, business, one.id))!;
  expect([after.state, after.ratingAsked, after.links]).toEqual(['resolved', false, []]);
});

test('who saw an older state of the case tells nobody', async () => {
  const one = await complained('dm', 1);
  expect(await submitResolution(backend, db, one, { ...formOf(one), version: one.version - 1 })).toEqual({
    outcome: 'moved',
    told: false,
  });
  expect(await answersIn(one)).toEqual([]);
});
