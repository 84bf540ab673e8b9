import { z } from 'zod';
import { faultSchema } from './faults.ts';
import { settingsSchema } from './settings.ts';
import { waSchemas } from './whatsapp/control.ts';

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
    text: text.min(1),
    fromBusiness: z.boolean().default(false),
    createdAt: time.optional(),
  }),
  tokens: z.strictObject({
    action: z.enum(['expire', 'revoke', 'remove_app']),
    /** Only this app's tokens. */
    appId: text.optional(),
    /** Only tokens of this Page and the user tokens they came from are left alone. */
    pageId: text.optional(),
    subcode: z.number().int().optional(),
  }),
  withdrawals: z.strictObject({ permission: text.min(1) }),
  settings: settingsSchema.partial(),
  faults: faultSchema,
  ...waSchemas,
};

export type ControlInputs = { [Name in keyof typeof controlSchemas]: z.input<(typeof controlSchemas)[Name]> };
