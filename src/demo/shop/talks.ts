/** Plays the talks on the network in the order in which they happened; they come in as signed webhooks. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Backend } from '#platform/backend/index.ts';
import type { PlayedNetwork } from '../network.ts';
import type { Shown } from './posts.ts';
import type { Platform, Talk, Turn } from '../story/script.ts';

const patienceMs = 90_000;

/** @returns the network's ids of everything said */
export async function playTalks(
  network: PlayedNetwork,
  accounts: Record<Platform, string>,
  shown: Shown[],
  talks: Talk[],
): Promise<string[]> {
  const posts = new Map(shown.map(({ post, remote }) => [post.key, remote]));
  const first = new Map<Talk, string>();
  const ids: string[] = [];
  for (const { talk, turn } of inOrder(talks)) {
    const said = { text: turn.text, createdAt: turn.at };
    const { persona, platform } = talk;
    const parentId = first.get(talk);
    const thread = parentId === undefined ? {} : { parentId };
    if (talk.post === null) {
      const account = accounts[platform];
      ids.push((await network.play('messages', { ...said, account, persona, fromBusiness: turn.ours })).id);
      continue;
    }
    const postId = posts.get(talk.post)?.[platform]?.id;
    if (!postId) throw new Error(`${talk.post} is not on ${platform}`);
    const { id } = turn.ours
      ? await network.play('replies', { ...said, postId, ...thread })
      : await network.play('comments', { ...said, postId, persona, ...thread });
    first.set(talk, parentId ?? id);
    ids.push(id);
  }
  return ids;
}

function inOrder(talks: Talk[]): { talk: Talk; turn: Turn }[] {
  return talks
    .flatMap((talk) => talk.turns.map((turn) => ({ talk, turn })))
    .sort((one, other) => one.turn.at - other.turn.at);
}

/** Waits until everything said has become a message. */
export async function untilArrived(
  { sql }: Backend,
  business: string,
  ids: string[],
  stop: AbortSignal,
): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from messages
      where business_id = ${business} and external_id = any (${ids})`;
    if (row?.count === ids.length) return;
    if (Date.now() > until) throw new Error(`only ${row?.count} of ${ids.length} messages arrived`);
    await pause(100, undefined, { signal: stop });
  }
}
