/**
 * What every channel can do. A channel folder has no database: it gets an account and what to do, and
 * returns an outcome. The steps are separate so that the attempt ledger can stand between them.
 */
import type { ChannelKind } from '../schema.ts';
import type { Account } from './account.ts';
import type { Outcome } from './outcome.ts';
import type {
  CommentAttempt,
  Draft,
  Figures,
  Note,
  PublishAttempt,
  PublishedPost,
  Refusal,
} from './publishing.ts';
import type {
  Ability,
  CommentAction,
  Found,
  MessageTemplate,
  Outgoing,
  Profile,
  SendAttempt,
  Sent,
  Situation,
} from './answering.ts';
import type {
  DirectThread,
  Incoming,
  IncomingMessage,
  IncomingPointer,
  RecentPost,
  WebhookItem,
} from './incoming.ts';

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
