/** Saving a post. Long, because every person and every refusal is a case. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { postVerbs } from './post-verbs.ts';

const people = usePeople();
const { form, save, edited, targets, post } = postVerbs(people);

describe(covers('function', 'save_post'), () => {
  test.each(['stranger', 'nobody', 'service'] as const)('%s is refused', async (who) => {
    await expectRefusal(people, who, 'save_post', form());
    const made = form();
    await save('owner', made);
    await expectRefusal(people, who, 'save_post', edited(made, 1, { caption: 'Diubah orang lain' }));
  });

  test.each(['owner', 'staff'] as const)('%s plans post, pictures and targets together', async (who) => {
    const wanted = form({ first_comment: 'Komentar contoh', pillar: 'Edukasi' });
    expect(await save(who, wanted)).toEqual({ version: 1, state: 'scheduled' });
    expect(await post(wanted.post)).toMatchObject({
      business_id: people.a.business,
      created_by: people[who].id,
      updated_by: people[who].id,
      caption: 'Keterangan contoh',
      first_comment: 'Komentar contoh',
      pillar: 'Edukasi',
      goal_figure: 'comments',
      goal_value: 10,
      version: 1,
    });
    const pictures =
      await people.sql`select media_id, position from post_media where post_id = ${wanted.post}`;
    expect([...pictures]).toEqual([{ media_id: people.a.media, position: 1 }]);
    const due = new Date('2027-03-01T08:00:00+07:00');
    const target = {
      state: 'scheduled',
      scheduled_at: due,
      scheduled_zone: 'Asia/Jakarta',
      not_after: new Date('2027-03-01T12:00:00+07:00'),
    };
    expect(await targets(wanted.post)).toMatchObject([target, target]);
  });

  test('without an hour, a channel or a word it is a draft', async () => {
    const bare = form(
      { goal: null, goal_figure: null, goal_value: null, message_type: null, caption: '' },
      { local_time: null, targets: [], pictures: [], submit: false },
    );
    expect(await save('staff', bare)).toEqual({ version: 1, state: 'draft' });
    expect(await targets(bare.post)).toEqual([]);
    const dated = form({}, { submit: false });
    expect(await save('staff', dated)).toEqual({ version: 1, state: 'draft' });
    expect(await targets(dated.post)).toMatchObject([
      { state: 'draft', scheduled_at: new Date('2027-03-01T08:00:00+07:00') },
      { state: 'draft' },
    ]);
  });

  test('a link draft may lack its link; scheduled it may not', async () => {
    const draft = form({ media_type: 'link', link: null }, { submit: false, pictures: [] });
    expect(await save('owner', draft)).toEqual({ version: 1, state: 'draft' });
    await expectRefusal(people, 'owner', 'save_post', edited(draft, 1, {}, { submit: true }), {
      code: '23514',
    });
    const linked = edited(draft, 1, { link: 'https://contoh.test/' }, { submit: true });
    expect(await save('owner', linked)).toEqual({ version: 2, state: 'scheduled' });
  });

  test('a story shows a photo or a video, and nothing else', async () => {
    expect(await save('owner', form({ placement: 'story', caption: '' }))).toEqual({
      version: 1,
      state: 'scheduled',
    });
    const text = form({ placement: 'story', media_type: 'text' });
    await expectRefusal(people, 'owner', 'save_post', text, { code: '23514' });
  });

  test("another business's channel, picture, or one disconnected, is refused", async () => {
    const made = form();
    await save('owner', made);
    const refuse = async (more: Record<string, unknown>) => {
      await expectRefusal(people, 'owner', 'save_post', form({}, more), { code: '23503' });
      await expectRefusal(people, 'owner', 'save_post', edited(made, 1, {}, more), { code: '23503' });
    };
    const told = (channel_id: string) => ({ channel_id, caption: null });
    await refuse({ targets: [told(people.a.channel), told(people.b.channel)] });
    await refuse({ targets: [told(randomUUID())] });
    await refuse({ pictures: [{ media_id: people.b.media, alt_text: '' }] });
    await people.sql`update channels set disconnected_at = now() where id = ${people.a.assisted}`;
    await expectRefusal(people, 'owner', 'save_post', form(), { code: '23503' });
    await people.sql`update channels set disconnected_at = null where id = ${people.a.assisted}`;
  });

  test('scheduling needs an hour, a channel, a goal with its figure, and a message type', async () => {
    const incomplete = [
      form({ goal: null }),
      form({ message_type: null }),
      form({ goal_figure: null, goal_value: null }),
      form({ goal_figure: 'reach', goal_value: null }),
      form({ goal_figure: 'pahala' }),
      form({ goal_value: 0 }),
      form({}, { local_time: null }),
      form({}, { targets: [] }),
    ];
    for (const one of incomplete) {
      await expectRefusal(people, 'owner', 'save_post', one, { code: '23514' });
    }
  });

  test('a form sent twice saves once, also at the same moment', async () => {
    const wanted = form();
    const answer = { version: 1, state: 'scheduled' };
    expect(await Promise.all([1, 2, 3].map(() => save('owner', wanted)))).toEqual([answer, answer, answer]);
    expect(await targets(wanted.post)).toHaveLength(2);
    await expectRefusal(people, 'owner', 'save_post', wanted, { answer });
    const change = edited(wanted, 1, { caption: 'Diubah' });
    const second = { version: 2, state: 'scheduled' };
    expect(await Promise.all([1, 2].map(() => save('owner', change)))).toEqual([second, second]);
    await expectRefusal(people, 'owner', 'save_post', change, { answer: second });
  });

  test('other words under the same id are not swallowed', async () => {
    const wanted = form();
    await save('owner', wanted);
    const other = edited(wanted, 0, { caption: 'Lain' });
    await expectRefusal(people, 'owner', 'save_post', other, { answer: { refused: 'moved' } });
  });

  test("the id of another business's post is taken, and their post cannot be edited", async () => {
    const { a, b } = people;
    const theirs = {
      post: a.post,
      business: b.business,
      pictures: [],
      targets: [{ channel_id: b.channel, caption: null }],
    };
    await expectRefusal(people, 'stranger', 'save_post', form({}, theirs), { code: '23505' });
    await expectRefusal(people, 'owner', 'save_post', form({}, { post: b.post }), { code: '23505' });
    const edit = form({}, { ...theirs, expected_version: 1 });
    await expectRefusal(people, 'stranger', 'save_post', edit, { answer: { refused: 'gone' } });
  });

  test('a channel says its own words, is taken out and comes back', async () => {
    const own = { channel_id: people.a.assisted, caption: 'Hanya di sini' };
    const both = form({}, { targets: [{ channel_id: people.a.channel, caption: null }, own] });
    await save('owner', both);
    expect((await targets(both.post)).map(({ caption }) => caption)).toEqual([null, 'Hanya di sini']);
    const one = edited(both, 1, {}, { targets: [own] });
    expect(await save('owner', one)).toEqual({ version: 2, state: 'scheduled' });
    expect((await targets(both.post)).map(({ state }) => state)).toEqual(['cancelled', 'scheduled']);
    expect(await save('owner', edited(both, 2))).toEqual({ version: 3, state: 'scheduled' });
    expect((await targets(both.post)).map(({ state }) => state)).toEqual(['scheduled', 'scheduled']);
    // In a draft nothing ever happened to a channel: it is forgotten.
    await save('owner', edited(both, 3, {}, { submit: false }));
    await save('owner', edited(one, 4, {}, { submit: false }));
    expect(await targets(both.post)).toMatchObject([{ channel_id: people.a.assisted, state: 'draft' }]);
  });
});

describe('an edit', () => {
  test('of two that saw the same version one wins, and the other is told', async () => {
    const made = form();
    await save('owner', made);
    const answers = await Promise.all([
      save('owner', edited(made, 1, { caption: 'Dari pemilik' })),
      save('staff', edited(made, 1, { caption: 'Dari staf' })),
    ]);
    expect(answers).toContainEqual({ version: 2, state: 'scheduled' });
    expect(answers).toContainEqual({ refused: 'moved' });
    const winner = 'version' in answers[0]! ? 'Dari pemilik' : 'Dari staf';
    expect(await post(made.post)).toMatchObject({ caption: winner, version: 2 });
  });

  test('the sheet it came from goes on although its answer was lost; another does not', async () => {
    const sheet = randomUUID();
    const made = form({}, { sheet, typing: true, submit: false });
    await save('owner', made);
    // Three saves that all believe to be the first.
    expect(await save('owner', edited(made, 0, { caption: 'Lebih' }))).toEqual({
      version: 2,
      state: 'draft',
    });
    const other = edited(made, 0, { caption: 'Lain' }, { sheet: randomUUID() });
    await expectRefusal(people, 'owner', 'save_post', other, { answer: { refused: 'moved' } });
    const sent = edited(made, 0, { caption: 'Lebih banyak' }, { submit: true, typing: false });
    expect(await save('owner', sent)).toEqual({ version: 3, state: 'scheduled' });
    expect(await post(made.post)).toMatchObject({ caption: 'Lebih banyak' });
    // What was typed before and comes late takes it out of the plan no more.
    const late = edited(made, 0, { caption: 'Terlambat' });
    await expectRefusal(people, 'owner', 'save_post', late, { answer: { refused: 'moved' } });
    await save('staff', edited(sent, 3, { caption: 'Dari staf' }, { sheet: randomUUID() }));
    const over = edited(sent, 3, { caption: 'Menimpa' });
    await expectRefusal(people, 'owner', 'save_post', over, { answer: { refused: 'moved' } });
  });

  test('as it is typed takes no post out of the plan that was scheduled elsewhere', async () => {
    const draft = form({}, { submit: false });
    await save('owner', draft);
    const [first] = await targets(draft.post);
    const args = {
      target: first!.id,
      expected_version: 1,
      local_time: '2027-03-02T08:00:00',
      valid_hours: 4,
    };
    expect(await call(people, 'owner', 'schedule_target', args)).toBe('scheduled');
    const typed = edited(draft, 1, { caption: 'Masih diketik' }, { typing: true });
    await expectRefusal(people, 'owner', 'save_post', typed, { answer: { refused: 'moved' } });
    expect(await save('owner', edited(draft, 1))).toEqual({ version: 2, state: 'draft' });
  });

  test.each([
    ['busy', `state = 'claimed', version = version + 1, lease_until = now() + interval '1 minute'`],
    ['published', `state = 'published', version = version + 1, published_at = now()`],
    ['unconfirmed', `state = 'unconfirmed', version = version + 1`],
  ])('is told when the post is %s', async (refused, state) => {
    const made = form();
    await save('owner', made);
    const [, second] = await targets(made.post);
    await people.sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx.unsafe(`update post_targets set ${state} where id = '${second!.id}'`);
    });
    const change = edited(made, 1, { caption: 'Terlambat' });
    await expectRefusal(people, 'owner', 'save_post', change, { answer: { refused } });
  });

  test('discards what was prepared, the reason, and the tries', async () => {
    const made = form();
    await save('owner', made);
    await people.sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update post_targets set state = 'container_ready', container_id = 'wadah-lama', container_at = now(),
        tries = 2, reason = 'contoh', next_try_at = now(), version = 5 where post_id = ${made.post}`;
    });
    expect(await save('staff', edited(made, 1, { caption: 'Isi baru' }))).toMatchObject({ version: 2 });
    const clean = {
      state: 'scheduled',
      container_id: null,
      container_at: null,
      reason: null,
      tries: 0,
      next_try_at: null,
      version: 6,
    };
    expect(await targets(made.post)).toMatchObject([clean, clean]);
  });

  test('is remembered: who, when, what; typing within minutes is one step', async () => {
    const made = form({}, { submit: false });
    await save('owner', made);
    await save('owner', edited(made, 1, { caption: 'Satu' }));
    await save('owner', edited(made, 2, { caption: 'Dua' }));
    await save('staff', edited(made, 3, { caption: 'Tiga' }));
    await save('staff', edited(made, 4, { caption: 'Empat' }, { submit: true }));
    await save('staff', edited(made, 5, { caption: 'Lima' }));
    const kept = await people.sql`select version, edited_by, content ->> 'caption' as caption
      from post_revisions where post_id = ${made.post} order by version`;
    const by = (who: 'owner' | 'staff', version: number, caption: string) => ({
      version,
      edited_by: people[who].id,
      caption,
    });
    expect([...kept]).toEqual([
      by('owner', 3, 'Dua'),
      by('staff', 4, 'Tiga'),
      by('staff', 5, 'Empat'),
      by('staff', 6, 'Lima'),
    ]);
  });
});
