import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { log } from '#platform/log.ts';
import { accountsOf, channel, reportProblem } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';
import { type Failure, type Outcome, type Reason } from '#channels/contract/outcome.ts';
import { projectRead } from './receive.ts';

const batch = 20;
const leaseSeconds = 60;
/** A network may show a mention a moment after it told of it; one that stays unseen was deleted, or is private. */
const mostTries = 4;

const mention = z.object({
  id: z.uuid(),
  channel_id: z.uuid(),
  media_id: z.string(),
  comment_id: z.string(),
  told_at: z.string(),
  tries: z.number(),
});
type Mention = z.infer<typeof mention>;

/**
 * Fetches the words of mentions of which only the place was told. What a dead access hides waits until the account is
 * connected again.
 * @returns how many were handled
 */
export function fetchMentions(backend: Backend): Promise<number> {
  return runLedger(backend, {
    name: 'mention',
    why: 'fetch mentions',
    claim: (db) => db.rpc('claim_mentions', { size: batch, lease_seconds: leaseSeconds }).throwOnError(),
    row: mention,
    keys: mention.pick({ id: true }),
    unreadable: ({ id }): Settled => ({ mention: id, outcome: 'gone', reason: 'bad_request', broken: null }),
    before: accountsOf(backend),
    act: (told, accounts) => fetchWords(backend, told, accounts.get(told.channel_id)),
    judge,
    settle: { one: (db, settled) => settle(backend, db, settled) },
    inTurn: true,
    // Read twice it is one message: only what somebody else has surely claimed is left alone.
    awakeSeconds: leaseSeconds,
  });
}

async function fetchWords(backend: Backend, told: Mention, account: Account | undefined): Promise<Outcome> {
  const fetchMention = account && channel(account.kind)?.fetchMention;
  if (!fetchMention) return noAccount;
  const answer = await fetchMention(account, {
    type: 'pointer',
    accountId: account.externalId,
    at: new Date(told.told_at),
    mediaId: told.media_id,
    commentId: told.comment_id || null,
  });
  if (answer.ok === true)
    await projectRead(backend, account.settings.network, account.kind, [answer.message]);
  return answer;
}

const noAccount: Failure = { ok: false, retry: 'later', reason: 'unreachable', after: 3600 };

/** What `settle_mention` is given, why, and the channel that turned out to be broken. */
interface Settled {
  mention: string;
  outcome: 'fetched' | 'gone' | null;
  retry_seconds?: number;
  reason?: Reason;
  broken: string | null;
}

function judge({ id, channel_id, tries }: Mention, came: Outcome): Settled {
  if (came.ok === true) return { mention: id, outcome: 'fetched', broken: null };
  const { reason } = came;
  const isGone = (reason === 'not_found' || reason === 'bad_request') && tries >= mostTries;
  return {
    ...{ mention: id, outcome: isGone ? 'gone' : null, reason },
    retry_seconds: came.after ?? Math.min(3600, 15 * 4 ** tries),
    broken: reason === 'token_dead' || reason === 'permission_missing' ? channel_id : null,
  };
}

async function settle(backend: Backend, db: Db, { reason, broken, ...settled }: Settled): Promise<void> {
  if (reason) log('info', 'inbox.mention_waits', { mention: settled.mention, reason });
  if (broken && reason) await reportProblem(backend, broken, reason);
  // The function's argument may be null; the generated types can't say so.
  await db.rpc('settle_mention', settled as never).throwOnError();
}
