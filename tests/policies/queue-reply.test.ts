/**
 * An answer is queued by a member, held, taken back, and what must never be queued is refused.
 * Long, because each refusal is a case.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();
const kept = ['messages', 'message_sends', 'conversations', 'identities', 'reply_pictures', 'media_removals'];

let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of kept) await putBack(people.sql, table, before[table]!);
});

const answer = (more: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  conversation: people.a.conversation,
  body: 'Jawaban contoh',
  way: 'direct',
  ...more,
});
const underComment = (way: 'public' | 'private', more: Record<string, unknown> = {}) =>
  answer({ conversation: people.a.commentThread, way, ...more });
const queue = (args: Record<string, unknown>, who: 'owner' | 'staff' = 'owner') =>
  call(people, who, 'queue_reply', args);
const rowOf = async (id: string) => (await people.sql`select * from messages where id = ${id}`)[0];

describe(covers('table', 'reply_pictures'), () => {
  testTable(people, 'reply_pictures', {
    row: (world) => ({ id: world.picture }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        id: randomUUID(),
        business_id: world.business,
        message_id: world.question,
        bytes: 1,
        width: 1,
        height: 1,
      }),
    },
    update: { ...noOne, values: { bytes: 2 } },
    remove: noOne,
  });

  test('its files go when its answer goes', async () => {
    await people.sql`delete from messages where id = ${people.a.answer}`;
    const [removal] = await people.sql`select names from media_removals where media_id = ${people.a.picture}`;
    expect(removal).toEqual({ names: [`${people.a.picture}.jpg`, `${people.a.picture}-small.jpg`] });
  });
});

describe(covers('function', 'queue_reply'), () => {
  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'queue_reply', answer()),
  );
  test('a conversation of ours and one that does not exist look the same to a stranger', async () => {
    for (const conversation of [people.a.conversation, people.a.commentThread, randomUUID()]) {
      const way = conversation === people.a.commentThread ? 'public' : 'direct';
      await expectRefusal(people, 'stranger', 'queue_reply', answer({ conversation, way }), { answer: null });
    }
  });

  test.each(['owner', 'staff'] as const)('%s answers: held for five seconds, then due', async (who) => {
    const given = answer();
    expect(await queue(given, who)).toBe('queued');
    expect(await rowOf(given.id)).toMatchObject({
      business_id: people.a.business,
      channel_id: people.a.channel,
      direction: 'out',
      delivery: 'queued',
      written_by: people[who].id,
      parent_external_id: 'tanya-a',
      external_id: null,
      automatic: false,
      tries: 0,
    });
    const [held] = await people.sql`
      select next_try_at - created_at = interval '5 seconds' as held from messages where id = ${given.id}`;
    expect(held).toEqual({ held: true });
    expect(
      await call(people, 'service', 'claim_messages', { size: 9, lease_seconds: 60, message: given.id }),
    ).toEqual([]);
  });

  test('a form sent twice answers once', async () => {
    const given = answer();
    expect(await Promise.all([queue(given), queue(given)])).toEqual(['queued', 'queued']);
    expect(
      await people.sql`select from messages where body = 'Jawaban contoh' and id = ${given.id}`,
    ).toHaveLength(1);
  });

  test("another business's message id is not taken over", async () => {
    const { data, error } = await people.as('owner').rpc('queue_reply', answer({ id: people.b.question }));
    expect([data, error?.code]).not.toEqual(['queued', undefined]);
    expect(await rowOf(people.b.question)).toMatchObject({ business_id: people.b.business, direction: 'in' });
  });

  test.each([
    ['a public answer in a direct conversation', () => answer({ way: 'public' })],
    ['a private reply in a direct conversation', () => answer({ way: 'private' })],
    ['a direct message under a post', () => underComment('public', { way: 'direct' })],
    ['a way that does not exist', () => answer({ way: 'shout' })],
    ['no way', () => answer({ way: null })],
    ['nothing at all', () => answer({ body: '  ' })],
  ])('%s is refused', async (_name, given) => {
    await expectRefusal(people, 'owner', 'queue_reply', given(), { code: '23514' });
  });

  test("a comment of another conversation, or another business's, is not answered", async () => {
    for (const answers of [people.a.question, people.b.comment, randomUUID()]) {
      for (const way of ['public', 'private'] as const) {
        await expectRefusal(people, 'owner', 'queue_reply', underComment(way, { answers }), {
          answer: 'gone',
        });
      }
    }
  });

  test('a comment that was deleted is not answered', async () => {
    await people.sql`update messages set removed_at = now() where id = ${people.a.comment}`;
    await expectRefusal(people, 'owner', 'queue_reply', underComment('public'), { answer: 'gone' });
  });

  test('in public an answer goes to the top comment and says which it answers', async () => {
    const [under] = await people.sql<[{ id: string }]>`
      insert into messages (business_id, conversation_id, channel_id, direction, external_id, parent_external_id, body)
      values (${people.a.business}, ${people.a.commentThread}, ${people.a.channel}, 'in', 'balasan-a', 'komentar-a',
        'Lalu?') returning id`;
    const given = underComment('public', { answers: under.id });
    expect(await queue(given)).toBe('queued');
    expect(await rowOf(given.id)).toMatchObject({
      conversation_id: people.a.commentThread,
      parent_external_id: 'komentar-a',
      quotes_external_id: 'balasan-a',
      about: null,
    });
  });

  test('in private an answer is a message of the direct conversation with the same account', async () => {
    const given = underComment('private');
    expect(await queue(given)).toBe('queued');
    expect(await rowOf(given.id)).toMatchObject({
      conversation_id: people.a.conversation,
      answers_conversation_id: people.a.commentThread,
      parent_external_id: 'komentar-a',
      about: 'private_reply',
    });
    const [thread] =
      await people.sql`select waiting_since, status from conversations where id = ${people.a.commentThread}`;
    expect(thread).toEqual({ waiting_since: null, status: expect.any(String) });
  });

  test('of two private replies to a comment, at once or later, one is queued', async () => {
    const both = await Promise.all([queue(underComment('private')), queue(underComment('private'), 'staff')]);
    expect(both.toSorted()).toEqual(['queued', 'used']);
    expect(await queue(underComment('private'))).toBe('used');
    // One that failed never went out.
    await people.sql`update messages set delivery = 'failed', reason = 'temporary' where about = 'private_reply'`;
    expect(await queue(underComment('private'))).toBe('queued');
    const [failed] = await people.sql<[{ id: string; version: number }]>`
      select id, version from messages where about = 'private_reply' and delivery = 'failed'`;
    const again = { message: failed.id, expected_version: failed.version, sent: false };
    await expectRefusal(people, 'owner', 'decide_message', again, { answer: null });
  });

  test('on a Page a stand-in holds the place of who commented', async () => {
    await people.sql`update channels set kind = 'facebook' where id = ${people.a.channel}`;
    await people.sql`update identities set external_id = 'komentator' where id = ${people.a.identity}`;
    await people.sql`update conversations set kind = 'feedback' where id = ${people.a.conversation}`;
    const given = underComment('private');
    expect(await queue(given)).toBe('queued');
    const [direct] = await people.sql`
      select i.external_id, i.contact_id, c.kind from messages m join conversations c on c.id = m.conversation_id
      join identities i on i.id = c.identity_id where m.id = ${given.id}`;
    expect(direct).toEqual({ external_id: 'private:komentar-a', contact_id: people.a.contact, kind: 'dm' });
    expect(await call(people, 'owner', 'cancel_reply', { message: given.id })).toMatchObject({
      way: 'private',
    });
    expect(await people.sql`select from identities where external_id like 'private:%'`).toHaveLength(0);
    await people.sql`update channels set kind = 'instagram' where id = ${people.a.channel}`;
  });

  test('words and a picture are two messages in a direct conversation, the picture first', async () => {
    const picture = { id: randomUUID(), bytes: 1000, width: 100, height: 100 };
    const given = answer({ picture });
    expect(await queue(given)).toBe('queued');
    const parts = await people.sql`
      select m.body, m.sent_with, r.id as picture from messages m left join reply_pictures r on r.message_id = m.id
      where m.id = ${given.id} or m.sent_with = ${given.id} order by m.created_at`;
    expect([...parts]).toEqual([
      { body: '', sent_with: given.id, picture: picture.id },
      { body: 'Jawaban contoh', sent_with: null, picture: null },
    ]);
    await people.sql`update messages set next_try_at = now() where id = ${given.id} or sent_with = ${given.id}`;
    const claim = () =>
      call<{ body: string; pictures: string[] }[]>(people, 'service', 'claim_messages', {
        size: 9,
        lease_seconds: 60,
      });
    expect(await claim()).toMatchObject([{ body: '', pictures: [picture.id] }]);
    await people.sql`update messages set delivery = 'sent', lease_until = null where sent_with = ${given.id}`;
    expect(await claim()).toMatchObject([{ body: 'Jawaban contoh', pictures: [] }]);
  });
});

describe(covers('function', 'cancel_reply'), () => {
  const queued = async (more: Record<string, unknown> = {}) => {
    const given = answer(more);
    await queue(given);
    return given.id;
  };

  test.each(['nobody', 'service'] as const)('%s is refused', async (who) =>
    expectRefusal(people, who, 'cancel_reply', { message: await queued() }),
  );
  test('a stranger takes nothing back', async () =>
    expectRefusal(people, 'stranger', 'cancel_reply', { message: await queued() }, { answer: null }));
  test('a colleague takes it back, once, and the conversation waits again', async () => {
    const given = underComment('public');
    await queue(given);
    expect(await call(people, 'staff', 'cancel_reply', { message: given.id })).toEqual({
      conversation: people.a.commentThread,
      body: 'Jawaban contoh',
      way: 'public',
      answers: people.a.comment,
      picture: false,
      template: null,
    });
    expect(await rowOf(given.id)).toBeUndefined();
    const [thread] = await people.sql`
      select waiting_since is not null as waits, status from conversations where id = ${people.a.commentThread}`;
    expect(thread).toEqual({ waits: true, status: 'open' });
    await expectRefusal(people, 'staff', 'cancel_reply', { message: given.id }, { answer: null });
    const [told] =
      await people.sql`select kind from events where subject = ${given.id} order by number desc limit 1`;
    expect(told).toEqual({ kind: 'message.cancelled' });
  });
  test('a picture is taken back with its words', async () => {
    const message = await queued({ picture: { id: randomUUID(), bytes: 1000, width: 100, height: 100 } });
    expect(await call(people, 'owner', 'cancel_reply', { message })).toMatchObject({ picture: true });
    expect(await people.sql`select from messages where sent_with = ${message}`).toHaveLength(0);
  });
  test('what somebody began to send is not taken back', async () => {
    const message = await queued();
    await people.sql`update messages set next_try_at = now() where id = ${message}`;
    await call(people, 'service', 'claim_messages', { size: 9, lease_seconds: 60, message });
    await expectRefusal(people, 'owner', 'cancel_reply', { message }, { answer: null });
  });
  test('nor what was tried before', async () => {
    const retried = { message: people.a.answer, expected_version: 1, sent: false };
    await call(people, 'owner', 'decide_message', retried);
    await expectRefusal(people, 'owner', 'cancel_reply', { message: people.a.answer }, { answer: null });
  });
  test('nor what a customer said', () =>
    expectRefusal(people, 'owner', 'cancel_reply', { message: people.a.question }, { answer: null }));
  test('of undoing and sending at once one happens', async () => {
    const message = await queued();
    await people.sql`update messages set next_try_at = now() where id = ${message}`;
    const [taken, sent] = await Promise.all([
      call(people, 'owner', 'cancel_reply', { message }),
      call<unknown[]>(people, 'service', 'claim_messages', { size: 1, lease_seconds: 60, message }),
    ]);
    expect([taken !== null, sent.length === 1]).toContain(true);
    expect(taken !== null && sent.length === 1).toBe(false);
  });
});

describe(covers('function', 'answer_box'), () => {
  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'answer_box', { conversation: people.a.conversation }),
  );
  test('a stranger sees nothing', async () => {
    for (const conversation of [people.a.conversation, randomUUID()])
      await expectRefusal(people, 'stranger', 'answer_box', { conversation }, { answer: null });
  });
  test.each(['owner', 'staff'] as const)('%s sees what can be done', async (who) => {
    const given = underComment('private');
    await queue(given);
    expect(await call(people, who, 'answer_box', { conversation: people.a.commentThread })).toMatchObject({
      kind: 'comment',
      channel: 'instagram',
      connected: true,
      human_agent: false,
      direct: people.a.conversation,
      comments: [{ id: people.a.comment, privately_answered: true }],
      private_replies: [{ id: given.id, delivery: 'queued', conversation: people.a.conversation }],
      undoable: [given.id],
      actions: { [people.a.comment]: { action: 'hide', state: 'failed', reason: 'temporary' } },
      templates: [{ id: people.a.replyTemplate, shortcut: 'contoh' }],
    });
    expect(await call(people, who, 'answer_box', { conversation: people.a.conversation })).toMatchObject({
      kind: 'dm',
      comments: [],
      pictures: { [people.a.answer]: { id: people.a.picture } },
    });
  });
});
