import { comments } from './read-comments.ts';
import { lookup } from './lookup.ts';
import { lookupSent, send } from './send.ts';
import { permalink, poll, prepare, publish } from './publish.ts';
import { read } from './read.ts';
import { refuses } from './limits.ts';
import type { Channel } from '../contract.ts';

/** Facebook Pages. Nothing can be prepared: a photo or text is posted in one call. */
export const facebook: Channel = {
  kind: 'facebook',
  prepareAhead: 0,
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
