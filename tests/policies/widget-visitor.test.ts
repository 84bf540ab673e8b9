/**
 * What is told to visitors of the widget, and what the holder of a private link may do beside writing.
 * Long, because each function is asked as four people.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, denied, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putAllBack, snapshot, type Snapshot } from './snapshot.ts';
import { freshToken, hashOf, hex } from './world.ts';

const people = usePeople();
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(() => putAllBack(people.sql, before));

describe(covers('table', 'private.answer_times'), () => {
  test.each(['owner', 'staff', 'stranger', 'nobody', 'service'] as const)(
    '%s does not reach it',
    async (who) => {
      for (const name of ['answer_times', 'private.answer_times']) {
        expect((await people.as(who).from(name).select()).error).not.toBeNull();
      }
    },
  );
});

describe(covers('function', 'tend_answer_times'), () => {
  test('the program alone', () => expectServiceAlone(people, 'tend_answer_times', { size: 10 }));
  test('counts each business whose widget is on, once in a while', async () => {
    const tend = (size: number) => call(people, 'service', 'tend_answer_times', { size });
    expect(await tend(10)).toBe(0);
    await people.sql`update private.answer_times set measured_at = now() - interval '7 hours'`;
    expect([await tend(1), await tend(10), await tend(10)]).toEqual([1, 1, 0]);
    const counted = await people.sql`select n, seconds from private.answer_times`;
    expect([...counted]).toEqual([1, 2].map(() => ({ n: 0, seconds: null })));
  });
});

describe(covers('function', 'answer_time'), () => {
  const args = () => ({ slug: people.a.slug });
  test('the program alone', () => expectServiceAlone(people, 'answer_time', args()));
  test('one figure of one business, where ten answers say so', async () => {
    const ask = (slug: string) => call(people, 'service', 'answer_time', { slug });
    expect([await ask(people.a.slug), await ask('tidak-ada')]).toEqual([5000, null]);
    await people.sql`update private.answer_times set n = 9 where business_id = ${people.a.business}`;
    expect([await ask(people.a.slug), await ask(people.b.slug)]).toEqual([null, 5000]);
  });
});

describe(covers('function', 'customer_news'), () => {
  const args = (token = people.a.feedbackToken) => ({ token });
  const news = (token?: string) =>
    call<{ business: string; seen: number } | null>(people, 'service', 'customer_news', args(token));
  test('the program alone', () => expectServiceAlone(people, 'customer_news', args()));
  test('a link that is none, or was revoked or erased, has none', async () => {
    expect(await news(freshToken())).toBeNull();
    expect(await news(people.a.caseToken)).toMatchObject({ business: people.a.business });
    await people.sql`update case_links set revoked_at = now() where id = ${people.a.caseLink}`;
    expect(await news(people.a.caseToken)).toBeNull();
    await call(people, 'nobody', 'erase_feedback', args());
    expect(await news()).toBeNull();
  });

  test('it differs when the page behind the link does, and at nothing else that happens', async () => {
    const { seen } = (await news())!;
    const other = (await news(people.a.caseToken))!.seen;
    const id = randomUUID();
    const written = { id, conversation: people.a.feedbackTalk, body: 'Contoh', way: 'direct' };
    await call(people, 'owner', 'queue_reply', written);
    await call(people, 'owner', 'assign_conversations', {
      conversations: [people.a.feedbackTalk],
      member: people.owner.id,
    });
    await people.sql`insert into messages (business_id, conversation_id, channel_id, direction, body)
      select business_id, id, channel_id, 'in', 'Orang lain' from conversations where id = ${people.a.conversation}`;
    expect((await news())!.seen, 'an answer that is not out, and what others write').toBe(seen);
    await people.sql`update messages set delivery = 'sent', next_try_at = null where id = ${id}`;
    expect((await news())!.seen).toBe(seen + 1);
    await step(false);
    expect((await news(people.a.caseToken))!.seen, 'a step for the team').toBe(other);
    await step(true);
    expect((await news(people.a.caseToken))!.seen).toBe(other + 1);
  });
  const step = (forCustomer: boolean) => people.sql`
    insert into case_steps (business_id, case_id, what, for_customer)
    values (${people.a.business}, ${people.a.resolvedCase}, 'Langkah', ${forCustomer})`;
});

describe(covers('function', 'rate_talk'), () => {
  const args = (more: Record<string, unknown> = {}) => ({
    token: people.a.feedbackToken,
    score: 5,
    words: ' Cepat ',
    ...more,
  });
  const rate = (more?: Record<string, unknown>) => call(people, 'nobody', 'rate_talk', args(more));
  const close = () =>
    call(people, 'owner', 'set_conversation_status', {
      conversations: [people.a.feedbackTalk],
      status: 'resolved',
    });
  const asked = async () => {
    const { may_rate, score } = await call<{ may_rate: boolean; score: number | null }>(
      people,
      'nobody',
      'customer_feedback',
      { token: people.a.feedbackToken },
    );
    return [may_rate, score];
  };
  const ratings = () => people.sql`
    select score, words, case_id, rated_at is not null as dated from ratings
    where conversation_id = ${people.a.feedbackTalk}`;

  test('the service has no use for it', () => expectRefusal(people, 'service', 'rate_talk', args(), denied));
  test.each([freshToken, () => people.a.caseToken, () => ''])('another link rates nothing', (token) =>
    expectRefusal(people, 'nobody', 'rate_talk', args({ token: token() }), { answer: null }),
  );

  test('once a member has closed it the customer is asked, once; the first word stands', async () => {
    expect(await asked()).toEqual([false, null]);
    await expectRefusal(people, 'nobody', 'rate_talk', args(), { answer: 'moved' });
    await close();
    expect(await asked()).toEqual([true, null]);
    expect(await Promise.all([rate({ score: 4 }), rate({ score: 4 })])).toEqual(['done', 'done']);
    expect(await rate({ score: 1 })).toBe('done');
    expect([...(await ratings())]).toEqual([{ score: 4, words: 'Cepat', case_id: null, dated: true }]);
    expect(await asked()).toEqual([false, 4]);
    const [event] = await people.sql`select kind, subject, actor from events
      where business_id = ${people.a.business} order by number desc limit 1`;
    expect(event).toEqual({ kind: 'conversation.rated', subject: people.a.feedbackTalk, actor: null });
  });

  test.each([0, 6])('%i is no rating', async (score) => {
    await close();
    await expectRefusal(people, 'nobody', 'rate_talk', args({ score }), { code: '23514' });
  });

  test('closed by nobody but time it is never asked', async () => {
    await people.sql`update messages set sent_at = now() - interval '9 days'
      where conversation_id = ${people.a.feedbackTalk}`;
    await people.sql`insert into messages (business_id, conversation_id, channel_id, direction, body, sent_at)
      select business_id, id, channel_id, 'out', 'Jawaban', now() - interval '8 days' from conversations
      where id = ${people.a.feedbackTalk}`;
    await people.sql`update conversations set status_at = now() - interval '8 days' where id = ${people.a.feedbackTalk}`;
    await call(people, 'service', 'tend_conversations', { quiet_days: 7 });
    const [row] = await people.sql`select status from conversations where id = ${people.a.feedbackTalk}`;
    expect(row).toEqual({ status: 'resolved' });
    expect(await asked()).toEqual([false, null]);
    await expectRefusal(people, 'nobody', 'rate_talk', args(), { answer: 'moved' });
  });

  test('with a case the case is rated, and not the conversation beside it', async () => {
    await call(people, 'owner', 'open_case', {
      conversation: people.a.feedbackTalk,
      message: people.a.feedbackMessage,
      category: 'quality',
      complaint: 'Contoh',
      promise: 'Diganti',
      due: new Date(Date.now() + 86_400_000).toISOString().slice(0, 16),
    });
    await close();
    expect(await asked()).toEqual([false, null]);
    await expectRefusal(people, 'nobody', 'rate_talk', args(), { answer: 'moved' });
  });
});

describe(covers('function', 'sends_whatsapp_links'), () => {
  const args = () => ({ slug: people.a.slug });
  test('the program alone', () => expectServiceAlone(people, 'sends_whatsapp_links', args()));
  test.each<[string, string[], string, boolean]>([
    ['tautan_percakapan', ['1', '2'], '{}', true],
    ['tautan_percakapan', ['tautan'], '{}', true],
    ['tautan_percakapan', ['usaha', 'nomor', 'tautan'], '{}', true],
    ['tautan_percakapan', ['1'], '{}', false],
    ['tautan_percakapan', ['1', '2', '3'], '{}', false],
    ['tautan_percakapan', ['nomor'], '{}', false],
    ['tautan_percakapan', ['nomor', 'tautan', 'harga'], '{}', false],
    ['pesanan_siap', ['1', '2'], '{}', false],
    ['tautan_percakapan', ['1', '2'], '{"problem":"token_dead","problem_at":"2026-11-22T00:00:00Z"}', false],
    ['tautan_percakapan', ['1', '2'], '{"disconnected_at":"2026-11-22T00:00:00Z"}', false],
  ])('a template %s with the gaps %j of an account %s: %s', async (name, gaps, account, expected) => {
    const { sql, a } = people;
    const [{ id }] = await sql<[{ id: string }]>`
      insert into channels ${sql({ ...JSON.parse(account), business_id: a.business, kind: 'whatsapp', name: 'WA', network: 'sandbox', external_id: 'wa-tautan' })}
      returning id`;
    const body = gaps.map((gap) => `{{${gap}}}`).join(' ');
    await sql`insert into message_templates ${sql({ channel_id: id, business_id: a.business, name, language: 'id', category: 'utility', body, gaps })}`;
    expect(await call(people, 'service', 'sends_whatsapp_links', args())).toBe(expected);
    expect(await call(people, 'service', 'sends_whatsapp_links', { slug: people.b.slug })).toBe(false);
    expect(await call(people, 'service', 'sends_whatsapp_links', { slug: 'tidak-ada' })).toBe(false);
  });
});

describe(covers('function', 'release_feedback_letter'), () => {
  const args = () => ({ message: people.a.feedbackMessage });
  test('the program alone', () => expectServiceAlone(people, 'release_feedback_letter', args()));
  test('what did not go out may be claimed again, what did may not', async () => {
    const claim = () =>
      call(people, 'service', 'claim_feedback_letter', { ...args(), token_hash: hex(hashOf(freshToken())) });
    await claim();
    await call(people, 'service', 'release_feedback_letter', args());
    expect(await claim()).toMatchObject({ about: 'ticket', whatsapp: null });
    await call(people, 'service', 'settle_feedback_letter', args());
    await expectRefusal(people, 'service', 'release_feedback_letter', args(), { answer: null });
    expect(await claim()).toBeNull();
  });
});
