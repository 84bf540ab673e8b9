import { z } from 'zod';
import { faultSchema } from './faults.ts';
import { sniff } from './jpeg.ts';
import { permalink, type Network } from './network.ts';
import { addPost } from './posts.ts';
import { settingsSchema } from './settings.ts';
import * as speak from './speak.ts';
import type { Account, Comment, Post } from './world.ts';
import { everyField } from './webhooks/subscriptions.ts';
import { verifyCallback } from './webhooks/verify.ts';

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
  settings: settingsSchema.partial(),
  faults: faultSchema,
};

type Inputs = { [Name in keyof typeof controlSchemas]: z.input<(typeof controlSchemas)[Name]> };
export type ControlInput<Name extends keyof Inputs> = Inputs[Name];

/** A wrong order to the control API, in words for whoever gave it. */
export class ControlError extends Error {}

/** Everything a test, the demo or a person playing the customer can make happen. */
export function createControl(network: Network) {
  const { world } = network;
  const said = (comment: Comment) => ({ id: comment.id, postId: comment.postId, authorId: comment.authorId });
  return {
    apps(input: Inputs['apps']) {
      const app = controlSchemas.apps.parse(input);
      const known = world.apps[app.id];
      const isSame = known?.callbackUrl === app.callbackUrl && known.verifyToken === app.verifyToken;
      world.apps[app.id] = {
        ...app,
        subscriptions: known?.subscriptions ?? everyField(),
        verification: isSame ? known.verification : null,
      };
      const added = world.apps[app.id];
      if (added && !added.verification?.ok)
        void verifyCallback(network, added).then(() => network.webhooks.wake());
      return { id: app.id };
    },
    async posts(input: Inputs['posts']) {
      const given = controlSchemas.posts.parse(input);
      const account = findAccount(network, given.account);
      const pictureIds = given.picture ? [await keepPicture(network, given.picture)] : [];
      const post = addPost(network, account, {
        mediaType:
          pictureIds.length || account.platform === 'instagram' ? 'IMAGE' : given.link ? 'LINK' : 'STATUS',
        caption: given.caption,
        altText: given.altText,
        link: given.link ?? null,
        pictureIds,
        createdAt: given.createdAt ?? network.now(),
      });
      return { id: post.id, permalink: permalink(network, post) };
    },
    comments(input: Inputs['comments']) {
      const { postId, persona, parentId, ...rest } = controlSchemas.comments.parse(input);
      const post = findPost(network, postId);
      const authorId = speak.contactNamed(network, findAccount(network, post.accountId), persona);
      if (parentId) findComment(network, parentId);
      return said(speak.comment(network, post, { authorId, ...whole(rest), parentId: parentId ?? null }));
    },
    replies(input: Inputs['replies']) {
      const { postId, parentId, ...rest } = controlSchemas.replies.parse(input);
      const post = findPost(network, postId ?? findComment(network, parentId ?? '').postId);
      return said(
        speak.comment(network, post, {
          authorId: post.accountId,
          ...whole(rest),
          parentId: parentId ?? null,
        }),
      );
    },
    edits(input: Inputs['edits']) {
      const { commentId, text: written } = controlSchemas.edits.parse(input);
      speak.editComment(network, findComment(network, commentId), written);
      return { id: commentId };
    },
    removals(input: Inputs['removals']) {
      const { commentId } = controlSchemas.removals.parse(input);
      speak.removeComment(network, findComment(network, commentId));
      return { id: commentId };
    },
    likes(input: Inputs['likes']) {
      const { id, persona, on } = controlSchemas.likes.parse(input);
      const liked = world.comments[id] ?? findPost(network, id);
      const liker = speak.contactNamed(network, findAccount(network, liked.accountId), persona);
      speak.like(network, liked, liker, on);
      return { id, likes: liked.likes.length };
    },
    messages(input: Inputs['messages']) {
      const {
        account: named,
        persona,
        text: written,
        fromBusiness,
        createdAt,
      } = controlSchemas.messages.parse(input);
      const account = findAccount(network, named);
      const contactId = speak.contactNamed(network, account, persona);
      const at = createdAt === undefined ? {} : { createdAt };
      const { id } = speak.message(network, account, { contactId, fromBusiness, text: written, ...at });
      return { id, contactId };
    },
    tokens(input: Inputs['tokens']) {
      const { action, appId, pageId, subcode } = controlSchemas.tokens.parse(input);
      const chosen = Object.values(world.tokens).filter(
        (token) => (!appId || token.appId === appId) && (!pageId || token.pageId === pageId),
      );
      for (const token of chosen) {
        if (action === 'remove_app') delete world.grants[token.appId];
        else token.dead = subcode ?? (action === 'expire' ? 463 : 458);
      }
      return { changed: chosen.length };
    },
    settings(input: Inputs['settings']) {
      Object.assign(network.settings, controlSchemas.settings.parse(input));
      network.webhooks.wake();
      return network.settings;
    },
    faults(input: Inputs['faults']) {
      network.faults.add(faultSchema.parse(input));
      return { pending: network.faults.pending() };
    },
  };
}

export type Control = ReturnType<typeof createControl>;

/** An account by id or username. Pages and Instagram accounts may share a username; Instagram comes first. */
export function findAccount(network: Network, named: string): Account {
  const [, platform, name = named] = /^(?:(instagram|facebook):)?(.+)$/.exec(named) ?? [];
  const matching = Object.values(network.world.accounts).filter(
    (account) =>
      (account.id === name || account.username === name) && (!platform || account.platform === platform),
  );
  const account = matching.find((candidate) => candidate.platform === 'instagram') ?? matching[0];
  if (!account) throw new ControlError(`no such account: ${named}`);
  return account;
}

function findPost(network: Network, id: string): Post {
  const post = network.world.posts[id];
  if (!post) throw new ControlError(`no such post: ${id}`);
  return post;
}

function findComment(network: Network, id: string): Comment {
  const comment = network.world.comments[id];
  if (!comment) throw new ControlError(`no such comment: ${id}`);
  return comment;
}

async function keepPicture(network: Network, given: string): Promise<string> {
  const bytes = /^https?:/.test(given)
    ? new Uint8Array(await (await fetch(given)).arrayBuffer())
    : Buffer.from(given.replace(/^data:[^,]*,/, ''), 'base64');
  const kind = sniff(bytes);
  if (kind !== 'jpeg' && kind !== 'png') throw new ControlError('the picture is neither JPEG nor PNG');
  return network.pictures.keep({ mime: `image/${kind}`, bytes });
}

// Optional properties that are absent must stay absent for exact types.
function whole(given: { text: string; createdAt?: number | undefined }): {
  text: string;
  createdAt?: number;
} {
  return given.createdAt === undefined
    ? { text: given.text }
    : { text: given.text, createdAt: given.createdAt };
}
