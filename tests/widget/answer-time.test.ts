/** "Biasanya dibalas dalam ... jam": counted from the business's own answers, and told only when they are enough. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Backend } from '#platform/backend/index.ts';
import { answerTimeText, tendAnswerTimes, usualAnswer } from '#widget/settings/answer-time.ts';
import { makeBusiness, openTestBackend, signUpPerson } from '../support/backend.ts';

let backend: Backend;
let business: string;
let channel: string;
const slug = 'usaha-sigap';

beforeAll(async () => {
  backend = await openTestBackend();
  const owner = await signUpPerson(backend, 'pemilik@contoh.test');
  business = await makeBusiness(backend, owner, slug);
  const { data } = await backend.asUser(owner.token).rpc('turn_on_widget', { business }).throwOnError();
  channel = data;
});
afterAll(() => backend?.close());
afterEach(async () => {
  await backend.sql`delete from contacts`;
  await backend.sql`delete from private.answer_times`;
});

interface Talk {
  /** Hours before now at which it was asked. */
  asked?: number;
  /** Hours until the answer; null for none. */
  answered: number | null;
  kind?: string;
  automatic?: boolean;
  delivery?: string;
  intent?: string;
  at?: string;
}

async function talk({
  asked = 500,
  answered,
  kind = 'feedback',
  automatic = false,
  delivery = 'sent',
  intent = 'question',
  at = channel,
}: Talk) {
  await backend.sql`
    with c as (insert into contacts (business_id) values (${business}) returning id),
    i as (insert into identities (business_id, contact_id, channel_id, external_id)
      select ${business}, id, ${at}, ${randomUUID()} from c returning id, contact_id)
    insert into conversations (business_id, channel_id, contact_id, identity_id, kind, place)
      select ${business}, ${at}, contact_id, id, ${kind}, ${kind === 'comment' ? randomUUID() : ''} from i`;
  const [{ id }] = await backend.sql<[{ id: string }]>`
    select c.id from conversations c where not exists (select from messages m where m.conversation_id = c.id)`;
  const row = { business_id: business, conversation_id: id, channel_id: at, body: 'Contoh' };
  const when = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const question = { ...row, direction: 'in', intent, sorted_by: 'person', sent_at: when(asked) };
  await backend.sql`insert into messages ${backend.sql(question)}`;
  if (answered === null) return;
  const answer = { ...row, direction: 'out', automatic, delivery, sent_at: when(asked - answered) };
  await backend.sql`insert into messages ${backend.sql(answer)}`;
}
const talks = async (count: number, one: Talk) => {
  for (let n = 0; n < count; n++) await talk(one);
};
const said = async () => {
  await backend.sql`update private.answer_times set measured_at = now() - interval '7 hours'`;
  await tendAnswerTimes(backend);
  return usualAnswer(backend, slug, 'id');
};

test.each<[number | null, string]>([
  [null, ''],
  [1, 'Biasanya dibalas dalam 1 jam.'],
  [3_601, 'Biasanya dibalas dalam 2 jam.'],
  [4.5 * 3_600, 'Biasanya dibalas dalam 6 jam.'],
  [12 * 3_600, 'Biasanya dibalas dalam 12 jam.'],
  [13 * 3_600, 'Biasanya dibalas dalam sehari.'],
  [25 * 3_600, 'Biasanya dibalas dalam 2 hari.'],
  [73 * 3_600, 'Biasanya dibalas dalam seminggu.'],
  [8 * 24 * 3_600, ''],
])('%s seconds are told as: %s', (seconds, sentence) => expect(answerTimeText(seconds, 'id')).toBe(sentence));

describe('from the business’s own figures', () => {
  test('nothing is said before ten were answered', async () => {
    await talks(9, { answered: 0.5 });
    expect(await said()).toBe('');
    await talk({ answered: 0.5 });
    expect(await said()).toBe('Biasanya dibalas dalam 1 jam.');
  });

  test('it is the time by which three of four had an answer, direct messages among them', async () => {
    await talks(5, { answered: 0.5 });
    await talks(4, { answered: 1.5, kind: 'dm' });
    await talks(3, { answered: 40 });
    expect(await said()).toBe('Biasanya dibalas dalam 2 jam.');
    await talk({ answered: 40 });
    expect(await said()).toBe('Biasanya dibalas dalam 2 hari.');
  });

  test('who still waits makes it slower, and who wrote a moment ago does not', async () => {
    await talks(10, { answered: 0.5 });
    await talks(8, { asked: 0.1, answered: null });
    expect(await said()).toBe('Biasanya dibalas dalam 1 jam.');
    await talks(8, { answered: null });
    expect(await said()).toBe('');
  });

  test('comments, talks logged by hand, machines, failures, entries and what is old do not count', async () => {
    await talks(9, { answered: 0.5 });
    const [{ id: byHand }] = await backend.sql<[{ id: string }]>`
      insert into channels (business_id, kind, name) values (${business}, 'manual', 'Catatan') returning id`;
    await talk({ answered: 0.5, kind: 'comment' });
    await talk({ answered: 0.01, kind: 'dm', at: byHand });
    await talk({ answered: 0.01, automatic: true, asked: 0.2 });
    await talk({ answered: 0.01, delivery: 'failed', asked: 0.2 });
    await talk({ answered: 0.5, intent: 'giveaway_entry' });
    await talk({ answered: 0.5, asked: 91 * 24 });
    expect(await said()).toBe('');
    const [row] = await backend.sql`select n from private.answer_times`;
    expect(row).toEqual({ n: 9 });
  });

  test('a figure that nobody counts any more is not told, and one that is fresh is not counted again', async () => {
    await talks(10, { answered: 0.5 });
    expect(await said()).not.toBe('');
    await backend.sql`update private.answer_times set seconds = 7000`;
    await tendAnswerTimes(backend);
    expect(await usualAnswer(backend, slug, 'en')).toBe('Usually answered within 2 hours.');
    await backend.sql`update private.answer_times set measured_at = now() - interval '4 days'`;
    expect(await usualAnswer(backend, slug, 'id')).toBe('');
  });
});
