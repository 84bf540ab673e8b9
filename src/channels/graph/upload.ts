import { log } from '#platform/log.ts';
import { classify, classifyUpload, errorOf } from './errors.ts';
import { proof, send } from './exchange.ts';
import { sealedShut, type Account } from '../contract/account.ts';
import type { Failure, Outcome } from '../contract/outcome.ts';

const TIMEOUT_MS = 30_000;

/**
 * Has the network fetch a video into an upload session that was begun for it. Harmless when repeated. A lost answer
 * is no failure: the network may still be fetching, and the video's status tells.
 * @see https://developers.facebook.com/docs/video-api/guides/reels-publishing
 */
export async function uploadHosted(account: Account, videoId: string, fileUrl: string): Promise<Outcome> {
  if (account.isSealed) return sealedShut;
  const { uploadUrl, version } = account.settings;
  const url = new URL(`${uploadUrl}/video-upload/${version}/${videoId}`);
  url.search = new URLSearchParams(proof(account)).toString();
  const headers = { authorization: `OAuth ${account.token}`, file_url: new URL(fileUrl).href };
  const reply = await send(url, { method: 'POST', headers }, TIMEOUT_MS);
  if (reply.kind === 'lost') return { ok: true };
  if (reply.kind === 'refused') return { ok: false, retry: 'later', reason: 'unreachable', after: 30 };
  const error = errorOf(reply.body);
  if (!error && reply.status < 300) return { ok: true };
  const { retry, reason, after = 30 } = error ? classify(error) : classifyUpload(reply.body);
  const trace = error?.fbtrace_id === undefined ? {} : { trace: error.fbtrace_id };
  log('warn', 'graph.upload', { reason, status: reply.status, code: error?.code, ...trace });
  const failure: Failure = { ok: false, retry: retry === 'never' ? 'never' : 'later', reason, ...trace };
  return failure.retry === 'never' ? failure : { ...failure, after };
}
