/** What today's page is told of posts: by state, so that what has no hour pushes out nothing that is urgent. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#platform/backend/index.ts';
import { listPosts } from '#planning/calendar/index.ts';
import { listDrafts, readToday, type Today } from '#planning/posts/index.ts';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';

const people = usePeople();
const hour = 3_600_000;
const now = Date.now();
const drafts = 70;
const sameHour = 65;

let before: Today;
const failed = randomUUID();
const unconfirmed = randomUUID();
const turn = randomUUID();
const soon = [randomUUID(), randomUUID(), randomUUID()];

beforeAll(async () => {
  before = (await readToday(people.as('owner') as unknown as Db, people.a.business))!;
  await plan(randomUUID(), Array.from({ length: drafts }), { state: 'draft', scheduled_at: null });
  const missed = { reason: 'temporary', tries: 1 };
  await plan(failed, [0], { state: 'failed', scheduled_at: new Date(now - hour), ...missed });
  await plan(unconfirmed, [0], { state: 'unconfirmed', scheduled_at: new Date(now - 2 * hour), ...missed });
  const assisted = { channel_id: people.a.assisted, reason: 'your_turn' };
  await plan(turn, [0], { state: 'unconfirmed', scheduled_at: new Date(now - 3 * hour), ...assisted });
  for (const [nth, post] of soon.entries())
    await plan(post, [0], { state: 'scheduled', scheduled_at: new Date(now + (nth + 1) * 60_000) });
  await plan(randomUUID(), Array.from({ length: sameHour }), {
    state: 'scheduled',
    scheduled_at: new Date(now + 400 * hour),
  });
});

/** One post for each of `many` (the first with this id), each with one target of these columns. */
async function plan(first: string, many: unknown[], target: Record<string, unknown>): Promise<void> {
  const { sql, a } = people;
  const posts = many.map((_, nth) => ({
    ...{ id: nth === 0 ? first : randomUUID(), business_id: a.business, media_type: 'photo' },
    ...{ message_type: 'promotional', goal: 'Tujuan contoh', caption: `Contoh ${randomUUID()}` },
  }));
  await sql`insert into posts ${sql(posts)}`;
  const at = target.scheduled_at as Date | null;
  await sql`insert into post_targets ${sql(
    posts.map(({ id }) => ({
      ...{ post_id: id, business_id: a.business, channel_id: a.channel },
      ...{ scheduled_zone: at && 'Asia/Jakarta', not_after: at && new Date(at.getTime() + 6 * hour) },
      ...target,
    })) as never,
  )}`;
}

describe(covers('function', 'today'), () => {
  const args = () => ({ business: people.a.business });

  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'today', args()),
  );
  test('a stranger sees nothing', () => expectRefusal(people, 'stranger', 'today', args(), { answer: null }));

  test.each(['owner', 'staff'] as const)(
    '%s sees trouble, turns and what is next, past any drafts',
    async (who) => {
      const today = await call<Today>(people, who, 'today', args());
      const posts = (part: 'turns' | 'troubled' | 'next') => today[part].targets.map(({ post }) => post);
      expect(posts('troubled')).toEqual(expect.arrayContaining([failed, unconfirmed]));
      expect(posts('turns')).toContain(turn);
      expect(posts('next').slice(0, 3)).toEqual(soon);
    },
  );

  test('each part says how many there are, and drafts are counted apart', async () => {
    const today = (await readToday(people.as('owner') as unknown as Db, people.a.business, 2))!;
    expect(today.next.targets).toHaveLength(2);
    expect(today.next.total).toBe(before.next.total + soon.length + sameHour);
    expect(today.troubled.total).toBe(before.troubled.total + 2);
    expect(today.turns.total).toBe(before.turns.total + 1);
    expect(today.drafts).toBe(before.drafts + drafts);
  });
});

describe('what is scheduled and what is not are two lists, each paged to its end', () => {
  const db = () => people.as('owner') as unknown as Db;

  test('drafts without an hour, none twice', async () => {
    const seen: string[] = [];
    let after: Parameters<typeof listDrafts>[2] = null;
    do {
      const page = await listDrafts(db(), people.a.business, after);
      seen.push(...page.drafts.map(({ id }) => id));
      after = page.next;
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(drafts);
  });

  test('posts of the very same hour, none twice and none lost', async () => {
    const seen: string[] = [];
    let after: Parameters<typeof listPosts>[3] = null;
    do {
      const page = await listPosts(db(), people.a.business, 'upcoming', after);
      seen.push(...page.cards.map(({ post }) => post));
      after = page.next;
    } while (after);
    const planned = await people.sql`select distinct post_id from post_targets
      where business_id = ${people.a.business} and state in ('scheduled', 'failed', 'unconfirmed')`;
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(planned.map(({ post_id }) => post_id as string)));
  });
});
