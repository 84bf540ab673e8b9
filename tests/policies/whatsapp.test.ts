import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';

const people = usePeople();

describe(covers('function', 'adopt_told_messages'), () => {
  const told = (more: object = {}) => ({
    told: [
      {
        network: 'sandbox',
        kind: 'instagram',
        account: people.a.account,
        external_id: 'wamid.contoh',
        message: people.a.answer,
        ...more,
      },
    ],
  });
  test('people are refused', () => expectServiceAlone(people, 'adopt_told_messages', told()));

  test.each([
    ['another account', { account: 'akun-lain' }],
    ['another kind', { kind: 'whatsapp' }],
    ['another network', { network: 'meta' }],
    ['what is no id of ours', { message: 'bukan-uuid' }],
    ['a message of the customer', () => ({ message: people.a.question })],
    ['an answer of another business', () => ({ message: people.b.answer })],
    ['no id of theirs', { external_id: '' }],
  ])('%s adopts nothing', async (_name, more) => {
    const args = told(typeof more === 'function' ? more() : more);
    await expectRefusal(people, 'service', 'adopt_told_messages', args, { answer: 0 });
  });

  test('an answer nobody was sure of is sent, its attempt is closed, and told twice it is once', async () => {
    await people.sql`update messages set delivery = 'unconfirmed' where id = ${people.a.answer}`;
    await people.sql`insert into message_sends (message_id, business_id)
      values (${people.a.answer}, ${people.a.business}) on conflict do nothing`;
    expect(await call(people, 'service', 'adopt_told_messages', told())).toBe(1);
    const [row] =
      await people.sql`select external_id, delivery, reason from messages where id = ${people.a.answer}`;
    expect(row).toEqual({ external_id: 'wamid.contoh', delivery: 'sent', reason: null });
    const open =
      await people.sql`select from message_sends where message_id = ${people.a.answer} and closed_at is null`;
    expect(open).toHaveLength(0);
    await expectRefusal(people, 'service', 'adopt_told_messages', told(), { answer: 0 });
    const other = told({ external_id: 'wamid.lain' });
    await expectRefusal(people, 'service', 'adopt_told_messages', other, { answer: 0 });
  });
});
