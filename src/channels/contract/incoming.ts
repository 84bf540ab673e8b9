/** What a network tells: webhook items, and what they are read as. */
import type { Reason } from './outcome.ts';

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
