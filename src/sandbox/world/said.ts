/** What was said directly, and what goes out by webhook. */

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
