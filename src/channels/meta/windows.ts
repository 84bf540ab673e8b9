/** How long the networks let a business answer. */
import type { Ability, Situation } from '../contract/answering.ts';

const hourMs = 3_600_000;
/** Since the person's last message. */
const WINDOW_MS = 24 * hourMs;
/** The same for a person who answers, where the app has the feature. */
const HUMAN_AGENT_MS = 7 * 24 * hourMs;
/** Since the comment. */
const PRIVATE_REPLY_MS = 7 * 24 * hourMs;

/**
 * Meta's rules, for Instagram and Pages alike: under a comment at any time; one private reply to each comment, within
 * seven days; a direct message within 24 hours of the person's last, or, by a person, within seven days.
 * @see https://developers.facebook.com/docs/messenger-platform/policy/policy-overview
 */
export function metaAnswers(situation: Situation): Ability[] {
  const { kind, comment, heardAt, humanAgent } = situation;
  if (kind === 'feedback') return byHand();
  if (kind === 'dm') {
    if (!heardAt) return [{ way: 'direct', until: null, closed: 'never_wrote' }];
    const direct = within(situation, 'direct', heardAt, WINDOW_MS);
    if (direct.closed === null || !humanAgent) return [direct];
    return [within(situation, 'human_agent', heardAt, HUMAN_AGENT_MS)];
  }
  if (!comment) return [{ way: 'public', until: null, closed: 'comment_gone' }];
  const once = within(situation, 'private', comment.at, PRIVATE_REPLY_MS);
  return [
    { way: 'public', until: null, closed: null },
    comment.privatelyAnswered
      ? { way: 'private', until: null, closed: 'used' }
      : { ...once, closed: once.closed && 'too_old' },
  ];
}

/** A way that is open for a while after something was said; at its last instant it is closed. */
function within(
  { now }: Pick<Situation, 'now'>,
  way: Ability['way'],
  since: Date,
  lengthMs: number,
): Ability {
  const until = new Date(since.getTime() + lengthMs);
  return { way, until, closed: now < until ? null : 'window_closed' };
}

/** Places where the program can't speak: somebody answers there, and logs it. */
export function byHand(): Ability[] {
  return [{ way: 'direct', until: null, closed: 'by_hand' }];
}
