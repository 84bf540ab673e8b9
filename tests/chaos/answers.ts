/** A reply whose sender is killed, and what must be true of it afterwards. */
import { randomUUID } from 'node:crypto';
import { until } from '../support/backend.ts';
import { comeBack, type Rescue } from './posts.ts';
import { orLost, type Death, type Kind, type Stage } from './stage.ts';

export interface Asked {
  comment: string;
  conversation: string;
}

export interface AnswerEnd {
  state: string;
  remoteId: string | null;
  /** How each attempt ended. */
  sends: (string | null)[];
  /** The answers under the comment on the network. */
  replies: string[];
  /** Our messages in the conversation. */
  rows: number;
}

/** A customer whom nobody knows yet comments under a new post. */
export async function ask({ sandbox, sql, channels }: Stage, kind: Kind): Promise<Asked> {
  const account = channels[kind].externalId;
  const post = await sandbox.posts({ account, caption: `Unggahan contoh ${randomUUID()}` });
  const persona = `Pelanggan contoh ${randomUUID().slice(0, 8)}`;
  const { id } = sandbox.comments({ postId: post.id, persona, text: 'Masih ada stok hari ini kak?' });
  let conversation: string | undefined;
  await until(`comment ${id} is in the inbox`, async () => {
    const rows = await sql<{ at: string }[]>`
      select conversation_id as at from messages where external_id = ${id}`;
    return (conversation = rows[0]?.at);
  });
  return { comment: id, conversation: conversation! };
}

/** Writes an answer as the owner does, and lets the seconds pass in which it could be taken back. */
export async function answer(stage: Stage, asked: Asked): Promise<string> {
  const id = await answerHeld(stage, asked);
  await stage.sql`update messages set next_try_at = now() where id = ${id} and delivery = 'queued'`.catch(
    orLost,
  );
  return id;
}

/** Writes an answer as the owner does, membership and all; it is held as it is for anybody. */
export async function answerHeld({ sql, owner }: Stage, { conversation }: Asked): Promise<string> {
  const id = randomUUID();
  const written = sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claim.sub', ${owner.id}, true), set_config('role', 'authenticated', true)`;
    await tx`select queue_reply(${id}, ${conversation}, ${`Masih ada, kak (${id})`}, 'public')`;
  });
  await written.catch(orLost);
  return id;
}

export async function deliveryOf({ sql }: Stage, message: string): Promise<string> {
  const [row] = await sql<{ delivery: string }[]>`select delivery from messages where id = ${message}`;
  return row!.delivery;
}

/** Waits until the answer is no longer on its way. */
export async function answerEnd(
  stage: Stage,
  { comment, conversation }: Asked,
  message: string,
  patienceMs = 45_000,
) {
  const { sql, sandbox } = stage;
  let state = '';
  const isOver = async () => !['queued', 'sending'].includes((state = await deliveryOf(stage, message)));
  await until(`answer ${message} ends`, isOver, patienceMs).catch((error: Error) => {
    throw new Error(`${error.message} (${state}): ${stage.server().said().slice(-2000)}`);
  });
  const rows = await sql<{ id: string; remoteId: string | null }[]>`
    select id, external_id as "remoteId" from messages
    where conversation_id = ${conversation} and direction = 'out'`;
  const sends = await sql<{ outcome: string | null }[]>`
    select outcome from message_sends where message_id = ${message} order by coalesce(closed_at, 'infinity')`;
  const replies = sandbox.state().comments.filter(({ parentId }) => parentId === comment);
  return {
    state,
    remoteId: rows.find(({ id }) => id === message)!.remoteId,
    sends: sends.map(({ outcome }) => outcome),
    replies: replies.map(({ id }) => id),
    rows: rows.length,
  } satisfies AnswerEnd;
}

/** Answers a comment, kills the sender at the moment given, restarts, and says how it ended. */
export async function answerThrough(
  stage: Stage,
  kind: Kind,
  death: Death,
  rescue: Rescue = {},
): Promise<AnswerEnd> {
  const { sandbox } = stage;
  const asked = await ask(stage, kind);
  // The network's echo would tell the hub what it has to find out by itself here.
  sandbox.settings({ paused: true });
  const dying = stage.arrange(death);
  const message = await answer(stage, asked);
  await comeBack(stage, await dying, death.together, rescue);
  await answerEnd(stage, asked, message);
  // It comes at last, and changes nothing.
  sandbox.settings({ paused: false });
  await sandbox.settled();
  await untilProjected(stage);
  return answerEnd(stage, asked, message);
}

export async function untilProjected({ sql }: Stage, patienceMs = 30_000): Promise<void> {
  const nothing = async () => {
    const rows = await sql`select from webhook_items where projected_at is null limit 1`;
    return rows.length === 0;
  };
  await until('everything received is projected', nothing, patienceMs);
}
