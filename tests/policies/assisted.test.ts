/** Who may do what in assisted posting. Long, because every person is tried at every verb. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot } from './snapshot.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();

let before: Record<string, unknown[]>;
beforeEach(async () => {
  before = (await snapshot(people.sql)) as Record<string, unknown[]>;
});
afterEach(async () => {
  for (const table of ['reminders', 'push_devices', 'post_targets'] as const) {
    await putBack(people.sql, table, before[table]!);
  }
  await people.sql`delete from channels where kind = 'assisted' and place is not null`;
});

describe(covers('table', 'reminders'), () => {
  testTable(people, 'reminders', {
    row: (world) => ({ id: world.reminder }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        target_id: world.turn,
        business_id: world.business,
        user_id: world.owner.id,
        not_after: '2027-03-01T00:00:00Z',
        state: 'dropped',
      }),
    },
    update: { ...noOne, values: { tries: 3 } },
    remove: noOne,
  });
});

const device = (letter: string) => ({
  endpoint: `https://push.contoh.test/${letter}`,
  p256dh: 'B'.repeat(87),
  auth: 'A'.repeat(22),
  language: 'id',
});

describe(covers('table', 'push_devices'), () => {
  test('a person neither reads nor writes the table; the program reads and deletes', async () => {
    await call(people, 'owner', 'remember_device', device('milik'));
    for (const who of ['owner', 'staff', 'stranger', 'nobody'] as const) {
      const table = people.as(who).from('push_devices');
      const codes = [
        (await table.select()).error?.code,
        (await table.insert({ ...device('lain'), user_id: people.owner.id })).error?.code,
        (await table.update({ language: 'en' }).eq('language', 'id')).error?.code,
        (await table.delete().eq('language', 'id')).error?.code,
      ];
      expect([who, ...codes]).toEqual([who, '42501', '42501', '42501', '42501']);
    }
    const { data } = await people
      .as('service')
      .from('push_devices')
      .delete()
      .eq('language', 'id')
      .select('endpoint');
    expect(data).toEqual([{ endpoint: 'https://push.contoh.test/milik' }]);
  });
});

describe(covers('table', 'installation_keys'), () => {
  test('the program alone reads and makes keys, once for each name', async () => {
    const key = { name: 'web-push', public: 'contoh', sealed: 'contoh' };
    for (const who of ['owner', 'staff', 'stranger', 'nobody'] as const) {
      const table = people.as(who).from('installation_keys');
      expect([who, (await table.select()).error?.code]).toEqual([who, '42501']);
      expect([who, (await table.insert(key)).error?.code]).toEqual([who, '42501']);
    }
    const table = () => people.as('service').from('installation_keys');
    expect((await table().insert(key)).error).toBeNull();
    expect((await table().insert(key)).error?.code).toBe('23505');
    expect((await table().update({ sealed: 'lain' }).eq('name', 'web-push')).error?.code).toBe('42501');
    expect((await table().delete().eq('name', 'web-push')).error).toBeNull();
  });
});

describe(covers('function', 'remember_device'), () => {
  test('nobody and the program are refused', async () => {
    await expectRefusal(people, 'nobody', 'remember_device', device('x'));
    await expectRefusal(people, 'service', 'remember_device', device('x'));
  });
  test('a device belongs to whoever holds it', async () => {
    await call(people, 'owner', 'remember_device', device('satu'));
    await call(people, 'staff', 'remember_device', device('satu'));
    expect(await people.sql`select user_id from push_devices`).toEqual([{ user_id: people.staff.id }]);
  });
  test('a person has ten at most', async () => {
    for (let n = 0; n < 11; n += 1) await call(people, 'owner', 'remember_device', device(`hp-${n}`));
    const kept = await people.sql`select endpoint from push_devices where user_id = ${people.owner.id}`;
    expect(kept).toHaveLength(10);
    expect(kept.map(({ endpoint }) => endpoint)).not.toContain('https://push.contoh.test/hp-0');
  });
});

describe(covers('function', 'forget_device'), () => {
  test('only the own device is forgotten', async () => {
    await call(people, 'owner', 'remember_device', device('satu'));
    const args = { endpoint: device('satu').endpoint };
    await expectRefusal(people, 'nobody', 'forget_device', args);
    await expectRefusal(people, 'stranger', 'forget_device', args, { answer: null });
    await call(people, 'owner', 'forget_device', args);
    expect(await people.sql`select from push_devices`).toHaveLength(0);
  });
});

describe(covers('function', 'save_assisted_channel'), () => {
  const args = () => ({ business: people.a.business, name: ' Status WA ', place: 'whatsapp' });
  test('an owner adds it once, names it anew, and gets it back after taking it away', async () => {
    const made = await call<string>(people, 'owner', 'save_assisted_channel', args());
    expect(await call(people, 'owner', 'save_assisted_channel', args())).toBe(made);
    const [row] = await people.sql`select name, place, kind, network from channels where id = ${made}`;
    expect(row).toEqual({ name: 'Status WA', place: 'whatsapp', kind: 'assisted', network: null });
    const renamed = { ...args(), name: 'Status baru', place: 'other', channel: made };
    expect(await call(people, 'owner', 'save_assisted_channel', renamed)).toBe(made);
    expect(await call(people, 'owner', 'disconnect_channel', { channel: made })).toBe(true);
    const again = { ...args(), name: 'STATUS BARU', place: 'other' };
    expect(await call(people, 'owner', 'save_assisted_channel', again)).toBe(made);
    expect(await people.sql`select disconnected_at from channels where id = ${made}`).toEqual([
      { disconnected_at: null },
    ]);
  });
  test('two do not have the same name at one place', async () => {
    await call(people, 'owner', 'save_assisted_channel', args());
    const other = await call<string>(people, 'owner', 'save_assisted_channel', { ...args(), name: 'Lain' });
    const renamed = { ...args(), channel: other };
    expect(await call(people, 'owner', 'save_assisted_channel', renamed)).toBeNull();
  });
  test('staff and strangers add none, and a connected account is not renamed by it', async () => {
    await expectRefusal(people, 'staff', 'save_assisted_channel', args(), { answer: null });
    await expectRefusal(people, 'stranger', 'save_assisted_channel', args(), { answer: null });
    await expectRefusal(people, 'nobody', 'save_assisted_channel', args());
    const instagram = { ...args(), channel: people.a.channel };
    await expectRefusal(people, 'owner', 'save_assisted_channel', instagram, { answer: null });
    const elsewhere = { ...args(), channel: people.b.assisted };
    await expectRefusal(people, 'owner', 'save_assisted_channel', elsewhere, { answer: null });
  });
});

const turnOf = async (id: string) => (await people.sql`select * from post_targets where id = ${id}`)[0]!;

describe(covers('function', 'confirm_assisted'), () => {
  const args = () => ({ target: people.a.turn, link: 'https://contoh.test/p/1' });
  test('nobody, the program and a stranger record nothing', async () => {
    await expectRefusal(people, 'nobody', 'confirm_assisted', args());
    await expectRefusal(people, 'service', 'confirm_assisted', args());
    await expectRefusal(people, 'stranger', 'confirm_assisted', args(), { answer: null });
  });
  test.each(['owner', 'staff'] as const)('%s records it, and said twice it counts once', async (who) => {
    const both = await Promise.all([0, 1].map(() => call(people, who, 'confirm_assisted', args())));
    expect(both).toEqual(['published', 'published']);
    expect(await turnOf(people.a.turn)).toMatchObject({
      state: 'published',
      version: 2,
      permalink: 'https://contoh.test/p/1',
      reason: null,
    });
    const after = await snapshot(people.sql);
    expect(await call(people, who, 'confirm_assisted', { ...args(), link: 'https://contoh.test/p/2' })).toBe(
      'published',
    );
    expect(await snapshot(people.sql)).toEqual(after);
  });
  test('a link that comes later is added', async () => {
    await call(people, 'owner', 'confirm_assisted', { target: people.a.turn });
    await call(people, 'owner', 'confirm_assisted', args());
    expect(await turnOf(people.a.turn)).toMatchObject({ permalink: 'https://contoh.test/p/1', version: 2 });
  });
  test('before its hour and after it was missed it counts as well', async () => {
    for (const state of ['scheduled', 'missed']) {
      await people.sql`update post_targets set state = 'scheduled', version = version + 1, reason = null
        where id = ${people.a.turn} and state = 'unconfirmed'`;
      if (state === 'missed') {
        await people.sql`update post_targets set state = 'missed', version = version + 1 where id = ${people.a.turn}`;
      }
      expect(await call(people, 'owner', 'confirm_assisted', args())).toBe('published');
      await putBack(people.sql, 'post_targets', before['post_targets']!);
    }
  });
  test('when a phone says it later, the hour it was said counts, within reason', async () => {
    await call(people, 'owner', 'confirm_assisted', {
      target: people.a.turn,
      posted_at: '2030-01-01T00:00:00Z',
    });
    const { published_at } = await turnOf(people.a.turn);
    expect(new Date(published_at as string).getTime()).toBeLessThanOrEqual(Date.now() + 5_000);
  });
  test('what a publisher holds is busy; what was taken out stays out', async () => {
    await people.sql`update post_targets set state = 'scheduled', version = 2, reason = null where id = ${people.a.turn}`;
    await people.sql`update post_targets set state = 'claimed', version = 3, lease_until = now() + interval '1 minute'
      where id = ${people.a.turn}`;
    await expectRefusal(people, 'owner', 'confirm_assisted', args(), { answer: 'busy' });
    await people.sql`update post_targets set state = 'scheduled', version = 4, lease_until = null where id = ${people.a.turn}`;
    await people.sql`update post_targets set state = 'cancelled', version = 5 where id = ${people.a.turn}`;
    await expectRefusal(people, 'owner', 'confirm_assisted', args(), { answer: 'cancelled' });
  });
  test('a connected account’s target is not recorded by hand this way', () =>
    expectRefusal(people, 'owner', 'confirm_assisted', { target: people.a.target }, { answer: null }));
  test('nor does its state go from scheduled to published', async () => {
    const jump = people.sql`update post_targets set state = 'published', version = 2, published_at = now()
      where id = ${people.a.target}`;
    await expect(jump).rejects.toThrow(/cannot go from scheduled to published/);
  });
});

describe(covers('function', 'snooze_reminder'), () => {
  const args = () => ({ target: people.a.turn });
  test('nobody, the program and a stranger put nothing off', async () => {
    await expectRefusal(people, 'nobody', 'snooze_reminder', args());
    await expectRefusal(people, 'service', 'snooze_reminder', args());
    await expectRefusal(people, 'stranger', 'snooze_reminder', args(), { answer: null });
  });
  test('asked twice it is one reminder, an hour from now', async () => {
    await call(people, 'staff', 'snooze_reminder', args());
    await call(people, 'staff', 'snooze_reminder', args());
    const rows = await people.sql`select due_at > now() + interval '50 minutes' as later from reminders
      where target_id = ${people.a.turn} and user_id = ${people.staff.id}`;
    expect(rows).toEqual([{ later: true }]);
  });
  test('not beyond the hour after which the post is not right any more', async () => {
    await people.sql`update post_targets set not_after = now() + interval '30 minutes' where id = ${people.a.turn}`;
    await expectRefusal(people, 'owner', 'snooze_reminder', args(), { answer: null });
  });
});

describe(covers('function', 'due_assisted'), () => {
  test('a member gets the addresses of what is to be done, a stranger theirs', async () => {
    const path = (world: typeof people.a) =>
      `/u/${world.slug}/unggahan/${world.turnPost}/target/${world.turn}/bantu`;
    for (const who of ['owner', 'staff'] as const) {
      expect(await call(people, who, 'due_assisted', { ahead_hours: 24 })).toEqual([
        { path: path(people.a) },
      ]);
    }
    expect(await call(people, 'stranger', 'due_assisted', { ahead_hours: 24 })).toEqual([
      { path: path(people.b) },
    ]);
    await expectRefusal(people, 'nobody', 'due_assisted', { ahead_hours: 24 });
    await call(people, 'owner', 'confirm_assisted', { target: people.a.turn });
    expect(await call(people, 'owner', 'due_assisted', { ahead_hours: 24 })).toEqual([]);
  });
});

describe(covers('function', 'claim_due_reminders'), () => {
  test('jobs alone', () =>
    expectServiceAlone(people, 'claim_due_reminders', { size: 10, lease_seconds: 60 }));
});

describe(covers('function', 'settle_reminders'), () => {
  test('jobs alone', () => expectServiceAlone(people, 'settle_reminders', { results: [] }));
});
