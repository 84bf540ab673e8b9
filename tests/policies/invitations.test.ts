import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { noOne, testTable } from './table-cases.ts';
import { freshToken, hashOf, hex } from './world.ts';

const people = usePeople();

describe(covers('table', 'invitations'), () => {
  testTable(people, 'invitations', {
    row: (world) => ({ id: world.invitation }),
    read: { owner: 'done', staff: 'nothing', stranger: 'nothing', nobody: 'denied', service: 'done' },
    columns: ['id', 'business_id', 'email', 'role', 'invited_by', 'invited_at', 'expires_at', 'accepted_at'],
    insert: {
      owner: 'done',
      staff: 'denied',
      stranger: 'denied',
      nobody: 'denied',
      service: 'done',
      values: (world) => ({
        business_id: world.business,
        email: 'lain@contoh.test',
        role: 'staff',
        token_hash: hex(hashOf(freshToken())),
      }),
    },
    update: { ...noOne, values: { role: 'owner' } },
    remove: { owner: 'done', staff: 'nothing', stranger: 'nothing', nobody: 'denied', service: 'denied' },
  });

  test('one that was accepted stays as a record', async () => {
    const id = (await invite()).id;
    await people.sql`update invitations set accepted_at = now() where id = ${id}`;
    await people.as('owner').from('invitations').delete().eq('id', id).throwOnError();
    expect(await people.sql`select from invitations where id = ${id}`).toHaveLength(1);
  });
});

describe(covers('function', 'invitation_preview'), () => {
  const preview = () => ({ token: people.a.invitationToken });
  const shown = [
    { business_name: 'Usaha contoh A', role: 'staff', email: 'undangan@contoh.test', usable: true },
  ];

  test.each(['nobody', 'stranger', 'staff', 'owner'] as const)('%s with the link reads it', async (who) =>
    expect(await call(people, who, 'invitation_preview', preview())).toEqual(shown),
  );
  test('the service has no use for it', () =>
    expectRefusal(people, 'service', 'invitation_preview', preview()));
  test('an unknown link, or its hash, shows nothing', async () => {
    for (const token of [freshToken(), hex(hashOf(people.a.invitationToken)), '']) {
      await expectRefusal(people, 'nobody', 'invitation_preview', { token }, { answer: [] });
    }
  });
  test('one that came too late says so', async () => {
    const late = await call(people, 'nobody', 'invitation_preview', { token: people.a.expiredToken });
    expect(late).toMatchObject([{ usable: false }]);
  });
});

describe(covers('function', 'accept_invitation'), () => {
  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'accept_invitation', { token: people.a.invitationToken }),
  );
  test('an unknown link or one that came too late does nothing', async () => {
    for (const token of [freshToken(), people.a.expiredToken]) {
      await expectRefusal(people, 'stranger', 'accept_invitation', { token }, { answer: null });
    }
  });

  test('it makes a member with the role it names, once', async () => {
    const { token } = await invite();
    const guest = await people.signUp('tamu@contoh.test');
    const other = await people.signUp('tamu.lain@contoh.test');
    const accept = async (who: { token: string }) =>
      (await people.backend.asUser(who.token).rpc('accept_invitation', { token }).throwOnError()).data;
    expect(await accept(guest)).toBe(people.a.slug);
    expect(await accept(guest)).toBeNull();
    expect(await accept(other)).toBeNull();
    expect(await membership(guest.id)).toEqual([{ business_id: people.a.business, role: 'staff' }]);
    expect(await membership(other.id)).toEqual([]);
  });

  test('of two who accept at once one becomes a member', async () => {
    const { token } = await invite();
    const guests = await Promise.all([1, 2, 3].map((nth) => people.signUp(`tamu.${nth}@contoh.test`)));
    const answers = await Promise.all(
      guests.map((guest) => people.backend.asUser(guest.token).rpc('accept_invitation', { token })),
    );
    expect(answers.filter(({ data }) => data === people.a.slug)).toHaveLength(1);
    const joined = await Promise.all(guests.map((guest) => membership(guest.id)));
    expect(joined.flat()).toHaveLength(1);
  });

  test.each([
    ['owner', 'staff'],
    ['owner', 'owner'],
    ['staff', 'staff'],
  ] as const)('%s who is in already leaves the link for %s unused', async (who, role) => {
    const { token } = await invite(role);
    await expectRefusal(people, who, 'accept_invitation', { token }, { answer: people.a.slug });
    expect(await call(people, 'nobody', 'invitation_preview', { token })).toMatchObject([{ usable: true }]);
    const meant = await people.signUp(`dimaksud.${who}.${role}@contoh.test`);
    await people.backend.asUser(meant.token).rpc('accept_invitation', { token }).throwOnError();
    expect(await membership(meant.id)).toEqual([{ business_id: people.a.business, role }]);
  });

  test('staff invited as owner become owner, and the link is used up', async () => {
    const guest = await people.signUp('naik@contoh.test');
    const accept = async (token: string) =>
      (await people.backend.asUser(guest.token).rpc('accept_invitation', { token }).throwOnError()).data;
    await accept((await invite('staff')).token);
    expect(await membership(guest.id)).toEqual([{ business_id: people.a.business, role: 'staff' }]);
    const { id, token } = await invite('owner');
    expect(await accept(token)).toBe(people.a.slug);
    expect(await membership(guest.id)).toEqual([{ business_id: people.a.business, role: 'owner' }]);
    const [link] = await people.sql`
      select accepted_by, accepted_at is not null as used from invitations where id = ${id}`;
    expect(link).toEqual({ accepted_by: guest.id, used: true });
    await expectRefusal(people, 'stranger', 'accept_invitation', { token }, { answer: null });
  });

  test('a link that came too late opens nothing to members either', async () => {
    for (const who of ['owner', 'staff'] as const) {
      await expectRefusal(
        people,
        who,
        'accept_invitation',
        { token: people.a.expiredToken },
        { answer: null },
      );
    }
  });

  test('one that was taken back opens nothing', async () => {
    const { id, token } = await invite();
    await people.as('owner').from('invitations').delete().eq('id', id).throwOnError();
    await expectRefusal(people, 'stranger', 'accept_invitation', { token }, { answer: null });
  });
});

async function invite(role = 'staff'): Promise<{ id: string; token: string }> {
  const token = freshToken();
  const { data } = await people
    .as('owner')
    .from('invitations')
    .insert({
      business_id: people.a.business,
      email: 'lain@contoh.test',
      role,
      token_hash: hex(hashOf(token)),
    })
    .select('id')
    .single()
    .throwOnError();
  return { id: (data as { id: string }).id, token };
}

async function membership(user: string): Promise<unknown[]> {
  return [...(await people.sql`select business_id, role from members where user_id = ${user}`)];
}
