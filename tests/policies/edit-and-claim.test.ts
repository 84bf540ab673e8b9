/** An edit and a publisher that meet: one waits for the other, and what goes out is never half of each. */
import { afterEach, describe, expect, test } from 'vitest';
import { call } from './function-cases.ts';
import { usePeople } from './people.ts';
import { postVerbs, type SaveArgs } from './post-verbs.ts';

const people = usePeople();
const { form, save, edited, targets } = postVerbs(people);

interface Work {
  id: string;
  version: number;
  caption: string;
  first_comment: string | null;
  pictures: { alt_text: string }[];
  container_id: string | null;
}
const claim = { size: 50, lease_seconds: 60, ahead_seconds: 0, ahead_kinds: [] };
const take = () => call<Work[]>(people, 'service', 'claim_due_targets', claim);
const due = async (made: SaveArgs, container: string | null = null) => {
  await people.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update post_targets set scheduled_at = now() - interval '1 minute', container_id = ${container},
      state = ${container ? 'container_ready' : 'scheduled'} where post_id = ${made.post}`;
  });
};
const now = () => ({ local_time: new Date(Date.now() + 7 * 3_600_000 - 60_000).toISOString().slice(0, 19) });
const change = (made: SaveArgs) =>
  edited(
    made,
    1,
    { caption: 'Baru', first_comment: 'Baru' },
    { ...now(), pictures: [{ media_id: people.a.media, alt_text: 'Baru' }] },
  );
const made = async () => {
  const wanted = form(
    { caption: 'Lama', first_comment: 'Lama' },
    { pictures: [{ media_id: people.a.media, alt_text: 'Lama' }] },
  );
  await save('owner', wanted);
  return wanted;
};

afterEach(async () => {
  await people.sql`delete from posts where caption in ('Lama', 'Baru')`;
});

describe('an edit and a claim', () => {
  test('a claim that stands first makes the edit wait, and then say busy', async () => {
    const wanted = await made();
    await due(wanted);
    let answer!: Promise<unknown>;
    await people.sql.begin(async (tx) => {
      const taken = await tx<{ work: Work }[]>`select claim_due_targets(50, 60, 0, '{}') as work`;
      expect(taken.map(({ work }) => work.caption)).toEqual(['Lama', 'Lama']);
      answer = save('owner', change(wanted));
      await waiting(1);
    });
    expect(await answer).toEqual({ refused: 'busy' });
    expect(await people.sql`select from posts where id = ${wanted.post} and caption = 'Lama'`).toHaveLength(
      1,
    );
  });

  test('an edit that stands first is passed by, and what is claimed afterwards is new through and through', async () => {
    const wanted = await made();
    await due(wanted, 'wadah-lama');
    await people.sql.begin(async (tx) => {
      await asOwner(tx);
      const { post, expected_version, ...rest } = change(wanted);
      const [row] = await tx<{ answer: unknown }[]>`
        select save_post(${post}, ${people.a.business}, ${expected_version}, a.content, a.pictures, a.targets,
          a.facts, true, 4, a.local_time) as answer
        from jsonb_to_record(${tx.json(rest as never)}) as a (content jsonb, pictures jsonb, targets jsonb,
          facts jsonb, local_time timestamp)`;
      expect(row!.answer).toMatchObject({ version: 2 });
      expect(await take()).toEqual([]);
    });
    const taken = await take();
    expect(taken).toHaveLength(2);
    for (const work of taken) {
      expect(work).toMatchObject({
        caption: 'Baru',
        first_comment: 'Baru',
        pictures: [{ alt_text: 'Baru' }],
        container_id: null,
      });
    }
  });

  test('at the same moment, many times: busy, or the new content; never a mix', async () => {
    const outcomes = new Set<string>();
    for (let n = 0; n < 25; n += 1) {
      const wanted = await made();
      await due(wanted, n % 2 ? 'wadah-lama' : null);
      const [saved, ...claims] = await Promise.all([save('owner', change(wanted)), take(), take()]);
      const taken = [...claims.flat(), ...(await take())];
      const words = 'refused' in saved ? 'Lama' : 'Baru';
      if ('refused' in saved) expect(saved.refused).toBe('busy');
      outcomes.add(words);
      expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
      expect(taken).toHaveLength(2);
      for (const { caption, first_comment, pictures, container_id } of taken) {
        expect([caption, first_comment, pictures[0]!.alt_text]).toEqual([words, words, words]);
        if (words === 'Baru') expect(container_id).toBeNull();
      }
      await people.sql`delete from posts where id = ${wanted.post}`;
    }
    // Both orders are proved above; here at least one happened.
    expect(outcomes.size).toBeGreaterThan(0);
  });

  test('what a publisher prepared before the edit is settled no more', async () => {
    const wanted = await made();
    await due(wanted);
    const [work] = (await take()).filter(({ caption }) => caption === 'Lama');
    // The lease is over, the target free again, and edited.
    await people.sql`update post_targets set state = 'scheduled', version = version + 1, lease_until = null
      where post_id = ${wanted.post}`;
    expect(await save('owner', change(wanted))).toMatchObject({ version: 2 });
    const late = {
      target_id: work!.id,
      version: work!.version,
      state: 'container_ready',
      container_id: 'wadah-lama',
    };
    expect(await call(people, 'service', 'settle_targets', { results: [late] })).toBe(0);
    expect((await targets(wanted.post)).map(({ container_id }) => container_id as null)).toEqual([
      null,
      null,
    ]);
  });

  async function asOwner(tx: { unsafe(text: string): PromiseLike<unknown> }): Promise<void> {
    const claims = JSON.stringify({ sub: people.owner.id, role: 'authenticated' });
    await tx.unsafe(`select set_config('request.jwt.claims', '${claims}', true),
      set_config('request.jwt.claim.sub', '${people.owner.id}', true)`);
  }

  /** Until so many sessions of this database wait for a lock. */
  async function waiting(count: number): Promise<void> {
    for (const until = Date.now() + 30_000; Date.now() < until;) {
      const [row] = await people.sql<
        { waiting: number }[]
      >`select count(*)::integer as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      if (row!.waiting >= count) return;
    }
    throw new Error('nobody waits');
  }
});
