/** A second person’s word on a post. Long, because every person is tried at every verb. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { postVerbs, type SaveArgs } from './post-verbs.ts';

const people = usePeople();
const { form, save, edited, targets, post } = postVerbs(people);

const require = (wanted: boolean) =>
  people.sql`update businesses set requires_approval = ${wanted} where id = ${people.a.business}`;
beforeEach(() => require(true));
afterEach(() => require(false));

const submitted = async (who: 'owner' | 'staff', more: Record<string, unknown> = {}): Promise<SaveArgs> => {
  const made = form({}, more);
  expect(await save(who, made)).toEqual({ version: 1, state: 'submitted' });
  return made;
};
const states = async (id: string) => (await targets(id)).map(({ state }) => state as string);
const approve = (made: SaveArgs, expected_version = 1) => ({ post: made.post, expected_version });
const returned = (made: SaveArgs, expected_version = 1) => ({
  ...approve(made, expected_version),
  note: 'Mohon harganya diperiksa',
});
/** The hour passes while a post waits. */
const passHour = (made: SaveArgs) =>
  people.sql`update post_targets set scheduled_at = now() - interval '1 minute' where post_id = ${made.post}`;

describe(covers('function', 'asks_approval'), () => {
  const args = () => ({ business: people.a.business });
  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'asks_approval', args()),
  );
  test('a stranger is told no', () =>
    expectRefusal(people, 'stranger', 'asks_approval', args(), { answer: false }));
  test.each(['owner', 'staff'] as const)('%s is told what the business wants', async (who) => {
    expect(await call(people, who, 'asks_approval', args())).toBe(true);
    await require(false);
    expect(await call(people, who, 'asks_approval', args())).toBe(false);
  });
  test('who is alone needs no second person', async () => {
    await people.sql`update businesses set requires_approval = true where id = ${people.b.business}`;
    expect(await call(people, 'stranger', 'asks_approval', { business: people.b.business })).toBe(false);
    const own = {
      business: people.b.business,
      pictures: [],
      targets: [{ channel_id: people.b.channel, caption: null }],
    };
    expect(await save('stranger', form({}, own))).toEqual({ version: 1, state: 'scheduled' });
  });
});

describe(covers('function', 'approve_post'), () => {
  test.each(['nobody', 'service'] as const)('%s is refused', async (who) =>
    expectRefusal(people, who, 'approve_post', approve(await submitted('owner'))),
  );

  test('a stranger, the author, and a version that was not seen approve nothing', async () => {
    const made = await submitted('owner');
    for (const who of ['stranger', 'owner'] as const) {
      await expectRefusal(people, who, 'approve_post', approve(made), { answer: null });
    }
    for (const version of [0, 2]) {
      await expectRefusal(people, 'staff', 'approve_post', approve(made, version), { answer: null });
    }
    expect(await states(made.post)).toEqual(['draft', 'draft']);
  });

  test.each([
    ['owner', 'staff'],
    ['staff', 'owner'],
  ] as const)('what %s submits, %s schedules by approving, once', async (author, second) => {
    const made = await submitted(author);
    expect(await post(made.post)).toMatchObject({ submitted_by: people[author].id });
    const answers = await Promise.all([1, 2].map(() => call(people, second, 'approve_post', approve(made))));
    expect(answers.sort()).toEqual([2, null]);
    expect(await states(made.post)).toEqual(['scheduled', 'scheduled']);
    expect(await post(made.post)).toMatchObject({ submitted_by: null, submitted_at: null, version: 1 });
    const reviews =
      await people.sql`select version, verdict, reviewed_by from post_reviews where post_id = ${made.post}`;
    expect([...reviews]).toEqual([{ version: 1, verdict: 'approved', reviewed_by: people[second].id }]);
    const events =
      await people.sql`select kind, actor from events where subject = ${made.post} order by number`;
    expect(events.map(({ kind }) => kind as string)).toEqual([
      'post.created',
      'post.submitted',
      'post.approved',
    ]);
    expect(events.at(-1)).toMatchObject({ actor: people[second].id });
  });

  test('what nobody submitted is not approved', async () => {
    const draft = form({}, { submit: false });
    await save('owner', draft);
    await expectRefusal(people, 'staff', 'approve_post', approve(draft), { answer: null });
  });

  test('an edit after approval takes it back, whoever made it', async () => {
    const made = await submitted('owner');
    await call(people, 'staff', 'approve_post', approve(made));
    const change = edited(made, 1, { caption: 'Setelah disetujui' });
    expect(await save('staff', change)).toEqual({ version: 2, state: 'submitted' });
    expect(await states(made.post)).toEqual(['draft', 'draft']);
    await expectRefusal(people, 'staff', 'approve_post', approve(made, 2), { answer: null });
    expect(await call(people, 'owner', 'approve_post', approve(made, 2))).toBe(2);
  });

  test('of an edit and an approval at once, nothing is scheduled that the approver did not see', async () => {
    for (let n = 0; n < 8; n += 1) {
      const made = await submitted('owner');
      const change = edited(made, 1, { caption: 'Menyelinap' });
      const [planned, saved] = await Promise.all([
        call<number | null>(people, 'staff', 'approve_post', approve(made)),
        save('owner', change),
      ]);
      expect([null, 2]).toContain(planned);
      // The edit is of the version both saw, approved or not: it always counts, and waits again.
      expect(saved).toEqual({ version: 2, state: 'submitted' });
      expect(await states(made.post)).toEqual(['draft', 'draft']);
    }
  });

  test('where the hour has passed it waits, approved, for another hour', async () => {
    const made = await submitted('owner');
    await passHour(made);
    expect(await call(people, 'staff', 'approve_post', approve(made))).toBe(0);
    expect(await states(made.post)).toEqual(['approved', 'approved']);
    const [first] = await targets(made.post);
    const move = {
      target: first!.id as string,
      expected_version: first!.version as number,
      local_time: '2027-03-02T08:00:00',
      valid_hours: 4,
    };
    expect(await call(people, 'owner', 'schedule_target', move)).toBe('scheduled');
  });

  test('a member who left approves no more, and what they approved stays approved', async () => {
    const helper = await people.signUp(`bantu.${randomUUID()}@contoh.test`);
    await people.sql`insert into members (business_id, user_id, role)
      values (${people.a.business}, ${helper.id}, 'staff')`;
    const door = people.backend.asUser(helper.token);
    const [seen, unseen] = [await submitted('owner'), await submitted('owner')];
    expect((await door.rpc('approve_post', approve(seen)).throwOnError()).data).toBe(2);
    await people.sql`delete from members where user_id = ${helper.id}`;
    expect((await door.rpc('approve_post', approve(unseen)).throwOnError()).data).toBeNull();
    expect(await states(unseen.post)).toEqual(['draft', 'draft']);
    const [first] = await targets(seen.post);
    const move = {
      target: first!.id as string,
      expected_version: first!.version as number,
      local_time: '2027-03-02T08:00:00',
      valid_hours: 4,
    };
    expect(await call(people, 'staff', 'schedule_target', move)).toBe('scheduled');
  });
});

describe('a business that wants a second person', () => {
  const move = (target: { id: string; version: number }) => ({
    target: target.id,
    expected_version: target.version,
    local_time: '2027-03-02T08:00:00',
    valid_hours: 4,
  });

  test('no way around it: neither a new hour for a draft, nor for what waits', async () => {
    const draft = form({}, { submit: false });
    await save('owner', draft);
    for (const made of [draft, await submitted('staff')]) {
      for (const target of await targets(made.post)) {
        for (const who of ['owner', 'staff'] as const) {
          await expectRefusal(people, who, 'schedule_target', move(target as never), { answer: null });
        }
      }
    }
  });

  test('a word of the one who edited last is no second word', async () => {
    const made = await submitted('owner');
    await call(people, 'staff', 'approve_post', approve(made));
    // As if a colleague had edited the same version after approving it.
    await people.sql`update posts set updated_by = ${people.staff.id} where id = ${made.post}`;
    const [first] = await targets(made.post);
    await expectRefusal(people, 'owner', 'schedule_target', move(first as never), { answer: null });
  });

  test('what was scheduled before stays scheduled; with an edit or another hour it asks', async () => {
    await require(false);
    const made = form();
    expect(await save('owner', made)).toEqual({ version: 1, state: 'scheduled' });
    await require(true);
    expect(await states(made.post)).toEqual(['scheduled', 'scheduled']);
    const [first] = await targets(made.post);
    await expectRefusal(people, 'owner', 'schedule_target', move(first as never), { answer: null });
    expect(await save('owner', edited(made, 1, { caption: 'Baru' }))).toEqual({
      version: 2,
      state: 'submitted',
    });
    expect(await states(made.post)).toEqual(['draft', 'draft']);
  });

  const cancel = (target: { id?: unknown; version?: unknown }) =>
    call(people, 'owner', 'cancel_target', { target: target.id, expected_version: target.version });

  test('a submission ends with the last channel that waits, whichever way each went', async () => {
    const made = await submitted('owner');
    const [first, second] = await targets(made.post);
    await cancel(first!);
    expect((await post(made.post))!.submitted_at).not.toBeNull();
    await cancel(second!);
    expect(await states(made.post)).toEqual(['cancelled', 'cancelled']);
    expect(await post(made.post)).toMatchObject({ submitted_by: null, submitted_at: null });
    await expectRefusal(people, 'staff', 'approve_post', approve(made), { answer: null });

    const free = await submitted('staff');
    await require(false);
    const [one, other] = await targets(free.post);
    expect(await call(people, 'owner', 'schedule_target', move(one as never))).toBe('scheduled');
    expect((await post(free.post))!.submitted_at).not.toBeNull();
    await cancel(other!);
    expect(await post(free.post)).toMatchObject({ submitted_by: null, submitted_at: null });
  });

  test('a channel cancelled while a colleague approves is cancelled or scheduled, and nothing waits', async () => {
    for (let n = 0; n < 8; n += 1) {
      const made = await submitted('owner');
      const [first] = await targets(made.post);
      const [planned, cancelled] = await Promise.all([
        call<number | null>(people, 'staff', 'approve_post', approve(made)),
        cancel(first!),
      ]);
      expect([
        [2, null],
        [1, 'cancelled'],
      ]).toContainEqual([planned, cancelled]);
      expect(await post(made.post)).toMatchObject({ submitted_at: null });
    }
  });

  test('what waits when no second person is asked any more is not scheduled by that, but by whoever presses', async () => {
    const made = await submitted('owner');
    await require(false);
    expect(await states(made.post)).toEqual(['draft', 'draft']);
    await expectRefusal(people, 'stranger', 'approve_post', approve(made), { answer: null });
    await expectRefusal(people, 'owner', 'approve_post', approve(made, 2), { answer: null });
    expect(await call(people, 'owner', 'approve_post', approve(made))).toBe(2);
    expect(await states(made.post)).toEqual(['scheduled', 'scheduled']);
    expect(await post(made.post)).toMatchObject({ submitted_by: null, submitted_at: null });
    // It is nobody's second word: with the wish back, another hour asks for one.
    expect([...(await people.sql`select from post_reviews where post_id = ${made.post}`)]).toEqual([]);
    await require(true);
    const [first] = await targets(made.post);
    await expectRefusal(people, 'owner', 'schedule_target', move(first as never), { answer: null });
  });

  test('where its hour has passed by then it is a draft again', async () => {
    const made = await submitted('owner');
    await require(false);
    await passHour(made);
    expect(await call(people, 'owner', 'approve_post', approve(made))).toBe(0);
    expect(await states(made.post)).toEqual(['draft', 'draft']);
    expect(await post(made.post)).toMatchObject({ submitted_at: null });
  });

  test('the settings are the owner’s alone', async () => {
    for (const [who, count] of [
      ['staff', 0],
      ['owner', 1],
    ] as const) {
      const { data } = await people
        .as(who)
        .from('businesses')
        .update({ requires_approval: false })
        .eq('id', people.a.business)
        .select('id')
        .throwOnError();
      expect(data).toHaveLength(count);
    }
  });
});

describe(covers('function', 'return_post'), () => {
  test.each(['nobody', 'service'] as const)('%s is refused', async (who) =>
    expectRefusal(people, who, 'return_post', returned(await submitted('owner'))),
  );

  test('a stranger, another version, and an empty note return nothing', async () => {
    const made = await submitted('owner');
    await expectRefusal(people, 'stranger', 'return_post', returned(made), { answer: false });
    await expectRefusal(people, 'staff', 'return_post', returned(made, 2), { answer: false });
    const empty = { ...returned(made), note: '  ' };
    await expectRefusal(people, 'staff', 'return_post', empty, { code: '23514' });
  });

  test.each(['owner', 'staff'] as const)('%s gives it back with a note', async (who) => {
    const made = await submitted('owner');
    expect(await call(people, who, 'return_post', returned(made))).toBe(true);
    const notes = await people.sql`select body, written_by from post_notes where post_id = ${made.post}`;
    expect([...notes]).toEqual([{ body: 'Mohon harganya diperiksa', written_by: people[who].id }]);
    expect(await states(made.post)).toEqual(['draft', 'draft']);
    await expectRefusal(people, who, 'return_post', returned(made), { answer: false });
    await expectRefusal(people, 'staff', 'approve_post', approve(made), { answer: null });
    expect(await save('owner', edited(made, 1, { caption: 'Diperbaiki' }))).toEqual({
      version: 2,
      state: 'submitted',
    });
    expect(await call(people, 'staff', 'approve_post', approve(made, 2))).toBe(2);
  });
});

describe(covers('function', 'discard_post'), () => {
  test.each(['nobody', 'service'] as const)('%s is refused', async (who) => {
    const draft = form({}, { submit: false });
    await save('owner', draft);
    await expectRefusal(people, who, 'discard_post', approve(draft));
  });

  test('neither a stranger nor another version discards anything', async () => {
    const draft = form({}, { submit: false });
    await save('owner', draft);
    await expectRefusal(people, 'stranger', 'discard_post', approve(draft), { answer: false });
    await expectRefusal(people, 'owner', 'discard_post', approve(draft, 2), { answer: false });
  });

  test.each(['owner', 'staff'] as const)('%s discards a draft with all that hangs on it', async (who) => {
    const draft = form({}, { submit: false });
    await save('owner', draft);
    expect(await call(people, who, 'discard_post', approve(draft))).toBe(true);
    expect(await post(draft.post)).toBeUndefined();
    expect(await targets(draft.post)).toEqual([]);
    const events =
      await people.sql`select kind, actor from events where subject = ${draft.post} order by number`;
    expect(events.at(-1)).toEqual({ kind: 'post.discarded', actor: people[who].id });
    await expectRefusal(people, who, 'discard_post', approve(draft), { answer: false });
    await expectRefusal(people, who, 'save_post', edited(draft, 1), { answer: { refused: 'gone' } });
  });

  test('what is planned, or was tried, is not discarded', async () => {
    await require(false);
    const made = form();
    await save('owner', made);
    await expectRefusal(people, 'owner', 'discard_post', approve(made), { answer: false });
    await save('owner', edited(made, 1, {}, { submit: false }));
    const [first] = await targets(made.post);
    await people.sql`insert into publish_attempts (target_id, business_id, step, closed_at, outcome)
      values (${first!.id}, ${people.a.business}, 'publish', now(), 'failed')`;
    await expectRefusal(people, 'owner', 'discard_post', approve(made, 2), { answer: false });
    // A channel where something was tried stays in the history when it is taken out.
    const one = { submit: false, targets: [{ channel_id: people.a.assisted, caption: null }] };
    await save('owner', edited(made, 2, {}, one));
    expect(await states(made.post)).toEqual(['cancelled', 'draft']);
  });
});

describe(covers('function', 'list_drafts'), () => {
  interface Listed {
    id: string;
    updated_at: string;
    submitted_at: string | null;
    channels: string[];
    returned: boolean;
  }
  const list = (who: 'owner' | 'staff', more: Record<string, unknown> = {}) =>
    call<Listed[]>(people, who, 'list_drafts', { business: people.a.business, ...more });

  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'list_drafts', { business: people.a.business }),
  );
  test('a stranger sees nothing', () =>
    expectRefusal(people, 'stranger', 'list_drafts', { business: people.a.business }, { answer: [] }));

  test('drafts, what waits and what was given back, the latest edit first; not what is planned', async () => {
    await require(false);
    const planned = form();
    await save('owner', planned);
    const bare = form({ caption: '' }, { submit: false, targets: [], pictures: [], local_time: null });
    await save('owner', bare);
    await require(true);
    const [waits, back] = [await submitted('owner'), await submitted('staff')];
    await call(people, 'owner', 'return_post', returned(back));
    const cancelled = form({}, { submit: false });
    await save('owner', cancelled);
    for (const { id } of await targets(cancelled.post))
      await call(people, 'owner', 'cancel_target', { target: id as string, expected_version: 1 });
    const half = form({}, { submit: false });
    await save('owner', half);
    const [first] = await targets(half.post);
    await call(people, 'owner', 'cancel_target', { target: first!.id as string, expected_version: 1 });

    const drafts = await list('staff');
    const ids = drafts.map(({ id }) => id);
    expect(ids.slice(0, 4)).toEqual([half.post, back.post, waits.post, bare.post]);
    expect(ids).not.toContain(planned.post);
    expect(ids).not.toContain(cancelled.post);
    expect(drafts[0]!.channels).toEqual(['Manual contoh']);
    expect(drafts[1]).toMatchObject({ submitted_at: null, returned: true });
    expect(drafts[2]!.submitted_at).not.toBeNull();
    expect(drafts[3]).toMatchObject({ channels: [], scheduled_at: null, picture: null });
    const [, second] = drafts;
    const after = await list('owner', { before: second!.updated_at, before_id: second!.id });
    expect(after.map(({ id }) => id)).toEqual(ids.slice(2));
  });
});
