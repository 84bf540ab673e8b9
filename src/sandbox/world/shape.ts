/**
 * Everything the sandbox remembers, as plain data, so that one JSON file can hold it.
 * Long, because it is one shape.
 */
import type { WhatsApp } from '../whatsapp/shape.ts';

export type Platform = 'instagram' | 'facebook';

export interface App {
  id: string;
  secret: string;
  callbackUrl: string;
  verifyToken: string;
  /** When given, the dialog accepts no other address; without it any http(s) address will do. */
  redirectUris: string[];
  /** Refuse calls without `appsecret_proof`, as the dashboard's switch does. */
  requireProof: boolean;
  verification: { ok: boolean; reason: string } | null;
  /** Fields this app listens to, by webhook object. */
  subscriptions: Record<string, string[]>;
}

/** A Page or an Instagram professional account. */
export interface Account {
  id: string;
  platform: Platform;
  name: string;
  username: string;
  /** The Page that carries the account; itself for a Page. */
  pageId: string;
  /** The Instagram account linked to a Page. */
  instagramId: string | null;
  followers: number;
  /** `subscribed_apps` of a Page: fields by app id. */
  subscribed: Record<string, string[]>;
}

/** A sample customer. On each account the same person has another id, as on Meta. */
export interface Persona {
  id: string;
  name: string;
  username: string;
}

export interface Contact {
  id: string;
  personaId: string;
  accountId: string;
}

export interface Code {
  value: string;
  appId: string;
  redirectUri: string;
  scopes: string[];
  issuedAt: number;
  used: boolean;
}

export interface Token {
  value: string;
  appId: string;
  /** `system`: of a business, made for one app, for its WhatsApp account alone. */
  kind: 'user' | 'page' | 'system';
  pageId: string | null;
  /** The user token a Page token was made from. */
  parent: string | null;
  issuedAt: number;
  /** 0 never expires. */
  expiresAt: number;
  /** Subcode of error 190 once the token is dead. */
  dead: number | null;
  /** Of a system token: what it opens, and what for. */
  businessId?: string;
  scopes?: string[];
}

/** What the person allowed an app to do. Revoking it kills every token at once. */
export interface Grant {
  granted: string[];
  declined: string[];
  pageIds: string[];
}

/** A video as it was fetched. `fileId` is `null` when it is too large to keep. */
export interface Film {
  fileId: string | null;
  seconds: number;
  width: number;
  height: number;
  coverMs: number | null;
}

/** A video on a Page, from the beginning of its upload to its post. */
export interface Video {
  id: string;
  accountId: string;
  use: 'reel' | 'video' | 'story';
  film: Film | null;
  /** Why it can't be shown; found after it was fetched. */
  problem: string | null;
  expired: boolean;
  caption: string;
  createdAt: number;
  /** Status reads until it is fetched, and until it is processed. */
  fetchPolls: number;
  processPolls: number;
  /** Told to go out. */
  finished: boolean;
  postId: string | null;
  appId: string | null;
}

export interface Container {
  id: string;
  accountId: string;
  mediaType: 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM';
  productType: 'FEED' | 'REELS' | 'STORY';
  caption: string;
  altText: string;
  pictureIds: string[];
  film: Film | null;
  children: string[];
  carouselItem: boolean;
  createdAt: number;
  pollsLeft: number;
  readyAt: number;
  state: 'working' | 'error' | 'expired' | 'published';
  mediaId: string | null;
}

/** An Instagram media or a Page post. */
export interface Post {
  id: string;
  accountId: string;
  platform: Platform;
  mediaType: 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM' | 'STATUS' | 'LINK';
  productType: 'FEED' | 'REELS' | 'STORY';
  caption: string;
  altText: string;
  link: string | null;
  pictureIds: string[];
  film: Film | null;
  createdAt: number;
  published: boolean;
  commentsEnabled: boolean;
  appId: string | null;
  containerId: string | null;
  /** Contact ids, or the account's own id. */
  likes: string[];
  /** The visitor who put it on a Page; absent for the account's own. */
  visitorId?: string;
}

/** A Page photo that is not on the timeline yet. */
export interface Photo {
  id: string;
  accountId: string;
  pictureId: string;
  caption: string;
  altText: string;
  postId: string | null;
}

export interface Comment {
  id: string;
  postId: string;
  accountId: string;
  platform: Platform;
  parentId: string | null;
  /** A contact id, or the account's own id for the business. */
  authorId: string;
  text: string;
  createdAt: number;
  hidden: boolean;
  likes: string[];
  privateReplyId: string | null;
  /** A picture beside the words, on Facebook. */
  pictureId?: string;
}

/** What a message can carry beside its words. */
export interface MessageFile {
  type: 'image' | 'video' | 'audio' | 'file' | 'sticker' | 'story_mention' | 'ig_post' | 'ephemeral';
  /** Where its bytes lie; `null` for what the network shows to nobody else. */
  fileId: string | null;
  name: string | null;
}

/** Somebody else's post or comment that mentions an account. */
export interface Mention {
  /** The comment, or the post. */
  id: string;
  mediaId: string;
  accountId: string;
  /** A contact id. */
  authorId: string;
  text: string;
  createdAt: number;
}

export interface Message {
  id: string;
  accountId: string;
  contactId: string;
  fromBusiness: boolean;
  text: string;
  createdAt: number;
  appId: string | null;
  metadata: string | null;
  files?: MessageFile[];
  /** The message it quotes. */
  quotes?: string;
  /** The story of the account that it answers. */
  storyId?: string;
  /** It came from an advertisement. */
  fromAd?: boolean;
  /** The network shows it in its own app alone. */
  unsupported?: boolean;
  edits?: number;
  /** Emoji by who reacted. */
  reactions?: Record<string, string>;
}

/** A webhook body on its way. Kept as text because the signature covers these very bytes. */
export interface Delivery {
  id: string;
  appId: string;
  body: string;
  attempts: number;
  firstAt: number;
  dueAt: number;
  problem: string | null;
}

export interface WebhookEvent {
  appId: string;
  object: string;
  entry: Record<string, unknown>;
}

export interface World {
  seed: number;
  /** How many ids were given out, and where the random numbers stand. */
  ids: number;
  random: number;
  person: { id: string; name: string };
  apps: Record<string, App>;
  accounts: Record<string, Account>;
  personas: Record<string, Persona>;
  contacts: Record<string, Contact>;
  codes: Record<string, Code>;
  tokens: Record<string, Token>;
  grants: Record<string, Grant>;
  containers: Record<string, Container>;
  posts: Record<string, Post>;
  photos: Record<string, Photo>;
  videos: Record<string, Video>;
  comments: Record<string, Comment>;
  messages: Record<string, Message>;
  mentions: Record<string, Mention>;
  whatsapp: WhatsApp;
  pictures: Record<string, { mime: string }>;
  held: WebhookEvent[];
  deliveries: Delivery[];
}
