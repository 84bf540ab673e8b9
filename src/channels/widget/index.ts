import type { Channel } from '../contract/channel.ts';
import type { Failure } from '../contract/outcome.ts';

/**
 * The form on the business's own site. There is no network: what is stored is sent, because the customer reads it on
 * their private page. So sending never fails, and may be repeated.
 */
export const widget: Channel = {
  kind: 'widget',
  publishes: false,
  prepareAhead: 0,
  refuses: () => [{ code: 'no_posts' }],
  notes: () => [],
  prepares: () => false,
  prepare: async () => never('not_found'),
  poll: async () => never('not_found'),
  publish: async () => never('not_found'),
  lookup: async () => never('not_found'),
  commentOn: async () => never('not_found'),
  lookupComment: async () => never('not_found'),
  metrics: async () => never('not_found'),
  followers: async () => ({ ok: true, followers: null }),
  quota: async () => ({ ok: true, used: null, total: null }),
  check: async () => ({ ok: true, missing: [], endsAt: null }),
  permalink: async () => never('not_found'),
  send: async (_account, { metadata }) =>
    metadata ? { ok: true, remoteId: metadata } : never('bad_request'),
  lookupSent: async (_account, { outgoing: { metadata } }) => ({ ok: true, remoteId: metadata }),
  answers: () => [{ way: 'direct', until: null, closed: null }],
  moderate: async () => never('not_found'),
  comments: async () => ({ ok: true, messages: [], complete: true }),
  read: () => null,
};

function never(reason: Failure['reason']): Failure {
  return { ok: false, retry: 'never', reason };
}
