/** A post whose publisher is killed, and what must be true of it afterwards. */
import { randomUUID } from 'node:crypto';
import { until } from '../support/backend.ts';
import { orLost, type Death, type Kind, type Stage } from './stage.ts';

export interface PostEnd {
  state: string;
  remoteId: string | null;
  reason: string | null;
  /** Each attempt and its end, e.g. `publish:found`. */
  attempts: string[];
  /** The posts on the network with its caption. */
  posts: string[];
  /** Calls to publish that the network took. */
  taken: number;
}

/** Plans a photo for now, or for some minutes from now. */
export async function plan(
  { sql, ...stage }: Stage,
  kind: Kind,
  caption: string,
  minutes = 0,
): Promise<string> {
  const [post, target] = [randomUUID(), randomUUID()];
  const { business, picture } = stage;
  const channel = stage.channels[kind].id;
  const planned = sql.begin(async (tx) => {
    await tx`insert into posts (id, business_id, media_type, message_type, goal, caption)
      values (${post}, ${business}, 'photo', 'promotional', 'Tujuan contoh', ${caption})`;
    await tx`insert into post_media (post_id, business_id, position, media_id, alt_text)
      values (${post}, ${business}, 1, ${picture}, 'Gambar contoh')`;
    await tx`insert into post_targets
        (id, post_id, business_id, channel_id, state, scheduled_at, scheduled_zone, not_after)
      values (${target}, ${post}, ${business}, ${channel}, 'scheduled', now() + make_interval(mins => ${minutes}),
        'Asia/Jakarta', now() + interval '6 hours')`;
    await tx`select pg_notify('tanggap_due', '')`;
  });
  await planned.catch(orLost);
  return target;
}

const ends = ['published', 'failed', 'unconfirmed', 'missed', 'cancelled'];

export async function stateOf({ sql }: Stage, target: string): Promise<string> {
  const [row] = await sql<{ state: string }[]>`select state from post_targets where id = ${target}`;
  return row!.state;
}

/** Waits until a lookup has come to nothing. */
export async function untilInDoubt({ sql }: Stage, target: string): Promise<void> {
  await until('a lookup has come to nothing', async () => {
    const rows = await sql`
      select from post_targets where id = ${target} and state = 'publishing' and reason is not null`;
    return rows.length === 1;
  });
}

/** Waits until the target has come to an end. */
export async function postEnd(stage: Stage, target: string, patienceMs = 45_000): Promise<PostEnd> {
  const { sql } = stage;
  let state = '';
  const isOver = async () => ends.includes((state = await stateOf(stage, target)));
  await until(`target ${target} ends`, isOver, patienceMs).catch(async (error: Error) => {
    throw new Error(`${error.message} (${state}): ${stage.server().said().slice(-2000)}`);
  });
  const [row] = await sql<{ remoteId: string | null; reason: string | null; caption: string }[]>`
    select t.remote_id as "remoteId", t.reason, p.caption
    from post_targets t join posts p on p.id = t.post_id where t.id = ${target}`;
  const attempts = await sql<{ step: string; outcome: string | null }[]>`
    select step, outcome from publish_attempts where target_id = ${target} order by coalesce(closed_at, 'infinity'), id`;
  return {
    state,
    remoteId: row!.remoteId,
    reason: row!.reason,
    attempts: attempts.map(({ step, outcome }) => `${step}:${outcome}`),
    posts: postsWith(stage, row!.caption),
    taken: takenBy(stage),
  };
}

function postsWith({ sandbox }: Stage, caption: string): string[] {
  return sandbox
    .state()
    .posts.filter((post) => post.caption === caption)
    .map(({ id }) => id);
}

/** How many calls to publish the network took so far. */
export function takenBy({ sandbox }: Stage): number {
  return sandbox
    .calls()
    .filter(({ op, status }) => ['ig.publish', 'fb.photo', 'fb.feed'].includes(op) && status === 200).length;
}

export interface Rescue {
  /** What happens to the network while nobody runs. */
  meanwhile?: () => void;
  /** How long nobody ran, beyond the lease. */
  minutes?: number;
}

/** Publishes a post, kills the publisher at the moment given, restarts, and says how it ended. */
export async function publishThrough(
  stage: Stage,
  kind: Kind,
  death: Death,
  rescue: Rescue = {},
): Promise<PostEnd> {
  const before = takenBy(stage);
  const { target, died } = await dieWhilePublishing(stage, kind, death);
  await comeBack(stage, died, death.together, rescue);
  const end = await postEnd(stage, target);
  return { ...end, taken: end.taken - before };
}

export async function dieWhilePublishing(
  stage: Stage,
  kind: Kind,
  death: Death,
): Promise<{ target: string; died: Date }> {
  const dying = stage.arrange(death);
  const target = await plan(stage, kind, `Unggahan contoh ${randomUUID()}`);
  return { target, died: await dying };
}

/** Restarts what died. Without its database nobody can let time pass before that. */
export async function comeBack(
  stage: Stage,
  died: Date,
  together = false,
  { meanwhile, minutes }: Rescue = {},
): Promise<void> {
  meanwhile?.();
  if (!together) await stage.passTime(died, minutes);
  await stage.restart();
  if (together) await stage.passTime(died, minutes);
}
