import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';

const people = usePeople();

const plan = (more: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  business: people.a.business,
  media_type: 'photo',
  caption: 'Keterangan contoh',
  pictures: [{ media_id: people.a.media, alt_text: 'Gambar contoh' }],
  channels: [people.a.channel, people.a.assisted],
  valid_hours: 4,
  local_time: '2027-03-01T08:00:00',
  message_type: 'promotional',
  goal: 'Tujuan contoh',
  ...more,
});

describe(covers('function', 'plan_post'), () => {
  test.each(['stranger', 'nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'plan_post', plan()),
  );

  test.each(['owner', 'staff'] as const)('%s plans post, pictures and targets together', async (who) => {
    const wanted = plan();
    expect(await call(people, who, 'plan_post', wanted)).toBe(wanted.id);
    const [post] =
      await people.sql`select business_id, created_by, caption from posts where id = ${wanted.id}`;
    expect(post).toEqual({
      business_id: people.a.business,
      created_by: people[who].id,
      caption: 'Keterangan contoh',
    });
    const pictures = await people.sql`select media_id, position from post_media where post_id = ${wanted.id}`;
    expect([...pictures]).toEqual([{ media_id: people.a.media, position: 1 }]);
    const targets = await people.sql`
      select state, scheduled_at, scheduled_zone, extract(hours from not_after - scheduled_at)::integer as valid
      from post_targets where post_id = ${wanted.id}`;
    const due = new Date('2027-03-01T08:00:00+07:00');
    const target = { state: 'scheduled', scheduled_at: due, scheduled_zone: 'Asia/Jakarta', valid: 4 };
    expect([...targets]).toEqual([target, target]);
  });

  test('without an hour it is a draft', async () => {
    const draft = plan({ local_time: null, goal: null, message_type: null });
    await call(people, 'staff', 'plan_post', draft);
    const states = await people.sql`select distinct state from post_targets where post_id = ${draft.id}`;
    expect([...states]).toEqual([{ state: 'draft' }]);
  });

  test("another business's channel, picture, or one disconnected, is refused", async () => {
    const refuse = (more: Record<string, unknown>) =>
      expectRefusal(people, 'owner', 'plan_post', plan(more), { code: '23503' });
    await refuse({ channels: [people.a.channel, people.b.channel] });
    await refuse({ channels: [randomUUID()] });
    await refuse({ pictures: [{ media_id: people.b.media, alt_text: '' }] });
    await people.sql`update channels set disconnected_at = now() where id = ${people.a.assisted}`;
    await refuse({});
    await people.sql`update channels set disconnected_at = null where id = ${people.a.assisted}`;
  });

  test('an hour needs a goal and a message type', async () => {
    for (const missing of [{ goal: null }, { message_type: null }]) {
      await expectRefusal(people, 'owner', 'plan_post', plan(missing), { code: '23514' });
    }
  });

  test('a form sent twice plans once, also at the same moment', async () => {
    const wanted = plan();
    const answers = await Promise.all([1, 2, 3].map(() => call(people, 'owner', 'plan_post', wanted)));
    expect(answers).toEqual([wanted.id, wanted.id, wanted.id]);
    const [{ count }] = await people.sql<[{ count: number }]>`
      select count(*)::integer from post_targets where post_id = ${wanted.id}`;
    expect(count).toBe(2);
    await expectRefusal(people, 'owner', 'plan_post', { ...wanted, caption: 'Lain' }, { answer: wanted.id });
  });

  test("the id of another business's post is taken", async () => {
    const { a, b } = people;
    const theirs = { id: a.post, business: b.business, pictures: [], channels: [b.channel] };
    await expectRefusal(people, 'stranger', 'plan_post', plan(theirs), { code: '23505' });
    await expectRefusal(people, 'owner', 'plan_post', plan({ id: b.post }), { code: '23505' });
  });
});
