import { comments } from './read-comments.ts';
import { lookup } from './lookup.ts';
import { lookupSent, send } from './send.ts';
import { permalink, poll, prepare, publish } from './publish.ts';
import { read } from './read.ts';
import { refuses } from './limits.ts';
import type { Channel } from '../contract.ts';

/** Instagram professional accounts through Facebook Login: everything goes by the Page and its token. */
export const instagram: Channel = {
  kind: 'instagram',
  prepareAhead: 600,
  refuses,
  prepare,
  poll,
  publish,
  lookup,
  permalink,
  send,
  lookupSent,
  comments,
  read,
};
