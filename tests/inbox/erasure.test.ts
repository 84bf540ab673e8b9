/** What was erased stays erased, whatever a network goes on telling; and whoever writes again is somebody new. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eraseContact, eraseRawItems } from '#inbox/customers/privacy/rights.ts';
import type { ContactId } from '#inbox/schema.ts';
import { instagramId } from '../channels/golden-events.ts';
import { openReceiving, type Receiving } from './receiving.ts';

let receiving: Receiving;
beforeAll(async () => {
  receiving = await openReceiving();
});
beforeEach(() => receiving.reset());
afterAll(() => receiving?.close());

const customer = '5553331110009';
const wrote = (id: string, text: string, at: number, change: object = {}) => ({
  object: 'instagram',
  entry: [
    {
      id: instagramId,
      time: at,
      messaging: [
        {
          sender: { id: customer },
          recipient: { id: instagramId },
          timestamp: at,
          message: { mid: id, text },
          ...change,
        },
      ],
    },
  ],
});
const receive = async (body: unknown) => {
  await receiving.deliver(body);
  await receiving.project();
};
const at = Date.parse('2026-11-20T02:00:00Z');
const first = wrote('mid.satu', 'Rahasia pertama (contoh)', at);

async function people() {
  return receiving.backend.sql<{ id: string; erased: boolean }[]>`
    select id, erased_at is not null as erased from contacts order by created_at, id`;
}

async function erase() {
  const [one] = await people();
  const db = receiving.backend.asUser(receiving.owner.token);
  expect(await eraseContact(db, one!.id as ContactId)).toBe('erased');
  while ((await eraseRawItems(receiving.backend)) > 0);
}

const bodies = async () => {
  const rows = await receiving.backend.sql<{ body: string }[]>`select body from messages order by created_at`;
  return rows.map(({ body }) => body);
};

test('a redelivery, an edit, a reaction and a replay bring nothing back', async () => {
  await receive(first);
  await erase();
  expect(await bodies()).toEqual(['']);
  await receive(first);
  await receive(
    wrote('mid.satu', '', at + 60_000, {
      message: undefined,
      reaction: { mid: 'mid.satu', action: 'react', emoji: '❤' },
    }),
  );
  await receiving.backend
    .asService('test')
    .rpc('replay_webhook_items', { since: '2020-01-01' })
    .throwOnError();
  await receiving.project();
  expect(await bodies()).toEqual(['']);
  expect(await people()).toHaveLength(1);
  expect([...(await receiving.backend.sql`select key, outcome from webhook_items`)]).toEqual([]);
});

test('raw items that were stored and not yet projected go as well', async () => {
  await receive(first);
  await receiving.deliver(wrote('mid.dua', 'Rahasia kedua (contoh)', at + 1_000));
  await erase();
  await receiving.project();
  expect(await bodies()).toEqual(['']);
});

test('whoever writes again is somebody new, and is heard', async () => {
  await receive(first);
  await erase();
  await receive(wrote('mid.tiga', 'Saya kembali (contoh)', at + 86_400_000));
  expect((await people()).map(({ erased }) => erased)).toEqual([true, false]);
  const db = receiving.backend.asUser(receiving.owner.token);
  const { data } = await db.from('conversations').select('last_body, waiting_since').throwOnError();
  expect(data).toEqual([{ last_body: 'Saya kembali (contoh)', waiting_since: expect.any(String) as string }]);
});
