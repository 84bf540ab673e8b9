/** Search pages over a business with more messages than are looked through at first, beside the same by brute force. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { searchConversations } from '#inbox/conversations/index.ts';
import { usePeople } from '../policies/people.ts';

const people = usePeople();
const conversations = 1_200;
const reader = () => ({ userId: people.owner.id, answerPromiseHours: 24 });

/**
 * Five messages a conversation, in whole minutes as networks tell them, so that many share an instant: "bandeng" in a
 * fifth, "kulit" in a hundredth and only among the oldest, "langka" in three, and forty customers named Siti.
 */
beforeAll(async () => {
  const { business, channel } = people.a;
  await people.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`create temporary table made on commit drop as
      select n, gen_random_uuid() as contact, gen_random_uuid() as identity, gen_random_uuid() as conversation,
        timestamptz '2025-03-01 00:00Z' + make_interval(mins => n / 4) as at
      from generate_series(1, ${conversations}::integer) n`;
    await tx`insert into contacts (id, business_id, name)
      select contact, ${business}, case when n % 30 = 0 then 'Siti ' else 'Contoh ' end || n from made`;
    await tx`insert into identities (id, business_id, contact_id, channel_id, external_id)
      select identity, ${business}, contact, ${channel}, 'cari-' || n from made`;
    await tx`insert into conversations (id, business_id, channel_id, contact_id, identity_id, kind, last_at, last_body,
        last_direction, last_in_at)
      select conversation, ${business}, ${channel}, contact, identity, 'dm', at, 'ya', 'in', at from made`;
    await tx`insert into messages (business_id, conversation_id, channel_id, direction, external_id, body, sent_at, removed_at)
      select ${business}, conversation, ${channel}, 'in', 'cari-' || n || '-' || k,
        case when (n * 3 + k * 7) % 5 = 0 then 'bandengnya ' else 'halo ' end ||
          case when n < 120 and (n + k) % 10 = 0 then 'kulit ' else '' end ||
          case when n in (3, 700, 1199) and k = 2 then 'langka INV12e' || n else '' end,
        at - make_interval(mins => 5 - k), case when n % 50 = 0 then at end
      from made, generate_series(1, 5) k`;
  });
}, 60_000);

/** Conversations with the word, by their newest message with it or their last when the name has it. */
async function byBruteForce(word: string): Promise<string[]> {
  const rows = await people.sql<{ id: string }[]>`
    select id from (
      select m.conversation_id as id, m.sent_at as at from messages m
      where m.business_id = ${people.a.business} and m.removed_at is null and m.body ~* ${`\\m${word}`}
      union all
      select c.id, c.last_at from conversations c join contacts p on p.id = c.contact_id
      where c.business_id = ${people.a.business} and p.name ~* ${`\\m${word}`}) found
    group by id order by max(at) desc, id desc`;
  return rows.map(({ id }) => id);
}

async function byPages(word: string, size: number): Promise<string[]> {
  const found: string[] = [];
  let after = null;
  do {
    const page = await searchConversations(
      people.backend.asUser(people.owner.token),
      people.a.business,
      word,
      reader(),
      after,
      size,
    );
    found.push(...page.conversations.map(({ id }) => id));
    after = page.next;
  } while (after);
  return found;
}

test.each(['bandeng', 'kulit', 'langka', 'siti', 'inv12e', 'tidakada'])(
  'pages of "%s" hold each conversation once, newest first, and none is missing',
  async (word) => {
    const all = await byBruteForce(word);
    for (const size of all.length > 200 ? [99] : [99, 7]) {
      expect([size, await byPages(word, size)]).toEqual([size, all]);
    }
  },
);

test('pages of any size end together', async () => {
  const all = await byBruteForce('kulit');
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async (size) => {
      expect(await byPages('kulit', size)).toEqual(all);
    }),
    { numRuns: 5 },
  );
});
