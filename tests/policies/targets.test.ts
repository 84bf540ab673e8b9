import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot } from './snapshot.ts';

const people = usePeople();

let before: unknown[];
beforeEach(async () => {
  before = (await snapshot(people.sql)).post_targets!;
});
afterEach(() => putBack(people.sql, 'post_targets', before));

const target = async (id: string) => (await people.sql`select * from post_targets where id = ${id}`)[0]!;

/** What a member may do to a target of theirs, and to no other, and only to the version they saw. */
function testMove(
  name: string,
  args: (target: string, version: number) => Record<string, unknown>,
  from: 'target' | 'unsure',
  to: string,
): void {
  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, name, args(people.a[from], 1)),
  );
  test('a stranger moves nothing', async () => {
    const { data } = await people.as('owner').from('post_targets').select('version').eq('id', people.a[from]);
    expect(data).toEqual([{ version: 1 }]);
    await expectRefusal(people, 'stranger', name, args(people.a[from], 1), { answer: null });
  });
  test.each(['owner', 'staff'] as const)('%s moves it, once', async (who) => {
    expect(await call(people, who, name, args(people.a[from], 1))).toBe(to);
    expect(await target(people.a[from])).toMatchObject({ state: to, version: 2 });
    await expectRefusal(people, who, name, args(people.a[from], 1), { answer: null });
  });
  test('a version that is not the present one moves nothing', async () => {
    for (const version of [0, 2]) {
      await expectRefusal(people, 'owner', name, args(people.a[from], version), { answer: null });
    }
  });
  test('of two at once one moves it', async () => {
    const both = (['owner', 'staff'] as const).map((who) => call(people, who, name, args(people.a[from], 1)));
    expect((await Promise.all(both)).filter((state) => state === to)).toHaveLength(1);
    expect(await target(people.a[from])).toMatchObject({ version: 2 });
  });
  test('what is being published is out of reach', async () => {
    await people.sql`update post_targets set state = 'claimed', version = 2, lease_until = now() + interval '1 minute'
      where id = ${people.a.target}`;
    await expectRefusal(people, 'owner', name, args(people.a.target, 2), { answer: null });
  });
}

describe(covers('function', 'cancel_target'), () => {
  testMove(
    'cancel_target',
    (target, expected_version) => ({ target, expected_version }),
    'target',
    'cancelled',
  );
});

describe(covers('function', 'schedule_target'), () => {
  const args = (target: string, expected_version: number) => ({
    target,
    expected_version,
    local_time: '2027-03-01T08:00:00',
    valid_hours: 3,
  });
  testMove('schedule_target', args, 'unsure', 'scheduled');

  test('the hour is the wall clock of the business', async () => {
    await call(people, 'owner', 'schedule_target', args(people.a.target, 1));
    expect(await target(people.a.target)).toMatchObject({
      scheduled_at: new Date('2027-03-01T08:00:00+07:00'),
      not_after: new Date('2027-03-01T11:00:00+07:00'),
      scheduled_zone: 'Asia/Jakarta',
    });
  });

  test('a goal that cannot be measured, and a link post without its link, stay where they are', async () => {
    const { sql, a } = people;
    const undoing = [
      sql`update posts set goal_figure = null, goal_value = null where id = ${a.post}`,
      sql`update posts set goal_figure = 'reach', goal_value = 5, media_type = 'link' where id = ${a.post}`,
    ];
    for (const statement of undoing) {
      await statement;
      await expectRefusal(people, 'owner', 'schedule_target', args(a.target, 1), { answer: null });
    }
    await sql`update posts set media_type = 'photo' where id = ${a.post}`;
    expect(await call(people, 'owner', 'schedule_target', args(a.target, 1))).toBe('scheduled');
  });

  test('a draft without goal or message type stays a draft', async () => {
    const { sql, a } = people;
    const [post] =
      await sql`insert into posts (business_id, media_type) values (${a.business}, 'text') returning id`;
    const [draft] = await sql`insert into post_targets (post_id, business_id, channel_id)
      values (${post!.id}, ${a.business}, ${a.channel}) returning id`;
    await expectRefusal(people, 'owner', 'schedule_target', args(draft!.id, 1), { answer: null });
  });
});

describe(covers('function', 'confirm_published'), () => {
  const args = (target: string, expected_version: number) => ({
    target,
    expected_version,
    link: 'https://contoh.test/p/1',
  });
  testMove('confirm_published', args, 'unsure', 'published');

  test('what is still scheduled was not published', () =>
    expectRefusal(people, 'owner', 'confirm_published', args(people.a.target, 1), { answer: null }));
  test('a link that is no web address is refused', async () => {
    const script = { ...args(people.a.unsure, 1), link: 'javascript:alert(1)' };
    await expectRefusal(people, 'owner', 'confirm_published', script, { code: '23514' });
  });
});
