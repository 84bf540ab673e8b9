import { answers, moderate } from './answering.ts';
import { check, followers, quota } from './account.ts';
import { commentOn, lookupComment } from './comment-on.ts';
import { comments } from './read-comments.ts';
import { lookup } from './lookup.ts';
import { lookupSent, send } from './send.ts';
import { metrics } from './metrics.ts';
import { notes, refuses } from './limits.ts';
import { permalink, publish } from './publish.ts';
import { poll, prepare, prepares } from './prepare.ts';
import { read } from './read.ts';
import { fetchMention } from './read-mention.ts';
import { recentPosts } from './read-posts.ts';
import { profile } from '../direct-profile.ts';
import { directMessages, directThreads } from '../direct-threads.ts';
import type { Channel } from '../contract.ts';

/** Facebook Pages. Words, a link or one photo are posted in one call; all else goes up unseen first. */
export const facebook: Channel = {
  kind: 'facebook',
  publishes: true,
  prepareAhead: 600,
  refuses,
  notes,
  prepares,
  prepare,
  poll,
  publish,
  lookup,
  commentOn,
  lookupComment,
  metrics,
  followers,
  quota,
  check,
  permalink,
  send,
  lookupSent,
  answers,
  moderate,
  comments,
  read,
  fetchMention,
  recentPosts,
  directThreads,
  directMessages,
  profile,
};
