/** Whom a private reply reached: the direct conversation is with that account afterwards. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { call } from './function-cases.ts';
import { usePeople } from './people.ts';

const people = usePeople();
beforeAll(async () => {
  // On a Page who comments may have another id than in Messenger.
  await people.sql`update channels set kind = 'facebook' where id = ${people.a.channel}`;
  await people.sql`delete from conversations where id = ${people.a.conversation}`;
});

interface Sent {
  id: string;
  comment: string;
}

/** Somebody comments, and is answered privately; the network says that it reached `recipient`. */
async function answered(recipient: string, before?: () => Promise<unknown>): Promise<Sent> {
  const comment = `komentar-${randomUUID()}`;
  const [asked] = await people.sql<[{ id: string }]>`
    insert into messages (business_id, conversation_id, channel_id, direction, external_id, body)
    values (${people.a.business}, ${people.a.commentThread}, ${people.a.channel}, 'in', ${comment}, 'Ada?')
    returning id`;
  const id = randomUUID();
  const given = {
    id,
    conversation: people.a.commentThread,
    body: 'Ada, Kak',
    way: 'private',
    answers: asked.id,
  };
  expect(await call(people, 'owner', 'queue_reply', given)).toBe('queued');
  await people.sql`update messages set next_try_at = now() where id = ${id}`;
  const [taken] = await call<{ version: number; way: string; recipient: string | null }[]>(
    people,
    'service',
    'claim_messages',
    { size: 1, lease_seconds: 60, message: id },
  );
  expect(taken).toMatchObject({ way: 'private', parent_external_id: comment });
  await before?.();
  await call(people, 'service', 'settle_message', {
    message: id,
    expected_version: taken!.version,
    state: 'sent',
    outcome: 'ok',
    external_id: `mid-${id}`,
    recipient,
  });
  return { id, comment };
}

const placeOf = async (id: string) =>
  (
    await people.sql<[{ account: string; kind: string; conversation: string }]>`
      select i.external_id as account, c.kind, c.id as conversation from messages m
      join conversations c on c.id = m.conversation_id join identities i on i.id = c.identity_id where m.id = ${id}`
  )[0];
const standIns = async () =>
  (await people.sql`select from identities where external_id like 'private:%'`).length;

test('a stand-in takes the name of who was reached', async () => {
  const { id } = await answered('psid-1');
  expect(await placeOf(id)).toMatchObject({ account: 'psid-1', kind: 'dm' });
  expect(await standIns()).toBe(0);
});

test('it gives way to an account that is known already, and the conversations are one', async () => {
  const first = await placeOf((await answered('psid-2')).id);
  const { id } = await answered('psid-2');
  expect(await placeOf(id)).toEqual(first);
  expect(await standIns()).toBe(0);
});

test.each([
  ['stored as a message of its own gives way to ours', 'psid-3', false],
  ['known by our id is ours at once, with whom it reached', 'psid-5', true],
])('an echo %s', async (_name, reached, named) => {
  const { id } = await answered(reached, async () => {
    const [{ id: ours }] = await people.sql<[{ id: string }]>`
      select id from messages where delivery = 'sending' and about = 'private_reply'`;
    const echo = {
      type: 'message',
      accountId: people.a.account,
      externalId: `mid-${ours}`,
      direction: 'out',
      place: 'direct',
      person: { id: reached },
      text: 'Ada, Kak!',
      metadata: named ? ours : null,
      wordless: false,
      at: new Date().toISOString(),
    };
    const items = [{ item_id: null, network: 'sandbox', kind: 'facebook', incoming: [echo] }];
    expect(await call(people, 'service', 'project_items', { items })).toBe(1);
    const [arrived] = await people.sql`select id from messages where external_id = ${`mid-${ours}`}`;
    expect(arrived!.id === ours).toBe(named);
  });
  const place = await placeOf(id);
  expect(place).toMatchObject({ account: reached, kind: 'dm' });
  const rows =
    await people.sql`select id, delivery from messages where conversation_id = ${place.conversation}`;
  expect([...rows]).toEqual([{ id, delivery: 'sent' }]);
  expect(await standIns()).toBe(0);
});

test('an answer that is settled already still learns whom it reached', async () => {
  const { id } = await answered(
    'psid-4',
    () =>
      people.sql`update messages set delivery = 'sent', version = version + 1, lease_until = null
      where delivery = 'sending' and about = 'private_reply'`,
  );
  expect(await placeOf(id)).toMatchObject({ account: 'psid-4' });
});
