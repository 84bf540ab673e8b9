/** Accounts and memberships that change hands at the wrong moment. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { call } from './function-cases.ts';
import { usePeople } from './people.ts';
import { freshToken, hashOf } from './world.ts';

const people = usePeople();

test('two links accepted at once never make an owner staff', async () => {
  const guest = await people.signUp('tamu@contoh.test');
  const token = freshToken();
  await people.sql`insert into invitations (business_id, email, role, token_hash)
    values (${people.a.business}, 'tamu@contoh.test', 'staff', ${hashOf(token)})`;
  const other = await people.sql.reserve();
  await other`begin`;
  await other`insert into members (business_id, user_id, role) values (${people.a.business}, ${guest.id}, 'owner')`;
  const accepting = Promise.resolve(people.backend.asUser(guest.token).rpc('accept_invitation', { token }));
  await sleep(300);
  await other`commit`;
  other.release();
  await accepting;
  const roles = await people.sql`select role from members where user_id = ${guest.id}`;
  expect([...roles]).toEqual([{ role: 'owner' }]);
});

describe('an account that is away for a moment', () => {
  test('an item that is projected while the account comes back is projected again', async () => {
    const item = await arrive('balapan');
    await call(people, 'owner', 'disconnect_channel', { channel: people.a.channel });
    const projector = await people.sql.reserve();
    await projector`begin`;
    const items = JSON.stringify([parsed(item, 'balapan')]);
    await projector.unsafe('select project_items($1::text::jsonb)', [items]);
    const back = connect('a');
    await sleep(300);
    await projector`commit`;
    projector.release();
    await back;
    expect(await stateOf(item)).toEqual({ outcome: null, open: true });
  });

  test('what came while another business had the account never reaches us', async () => {
    await call(people, 'owner', 'disconnect_channel', { channel: people.a.channel });
    const theirs = await connect('b');
    const [early, late] = [await arrive('milik-b-1'), await arrive('milik-b-2')];
    await call(people, 'stranger', 'disconnect_channel', { channel: theirs });
    await project(early, 'milik-b-1');
    await connect('a');
    expect(await stateOf(early)).toEqual({ outcome: 'no_channel', open: false });
    await project(early, 'milik-b-1');
    await project(late, 'milik-b-2');
    const seen = await people.sql`select count(*)::int as n from messages where external_id like 'milik-b%'`;
    expect(seen[0]).toEqual({ n: 0 });
  });
});

async function arrive(key: string): Promise<number> {
  const item = { key, object: 'instagram', field: 'messages', value: {}, account_id: people.a.account };
  const items = [{ ...item, item_at: '2026-11-01T00:00:00Z' }];
  await call(people, 'service', 'store_webhook_items', { network: 'sandbox', items });
  const [stored] = await people.sql`select id::integer from webhook_items where key = ${key}`;
  return stored!.id as number;
}

function parsed(item: number, externalId: string) {
  const said = {
    type: 'message',
    accountId: people.a.account,
    externalId,
    direction: 'in',
    place: 'direct',
    person: { id: 'pelanggan-rahasia' },
    text: 'Halo',
    wordless: false,
    at: '2026-11-01T00:00:00Z',
  };
  return { item_id: item, network: 'sandbox', kind: 'instagram', incoming: [said] };
}

function project(item: number, externalId: string) {
  return call(people, 'service', 'project_items', { items: [parsed(item, externalId)] });
}

function connect(whose: 'a' | 'b') {
  return call<string>(people, 'service', 'connect_channel', {
    business: people[whose].business,
    member: people[whose].owner.id,
    kind: 'instagram',
    network: 'sandbox',
    external_id: people.a.account,
    page_id: 'halaman',
    name: 'Akun contoh',
    sealed: 'tersegel',
  });
}

async function stateOf(item: number) {
  const [row] =
    await people.sql`select outcome, projected_at is null as open from webhook_items where id = ${item}`;
  return row;
}
