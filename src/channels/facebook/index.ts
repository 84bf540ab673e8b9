import { answers, moderate } from './answering.ts';
import { check, followers, quota } from './account.ts';
import { commentOn, lookupComment } from './comment-on.ts';
import { comments } from './reading/comments.ts';
import { lookup } from './publishing/lookup.ts';
import { lookupSent, send } from './send.ts';
import { metrics } from './metrics.ts';
import { notes, refuses } from './limits.ts';
import { permalink, publish } from './publishing/publish.ts';
import { poll, prepare, prepares } from './publishing/prepare.ts';
import { read } from './reading/events.ts';
import { fetchMention } from './reading/mention.ts';
import { recentPosts } from './reading/posts.ts';
import { profile } from '../meta/direct/profile.ts';
import { directMessages, directThreads } from '../meta/direct/threads.ts';
import type { Channel } from '../contract/channel.ts';

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
