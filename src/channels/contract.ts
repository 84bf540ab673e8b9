/**
 * What every channel can do. A channel folder has no database: it gets an account and what to do, and
 * returns an outcome. The steps are separate so that the attempt ledger can stand between them.
 */
import type { ChannelKind, Network } from './schema.ts';

/** Where a network's servers are and which app we are there. */
export interface NetworkSettings {
  network: Network;
  /** Origin of the Graph API, e.g. `https://graph.facebook.com`. */
  graphUrl: string;
  /** Origin of the login dialog, e.g. `https://www.facebook.com`. */
  dialogUrl: string;
  /** API version, e.g. `v26.0`. */
  version: string;
  appId: string;
  appSecret: string;
}

/** A connected account with its live credentials; never logged, never sent to a browser. */
export interface Account {
  settings: NetworkSettings;
  kind: ChannelKind;
  /** The account's id on the network: the Instagram user id, or the Page id. */
  externalId: string;
  /** The Page that carries the account (the account itself on Facebook). */
  pageId: string;
  token: string;
}

export type Reason =
  | 'token_dead'
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
  | 'bad_request';

/** An expected failure says whether to try again; `after` is how many seconds to wait first. */
export interface Failure {
  ok: false;
  retry: 'later' | 'never';
  reason: Reason;
  after?: number;
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

export interface DraftPicture {
  /** Public https address the network fetches the picture from. */
  url: string;
  altText: string;
}

export interface Draft {
  mediaType: 'text' | 'link' | 'photo' | 'video';
  caption: string;
  link: string | null;
  pictures: DraftPicture[];
}

/** What an open attempt remembers, so that a restart can ask the network what happened. */
export interface PublishAttempt {
  draft: Draft;
  containerId: string | null;
  openedAt: Date;
  /** Remote ids that already belong to other posts and therefore can't be this one. */
  knownRemoteIds: string[];
}

/** A reply on its way out. */
export interface Outgoing {
  /** `comment`: answer publicly under `inReplyTo`. `direct`: a direct message to `recipientId`. */
  kind: 'comment' | 'direct';
  text: string;
  inReplyTo: string | null;
  recipientId: string | null;
}

export interface SendAttempt {
  outgoing: Outgoing;
  openedAt: Date;
  knownRemoteIds: string[];
}

/** Why this channel will not take a draft, in words the composer can show. `null` when it will. */
export type Refusal =
  | { code: 'needs_picture' }
  | { code: 'too_many_pictures'; limit: number; count: number }
  | { code: 'needs_link' }
  | { code: 'no_link' }
  | { code: 'no_video' }
  | { code: 'empty' }
  | { code: 'caption_too_long'; limit: number; length: number }
  | { code: 'too_many_hashtags'; limit: number; count: number }
  | { code: 'too_many_mentions'; limit: number; count: number };

export interface Channel {
  kind: ChannelKind;
  /** Seconds before the hour at which `prepare` may run; 0 where nothing can be prepared. */
  prepareAhead: number;
  refuses(draft: Draft): Refusal[];
  /** Not idempotent, but harmless when repeated: an unpublished container is never seen by anyone. */
  prepare(account: Account, draft: Draft): Promise<Outcome<{ containerId: string | null }>>;
  poll(account: Account, containerId: string): Promise<Outcome<{ ready: boolean }>>;
  /** Not idempotent: only the attempt ledger may call it. */
  publish(account: Account, draft: Draft, containerId: string | null): Promise<Outcome<{ remoteId: string }>>;
  /** What became of an attempt: the post's id, or `null` when it is certain that there is none. */
  lookup(account: Account, attempt: PublishAttempt): Promise<Outcome<{ remoteId: string | null }>>;
  permalink(account: Account, remoteId: string): Promise<Outcome<{ permalink: string }>>;
  /** Not idempotent: only the delivery ledger may call it. */
  send(account: Account, outgoing: Outgoing): Promise<Outcome<{ remoteId: string }>>;
  lookupSent(account: Account, attempt: SendAttempt): Promise<Outcome<{ remoteId: string | null }>>;
  /**
   * The comments and replies under a post since an instant (`null`: all of them), for the poll that finds what
   * webhooks missed. `complete` is false when the list was longer than one poll reads.
   */
  comments(
    account: Account,
    remotePostId: string,
    since: Date | null,
  ): Promise<Outcome<{ messages: Incoming[]; complete: boolean }>>;
  /** Parses one stored webhook item; never throws; `[]` for what it does not know. */
  read(item: WebhookItem): Incoming[];
}

/** One item of a signed webhook body: one entry of `changes` or `messaging`, with its envelope. */
export interface WebhookItem {
  object: string;
  /** `entry.id`: the Page, Instagram account or WABA the item belongs to. */
  accountId: string;
  /** `entry.time` as a date, or when we received it where the item has none. */
  time: Date;
  /** `field` of a change, `messaging` for a messaging item, or '' when neither fits. */
  field: string;
  value: unknown;
}

interface IncomingBase {
  /** The account (channel) it came to. */
  accountId: string;
  /** Platform time, by which messages are ordered. */
  at: Date;
}

/** Something said: by a customer (`in`), or by the business itself elsewhere (`out`, an echo). */
export interface IncomingMessage extends IncomingBase {
  type: 'message';
  direction: 'in' | 'out';
  externalId: string;
  /** `comment` under `postId`, or a direct conversation. */
  place: 'comment' | 'direct';
  postId: string | null;
  /** The comment it answers, when it answers one. */
  parentId: string | null;
  /** The customer: author of an inbound message, recipient of a direct echo; `null` when Meta hides it. */
  person: { id: string; name: string | null; username: string | null } | null;
  text: string;
  /** True when there are no letters or digits (emoji, sticker, like). */
  wordless: boolean;
}

export interface IncomingEdit extends IncomingBase {
  type: 'edit';
  externalId: string;
  text: string;
}

export interface IncomingRemoval extends IncomingBase {
  type: 'removal';
  externalId: string;
}

export interface IncomingHiding extends IncomingBase {
  type: 'hiding';
  externalId: string;
  hidden: boolean;
}

export type Incoming = IncomingMessage | IncomingEdit | IncomingRemoval | IncomingHiding;
