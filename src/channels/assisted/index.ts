import { byHand } from '../meta/windows.ts';
import { refuses } from './limits.ts';
import type { Channel } from '../contract/channel.ts';
import type { Failure } from '../contract/outcome.ts';

/**
 * Accounts that cannot be connected: a person does the last tap. There are no credentials, so the account is never
 * read, and there is nobody to ask what became of a post: only that person knows.
 */
export const assisted: Channel = {
  kind: 'assisted',
  publishes: true,
  prepareAhead: 0,
  refuses,
  notes: () => [],
  prepares: () => false,
  prepare: async () => ({ ok: true, containerId: null }),
  poll: async () => ({ ok: true, ready: true }),
  // Nothing is sent: the target is put before a person at once.
  publish: async () => ({ ok: 'unknown', reason: 'your_turn' }),
  lookup: async () => never('your_turn'),
  commentOn: async () => never('not_found'),
  lookupComment: async () => never('not_found'),
  metrics: async () => never('not_found'),
  followers: async () => ({ ok: true, followers: null }),
  quota: async () => ({ ok: true, used: null, total: null }),
  check: async () => ({ ok: true, missing: [], endsAt: null }),
  permalink: async () => never('not_found'),
  send: async () => never('not_found'),
  lookupSent: async () => never('not_found'),
  answers: byHand,
  moderate: async () => never('not_found'),
  comments: async () => ({ ok: true, messages: [], complete: true }),
  read: () => null,
};

function never(reason: Failure['reason']): Failure {
  return { ok: false, retry: 'never', reason };
}
