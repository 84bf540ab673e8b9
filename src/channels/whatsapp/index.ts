import { answers } from './answering.ts';
import { check } from './number.ts';
import { fileAddress } from './file-address.ts';
import { lookupSent, markRead, send } from './send.ts';
import { read } from './read.ts';
import { templates } from './templates.ts';
import type { Channel } from '../contract/channel.ts';
import type { Failure } from '../contract/outcome.ts';

/** A number of the WhatsApp Cloud API: conversations alone. What is published on WhatsApp (a status) has no API. */
export const whatsapp: Channel = {
  kind: 'whatsapp',
  publishes: false,
  prepareAhead: 0,
  refuses: () => [{ code: 'no_posts' }],
  notes: () => [],
  prepares: () => false,
  prepare: async () => never('bad_request'),
  poll: async () => never('not_found'),
  publish: async () => never('bad_request'),
  lookup: async () => never('not_found'),
  commentOn: async () => never('not_found'),
  lookupComment: async () => never('not_found'),
  metrics: async () => never('not_found'),
  followers: async () => ({ ok: true, followers: null }),
  quota: async () => ({ ok: true, used: null, total: null }),
  check,
  permalink: async () => never('not_found'),
  send,
  lookupSent,
  comments: async () => ({ ok: true, messages: [], complete: true }),
  moderate: async () => never('not_found'),
  read,
  answers,
  markRead,
  templates,
  fileAddress,
};

function never(reason: Failure['reason']): Failure {
  return { ok: false, retry: 'never', reason };
}
