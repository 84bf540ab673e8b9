/**
 * Lives through a history of steps against the real sandbox, with real publishers, and holds after each what must
 * always hold: never two posts for one target, never one before its hour or after its "not after", and never a
 * target that is silent: each that is over has a state a person can see, and the network shows nothing else.
 * Long, because steps and what must hold after them are read together.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Shop } from './shop.ts';
import type { Death, Step } from './steps.ts';

type Kind = 'instagram' | 'facebook';

/** What a person is shown as over. */
const over = ['published', 'failed', 'missed', 'unconfirmed', 'cancelled'];
const sharedWords = 'Kata yang sama di beberapa unggahan contoh';

interface Row {
  id: string;
  post: string;
  kind: Kind;
  state: string;
  version: number;
  remoteId: string | null;
  late: boolean;
}

export interface Told {
  steps: number;
  kills: number;
  posts: number;
  /** Targets by the state they ended in. */
  ends: Record<string, number>;
}

/** @throws with what does not hold */
export async function live(shop: Shop, steps: Step[]): Promise<Told> {
  await shop.reset();
  const life = new Life(shop);
  const stop = life.watch();
  try {
    for (const step of steps) {
      await life.take(step);
      await life.check();
    }
    await life.settleDown();
    return await life.told(steps.length);
  } finally {
    stop();
  }
}

class Life {
  readonly #shop: Shop;
  /** All words a post ever carried. */
  readonly #words = new Map<string, Set<string>>();
  /** Posts on the network that were seen to appear. */
  readonly #seen = new Set<string>();
  readonly #wrong: string[] = [];
  #kills = 0;

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  /** Judges each post at the moment the network takes it. */
  watch(): () => void {
    const stops = ['ig.publish', 'fb.photo'].map((op) =>
      this.#shop.sandbox().onRequest(op, async (phase) => {
        if (phase === 'accepted') await this.#judgeNew();
      }),
    );
    return () => stops.forEach((stop) => stop());
  }

  async #judgeNew(): Promise<void> {
    const { sql } = this.#shop.backend;
    for (const { id, caption, platform } of this.#shop.sandbox().state().posts) {
      if (this.#seen.has(id)) continue;
      this.#seen.add(id);
      const posts = [...this.#words].filter(([, words]) => words.has(caption)).map(([post]) => post);
      const rightful = await sql`
        select from post_targets t join channels c on c.id = t.channel_id
        where t.post_id = any(${posts}::uuid[]) and c.kind = ${platform} and t.state = 'publishing'
          and t.scheduled_at <= now() and now() < t.not_after`;
      if (rightful.length === 0) this.#wrong.push(`“${caption}” went out on ${platform} outside its time`);
    }
  }

  async take(step: Step): Promise<void> {
    const { backend, owner } = this.#shop;
    switch (step.do) {
      case 'plan':
        return this.#plan(step);
      case 'edit': {
        const target = await this.#which(step.which);
        if (!target) return;
        const [post] = await backend.sql<{ version: number }[]>`
          select version from posts where id = ${target.post}`;
        const kinds = await backend.sql<{ kind: Kind }[]>`
          select c.kind from post_targets t join channels c on c.id = t.channel_id
          where t.post_id = ${target.post}`;
        const words = `Unggahan contoh ${randomUUID()}`;
        const on = kinds.map(({ kind }) => kind);
        const { refused } = await this.#save(target.post, post!.version, words, on, step.inMinutes, 6);
        if (!refused) this.#words.get(target.post)!.add(words);
        return;
      }
      case 'reschedule': {
        const target = await this.#which(step.which);
        if (target && target.state !== 'unconfirmed') await this.#schedule(target, step);
        return;
      }
      case 'cancel': {
        const target = await this.#which(step.which);
        // Nobody cancels what they see on the network.
        if (!target || (await this.#shown(target))) return;
        await owner
          .rpc('cancel_target', { target: target.id, expected_version: target.version })
          .throwOnError();
        return;
      }
      case 'press': {
        const rows = await this.#rows();
        const troubled = rows.filter(({ state }) => ['unconfirmed', 'failed', 'missed'].includes(state));
        const target = troubled[step.which % troubled.length];
        if (target) await this.#press(target);
        return;
      }
      case 'fault':
        return this.#shop.sandbox().fault(step.fault);
      case 'publish':
        return this.#publish(step.by, step.death);
      case 'pass':
        await this.#shop.passMinutes(step.minutes);
        // The pauses a network asked for are kept in memory, where nobody can move them.
        if (step.minutes > 5 && this.#limited()) await this.#shop.publishers.forget();
        return;
      case 'reconnect':
        return this.#shop.reconnect();
    }
  }

  #limited(): boolean {
    const codes = this.#shop
      .sandbox()
      .calls()
      .map(({ code }) => code);
    return [4, 17, 32, 613].some((code) => codes.includes(code));
  }

  async #plan(step: Step & { do: 'plan' }): Promise<void> {
    const post = randomUUID();
    const words = step.same ? sharedWords : `Unggahan contoh ${randomUUID()}`;
    const on: Kind[] = step.on === 'both' ? ['instagram', 'facebook'] : [step.on];
    this.#words.set(post, new Set([words]));
    const saved = await this.#save(post, 0, words, on, step.inMinutes, step.validHours);
    assert.equal(saved.state, 'scheduled');
  }

  async #save(
    post: string,
    version: number,
    caption: string,
    on: Kind[],
    inMinutes: number,
    validHours: number,
  ): Promise<{ state?: string; refused?: string }> {
    const { owner, business, picture, channels } = this.#shop;
    const { data } = await owner
      .rpc('save_post', {
        ...{ post, business, expected_version: version, submit: true, valid_hours: validHours, facts: [] },
        content: {
          ...{ media_type: 'photo', message_type: 'promotional', goal: 'Tujuan contoh', caption },
          ...{ goal_figure: 'reach', goal_value: 10 },
        },
        pictures: [{ media_id: picture, alt_text: 'Gambar contoh' }],
        targets: on.map((kind) => ({ channel_id: channels()[kind].id, caption: null })),
        local_time: wallClock(inMinutes),
      })
      .throwOnError();
    return data as { state?: string; refused?: string };
  }

  async #schedule(
    target: Row,
    { inMinutes, validHours }: { inMinutes: number; validHours: number },
  ): Promise<void> {
    await this.#shop.owner
      .rpc('schedule_target', {
        ...{ target: target.id, expected_version: target.version },
        ...{ local_time: wallClock(inMinutes), valid_hours: validHours },
      })
      .throwOnError();
  }

  /** The owner looks at the account when they are asked to, and presses the button that is true. */
  async #press(target: Row): Promise<void> {
    const told = { target: target.id, expected_version: target.version };
    if (target.state === 'unconfirmed' && (await this.#shown(target)))
      await this.#shop.owner.rpc('confirm_published', told).throwOnError();
    else await this.#schedule(target, { inMinutes: 0, validHours: 1 });
  }

  /** Whether a post is on the network that can only be this target's. */
  async #shown(target: Row): Promise<boolean> {
    const rows = await this.#rows();
    const known = new Set(rows.map(({ remoteId }) => remoteId));
    const words = this.#words.get(target.post)!;
    return this.#shop
      .sandbox()
      .state()
      .posts.some(
        ({ id, caption, platform }) => platform === target.kind && words.has(caption) && !known.has(id),
      );
  }

  async #publish(by: 1 | 2, death: Death | null): Promise<void> {
    const { publishers, sandbox } = this.#shop;
    const first = await publishers.one();
    const second = by === 2 ? await publishers.other() : null;
    const [op, phase] = death?.at.split(' ') ?? [];
    let times = 0;
    const stop =
      death && phase
        ? sandbox().onRequest(op!, (at) => {
            if (at === phase && ++times === death.nth) first.process.kill('SIGKILL');
          })
        : () => undefined;
    const dieAt = death && !phase ? { dieAt: death.at.replace('attempt:', ''), nth: death.nth } : {};
    const reports = await Promise.all([
      first.work({ rounds: 12, ...dieAt }),
      second?.work({ rounds: 12 }) ?? 0,
    ]);
    stop();
    if (reports[0] === null) this.#kills += 1;
    else if (reports[1] !== null) await this.#nothingIsLate();
  }

  /** Once the living have worked and swept, what is past its time says so; leases of the dead are waited for. */
  async #nothingIsLate(): Promise<void> {
    const late = (await this.#rows()).filter((row) => row.late);
    assert.deepEqual(late, [], 'past its "not after", and nobody is told');
  }

  async check(): Promise<void> {
    assert.deepEqual(this.#wrong, []);
    const rows = await this.#rows();
    const counts = new Map<string, number>();
    for (const { caption, platform } of this.#shop.sandbox().state().posts)
      counts.set(`${platform} ${caption}`, (counts.get(`${platform} ${caption}`) ?? 0) + 1);
    for (const [place, count] of counts) {
      const [kind] = place.split(' ', 1);
      const caption = place.slice(kind!.length + 1);
      const could = rows.filter((row) => row.kind === kind && this.#words.get(row.post)?.has(caption));
      assert.ok(count <= could.length, `${count} posts “${caption}” on ${kind} for ${could.length} targets`);
    }
  }

  /** The network recovers, the owner connects again, time passes: everything comes to an end. */
  async settleDown(): Promise<void> {
    const { sandbox, publishers, reconnect, passMinutes } = this.#shop;
    sandbox().clearFaults();
    await reconnect();
    await publishers.forget();
    for (let turn = 0; turn < 40; turn += 1) {
      await this.#publish(1, null);
      await this.check();
      if ((await this.#rows()).every(({ state }) => over.includes(state))) break;
      await passMinutes(5);
    }
    const rows = await this.#rows();
    assert.deepEqual(
      rows.filter(({ state }) => !over.includes(state)),
      [],
      'never comes to an end',
    );
    this.#nothingHidden(rows);
  }

  /** Each post of the network belongs to a target that says so, or asks; each published target has its post. */
  #nothingHidden(rows: Row[]): void {
    const { posts } = this.#shop.sandbox().state();
    const ids = new Set(posts.map(({ id }) => id));
    for (const { id, remoteId } of rows) {
      assert.ok(remoteId === null || ids.has(remoteId), `${id} is published as something that is not there`);
    }
    const known = new Set(rows.map(({ remoteId }) => remoteId));
    for (const post of posts.filter(({ id }) => !known.has(id))) {
      const told = rows.filter(
        ({ kind, state, remoteId, post: of }) =>
          kind === post.platform &&
          this.#words.get(of)!.has(post.caption) &&
          ((state === 'published' && remoteId === null) || state === 'unconfirmed'),
      );
      assert.ok(told.length > 0, `“${post.caption}” is live on ${post.platform}, and no target says so`);
    }
  }

  async told(steps: number): Promise<Told> {
    const rows = await this.#rows();
    const ends = Object.fromEntries(
      [...Map.groupBy(rows, ({ state }) => state)].map(([state, those]) => [state, those.length]),
    );
    return { steps, kills: this.#kills, posts: this.#seen.size, ends };
  }

  async #which(number: number): Promise<Row | undefined> {
    const rows = await this.#rows();
    return rows[number % rows.length];
  }

  #rows(): Promise<Row[]> {
    return this.#shop.backend.sql<Row[]>`
      select t.id, t.post_id as post, c.kind, t.state, t.version, t.remote_id as "remoteId",
        t.not_after < now() and (t.state in ('scheduled', 'container_ready')
          or t.state = 'claimed' and t.lease_until < now()) as late
      from post_targets t join channels c on c.id = t.channel_id order by t.created_at, t.id`;
  }
}

/** The business's wall clock, some minutes from now. */
function wallClock(inMinutes: number): string {
  return new Date(Date.now() + 7 * 3_600_000 + inMinutes * 60_000).toISOString().slice(0, -1);
}
