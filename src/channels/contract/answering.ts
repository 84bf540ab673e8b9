/** What is said to a customer, and which ways to say it are open. */
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
