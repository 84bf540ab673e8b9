/** Browser-safe door of the widget room: what the element and the server say to each other. */
import { z } from 'zod';

export const widgetKeyId = /* @__PURE__ */ z.uuid().brand<'widget_key'>();
export type WidgetKeyId = z.infer<typeof widgetKeyId>;

/** A public key as a page names it. */
export const publicKey = /* @__PURE__ */ z.string().regex(/^tg_[0-9a-f]{32}$/);

/** What a customer may call what they say; the study's words. */
export const feedbackKinds = ['question', 'praise', 'suggestion', 'criticism', 'complaint'] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];

/** What would make a complaint right. */
export const feedbackWishes = [
  'replacement',
  'refund',
  'delivery',
  'explanation',
  'other',
  'unknown',
] as const;
export type FeedbackWish = (typeof feedbackWishes)[number];

/** The version of the privacy notice; a new wording is a new version. */
export const noticeVersion = '2026-11-22';

export const mostWords = 4000;
export const mostName = 80;
export const mostOrdered = 200;

/** Nobody reads and fills in the form faster; a program does. */
export const leastMs = 1500;

/** What is sent by the element, as JSON. */
export interface FeedbackBody {
  /** Made where it was written; the same however often it is sent. */
  key: string;
  kind: FeedbackKind | null;
  words: string;
  name: string;
  /** A WhatsApp number or an e-mail address, as typed. */
  contact: string;
  ordered: string;
  wants: FeedbackWish;
  page: string;
  product: string;
  lang: 'id' | 'en';
  /** The version of the notice that was agreed to. */
  notice: string;
  /** Milliseconds between opening the form and sending it. */
  took: number;
  /** Stays empty: nobody sees this field. */
  url: string;
  /** Once a challenge was answered: it and its solution, as ALTCHA writes them. */
  proof?: string;
}

/** What has to be worked out before something is taken from a door that is under attack: ALTCHA's, version 2. */
export interface Challenge {
  parameters: {
    algorithm: 'SHA-256';
    cost: 1;
    data: { door: string; at: number };
    expiresAt: number;
    keyLength: 32;
    keyPrefix: string;
    nonce: string;
    salt: string;
  };
  signature: string;
}

/** What the element is told when it asks whether its key is good. */
export interface Greeting {
  name: string;
  lang: 'id' | 'en';
  sample: boolean;
  /** Address of the hosted form; its privacy notice is below it. */
  form: string;
  /** How soon the business usually answers, in words; '' while its figures are not enough. */
  answers: string;
}

/** What the element is told of what it sent. */
export interface Receipt {
  number: string;
  /** The private address. */
  link: string;
  message: string;
}

/** Codes of refusals; a sentence for people comes with each. */
export type RefusalCode =
  | 'unknown_key'
  | 'origin'
  | 'too_many'
  | 'challenge'
  | 'too_large'
  | 'wrong_type'
  | 'too_fast'
  | 'words'
  | 'contact'
  | 'consent'
  | 'shape'
  | 'not_a_picture'
  | 'heic'
  | 'link';

export interface Refusal {
  code: RefusalCode;
  text: string;
  /** Of the code with this name: send again with its proof. */
  challenge?: Challenge;
}
