import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot } from './snapshot.ts';
import { noOne, testTable } from './table-cases.ts';
import { freshToken, hashOf, hex } from './world.ts';

const people = usePeople();

let before: unknown[];
beforeEach(async () => {
  before = (await snapshot(people.sql)).calendar_feeds!;
});
afterEach(() => putBack(people.sql, 'calendar_feeds', before));

describe(covers('table', 'calendar_feeds'), () => {
  testTable(people, 'calendar_feeds', {
    row: (world) => ({ id: world.feed }),
    read: { owner: 'done', staff: 'nothing', stranger: 'nothing', nobody: 'denied', service: 'denied' },
    columns: ['id', 'business_id', 'user_id', 'made_at'],
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        user_id: people.staff.id,
        token_hash: hex(hashOf('contoh')),
      }),
    },
    update: { ...noOne, values: { made_at: '2026-01-01T00:00:00Z' } },
    remove: { owner: 'done', staff: 'nothing', stranger: 'nothing', nobody: 'denied', service: 'denied' },
  });

  test('staff see and end their own, and an owner sees and ends it too', async () => {
    for (const who of ['staff', 'owner'] as const) {
      const args = { business: people.a.business, token_hash: hex(hashOf(freshToken())) };
      const feed = await call<string>(people, 'staff', 'replace_calendar_feed', args);
      const own = await people.as('staff').from('calendar_feeds').select('id').throwOnError();
      expect(own.data).toEqual([{ id: feed }]);
      await people.as(who).from('calendar_feeds').delete().eq('id', feed).throwOnError();
      expect(await people.sql`select from calendar_feeds where id = ${feed}`).toHaveLength(0);
    }
  });
});

describe(covers('function', 'replace_calendar_feed'), () => {
  const args = (token = freshToken()) => ({ business: people.a.business, token_hash: hex(hashOf(token)) });

  test.each(['stranger', 'nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'replace_calendar_feed', args()),
  );
  test.each(['owner', 'staff'] as const)('%s gets an address; the one before leads nowhere', async (who) => {
    const [first, second] = [freshToken(), freshToken()];
    await call(people, who, 'replace_calendar_feed', args(first));
    expect(await call(people, 'nobody', 'calendar_feed', { token: first })).toMatchObject({
      slug: people.a.slug,
    });
    await call(people, who, 'replace_calendar_feed', args(second));
    expect(await call(people, 'nobody', 'calendar_feed', { token: first })).toBeNull();
    expect(await call(people, 'nobody', 'calendar_feed', { token: second })).toMatchObject({
      slug: people.a.slug,
    });
  });
  test('what is no hash is refused', () =>
    expectRefusal(
      people,
      'owner',
      'replace_calendar_feed',
      { ...args(), token_hash: '\\x00' },
      { code: '23514' },
    ));
});

describe(covers('function', 'calendar_feed'), () => {
  const args = () => ({ token: people.a.feedToken });

  test.each(['nobody', 'stranger', 'staff', 'owner'] as const)(
    '%s with the address reads the plan, and no more',
    async (who) => {
      const feed = await call<{ entries: Record<string, unknown>[] }>(people, who, 'calendar_feed', args());
      expect(Object.keys(feed).sort()).toEqual(['entries', 'language', 'name', 'slug', 'timezone']);
      expect(feed.entries).toHaveLength(3);
      expect(Object.keys(feed.entries[0]!).sort()).toEqual([
        'at',
        'caption',
        'link',
        'post',
        'targets',
        'version',
      ]);
      const reasons = feed.entries.map(({ targets }) =>
        (targets as { reason: unknown }[]).map(({ reason }) => reason),
      );
      expect(reasons).toEqual([[null], ['your_turn'], [null]]);
      expect(feed.entries.map(({ post }) => post)).toEqual([
        people.a.unsurePost,
        people.a.turnPost,
        people.a.post,
      ]);
    },
  );
  test('the service has no use for it', () => expectRefusal(people, 'service', 'calendar_feed', args()));
  test('an unknown address, or its hash, shows nothing', async () => {
    for (const token of [freshToken(), hex(hashOf(people.a.feedToken)), '']) {
      await expectRefusal(people, 'nobody', 'calendar_feed', { token }, { answer: null });
    }
  });
  test('it ends with the membership', async () => {
    const guest = await people.signUp('sebentar@contoh.test');
    await people.sql`insert into members (business_id, user_id, role) values (${people.a.business}, ${guest.id}, 'staff')`;
    const token = freshToken();
    await people.backend.asUser(guest.token).rpc('replace_calendar_feed', {
      business: people.a.business,
      token_hash: hex(hashOf(token)),
    });
    expect(await call(people, 'nobody', 'calendar_feed', { token })).not.toBeNull();
    await people.sql`delete from members where user_id = ${guest.id}`;
    expect(await call(people, 'nobody', 'calendar_feed', { token })).toBeNull();
  });
});
