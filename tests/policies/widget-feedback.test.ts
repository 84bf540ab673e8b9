/**
 * What comes through the widget: once, however often it is sent; read and continued by its private link, and by no other.
 * Long, because each table and function is asked as four people.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, denied, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';
import { freshToken, hashOf, hex } from './world.ts';

const people = usePeople();
const touched = [
  'consents',
  'feedbacks',
  'feedback_links',
  'messages',
  'message_attachments',
  'conversations',
  'identities',
  'contacts',
  'channels',
  'cases',
  'case_promises',
  'case_resolutions',
  'case_closures',
  'ratings',
];
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of touched) await putBack(people.sql, table, before[table]!);
});

const given = (more: Record<string, unknown> = {}) => ({
  widget: people.a.publicKey,
  key: randomUUID(),
  kind: null,
  words: 'Apakah bandeng presto bisa dikirim?',
  wordless: false,
  sorting: {
    intent: 'question',
    topic: 'how_to_buy',
    sentiment: 'neutral',
    urgency: 'normal',
    model: 'm',
    confidence: 0.9,
  },
  name: 'Bu Contoh',
  email: null,
  whatsapp: null,
  notice: '2026-11-22',
  ...more,
});
interface Taken {
  message: string;
  number: string;
  fresh: boolean;
}
const take = (one: Record<string, unknown>, token = freshToken()) =>
  call<Taken | null>(people, 'service', 'take_feedback', { given: one, token_hash: hex(hashOf(token)) });
const read = (token: string) =>
  call<Record<string, unknown> | null>(people, 'nobody', 'customer_feedback', { token });
const again = (token: string, words = 'Satu lagi', key = randomUUID()) =>
  call<string | null>(people, 'service', 'write_again', { token, key, words, wordless: false, sorting: {} });

describe(covers('function', 'take_feedback'), () => {
  test('the program alone takes it', () =>
    expectServiceAlone(people, 'take_feedback', { given: given(), token_hash: hex(hashOf('x')) }));

  test('it waits in the inbox, as a feedback on the channel widget', async () => {
    const taken = await take(given({ page: 'https://toko.test/bandeng', product: 'Bandeng presto' }));
    expect(taken).toMatchObject({ number: expect.stringMatching(/^[1-9]\d{4}$/), fresh: true });
    const [row] = await people.sql`
      select h.kind as channel, c.kind, c.status, c.waiting_since is not null as waits, c.intent, p.name, m.body,
        m.sorted_by, m.model, f.page, f.product, f.notice, f.widget_key_id
      from messages m join conversations c on c.id = m.conversation_id join contacts p on p.id = c.contact_id
      join channels h on h.id = c.channel_id join feedbacks f on f.conversation_id = c.id
      where m.id = ${taken!.message}`;
    expect(row).toEqual({
      channel: 'widget',
      kind: 'feedback',
      status: 'open',
      waits: true,
      intent: 'question',
      name: 'Bu Contoh',
      body: 'Apakah bandeng presto bisa dikirim?',
      sorted_by: 'model',
      model: 'm',
      page: 'https://toko.test/bandeng',
      product: 'Bandeng presto',
      notice: '2026-11-22',
      widget_key_id: people.a.widgetKey,
    });
    const kinds = await people.sql`select kind from events where subject = ${taken!.message}`;
    expect([...kinds]).toEqual([{ kind: 'message.received' }]);
  });

  test('what they agreed to stands among their consents', async () => {
    const taken = await take(given());
    const consents = await people.sql`
      select s.purpose, s.way, s.wording from consents s join conversations c on c.contact_id = s.contact_id
      join messages m on m.conversation_id = c.id where m.id = ${taken!.message}`;
    expect([...consents]).toEqual([
      { purpose: 'answers', way: 'widget', wording: 'Pemberitahuan privasi versi 2026-11-22' },
    ]);
  });

  test('sent eight times at once it is one message, with one number; each answer has a link that works', async () => {
    const one = given();
    const tokens = Array.from({ length: 8 }, freshToken);
    const taken = await Promise.all(tokens.map((token) => take(one, token)));
    expect(new Set(taken.map((each) => each!.message)).size).toBe(1);
    expect(new Set(taken.map((each) => each!.number)).size).toBe(1);
    expect(taken.filter((each) => each!.fresh)).toHaveLength(1);
    const [{ n }] = await people.sql<[{ n: number }]>`
      select count(*)::integer as n from messages where external_id = ${one.key}`;
    expect(n).toBe(1);
    for (const token of tokens) expect(await read(token)).toMatchObject({ number: taken[0]!.number });
  });

  test('what the customer called it is a person’s word, which the model does not take back', async () => {
    const taken = await take(given({ kind: 'complaint', ordered: 'Kemarin', wants: 'refund' }));
    await call(people, 'service', 'sort_messages', {
      sorted: [
        {
          id: taken!.message,
          intent: 'praise',
          sentiment: 'positive',
          urgency: 'low',
          model: 'm',
          confidence: 1,
        },
      ],
    });
    const [row] =
      await people.sql`select intent, sorted_by, topic, model from messages where id = ${taken!.message}`;
    expect(row).toEqual({ intent: 'complaint', sorted_by: 'person', topic: 'how_to_buy', model: null });
  });

  test('the same key in two businesses is two things', async () => {
    const key = randomUUID();
    const [one, other] = await Promise.all([
      take(given({ key })),
      take(given({ key, widget: people.b.publicKey, words: 'Untuk yang lain' })),
    ]);
    expect(one!.message).not.toBe(other!.message);
  });

  test('of very many addresses the newest fifty hold', async () => {
    const one = given();
    const first = freshToken();
    await take(one, first);
    for (let round = 0; round < 50; round++) await take(one);
    expect(await read(first)).toBeNull();
    const [{ n }] = await people.sql<[{ n: number }]>`
      select count(*)::integer as n from feedback_links l join feedbacks f on f.id = l.feedback_id
      where f.key = ${one.key}`;
    expect(n).toBe(50);
  });

  test.each([
    ['an unknown key', () => given({ widget: `tg_${'0'.repeat(32)}` })],
    ['a slug of nobody', () => given({ widget: null, slug: 'tidak-ada' })],
    ['neither', () => given({ widget: null })],
  ])('%s leads nowhere', (_, one) =>
    expectRefusal(
      people,
      'service',
      'take_feedback',
      { given: one(), token_hash: hex(hashOf('y')) },
      { answer: null },
    ),
  );

  test('a widget that is off takes nothing', async () => {
    await people.sql`update channels set disconnected_at = now() where id = ${people.a.widget}`;
    expect(await take(given())).toBeNull();
  });
});

describe(covers('function', 'customer_feedback'), () => {
  test.each(['nobody', 'stranger', 'staff', 'owner'] as const)('%s with the link reads it', async (who) => {
    const one = await call(people, who, 'customer_feedback', { token: people.a.feedbackToken });
    expect(one).toMatchObject({ number: '30001', email: 'p***@contoh.test', whatsapp: null, open: true });
  });
  test('the service has no use for it', () =>
    expectRefusal(people, 'service', 'customer_feedback', { token: people.a.feedbackToken }, denied));
  test.each([
    ['another', freshToken],
    ['its own hash', () => hex(hashOf(people.a.feedbackToken))],
    ['none', () => ''],
    ['one of a case', () => people.a.caseToken],
  ])('%s leads nowhere', (_, token) =>
    expectRefusal(people, 'nobody', 'customer_feedback', { token: token() }, { answer: null }),
  );

  test('of what the business wrote only what was sent is shown, never who wrote it, and no address in full', async () => {
    const { conversation, body } = { conversation: people.a.feedbackTalk, body: 'Jawaban yang menunggu' };
    await call(people, 'owner', 'queue_reply', { id: randomUUID(), conversation, body, way: 'direct' });
    expect(JSON.stringify(await read(people.a.feedbackToken))).not.toContain(body);
    await people.sql`update messages set delivery = 'sent', next_try_at = null where body = ${body}`;
    const shown = JSON.stringify(await read(people.a.feedbackToken));
    expect(shown).toContain(body);
    for (const secret of [people.owner.id, 'pengunjung@contoh.test']) expect(shown).not.toContain(secret);
  });

  test('its link leads to its case as well: the number that was told, the wish, and the customer’s own word', async () => {
    const due = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    const of_case = await call<string>(people, 'owner', 'open_case', {
      conversation: people.a.feedbackTalk,
      message: people.a.feedbackMessage,
      category: 'quality',
      complaint: 'Contoh',
      promise: 'Diganti',
      due,
    });
    const [row] = await people.sql`select number, wants, version from cases where id = ${of_case}`;
    expect(row).toMatchObject({ number: '30001', wants: 'refund' });
    const token = people.a.feedbackToken;
    const resolution = randomUUID();
    await call(people, 'owner', 'resolve_case', {
      resolution,
      of_case,
      expected_version: row!.version,
      what: 'Uang kembali',
      asks_rating: true,
    });
    expect(await call(people, 'nobody', 'customer_case', { token })).toMatchObject({
      number: '30001',
      resolution,
    });
    expect(await call(people, 'nobody', 'confirm_case', { token, resolution })).toBe('done');
    expect(await call(people, 'nobody', 'rate_case', { token, score: 5, words: '' })).toBe('done');
    expect(await call(people, 'nobody', 'customer_case', { token: people.b.feedbackToken })).toBeNull();
  });
});

describe(covers('function', 'write_again'), () => {
  const args = (token: string) => ({ token, key: randomUUID(), words: 'Halo', wordless: false, sorting: {} });
  test('the program alone', () => expectServiceAlone(people, 'write_again', args(people.a.feedbackToken)));
  test('without the link nothing', () =>
    expectRefusal(people, 'service', 'write_again', args(freshToken()), { answer: null }));

  test('twice at once is once, and it waits for an answer again', async () => {
    const key = randomUUID();
    const token = people.a.feedbackToken;
    const answers = await Promise.all([again(token, 'Satu lagi', key), again(token, 'Satu lagi', key)]);
    expect(new Set(answers).size).toBe(1);
    const [{ n }] = await people.sql<[{ n: number }]>`
      select count(*)::integer as n from messages where conversation_id = ${people.a.feedbackTalk}`;
    expect(n).toBe(2);
  });

  test('while the widget is off it says so', async () => {
    await people.sql`update channels set disconnected_at = now() where id = ${people.a.widget}`;
    expect(await again(people.a.feedbackToken)).toBe('closed');
  });

  test('a key that is another conversation’s changes nothing there', async () => {
    const key = randomUUID();
    await take(given({ key, words: 'Orang lain' }));
    expect(await again(people.a.feedbackToken, 'Menumpang', key)).toBeNull();
  });
});

describe(covers('function', 'add_customers_photo'), () => {
  const photo = () => ({ id: randomUUID(), bytes: 1000, width: 10, height: 10, has_preview: true });
  const args = (message: string, token = people.a.feedbackToken) => ({ token, message, photo: photo() });
  test('the program alone', () =>
    expectServiceAlone(people, 'add_customers_photo', args(people.a.feedbackMessage)));
  test.each([
    ['another’s message', () => args(people.a.question)],
    ['another business’s', () => args(people.b.feedbackMessage)],
    ['no link', () => args(people.a.feedbackMessage, freshToken())],
  ])('%s gets none', (_, one) =>
    expectRefusal(people, 'service', 'add_customers_photo', one(), { answer: null }),
  );

  test('one to a message, and it is told of', async () => {
    const one = args(people.a.feedbackMessage);
    expect(await call(people, 'service', 'add_customers_photo', one)).toBe('done');
    expect(await call(people, 'service', 'add_customers_photo', args(people.a.feedbackMessage))).toBe('had');
    const [last] = await people.sql`select kind, subject from events where business_id = ${people.a.business}
      order by number desc limit 1`;
    expect(last).toEqual({ kind: 'message.attached', subject: people.a.feedbackMessage });
    const ask = (token: string) => call(people, 'nobody', 'customers_photo', { token, photo: one.photo.id });
    expect([await ask(people.a.feedbackToken), await ask(people.b.feedbackToken)]).toEqual([true, false]);
  });
});

describe(covers('function', 'customers_photo'), () => {
  test('a file of another conversation is not there', () =>
    expectRefusal(
      people,
      'nobody',
      'customers_photo',
      { token: people.a.feedbackToken, photo: people.a.attachment },
      { answer: false },
    ));
  test('the service has no use for it', () =>
    expectRefusal(people, 'service', 'customers_photo', { token: '', photo: randomUUID() }, denied));
});

describe(covers('function', 'replace_lost_link'), () => {
  const args = (more: Record<string, unknown> = {}) => ({
    slug: people.a.slug,
    number: '30001',
    email: ' Pengunjung@contoh.test',
    whatsapp: null,
    token_hash: hex(hashOf('tautan baru')),
    ...more,
  });
  test('the program alone', () => expectServiceAlone(people, 'replace_lost_link', args()));
  test.each([
    { number: '30002' },
    { email: 'lain@contoh.test' },
    { slug: 'tidak-ada' },
    { email: '' },
    { email: null },
    { email: null, whatsapp: '6281234567890' },
  ])('without number and address that belong together nothing happens: %j', (more) =>
    expectRefusal(people, 'service', 'replace_lost_link', args(more), { answer: null }),
  );
  test('it leads to the address that was left', async () => {
    expect(await call(people, 'service', 'replace_lost_link', args())).toMatchObject({
      email: 'pengunjung@contoh.test',
      number: '30001',
    });
    expect(await read('tautan baru')).toMatchObject({ number: '30001' });
    expect(await read(people.a.feedbackToken), 'the old one still works').not.toBeNull();
  });
});

describe(covers('function', 'claim_feedback_letter'), () => {
  const claim = (message: string) =>
    call<{ about: string } | null>(people, 'service', 'claim_feedback_letter', {
      message,
      token_hash: hex(hashOf(freshToken())),
    });
  const settle = (message: string) => call(people, 'service', 'settle_feedback_letter', { message });
  const answer = async (body: string) => {
    const id = randomUUID();
    await call(people, 'owner', 'queue_reply', {
      id,
      conversation: people.a.feedbackTalk,
      body,
      way: 'direct',
    });
    expect(await claim(id), 'not before it is sent').toBeNull();
    await people.sql`update messages set delivery = 'sent', next_try_at = null where id = ${id}`;
    return id;
  };
  test('the program alone', () =>
    expectServiceAlone(people, 'claim_feedback_letter', {
      message: people.a.feedbackMessage,
      token_hash: hex(hashOf('z')),
    }));

  test('one that it arrived, one for an answer, and none for the next within ten minutes', async () => {
    expect(await claim(people.a.feedbackMessage)).toMatchObject({
      about: 'ticket',
      email: 'pengunjung@contoh.test',
    });
    expect(await claim(people.a.feedbackMessage), 'until it is settled').toMatchObject({ about: 'ticket' });
    await settle(people.a.feedbackMessage);
    expect(await claim(people.a.feedbackMessage)).toBeNull();
    const first = await answer('Jawaban satu');
    expect(await claim(first)).toMatchObject({ about: 'answer' });
    await settle(first);
    expect(await claim(first)).toBeNull();
    const second = await answer('Jawaban dua');
    expect(await claim(second)).toBeNull();
    await people.sql`update feedbacks set letter_at = now() - interval '11 minutes' where id = ${people.a.feedback}`;
    expect(await claim(second)).toMatchObject({ about: 'answer' });
  });

  test('none for other messages, and none where no address was left', async () => {
    expect(await claim(people.a.question)).toBeNull();
    const taken = await take(given());
    expect(await claim(taken!.message)).toBeNull();
  });
});

describe(covers('function', 'settle_feedback_letter'), () => {
  test('the program alone', () =>
    expectServiceAlone(people, 'settle_feedback_letter', { message: people.a.feedbackMessage }));
});

describe(covers('function', 'erase_feedback'), () => {
  const args = (token = people.a.feedbackToken) => ({ token });
  test('the service has no use for it', () =>
    expectRefusal(people, 'service', 'erase_feedback', args(), denied));
  test.each([
    ['another', freshToken],
    ['one of a case', () => people.a.caseToken],
    ['none', () => ''],
  ])('%s link erases nothing', (_, token) =>
    expectRefusal(people, 'nobody', 'erase_feedback', args(token()), { answer: null }),
  );

  test('words, files, name and ways to reach them are nowhere any more, and the link is dead', async () => {
    const token = freshToken();
    const secrets = [
      'Rahasia pelanggan',
      'Ibu Rahasia',
      'rahasia@contoh.test',
      'Pesanan rahasia',
      'rahasia.test',
    ];
    const taken = await take(
      given({
        words: secrets[0],
        name: secrets[1],
        email: secrets[2],
        kind: 'complaint',
        ordered: secrets[3],
        page: `https://${secrets[4]}/`,
      }),
      token,
    );
    const photo = { id: randomUUID(), bytes: 1000, width: 10, height: 10, has_preview: true };
    await call(people, 'service', 'add_customers_photo', { token, message: taken!.message, photo });
    const held = JSON.stringify(await snapshot(people.sql));
    for (const secret of secrets) expect(held).toContain(secret);
    expect(await call(people, 'nobody', 'erase_feedback', { token })).toBe('done');
    const left = JSON.stringify(await snapshot(people.sql));
    for (const secret of secrets) expect(left).not.toContain(secret);
    expect(await read(token)).toBeNull();
    const [{ names }] = await people.sql<[{ names: string[] }]>`
      select names from media_removals where media_id = ${photo.id}`;
    expect(names).toEqual([`attachments/${photo.id}`, `attachments/${photo.id}-small`]);
    const [row] = await people.sql`select c.waiting_since, m.removed_at is not null as gone from messages m
      join conversations c on c.id = m.conversation_id where m.id = ${taken!.message}`;
    expect(row).toEqual({ waiting_since: null, gone: true });
    await people.sql`delete from media_removals where media_id = ${photo.id}`;
  });
});
