/** What customers say is projected by the batch; whatever the batches, the rows are those that one by one makes. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { projectPending } from '#inbox/receiving/receive.ts';
import { goldenEvents, instagramId, pageId, postId } from '../channels/golden-events.ts';
import { openReceiving, type Receiving } from './receiving.ts';

let inbox: Receiving;
beforeAll(async () => {
  inbox = await openReceiving();
});
beforeEach(() => inbox.reset());
afterAll(() => inbox?.close());

const at = 1780000000;
const words = fc.constantFrom(
  'Harganya berapa, Kak?',
  'Pesanan saya basi, kecewa!',
  'PINJOL CEPAT CAIR klik bit.ly/abc',
  'Ikutan giveaway! @teman1 @teman2',
  '👍',
  '',
);
/**
 * Few people, places and ids, so that a batch holds several of each, and the same again. No id is one of the golden
 * events: a network gives an id to one message alone, whose it is and which way it goes.
 */
const said = fc.record({
  person: fc.nat(3),
  name: fc.constantFrom('', 'Siti', 'Siti Aminah'),
  id: fc.nat(40),
  second: fc.nat(20),
  text: words,
});
const pageComment = said.map(({ person, name, id, second, text }) => ({
  object: 'page',
  entry: [
    {
      id: pageId,
      time: at + second,
      changes: [
        {
          field: 'feed',
          value: {
            ...{ item: 'comment', verb: 'add', comment_id: `sk_${id}`, post_id: postId, parent_id: postId },
            ...{ message: text || 'a', created_time: at + second, from: { id: `71${person}`, name } },
          },
        },
      ],
    },
  ],
}));
const instagramComment = said.map(({ person, name, id, second, text }) => ({
  object: 'instagram',
  entry: [
    {
      id: instagramId,
      time: at + second,
      changes: [
        {
          field: 'comments',
          value: {
            ...{
              id: `sc_${id}`,
              text: text || 'a',
              media: { id: `18${id % 3}`, media_product_type: 'FEED' },
            },
            from: { id: `72${person}`, username: name.replace(' ', '.') || `akun_${person}` },
          },
        },
      ],
    },
  ],
}));
const direct = fc
  .tuple(
    fc.constantFrom('page', 'instagram'),
    said,
    fc.constantFrom('customer', 'business', 'reading', 'taking back'),
  )
  .map(([object, { person, id, second, text }, what]) => {
    const business = { id: object === 'page' ? pageId : instagramId };
    const customer = { id: `7${person}00` };
    const ours = what === 'business';
    // Answers are the newest: whether a picture after one makes a conversation open again depends on their order.
    const timestamp = (at + second + (ours ? 60 : 0)) * 1000;
    const parties = ours
      ? { sender: business, recipient: customer }
      : { sender: customer, recipient: business };
    const attachments = [{ type: 'image', payload: { url: `https://scontent.cdninstagram.com/${id}.jpg` } }];
    const message = {
      mid: ours ? `se_${id}` : `sm_${id}`,
      ...(text === '' ? { attachments } : { text }),
      ...(ours && { is_echo: true }),
      ...(what === 'taking back' && { is_deleted: true }),
    };
    const event = what === 'reading' ? { read: { watermark: timestamp, mid: `se_${id}` } } : { message };
    return {
      object,
      entry: [{ id: business.id, time: timestamp, messaging: [{ ...parties, timestamp, ...event }] }],
    };
  });
const body = fc.oneof(
  { weight: 3, arbitrary: pageComment },
  { weight: 3, arbitrary: instagramComment },
  { weight: 4, arbitrary: direct },
  { weight: 1, arbitrary: fc.constantFrom(...goldenEvents).map((event) => event.body) },
);

let before = 0;

async function everything() {
  const { sql } = inbox.backend;
  const shown =
    await sql`select h.kind as channel, c.kind, c.place, i.external_id as person, c.intent, c.urgency
    from conversations c join identities i on i.id = c.identity_id join channels h on h.id = c.channel_id
    order by 1, 2, 3, 4`;
  const told =
    await sql`select m.external_id, count(*)::int as times from events e join messages m on m.id = e.subject
    where e.kind = 'message.received' and e.number > ${before} group by 1 order by 1`;
  return { ...(await inbox.rows()), shown, told };
}

async function inBatches(bodies: unknown[], sizes: number[]) {
  await inbox.reset();
  const [last] = await inbox.backend.sql<{ number: number }[]>`select max(number)::int as number from events`;
  before = last!.number;
  let next = 0;
  for (let round = 0; next < bodies.length; round += 1) {
    const end = next + sizes[round % sizes.length]!;
    for (; next < Math.min(end, bodies.length); next += 1) await inbox.deliver(bodies[next]);
    await projectPending(inbox.backend);
  }
  await inbox.project();
  return everything();
}

test('one by one, in small batches and all at once end in the same rows', async () => {
  const sizes = fc.array(fc.integer({ min: 2, max: 25 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(body, { minLength: 20, maxLength: 40, size: 'max' }),
      sizes,
      async (bodies, some) => {
        const alone = await inBatches(bodies, [1]);
        expect(await inBatches(bodies, some)).toEqual(alone);
        expect(await inBatches(bodies, [bodies.length])).toEqual(alone);
      },
    ),
    { numRuns: 15, endOnFailure: true },
  );
});

test('one that the database refuses stops none of its batch, and is tried again', async () => {
  const { sql } = inbox.backend;
  await sql.unsafe(`create function refuse() returns trigger language plpgsql as
      'begin raise exception using errcode = ''check_violation''; end';
    create trigger refuse before insert on messages for each row when (new.body = 'rusak') execute function refuse()`);
  const comment = (id: number, message: string) => ({
    object: 'page',
    entry: [
      {
        id: pageId,
        time: at,
        changes: [
          {
            field: 'feed',
            value: {
              ...{ item: 'comment', verb: 'add', comment_id: `r_${id}`, post_id: postId, parent_id: postId },
              ...{ message, created_time: at, from: { id: '719', name: 'Siti' } },
            },
          },
        ],
      },
    ],
  });
  for (let id = 0; id < 10; id += 1) await inbox.deliver(comment(id, id === 4 ? 'rusak' : `nomor ${id}`));
  await projectPending(inbox.backend);
  const outcomes = await sql`select outcome, count(*)::int as items from webhook_items group by 1 order by 1`;
  expect([...outcomes]).toEqual([
    { outcome: '23514', items: 1 },
    { outcome: 'projected', items: 9 },
  ]);
  await sql`drop trigger refuse on messages`;
  await inbox.project();
  const { messages } = await inbox.rows();
  expect(messages).toHaveLength(10);
});
