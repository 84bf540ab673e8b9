import { createReceivedControl, keepFile } from './received.ts';
import { controlSchemas, type ControlInputs as Inputs } from './schemas.ts';
import { faultSchema } from '../engine/faults.ts';
import { ControlError, findAccount, findComment, findPost } from './find.ts';
import { sniff } from '../files/jpeg.ts';
import { commenterId, permalink, type Network } from '../engine/network.ts';
import { addPost } from '../world/posts.ts';
import * as speak from '../world/speak.ts';
import type { Comment } from '../world/published.ts';
import { tellOfDeparture } from '../webhooks/departure.ts';
import { everyField } from '../webhooks/subscriptions.ts';
import { verifyCallback } from '../webhooks/verify.ts';
import { waControl } from '../whatsapp/control.ts';

/** Everything a test, the demo or a person playing the customer can make happen. */
export function createControl(network: Network) {
  const { world } = network;
  const said = (comment: Comment) => ({
    id: comment.id,
    postId: comment.postId,
    authorId: commenterId(network, comment.authorId),
  });
  return {
    ...waControl(network),
    apps(input: Inputs['apps']) {
      const app = controlSchemas.apps.parse(input);
      const known = world.apps[app.id];
      const isSame = known?.callbackUrl === app.callbackUrl && known.verifyToken === app.verifyToken;
      world.apps[app.id] = {
        ...app,
        subscriptions: { ...everyField(), ...known?.subscriptions },
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
      const { postId, persona, parentId, picture, ...rest } = controlSchemas.comments.parse(input);
      const post = findPost(network, postId);
      const authorId = speak.contactNamed(network, findAccount(network, post.accountId), persona);
      if (parentId) findComment(network, parentId);
      if (picture && post.platform === 'instagram')
        throw new ControlError('comments on Instagram have no pictures');
      const beside = picture ? { pictureId: keepFile(network, picture) } : {};
      const given = { authorId, ...whole(rest), ...beside, parentId: parentId ?? null };
      return said(speak.comment(network, post, given));
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
    ...createReceivedControl(network),
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
    async departures(input: Inputs['departures']) {
      const { appId, forget } = controlSchemas.departures.parse(input);
      const app = world.apps[appId];
      if (!app) throw new ControlError(`no such app: ${appId}`);
      delete world.grants[appId];
      return tellOfDeparture(network, app, forget ? 'data-deletion' : 'deauthorize');
    },
    /** The owner takes one permission back, in the network's own settings. */
    withdrawals(input: Inputs['withdrawals']) {
      const { permission } = controlSchemas.withdrawals.parse(input);
      const grants = Object.values(world.grants);
      for (const grant of grants) {
        grant.granted = grant.granted.filter((each) => each !== permission);
        grant.declined = [...new Set([...grant.declined, permission])];
      }
      return { changed: grants.length };
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
