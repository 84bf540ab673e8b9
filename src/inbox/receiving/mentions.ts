import type { Backend } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import { channel, findAccounts, reportProblem } from '#channels/index.ts';
import { type Failure, type Unknown } from '#channels/contract/outcome.ts';
import { projectRead } from './receive.ts';

/** A network may show a mention a moment after it told of it; one that stays unseen was deleted, or is private. */
const mostTries = 4;

/**
 * Fetches the words of mentions of which only the place was told. What a dead access hides waits until the account is
 * connected again.
 * @returns how many were handled
 */
export async function fetchMentions(backend: Backend): Promise<number> {
  const db = backend.asService('fetch mentions');
  const { data: claimed } = await db.rpc('claim_mentions', { size: 20, lease_seconds: 60 }).throwOnError();
  const accounts = await findAccounts(backend, [...new Set(claimed.map(({ channel_id }) => channel_id))]);
  for (const { id, channel_id, media_id, comment_id, told_at, tries } of claimed) {
    const account = accounts.get(channel_id);
    const fetchMention = account && channel(account.kind)?.fetchMention;
    const answer = fetchMention
      ? await fetchMention(account, {
          type: 'pointer',
          accountId: account.externalId,
          at: new Date(told_at),
          mediaId: media_id,
          commentId: comment_id || null,
        })
      : noAccount;
    if (answer.ok === true) {
      await projectRead(backend, account!.settings.network, account!.kind, [answer.message]);
      await db.rpc('settle_mention', { mention: id, outcome: 'fetched' }).throwOnError();
      continue;
    }
    const { reason } = answer;
    log('info', 'inbox.mention_waits', { mention: id, reason });
    if (reason === 'token_dead' || reason === 'permission_missing') {
      await reportProblem(backend, channel_id, reason);
    }
    const gone = (reason === 'not_found' || reason === 'bad_request') && tries >= mostTries;
    await db
      .rpc('settle_mention', {
        mention: id,
        // The function's argument may be null; the generated types can't say so.
        outcome: (gone ? 'gone' : null) as never,
        retry_seconds: answer.after ?? Math.min(3600, 15 * 4 ** tries),
      })
      .throwOnError();
  }
  return claimed.length;
}

const noAccount: Failure | Unknown = { ok: false, retry: 'later', reason: 'unreachable', after: 3600 };
