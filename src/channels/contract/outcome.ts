/** What came of a call: done, refused (and whether to try again), or not known. */
export type Reason =
  | 'token_dead'
  /** The credential is there, and no key of this installation opens it: nothing was sent. */
  | 'credential_unreadable'
  | 'permission_missing'
  | 'rate_limited'
  | 'quota_reached'
  | 'temporary'
  | 'unreachable'
  | 'media_unreachable'
  | 'media_format'
  | 'media_too_large'
  | 'media_ratio'
  | 'caption_too_long'
  | 'container_expired'
  | 'container_not_ready'
  | 'duplicate_post'
  | 'link_unreadable'
  | 'policy_block'
  | 'spam_suspected'
  | 'not_found'
  | 'window_closed'
  | 'person_unavailable'
  /** The comment had its one private reply, perhaps from elsewhere. */
  | 'already_replied'
  /** The network keeps it back: the person gets too much advertising, or asked for none. */
  | 'person_spared'
  /** This kind of message can't be sent to this person. */
  | 'kind_unsupported'
  /** A message template is not there, or not in this language, or not approved. */
  | 'template_missing'
  /** What stands in the gaps of a message template does not fit it. */
  | 'template_values'
  /** The network took a message template out of use. */
  | 'template_paused'
  /** The account must name a way to pay before it may write. */
  | 'payment_needed'
  /** The number is not registered with the network (any more). */
  | 'number_unregistered'
  | 'too_few_viewers'
  /** Nothing was sent: a person is to post it themselves. */
  | 'your_turn'
  | 'bad_request';

/** An expected failure says whether to try again; `after` is how many seconds to wait first. */
export interface Failure {
  ok: false;
  retry: 'later' | 'never';
  reason: Reason;
  after?: number;
  /** Nothing was tried, and it does not count as a try. */
  untried?: true;
  /** Meta's trace id, for support; safe to log. */
  trace?: string;
}

/** The call may or may not have taken effect: look before trying again. */
export interface Unknown {
  ok: 'unknown';
  reason: Reason;
  /** Seconds until looking again can bring certainty; absent where only a person can know. */
  after?: number;
  trace?: string;
}

export type Outcome<T = unknown> = ({ ok: true } & T) | Failure | Unknown;
