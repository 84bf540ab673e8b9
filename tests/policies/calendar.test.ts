/** What the calendar shows, and who may move what. Long, because every person is tried at every verb. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot } from './snapshot.ts';

const people = usePeople();

let before: Record<string, unknown[]>;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of ['posts', 'post_targets', 'businesses']) {
    await putBack(people.sql, table, before[table]!);
  }
});

interface Answer {
  total: number;
  attention: number;
  cards: { post: string; day: string; time: string; clash: boolean; twin: boolean; seen: number[] }[];
  weeks: { monday: string; posts: number }[];
}

/** A post of business A with a target at this wall clock (WIB) on each of these channels, in these states. */
async function plan(
  local: string,
  {
    channels = [people.a.channel],
    state = 'scheduled' as string | string[],
    caption = `Contoh ${randomUUID()}`,
  } = {},
): Promise<string> {
  const { sql, a } = people;
  const post = randomUUID();
  const at = new Date(`${local}:00+07:00`);
  await sql`insert into posts (id, business_id, media_type, message_type, goal, caption)
    values (${post}, ${a.business}, 'photo', 'promotional', 'Tujuan contoh', ${caption})`;
  for (const [nth, channel] of channels.entries()) {
    const one = [state].flat()[nth] ?? [state].flat()[0]!;
    const over = one === 'published';
    const held = ['claimed', 'publishing'].includes(one);
    const failed = one === 'failed';
    await sql`insert into post_targets ${sql({
      post_id: post,
      business_id: a.business,
      channel_id: channel,
      state: one,
      scheduled_at: at,
      scheduled_zone: 'Asia/Jakarta',
      not_after: new Date(at.getTime() + 6 * 3_600_000),
      published_at: over ? at : null,
      lease_until: held ? new Date(Date.now() + 60_000) : null,
      reason: failed ? 'contoh' : null,
      tries: failed ? 3 : 0,
    })}`;
  }
  return post;
}

const targetsOf = (post: string) =>
  people.sql`select * from post_targets where post_id = ${post} order by id`;

describe(covers('function', 'calendar_month'), () => {
  const month = () => ({ business: people.a.business, from_day: '2027-03-01', to_day: '2027-04-04' });
  const read = (more: Record<string, unknown> = {}) =>
    call<Answer>(people, 'staff', 'calendar_month', { ...month(), ...more });

  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'calendar_month', month()),
  );
  test('a stranger sees nothing', () =>
    expectRefusal(people, 'stranger', 'calendar_month', month(), { answer: null }));

  test('a post on two channels is one card, on the day of the business', async () => {
    const late = await plan('2027-03-02T00:15', { channels: [people.a.channel, people.a.assisted] });
    expect(await call(people, 'owner', 'calendar_month', month())).toMatchObject({
      total: 1,
      weeks: [{ monday: '2027-03-01', posts: 1 }],
      cards: [
        { post: late, day: '2027-03-02', time: '00:15', movable: true, seen: [1, 1], targets: [{}, {}] },
      ],
    });
  });
  test('the first minute is in, the one after the last is not', async () => {
    const [first, last] = [await plan('2027-03-01T00:00'), await plan('2027-04-04T23:59')];
    await plan('2027-02-28T23:59');
    await plan('2027-04-05T00:00');
    expect((await read()).cards.map(({ post }) => post)).toEqual([first, last]);
  });
  test('what was cancelled is not shown, and what failed keeps no promise', async () => {
    await plan('2027-03-03T09:00', { state: 'cancelled' });
    await plan('2027-03-03T09:00', { state: 'failed' });
    const page = await read();
    expect(page).toMatchObject({ total: 1, weeks: [] });
    // And two of the world: one that nobody is sure about, one whose turn it is.
    expect(page.attention).toBe(3);
  });
  test('the cards are bounded, the count is not', async () => {
    for (const hour of ['08', '09', '10']) await plan(`2027-03-03T${hour}:00`);
    expect(await read({ most: 2 })).toMatchObject({
      total: 3,
      cards: [{ time: '08:00' }, { time: '09:00' }],
    });
  });
  test('29 minutes apart on one channel is a clash; 30, or another channel, is none', async () => {
    const [a, b] = [await plan('2027-03-04T09:00'), await plan('2027-03-04T09:29')];
    await plan('2027-03-04T09:59', { channels: [people.a.assisted] });
    await plan('2027-03-04T10:29');
    await plan('2027-03-04T10:59');
    const clashing = (await read()).cards.filter(({ clash }) => clash).map(({ post }) => post);
    expect(clashing).toEqual([a, b]);
  });
  test('a clash over midnight, out of sight, is one too', async () => {
    await plan('2027-02-28T23:50');
    const seen = await plan('2027-03-01T00:10');
    expect((await read()).cards).toMatchObject([{ post: seen, clash: true }]);
  });
  test('the same words within 30 days are a twin, whatever their case and marks', async () => {
    await plan('2027-02-20T09:00', { state: 'published', caption: 'Sate Bandeng,  hari ini!' });
    const twin = await plan('2027-03-10T09:00', { caption: 'sate bandeng hari ini' });
    const far = await plan('2027-04-03T09:00', { caption: 'SATE BANDENG hari ini.' });
    const wordless = [
      await plan('2027-03-11T09:00', { caption: '' }),
      await plan('2027-03-12T09:00', { caption: '!' }),
    ];
    const twins = (await read()).cards.filter((card) => card.twin).map(({ post }) => post);
    expect(twins).toEqual([twin, far]);
    expect(twins).not.toEqual(expect.arrayContaining(wordless));
  });
  test('a target says why it is in its state', async () => {
    const post = await plan('2027-03-03T09:00', { channels: [people.a.assisted], state: 'unconfirmed' });
    await people.sql`update post_targets set reason = 'your_turn' where post_id = ${post}`;
    expect((await read()).cards).toMatchObject([
      { targets: [{ state: 'unconfirmed', reason: 'your_turn' }] },
    ]);
    await people.sql`update post_targets set scheduled_at = now() where post_id = ${post}`;
    const listed = await call<unknown[]>(people, 'owner', 'list_posts', {
      business: people.a.business,
      part: 'upcoming',
      most: 9,
    });
    expect(listed).toContainEqual(
      expect.objectContaining({
        post,
        targets: [expect.objectContaining({ state: 'unconfirmed', reason: 'your_turn' })],
      }),
    );
  });
  test('more than nine weeks are refused', () =>
    expectRefusal(
      people,
      'owner',
      'calendar_month',
      { ...month(), to_day: '2027-06-01' },
      { code: '23514' },
    ));
});

describe(covers('function', 'list_posts'), () => {
  const list = (part: string, more = {}) => ({ business: people.a.business, part, most: 2, ...more });
  const ids = async (part: string, more = {}) =>
    (await call<{ post: string; at: string }[]>(people, 'staff', 'list_posts', list(part, more))).map(
      ({ post }) => post,
    );

  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'list_posts', list('upcoming')),
  );
  test('a stranger sees nothing', () =>
    expectRefusal(people, 'stranger', 'list_posts', list('upcoming'), { answer: null }));
  test('page after page, each post once, in order', async () => {
    const planned = [];
    for (const date of ['05', '06', '07']) planned.push(await plan(`2027-03-${date}T09:00`));
    const seen: string[] = [];
    let after = {};
    for (let page = 0; page < 5; page += 1) {
      const rows = await call<{ post: string; at: string }[]>(
        people,
        'owner',
        'list_posts',
        list('upcoming', after),
      );
      seen.push(...rows.map(({ post }) => post));
      const last = rows.at(-1);
      if (!last) break;
      after = { after_at: last.at, after_id: last.post };
    }
    expect(seen).toEqual([people.a.unsurePost, people.a.turnPost, people.a.post, ...planned]);
  });
  test('what is over is past, and what failed still needs a person', async () => {
    await plan('2020-03-05T09:00', { state: 'draft' });
    const failed = await plan('2020-03-05T09:00', { state: 'failed' });
    const over = await plan('2020-03-05T09:00', { state: 'published' });
    const cancelled = await plan('2020-03-06T09:00', { state: 'cancelled' });

    expect(await ids('past', { most: 9 })).toEqual([cancelled, over]);
    expect(await ids('upcoming', { most: 9 })).toEqual([
      failed,
      people.a.unsurePost,
      people.a.turnPost,
      people.a.post,
    ]);
  });
  test('an unknown part is empty', async () => expect(await ids('lain')).toEqual([]));
});

describe(covers('function', 'move_post'), () => {
  const move = (post: string, versions: number[], more: Record<string, unknown> = {}) => ({
    post,
    expected_versions: versions,
    to_day: '2027-03-20',
    valid_hours: 6,
    ...more,
  });

  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'move_post', move(people.a.post, [1])),
  );
  test('a stranger finds nothing to move', () =>
    expectRefusal(people, 'stranger', 'move_post', move(people.a.post, [1]), {
      answer: { outcome: 'gone' },
    }));
  test.each(['owner', 'staff'] as const)('%s moves it, with its hour, once', async (who) => {
    const post = await plan('2027-03-10T09:30', { channels: [people.a.channel, people.a.assisted] });
    expect(await call(people, who, 'move_post', move(post, [1, 1]))).toEqual({
      outcome: 'moved',
      moved: 2,
      at: '2027-03-20T09:30',
      shifted: false,
      seen: [2, 2],
    });
    const at = new Date('2027-03-20T09:30:00+07:00');
    const after = {
      state: 'scheduled',
      version: 2,
      scheduled_at: at,
      not_after: new Date(at.getTime() + 6 * 3_600_000),
    };
    expect(await targetsOf(post)).toMatchObject([after, after]);
    await expectRefusal(people, who, 'move_post', move(post, [1, 1]), { answer: { outcome: 'changed' } });
  });
  test('versions that are not those of all its targets move nothing', async () => {
    const post = await plan('2027-03-10T09:30', { channels: [people.a.channel, people.a.assisted] });
    for (const versions of [[1], [1, 2], [1, 1, 1], []]) {
      await expectRefusal(people, 'owner', 'move_post', move(post, versions), {
        answer: { outcome: 'changed' },
      });
    }
  });
  test.each(['scheduled', 'draft'])('of two who move one %s at once one does', async (state) => {
    const post = await plan('2027-03-10T09:30', { state });
    const both = (['owner', 'staff'] as const).map((who, nth) =>
      call<{ outcome: string }>(people, who, 'move_post', move(post, [1], { to_day: `2027-03-2${nth}` })),
    );
    expect((await Promise.all(both)).map(({ outcome }) => outcome).sort()).toEqual(['changed', 'moved']);
    expect(await targetsOf(post)).toMatchObject([{ version: 2 }]);
  });
  test.each(['claimed', 'publishing'])('with one %s nothing moves', async (state) => {
    const channels = [people.a.channel, people.a.assisted];
    const post = await plan('2027-03-10T09:30', { channels, state: [state, 'scheduled'] });
    await expectRefusal(people, 'owner', 'move_post', move(post, [1, 1]), { answer: { outcome: 'busy' } });
  });
  test('into the past nothing moves', async () => {
    const post = await plan('2027-03-10T09:30');
    await expectRefusal(people, 'owner', 'move_post', move(post, [1], { to_day: '2026-01-01' }), {
      answer: { outcome: 'past' },
    });
  });
  test('what is out, cancelled or unsure stays; the rest moves and has another chance', async () => {
    const channels = [people.a.channel, people.a.assisted];
    const post = await plan('2027-03-10T09:30', { channels, state: ['published', 'failed'] });
    expect(await call(people, 'owner', 'move_post', move(post, [1, 1]))).toMatchObject({
      outcome: 'moved',
      moved: 1,
    });
    const after = await targetsOf(post);
    expect(after.find((one) => one.channel_id === people.a.channel)).toMatchObject({
      state: 'published',
      version: 1,
    });
    expect(after.find((one) => one.channel_id === people.a.assisted)).toMatchObject({
      state: 'scheduled',
      version: 2,
      container_id: null,
      reason: null,
      tries: 0,
    });
    await expectRefusal(people, 'owner', 'move_post', move(people.a.unsurePost, [1]), {
      answer: { outcome: 'nothing' },
    });
  });
  test('a prepared container is thrown away', async () => {
    const post = await plan('2027-03-10T09:30', { state: 'container_ready' });
    await people.sql`update post_targets set container_id = 'siap', container_at = now() where post_id = ${post}`;
    await call(people, 'staff', 'move_post', move(post, [1], { at_time: '07:00' }));
    expect(await targetsOf(post)).toMatchObject([
      {
        state: 'scheduled',
        container_id: null,
        container_at: null,
        scheduled_at: new Date('2027-03-20T07:00:00+07:00'),
      },
    ]);
  });
  test('a draft gets another hour and stays a draft', async () => {
    const post = await plan('2027-03-10T09:30', { state: 'draft' });
    await call(people, 'staff', 'move_post', move(post, [1]));
    expect(await targetsOf(post)).toMatchObject([
      { state: 'draft', version: 2, scheduled_at: new Date('2027-03-20T09:30:00+07:00') },
    ]);
  });
  test('only what stands on the day it is taken from moves', async () => {
    const post = await plan('2027-03-10T09:30', { channels: [people.a.channel, people.a.assisted] });
    await people.sql`update post_targets set scheduled_at = scheduled_at + interval '1 day'
      where post_id = ${post} and channel_id = ${people.a.assisted}`;
    const answer = await call(people, 'owner', 'move_post', move(post, [1, 1], { from_day: '2027-03-11' }));
    expect(answer).toMatchObject({ outcome: 'moved', moved: 1 });
    const days = (await targetsOf(post))
      .map((one) => (one.scheduled_at as Date).toISOString().slice(0, 10))
      .sort();
    expect(days).toEqual(['2027-03-10', '2027-03-20']);
  });
});

describe(covers('function', 'plan_warnings'), () => {
  const args = (more: Record<string, unknown> = {}) => ({
    business: people.a.business,
    caption: 'Es kelapa muda!',
    hours: [{ channel_id: people.a.channel, local_time: '2027-03-10T09:00' }],
    ...more,
  });

  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'plan_warnings', args()),
  );
  test('a stranger learns nothing', () =>
    expectRefusal(people, 'stranger', 'plan_warnings', args(), { answer: null }));
  test.each(['owner', 'staff'] as const)('%s is warned of both', async (who) => {
    const near = await plan('2027-03-10T09:20', { caption: 'es kelapa muda' });
    expect(await call(people, who, 'plan_warnings', args())).toEqual([
      {
        kind: 'clash',
        post: near,
        channel: 'Instagram contoh',
        at: expect.stringContaining('2027-03-10T02:20'),
      },
      { kind: 'twin', post: near, at: expect.stringContaining('2027-03-10T02:20') },
    ]);
  });
  test('nothing near, nothing alike: no warning', async () => {
    await plan('2027-03-10T10:00', { caption: 'Lain' });
    await plan('2027-05-10T10:00', { caption: 'Es kelapa muda' });
    await plan('2027-03-10T09:00', { caption: 'Es kelapa muda', state: 'cancelled' });
    expect(await call(people, 'owner', 'plan_warnings', args())).toEqual([]);
  });
  test('a post is no trouble to itself, and without a plan it is asked for what stands', async () => {
    const own = await plan('2027-03-10T09:00', { caption: 'Es kelapa muda' });
    expect(await call(people, 'owner', 'plan_warnings', args({ own_post: own }))).toEqual([]);
    const other = await plan('2027-03-10T09:10');
    const stands = { business: people.a.business, own_post: own };
    expect(await call(people, 'owner', 'plan_warnings', stands)).toMatchObject([
      { kind: 'clash', post: other },
    ]);
  });
  test('posts of another business are nobody else’s trouble', async () => {
    const theirs = args({ own_post: people.b.post, caption: null, hours: null });
    expect(await call(people, 'owner', 'plan_warnings', theirs)).toEqual([]);
  });
});
