import { z } from 'zod';
import { later, never, temporary, type Verdict } from './verdict.ts';
import { whatsappCodes } from './whatsapp-codes.ts';

export type GraphError = z.infer<typeof graphError>;

const graphError = z.object({
  code: z.coerce.number(),
  error_subcode: z.coerce.number().optional().catch(undefined),
  is_transient: z.boolean().optional().catch(undefined),
  fbtrace_id: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});

/** The error object of an answer, or `null` where the answer has none in Meta's shape. */
export function errorOf(body: unknown): GraphError | null {
  const parsed = z.object({ error: graphError }).safeParse(body);
  return parsed.success ? parsed.data.error : null;
}

/**
 * Classifies by code and subcode, never by HTTP status: almost everything is a 400.
 * A known pair wins over `is_transient`, because Meta marks rate limits and failed downloads as transient too,
 * and of those we know that nothing was posted.
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
 */
export function classify(error: GraphError): Verdict {
  const known = error.error_subcode === undefined ? undefined : pairs[`${error.code}/${error.error_subcode}`];
  if (known) return known;
  const limit = rateLimit(error.code);
  if (limit) return limit;
  // The same code as a missing permission, and no subcode: only the words tell.
  if (error.code === 10 && /not enough viewers/i.test(error.message ?? '')) return never('too_few_viewers');
  if (error.is_transient) return temporary;
  return codes[error.code] ?? whatsappCodes[error.code] ?? ranges(error.code);
}

/** What a publishing subcode says when it comes without its code: in the `status` text of a failed container. */
export function classifySubcode(subcode: number): Verdict | null {
  const pair = Object.keys(pairs).find((key) => key.endsWith(`/${subcode}`));
  return pair ? (pairs[pair] ?? null) : null;
}

/** What the upload host says instead of an error object. */
export function classifyUpload(body: unknown): Verdict {
  const parsed = z.object({ debug_info: z.object({ retriable: z.boolean() }) }).safeParse(body);
  if (!parsed.success) return temporary;
  return parsed.data.debug_info.retriable ? later('media_unreachable', 60) : never('media_unreachable');
}

const pairs: Record<string, Verdict> = {
  '-2/2207003': later('media_unreachable', 60),
  '-2/2207020': later('container_expired', 0),
  '-1/2207001': temporary,
  // Also what a container answers that was published already.
  '-1/2207032': temporary,
  '-1/2207053': later('container_expired', 30),
  '1/2207057': never('bad_request'),
  // Code 4 but no rate limit, and the post may be live all the same: look at the recent posts first.
  '4/2207051': { retry: 'look', reason: 'spam_suspected' },
  '9/2207042': later('quota_reached', 3600),
  '10/1893063': never('policy_block'),
  '10/2018278': never('window_closed'),
  '10/2534022': never('window_closed'),
  '24/2207006': never('not_found'),
  '24/2207008': later('container_expired', 30),
  '25/2207050': never('policy_block'),
  '100/33': never('not_found'),
  '100/2207023': never('bad_request'),
  '100/2207028': never('bad_request'),
  '352/2207026': never('media_format'),
  '9004/2207052': never('media_unreachable'),
  '9007/2207027': later('container_not_ready', 30),
  '36000/2207004': never('media_too_large'),
  '36001/2207005': never('media_format'),
  '36003/2207009': never('media_ratio'),
  '36004/2207010': never('caption_too_long'),
};

const codes: Record<number, Verdict> = {
  [-2]: temporary,
  [-1]: temporary,
  1: temporary,
  2: temporary,
  3: never('permission_missing'),
  9: later('quota_reached', 3600),
  10: never('permission_missing'),
  24: later('container_expired', 30),
  25: never('policy_block'),
  102: never('token_dead'),
  104: never('token_dead'),
  190: never('token_dead'),
  324: never('media_format'),
  352: never('media_format'),
  368: never('policy_block'),
  389: never('media_unreachable'),
  506: never('duplicate_post'),
  551: never('person_unavailable'),
  9004: never('media_unreachable'),
  9007: later('container_not_ready', 30),
  36000: never('media_too_large'),
  36001: never('media_format'),
  36003: never('media_ratio'),
  36004: never('caption_too_long'),
  10900: never('already_replied'),
  1609005: never('link_unreadable'),
};

function rateLimit(code: number): Verdict | null {
  if (code === 4 || code === 341) return { ...later('rate_limited', 300), bucket: 'app' };
  if (code === 613) return { ...later('rate_limited', 60), bucket: 'account' };
  const account = code === 17 || code === 32 || (code >= 80000 && code <= 80014);
  return account ? { ...later('rate_limited', 300), bucket: 'account' } : null;
}

function ranges(code: number): Verdict {
  return never(code >= 200 && code <= 299 ? 'permission_missing' : 'bad_request');
}
