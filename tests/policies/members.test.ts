import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot } from './snapshot.ts';
import { membersAndService, testTable } from './table-cases.ts';

const people = usePeople();

describe(covers('table', 'members'), () => {
  testTable(people, 'members', {
    row: (world) => ({ business_id: world.business, role: world === people.a ? 'staff' : 'owner' }),
    read: membersAndService,
    insert: {
      owner: 'denied',
      staff: 'denied',
      stranger: 'denied',
      nobody: 'denied',
      service: 'done',
      values: (world) => ({ business_id: world.business, user_id: people.stranger.id, role: 'staff' }),
    },
    update: {
      owner: 'done',
      staff: 'nothing',
      stranger: 'nothing',
      nobody: 'denied',
      service: 'denied',
      values: { role: 'owner' },
    },
    // The staff member removes themself: that is leaving.
    remove: { owner: 'done', staff: 'done', stranger: 'nothing', nobody: 'denied', service: 'denied' },
  });

  describe('leaving and ruling', () => {
    let before: unknown[];
    beforeEach(async () => {
      before = (await snapshot(people.sql)).members!;
    });
    afterEach(() => putBack(people.sql, 'members', before));

    const roles = async () =>
      (await people.sql`select role from members where business_id = ${people.a.business} order by role`).map(
        ({ role }) => role as string,
      );
    const ofA = () => ({ business_id: people.a.business });
    const keepsAnOwner = { code: 'P0001', hint: 'last_owner' };
    const promoteStaff = () =>
      people.sql`update members set role = 'owner' where user_id = ${people.staff.id}`;

    test('staff do not remove the owner', async () => {
      const { error } = await people
        .as('staff')
        .from('members')
        .delete()
        .match({ ...ofA(), user_id: people.owner.id });
      expect(error).toBeNull();
      expect(await roles()).toEqual(['owner', 'staff']);
    });

    test('who left sees nothing any more, with the same session', async () => {
      const channels = () => people.as('staff').from('channels').select('id').throwOnError();
      expect((await channels()).data).not.toEqual([]);
      await people
        .as('staff')
        .from('members')
        .delete()
        .match({ ...ofA(), user_id: people.staff.id })
        .throwOnError();
      expect((await channels()).data).toEqual([]);
    });

    test('the last owner neither leaves nor steps down', async () => {
      const mine = { ...ofA(), user_id: people.owner.id };
      const left = await people.as('owner').from('members').delete().match(mine);
      const demoted = await people.as('owner').from('members').update({ role: 'staff' }).match(mine);
      expect([left.error, demoted.error]).toMatchObject([keepsAnOwner, keepsAnOwner]);
      expect(await roles()).toEqual(['owner', 'staff']);
    });

    test('one statement does not remove or demote all owners', async () => {
      await promoteStaff();
      const left = await people.as('owner').from('members').delete().match(ofA());
      const demoted = await people.as('owner').from('members').update({ role: 'staff' }).match(ofA());
      expect([left.error, demoted.error]).toMatchObject([keepsAnOwner, keepsAnOwner]);
      expect(await roles()).toEqual(['owner', 'owner']);
    });

    test('of two owners who leave at once one stays', async () => {
      await promoteStaff();
      const first = await people.sql.reserve();
      await first`begin`;
      await first`delete from members where user_id = ${people.owner.id}`;
      const second = people
        .as('staff')
        .from('members')
        .delete()
        .match({ ...ofA(), user_id: people.staff.id });
      const answer = Promise.resolve(second);
      await setTimeout(200);
      await first`commit`;
      first.release();
      expect((await answer).error).toMatchObject(keepsAnOwner);
      expect(await roles()).toEqual(['owner']);
    });

    test.each([1, 2, 3])('of two owners who demote each other at once one stays (%i)', async () => {
      await promoteStaff();
      const demote = (who: 'owner' | 'staff', other: 'owner' | 'staff') =>
        people
          .as(who)
          .from('members')
          .update({ role: 'staff' })
          .match({ ...ofA(), user_id: people[other].id });
      await Promise.all([demote('owner', 'staff'), demote('staff', 'owner')]);
      expect(await roles()).toEqual(['owner', 'staff']);
    });
  });
});

describe(covers('function', 'list_members'), () => {
  test('members read names, roles and addresses', async () => {
    for (const who of ['owner', 'staff'] as const) {
      const list = await call<Record<string, string>[]>(people, who, 'list_members', {
        business: people.a.business,
      });
      expect(list.map(({ email, role }) => [email, role])).toEqual([
        [people.owner.email, 'owner'],
        [people.staff.email, 'staff'],
      ]);
    }
  });
  test('a stranger reads an empty list', () =>
    expectRefusal(people, 'stranger', 'list_members', { business: people.a.business }, { answer: [] }));
  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'list_members', { business: people.a.business }),
  );
});
