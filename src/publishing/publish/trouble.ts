import { reportProblem } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import type { Settlement } from './work.ts';

/** Marks the channels whose credentials turned out dead, so that their owner is asked to connect them again. */
export async function reportDeadChannels(
  backend: Backend,
  db: Db,
  results: Settlement[],
  accounts: Map<string, Account>,
): Promise<void> {
  const dead = results.filter(({ reason }) => reason === 'token_dead' || reason === 'permission_missing');
  if (dead.length === 0) return;
  const { data } = await db
    .from('post_targets')
    .select('channel_id, reason')
    .in(
      'id',
      dead.map(({ target_id }) => target_id),
    )
    .throwOnError();
  for (const { channel_id, reason } of data) {
    if (accounts.has(channel_id)) await reportProblem(backend, channel_id, reason as 'token_dead');
  }
}
