import { z } from 'zod';
import { graph } from '../graph/client.ts';
import { instant, remoteId } from '../graph/json.ts';
import { SCOPES } from './login.ts';
import { sealedShut, type Account } from '../contract/account.ts';
import type { Outcome } from '../contract/outcome.ts';

/**
 * Asks the network about an account's token. A Page's token cannot list permissions itself, so the app asks: what
 * was granted, for which accounts, and until when. Without the `needed` ones it fails; those of `wanted` that are not
 * there are told.
 * @see https://developers.facebook.com/docs/graph-api/reference/debug_token
 */
export async function checkToken(
  account: Account,
  needed: readonly string[],
  wanted: readonly string[] = SCOPES,
): Promise<Outcome<{ missing: string[]; endsAt: Date | null }>> {
  if (account.isSealed) return sealedShut;
  const { settings, token: input_token } = account;
  const app = { settings, token: `${settings.appId}|${settings.appSecret}` };
  const answer = await graph(app).get('debug_token', { input_token }, inspected);
  if (answer.ok !== true)
    return answer.reason === 'token_dead' ? { ...answer, reason: 'bad_request' } : answer;
  const { is_valid, scopes, granular_scopes, expires_at, data_access_expires_at } = answer.data.data;
  if (!is_valid) return { ok: false, retry: 'never', reason: 'token_dead' };
  const isGranted = (scope: string) => {
    const targets = granular_scopes.find((each) => each.scope === scope)?.target_ids ?? [];
    const reaches = targets.includes(account.pageId) || targets.includes(account.externalId);
    return scopes.includes(scope) && (targets.length === 0 || reaches);
  };
  if (!needed.every(isGranted)) return { ok: false, retry: 'never', reason: 'permission_missing' };
  // 0 means that there is no end.
  const ends = [expires_at, data_access_expires_at].flatMap((end) => instant(end) ?? []);
  const endsAt = ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => end.getTime())));
  return { ok: true, missing: wanted.filter((scope) => !isGranted(scope)), endsAt };
}

const inspected = z.object({
  data: z.object({
    is_valid: z.boolean(),
    scopes: z.array(z.string()).catch([]),
    granular_scopes: z
      .array(z.object({ scope: z.string(), target_ids: z.array(remoteId).optional().catch(undefined) }))
      .catch([]),
    expires_at: z.unknown().optional(),
    data_access_expires_at: z.unknown().optional(),
  }),
});
