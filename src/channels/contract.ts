/**
 * What every channel can do. A channel folder has no database: it gets an account and what to do, and
 * returns an outcome. The steps are separate so that the attempt ledger can stand between them.
 * Long, because it is the one list of everything a channel can be asked.
 */
import type { ChannelKind, Network } from './schema.ts';

/** Where a network's servers are and which app we are there. */
export interface NetworkSettings {
  network: Network;
  /** Origin of the Graph API, e.g. `https://graph.facebook.com`. */
  graphUrl: string;
  /** Origin of the login dialog, e.g. `https://www.facebook.com`. */
  dialogUrl: string;
  /** Origin that fetches and keeps videos, e.g. `https://rupload.facebook.com`. */
  uploadUrl: string;
  /** API version, e.g. `v26.0`. */
  version: string;
  appId: string;
  appSecret: string;
}

/** A connected account with its live credentials; never logged, never sent to a browser. */
export interface Account {
  settings: NetworkSettings;
  kind: ChannelKind;
  /** The account's id on the network: the Instagram user id, the Page id, or the id of a WhatsApp number. */
  externalId: string;
  /** What carries the account: its Page (the account itself on Facebook), or its WhatsApp Business account. */
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

export interface DraftVideo {
  /** Public https address the network fetches the video from. */
  url: string;
  seconds: number;
  width: number;
  height: number;
  bytes: number;
  /** Which moment is the cover; `null` leaves it to the network. */
  coverMs: number | null;
}

/** `feed`: stays on the account (a video becomes a reel where it fits). `story`: gone after 24 hours. */
export type Placement = 'feed' | 'story';

export interface Draft {
  mediaType: 'text' | 'link' | 'photo' | 'video';
  placement: Placement;
  caption: string;
  link: string | null;
  pictures: DraftPicture[];
  video: DraftVideo | null;
  /** What the account itself says under the post once it is out, by `commentOn`. */
  firstComment: string | null;
}

/** What an open attempt remembers, so that a restart can ask the network what happened. */
export interface PublishAttempt {
  draft: Draft;
  containerId: string | null;
  openedAt: Date;
  /** Remote ids that already belong to other posts and therefore can't be this one. */
  knownRemoteIds: string[];
}

/** A message that the network approved beforehand, with what stands in its gaps (WhatsApp). */
export interface OutgoingTemplate {
  name: string;
  language: string;
  values: string[];
  /** The gaps of its words, where they have names instead of numbers. */
  gaps?: string[];
}

/** A message template as the network keeps it. */
export interface MessageTemplate {
  name: string;
  language: string;
  /** `marketing`, `utility` or `authentication`: what the network takes it for, and what it costs. */
  category: string;
  /** Its words, with gaps as {{1}} or {{name}}. */
  body: string;
  header: string | null;
  footer: string | null;
  /** The gaps of its words, in order: what a sender must give. */
  gaps: string[];
}

/** What a person calls themselves; `null` where the network does not say. */
export interface Profile {
  name: string | null;
  username: string | null;
}

/** A reply on its way out: one message on the network. */
export interface Outgoing {
  /**
   * `comment`: answer publicly under `inReplyTo`. `private`: a direct message to whoever wrote the comment `inReplyTo`.
   * `direct`: a direct message to `recipientId`.
   */
  kind: 'comment' | 'private' | 'direct';
  text: string;
  inReplyTo: string | null;
  recipientId: string | null;
  /** Public addresses the network fetches pictures from. */
  pictures: string[];
  /** Sent along where the network gives it back with the echo: our id of the message. */
  metadata: string | null;
  /** Sent by a person after the usual window has closed. */
  tag: 'human_agent' | null;
  /** Instead of the text, where only that may be sent. */
  template: OutgoingTemplate | null;
}

/** What came of a send; `recipientId` where the network says whom it reached (a private reply). */
export interface Sent {
  remoteId: string;
  recipientId?: string;
}

/** What became of a send; `null` when it is certain that there is none. */
export type Found = Sent | { remoteId: null };

/** What can be done with a comment besides answering it. */
export type CommentAction = 'hide' | 'unhide' | 'like' | 'unlike' | 'delete';

/** A way to answer. `human_agent`: a direct message, in the longer window. `template`: approved words alone. */
export type AnswerWay = 'public' | 'private' | 'direct' | 'human_agent' | 'template';

/** Why a way is closed, so that the composer can say it and what to do instead. */
export type ClosedReason =
  /** This comment had its one private reply. */
  | 'used'
  /** The comment is too old for a private reply. */
  | 'too_old'
  /** There is no comment left to answer. */
  | 'comment_gone'
  /** The person has never written directly. */
  | 'never_wrote'
  /** The window since the person's last message has closed. */
  | 'window_closed'
  /** Only a person in the place itself can answer. */
  | 'by_hand';

/** What a channel must know to say how a conversation can be answered. */
export interface Situation {
  kind: 'comment' | 'dm' | 'feedback';
  now: Date;
  /** The comment to be answered; `null` where none is left, and in other conversations. */
  comment: { at: Date; privatelyAnswered: boolean } | null;
  /** When the person last wrote in this direct conversation. */
  heardAt: Date | null;
  /** Whether the app may answer as a person for longer; the operator says so. */
  humanAgent: boolean;
}

export interface Ability {
  way: AnswerWay;
  /** The way is open before this instant; `null` where it has no end. */
  until: Date | null;
  /** `null` while it is open. */
  closed: ClosedReason | null;
}

export interface SendAttempt {
  outgoing: Outgoing;
  openedAt: Date;
  knownRemoteIds: string[];
}

/** A first comment on its way out, or one that may be out. */
export interface CommentAttempt {
  remotePostId: string;
  text: string;
  openedAt: Date;
  knownRemoteIds: string[];
}

/** A published post, with what decides which figures the network keeps of it. */
export interface PublishedPost {
  remoteId: string;
  mediaType: Draft['mediaType'];
  placement: Placement;
}

/** A post's figures. `null` where the network gives none (not yet, not for this kind, or never): that is not 0. */
export interface Figures {
  reach: number | null;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  saves: number | null;
  views: number | null;
}

/** Why this channel will not take a draft, in words the composer can show. */
export type Refusal =
  | { code: 'no_posts' }
  | { code: 'needs_picture' }
  | { code: 'needs_video' }
  | { code: 'needs_media' }
  | { code: 'one_media'; count: number }
  | { code: 'no_pictures' }
  | { code: 'video_too_short'; limit: number; seconds: number }
  | { code: 'video_too_long'; limit: number; seconds: number }
  | { code: 'video_too_big'; limit: number; bytes: number }
  | { code: 'video_too_wide'; limit: number; width: number }
  | { code: 'video_too_narrow'; limit: number; width: number }
  | { code: 'too_many_pictures'; limit: number; count: number }
  | { code: 'needs_link' }
  | { code: 'no_link' }
  | { code: 'no_video' }
  | { code: 'empty' }
  | { code: 'caption_too_long'; limit: number; length: number }
  | { code: 'too_many_hashtags'; limit: number; count: number }
  | { code: 'too_many_mentions'; limit: number; count: number }
  | { code: 'no_first_comment' }
  | { code: 'first_comment_too_long'; limit: number; length: number }
  | { code: 'first_comment_hashtags'; limit: number; count: number }
  | { code: 'first_comment_mentions'; limit: number; count: number };

/** What will look different on this channel from what was composed, although the channel takes it. */
export type Note =
  { code: 'story_without_words' } | { code: 'cropped_to_first' } | { code: 'cover_not_chosen' };

export interface Channel {
  kind: ChannelKind;
  /** Whether posts can be planned for it. */
  publishes: boolean;
  /** Seconds before the hour at which `prepare` may run for what `prepares`; 0 where nothing can be prepared. */
  prepareAhead: number;
  refuses(draft: Draft): Refusal[];
  notes(draft: Draft): Note[];
  /** Whether `publish` needs what `prepare` made; where not, it may be called without. */
  prepares(draft: Pick<Draft, 'mediaType' | 'placement' | 'pictures'>): boolean;
  /**
   * Not idempotent, but harmless when repeated: an unpublished container is never seen by anyone. `containerId` is
   * for this channel to read and for others to keep.
   */
  prepare(account: Account, draft: Draft): Promise<Outcome<{ containerId: string | null }>>;
  poll(account: Account, containerId: string): Promise<Outcome<{ ready: boolean }>>;
  /** Not idempotent: only the attempt ledger may call it. */
  publish(account: Account, draft: Draft, containerId: string | null): Promise<Outcome<{ remoteId: string }>>;
  /** What became of an attempt: the post's id, or `null` when it is certain that there is none. */
  lookup(account: Account, attempt: PublishAttempt): Promise<Outcome<{ remoteId: string | null }>>;
  /** A comment of the account's own under its post. Not idempotent: only the attempt ledger may call it. */
  commentOn(account: Account, remotePostId: string, text: string): Promise<Outcome<{ remoteId: string }>>;
  /** What became of a comment: its id, or `null` when it is certain that there is none. */
  lookupComment(account: Account, attempt: CommentAttempt): Promise<Outcome<{ remoteId: string | null }>>;
  metrics(account: Account, post: PublishedPost): Promise<Outcome<Figures>>;
  followers(account: Account): Promise<Outcome<{ followers: number | null }>>;
  /** Posts of the last 24 hours and how many there may be, as the network says; `null` where it says nothing. */
  quota(account: Account): Promise<Outcome<{ used: number | null; total: number | null }>>;
  /**
   * Before publishing: fails with `token_dead`, or with `permission_missing` when what publishing needs was taken
   * back. `missing`: other permissions that are no longer there. `endsAt`: when access runs out, where known.
   */
  check(account: Account): Promise<Outcome<{ missing: string[]; endsAt: Date | null }>>;
  permalink(account: Account, remoteId: string): Promise<Outcome<{ permalink: string }>>;
  /** Not idempotent: only the delivery ledger may call it. */
  send(account: Account, outgoing: Outgoing): Promise<Outcome<Sent>>;
  lookupSent(account: Account, attempt: SendAttempt): Promise<Outcome<Found>>;
  /**
   * The ways to answer that exist here, the likeliest first; each open, or closed for a reason. Pure: what the network
   * would refuse is closed, so that nobody writes in vain.
   */
  answers(situation: Situation): Ability[];
  /** Hides, likes or deletes a comment, or takes that back. Harmless when repeated. */
  moderate(account: Account, commentId: string, action: CommentAction): Promise<Outcome>;
  /**
   * The comments and replies under a post since an instant (`null`: all of them), for the poll that finds what
   * webhooks missed. `complete` is false when the list was longer than one poll reads.
   */
  comments(
    account: Account,
    remotePostId: string,
    since: Date | null,
  ): Promise<Outcome<{ messages: Incoming[]; complete: boolean }>>;
  /**
   * Parses one stored webhook item; never throws. `[]` for what it knows and the inbox has no use for (a like of a
   * post, our own post); `null` for a shape it does not know.
   */
  read(item: WebhookItem): Incoming[] | null;
  // What follows is absent where a network has nothing of the kind.
  /** Asks for what a webhook only pointed at. */
  fetchMention?(account: Account, pointer: IncomingPointer): Promise<Outcome<{ message: IncomingMessage }>>;
  /** Posts on the account since an instant, newest first, whoever made them, for the poll. */
  recentPosts?(account: Account, since: Date): Promise<Outcome<{ posts: RecentPost[] }>>;
  /** Direct conversations in which something was said since an instant (`null`: all of them). */
  directThreads?(account: Account, since: Date | null): Promise<Outcome<{ threads: DirectThread[] }>>;
  /** The newest messages of a direct conversation: Meta shows twenty. */
  directMessages?(account: Account, thread: DirectThread): Promise<Outcome<{ messages: IncomingMessage[] }>>;
  /** Tells the network, and so the person, that a message was read. Harmless when repeated. */
  markRead?(account: Account, externalId: string): Promise<Outcome>;
  /** What a person who wrote directly calls themselves. */
  profile?(account: Account, personId: string): Promise<Outcome<{ profile: Profile }>>;
  /** The message templates that may be sent at present. */
  templates?(account: Account): Promise<Outcome<{ templates: MessageTemplate[] }>>;
  /** Where a file can be fetched that the network names by an id alone, and what to say when fetching it. */
  fileAddress?(
    account: Account,
    mediaId: string,
  ): Promise<Outcome<{ url: string; headers: Record<string, string> }>>;
}

export interface RecentPost {
  id: string;
  /** Comments and replies under it; `null` where the network does not say. Unchanged: nothing to read there. */
  comments: number | null;
  /** The post itself, where a visitor made it. */
  said: IncomingMessage | null;
}

export interface DirectThread {
  id: string;
  /** When something was last said in it, as the network writes it. */
  updated: string;
  person: { id: string; name: string | null; username: string | null } | null;
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

/** What a message speaks of beside its words. */
export type About = 'story_reply' | 'story_mention' | 'mention' | 'visitor_post' | 'ad' | 'post';

/** A file that came with a message. Meta's addresses expire: it is copied at once. */
export interface IncomingAttachment {
  kind: 'image' | 'video' | 'audio' | 'file' | 'sticker';
  /** Where it can be fetched for a short while; `null` where only `mediaId` leads to it, or nothing does. */
  url: string | null;
  /** The network's id of the file, where it must be asked for its address (WhatsApp). */
  mediaId: string | null;
  name: string | null;
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
  /** True when there are neither letters or digits nor a file that may say something (emoji, sticker, like). */
  wordless: boolean;
  about: About | null;
  /** The story, post or advertisement it speaks of, where the network gives its address. */
  aboutUrl: string | null;
  /** The message it quotes. */
  quotesId: string | null;
  attachments: IncomingAttachment[];
  /** What we sent along so that the echo can be told for ours (Messenger `metadata`). */
  metadata: string | null;
  /** What it is about, where it was sorted before it is stored. */
  sorting?: Sorting;
}

export interface Sorting {
  intent: string;
  topic: string | null;
  sentiment: string;
  urgency: string;
  model: string;
  confidence: number | null;
}

export interface IncomingEdit extends IncomingBase {
  type: 'edit';
  externalId: string;
  text: string;
  /** As for a message, by the words alone: files stay what they are. */
  wordless: boolean;
  sorting?: Sorting;
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

/** A reaction on a message or comment; `emoji` is `null` when it was taken back. */
export interface IncomingReaction extends IncomingBase {
  type: 'reaction';
  externalId: string;
  /** Who reacted; the account's own id when the business did. */
  personId: string;
  emoji: string | null;
}

/** How far answers of ours got: those named, or (`upTo`) all to this person that were sent by then. */
export interface IncomingReceipt extends IncomingBase {
  type: 'receipt';
  status: 'sent' | 'delivered' | 'read' | 'failed';
  externalIds: string[];
  upTo: Date | null;
  personId: string | null;
  /** Why it failed. */
  reason: Reason | null;
  /** What we sent along, by which a message whose id we never learned is known for ours (WhatsApp). */
  metadata?: string | null;
}

/** Told only where something was said: the network gives the words when it is asked. */
export interface IncomingPointer extends IncomingBase {
  type: 'pointer';
  /** Somebody's post that mentions the account, or under which it is mentioned. */
  mediaId: string;
  /** The comment that mentions it; `null` when the post itself does. */
  commentId: string | null;
}

export type Incoming =
  | IncomingMessage
  | IncomingEdit
  | IncomingRemoval
  | IncomingHiding
  | IncomingReaction
  | IncomingReceipt
  | IncomingPointer;
