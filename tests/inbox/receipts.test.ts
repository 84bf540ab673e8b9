/**
 * How far an answer got: a state never moves back, and an echo finds the answer it belongs to.
 * Long, because each order is a case.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Incoming, IncomingMessage } from '#channels/contract/incoming.ts';
import { justWords } from '#channels/meta/texts.ts';
import { projectRead } from '#inbox/receiving/receive.ts';
import { instagramId, pageId } from '../channels/golden-events.ts';
import { openReceiving, type Receiving } from './receiving.ts';

let inbox: Receiving;
beforeAll(async () => {
  inbox = await openReceiving();
});
beforeEach(() => inbox.reset());
afterAll(() => inbox?.close());

const start = Date.now() - 3_600_000;
const minute = (n: number) => new Date(start + n * 60_000);
const person = { id: '71', name: null, username: null };
const base = { accountId: pageId, at: minute(0) };
const direct: Omit<IncomingMessage, 'externalId'> = {
  ...base,
  type: 'message',
  direction: 'in',
  place: 'direct',
  postId: null,
  parentId: null,
  person,
  text: 'Halo',
  wordless: false,
  ...justWords,
};
const receipt = (
  status: 'sent' | 'delivered' | 'read' | 'failed',
  n: number,
  more: object = {},
): Incoming => ({
  ...{ ...base, type: 'receipt', status, at: minute(n), externalIds: ['jawab'], upTo: null, personId: '71' },
  ...{ reason: status === 'failed' ? 'window_closed' : null, ...more },
});

/** As webhooks bring it: the poll has rules of its own. */
async function project(incoming: Incoming[], kind = 'facebook'): Promise<void> {
  const key = randomUUID();
  await inbox.backend.sql`insert into webhook_items (network, key, object, account_id, field, value, item_at)
    values ('sandbox', ${key}, 'page', ${incoming[0]!.accountId}, 'x', '{}', now())`;
  const [item] = await inbox.backend.sql<{ id: string }[]>`select id from webhook_items where key = ${key}`;
  const items = [{ item_id: Number(item!.id), network: 'sandbox', kind, incoming }];
  await inbox.backend
    .asService('test')
    .rpc('project_items', { items: items as never })
    .throwOnError();
}

/** An answer of ours, as it stands after it was sent. */
async function answered(
  delivery = 'sent',
  externalId: string | null = 'jawab',
  body = 'Masih, Kak',
): Promise<string> {
  await project([{ ...direct, externalId: 'tanya' }]);
  const { sql } = inbox.backend;
  const [row] = await sql<{ id: string }[]>`
    insert into messages (business_id, conversation_id, channel_id, direction, external_id, body, sent_at, delivery,
      lease_until)
    select business_id, conversation_id, channel_id, 'out', ${externalId}, ${body}, ${minute(1)}, ${delivery},
      ${delivery === 'sending' ? minute(99) : null}
    from messages where external_id = 'tanya' returning id`;
  return row!.id;
}

const state = async (id: string) =>
  (
    await inbox.backend.sql`
      select delivery, delivered_at, read_at, reason, external_id from messages where id = ${id}`
  )[0];

test('whatever order statuses come in, the furthest holds; a failure only of what was merely sent', async () => {
  const statuses = [receipt('sent', 2), receipt('delivered', 3), receipt('read', 4), receipt('failed', 3)];
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(statuses, { minLength: 1 }), async (given) => {
      await inbox.reset();
      const id = await answered();
      for (const one of given) await project([one]);
      const has = (status: string) => given.some((one) => one.type === 'receipt' && one.status === status);
      const expected = has('read')
        ? 'read'
        : has('delivered')
          ? 'delivered'
          : has('failed')
            ? 'failed'
            : 'sent';
      expect(await state(id)).toMatchObject({
        delivery: expected,
        read_at: has('read') ? minute(4) : null,
        delivered_at: has('delivered') ? minute(3) : null,
        reason: expected === 'failed' ? 'window_closed' : null,
      });
    }),
    { numRuns: 40 },
  );
});

test('what is being sent again is another try: an old failure says nothing about it', async () => {
  const id = await answered('queued');
  await project([receipt('failed', 2)]);
  expect(await state(id)).toMatchObject({ delivery: 'queued' });
  // But what arrived after all is not sent again.
  await project([receipt('delivered', 3)]);
  expect(await state(id)).toMatchObject({ delivery: 'delivered' });
});

test('read up to an instant: what was sent before it is read, what comes later is not, and a later echo is', async () => {
  const id = await answered();
  const watermark = receipt('read', 5, { externalIds: [], upTo: minute(5) });
  await project([watermark]);
  expect(await state(id)).toMatchObject({ delivery: 'read', read_at: null });
  const echo = { ...direct, direction: 'out', externalId: 'gema', text: 'Lagi', at: minute(4) } as const;
  const late = await answered('sending', null, 'Lagi');
  await project([echo]);
  expect(await state(late)).toMatchObject({ delivery: 'read', external_id: 'gema' });
  const after = await answered('sending', null, 'Sesudah');
  await project([{ ...echo, externalId: 'gema-2', text: 'Sesudah', at: minute(6) }]);
  expect(await state(after)).toMatchObject({ delivery: 'sent', external_id: 'gema-2' });
});

test('on Instagram, who has seen the last message has seen those before it', async () => {
  const at = { ...direct, accountId: instagramId };
  const said = (externalId: string, n: number) =>
    project([{ ...at, direction: 'out', externalId, text: externalId, at: minute(n) }], 'instagram');
  await project([{ ...at, externalId: 'tanya' }], 'instagram');
  await said('satu', 1);
  await said('dua', 2);
  await said('tiga', 9);
  await project([receipt('read', 5, { accountId: instagramId, externalIds: ['dua'] })], 'instagram');
  const [talk] = await inbox.backend.sql`select read_up_to from conversations`;
  expect(talk!.read_up_to).toEqual(minute(2));
});

test('an echo that carries our id is ours whatever its words became; without it the words decide', async () => {
  const id = await answered('unconfirmed', null, 'Harga Rp15.000');
  const echo = { ...direct, direction: 'out', externalId: 'gema', text: 'Harga Rp 15.000' } as const;
  await project([{ ...echo, metadata: id, at: minute(3) }]);
  expect(await state(id)).toMatchObject({ delivery: 'sent', external_id: 'gema' });
  expect(await inbox.backend.sql`select from messages where direction = 'out'`).toHaveLength(1);
  await inbox.reset();
  const other = await answered('sending', null, 'Sama');
  await project([{ ...echo, externalId: 'gema-3', text: 'Sama', metadata: 'bukan-id' }]);
  expect(await state(other)).toMatchObject({ delivery: 'sent', external_id: 'gema-3' });
  // Said in the network's own app: a message of its own.
  await project([{ ...echo, externalId: 'gema-4', text: 'Sama', metadata: randomUUID() }]);
  expect(
    await inbox.backend.sql`select from messages where direction = 'out' and delivery is null`,
  ).toHaveLength(1);
});

test('a sort comes along and is kept; an edit sorts again, unless a person did', async () => {
  const sorting = {
    intent: 'question',
    topic: null,
    sentiment: 'neutral',
    urgency: 'normal',
    model: 'uji',
    confidence: 0.5,
  };
  await project([{ ...direct, externalId: 'a', sorting }]);
  const row = async () =>
    (await inbox.backend.sql`select intent, sorted_by, model from messages where external_id = 'a'`)[0];
  expect(await row()).toEqual({ intent: 'question', sorted_by: 'model', model: 'uji' });
  const edit = { ...base, type: 'edit', externalId: 'a', text: 'Kecewa', wordless: false } as const;
  await project([{ ...edit, at: minute(1), sorting: { ...sorting, intent: 'complaint' } }]);
  expect(await row()).toMatchObject({ intent: 'complaint' });
  await inbox.backend
    .sql`update messages set intent = 'praise', sorted_by = 'person' where external_id = 'a'`;
  await project([{ ...edit, at: minute(2), text: 'Lagi', sorting: { ...sorting, intent: 'spam' } }]);
  expect(await row()).toMatchObject({ intent: 'praise', sorted_by: 'person' });
  const [message] = await inbox.backend.sql`select body from messages where external_id = 'a'`;
  expect(message!.body).toBe('Lagi');
});

test('an item whose message never comes is put aside, kept, and woken when it comes after all', async () => {
  const edit = { message: { mid: 'jauh', is_deleted: true } };
  const event = { sender: { id: '71' }, recipient: { id: pageId }, timestamp: start };
  const body = (given: object) => ({
    object: 'page',
    entry: [{ id: pageId, time: start, messaging: [{ ...event, ...given }] }],
  });
  await inbox.deliver(body(edit));
  await inbox.project();
  const item = async () =>
    (
      await inbox.backend
        .sql`select outcome, waits_for, projected_at is null as open from webhook_items order by id`
    )[0];
  expect(await item()).toEqual({ outcome: 'unmatched', waits_for: 'jauh', open: false });
  await projectRead(inbox.backend, 'sandbox', 'facebook', [{ ...direct, externalId: 'jauh' }]);
  expect(await item()).toMatchObject({ outcome: 'waiting', open: true });
  await inbox.project();
  expect(await item()).toEqual({ outcome: 'projected', waits_for: null, open: false });
  const [message] = await inbox.backend.sql`select body, removed_at from messages`;
  expect(message).toEqual({ body: '', removed_at: new Date(start) });
});

test('a reading that comes before anything was said waits for its conversation, however long', async () => {
  const parties = { sender: { id: '71' }, recipient: { id: pageId } };
  const body = (event: object) => ({
    object: 'page',
    entry: [{ id: pageId, time: start, messaging: [{ ...parties, timestamp: start, ...event }] }],
  });
  await inbox.deliver(body({ read: { watermark: start } }));
  await inbox.project();
  const outcomes = async () =>
    (await inbox.backend.sql<{ outcome: string }[]>`select outcome from webhook_items order by id`).map(
      ({ outcome }) => outcome,
    );
  expect(await outcomes()).toEqual(['unmatched']);
  await inbox.deliver(body({ message: { mid: 'halo', text: 'Halo' } }));
  await inbox.project();
  expect(await outcomes()).toEqual(['projected', 'projected']);
  const [talk] = await inbox.backend.sql`select read_up_to from conversations`;
  expect(talk!.read_up_to).toEqual(new Date(start));
});
