import { z } from 'zod';
import { faultSchema } from '../engine/faults.ts';
import { settingsSchema } from '../engine/settings.ts';
import { waSchemas } from '../whatsapp/control.ts';

const text = z.string();
const time = z
  .union([z.number(), z.iso.datetime({ offset: true })])
  .transform((at) => new Date(at).getTime());

/** What each control takes. Over HTTP and as a method the same schema reads it. */
export const controlSchemas = {
  apps: z.object({
    id: text.min(1),
    secret: text.min(1),
    callbackUrl: text,
    verifyToken: text,
    redirectUris: z.array(text).default([]),
    requireProof: z.boolean().default(false),
  }),
  posts: z.strictObject({
    /** Account id or username; `facebook:` or `instagram:` before a name chooses the platform. */
    account: text,
    caption: text.default(''),
    /** An address to fetch, or the file itself in base64. */
    picture: text.optional(),
    altText: text.default(''),
    link: text.optional(),
    createdAt: time.optional(),
  }),
  comments: z.strictObject({
    postId: text,
    /** Persona id, username or any sample name. */
    persona: text,
    text: text.min(1),
    createdAt: time.optional(),
    parentId: text.optional(),
    /** On Facebook, in base64. */
    picture: text.optional(),
  }),
  replies: z.strictObject({
    postId: text.optional(),
    parentId: text.optional(),
    text: text.min(1),
    createdAt: time.optional(),
  }),
  edits: z.strictObject({ commentId: text, text: text.min(1) }),
  removals: z.strictObject({ commentId: text }),
  likes: z.strictObject({ id: text, persona: text, on: z.boolean().default(true) }),
  messages: z.strictObject({
    account: text,
    persona: text,
    text: text.default(''),
    fromBusiness: z.boolean().default(false),
    createdAt: time.optional(),
    files: z
      .array(
        z.strictObject({
          type: z.enum([
            'image',
            'video',
            'audio',
            'file',
            'sticker',
            'story_mention',
            'ig_post',
            'ephemeral',
          ]),
          /** In base64. */
          file: text.optional(),
          name: text.optional(),
          mime: text.optional(),
        }),
      )
      .default([]),
    /** The message it quotes. */
    quotes: text.optional(),
    /** The story of the account that it answers. */
    storyId: text.optional(),
    fromAd: z.boolean().default(false),
    /** Something that the network shows in its own app alone. */
    unsupported: z.boolean().default(false),
    /** A pressed button: `text` is what stands on it. */
    button: z.boolean().default(false),
  }),
  reactions: z.strictObject({ messageId: text, emoji: text.nullable() }),
  unsends: z.strictObject({ messageId: text }),
  messageEdits: z.strictObject({ messageId: text, text: text.min(1) }),
  /** The customer opens the thread, or their telephone gets it. */
  reads: z.strictObject({ account: text, persona: text }),
  arrivals: z.strictObject({ account: text, persona: text }),
  /** The address of every file of a message stops working. */
  expiries: z.strictObject({ messageId: text }),
  /** A visitor's post on a Page. */
  visits: z.strictObject({
    account: text,
    persona: text,
    text: text.default(''),
    picture: text.optional(),
    createdAt: time.optional(),
  }),
  visitChanges: z.strictObject({ postId: text, text: text.optional(), remove: z.boolean().default(false) }),
  mentions: z.strictObject({
    account: text,
    persona: text,
    text: text.min(1),
    /** Under somebody's post, or in its caption. */
    inComment: z.boolean().default(true),
    createdAt: time.optional(),
  }),
  /** Anything at all, in the shape of a webhook: for what Meta may think of tomorrow. */
  events: z.strictObject({ account: text, field: text, value: z.unknown() }),
  tokens: z.strictObject({
    action: z.enum(['expire', 'revoke', 'remove_app']),
    /** Only this app's tokens. */
    appId: text.optional(),
    /** Only tokens of this Page and the user tokens they came from are left alone. */
    pageId: text.optional(),
    subcode: z.number().int().optional(),
  }),
  /** The person removes an app, and may ask to be forgotten. */
  departures: z.strictObject({ appId: text, forget: z.boolean().default(false) }),
  withdrawals: z.strictObject({ permission: text.min(1) }),
  settings: settingsSchema.partial(),
  faults: faultSchema,
  ...waSchemas,
};

export type ControlInputs = { [Name in keyof typeof controlSchemas]: z.input<(typeof controlSchemas)[Name]> };
