/** What a test, the demo or a person playing the customer can do in direct conversations, and on others' pages. */
import { controlSchemas, type ControlInputs as Inputs } from './schemas.ts';
import { ControlError, findAccount, findMessage, findPost } from './find.ts';
import { sniff } from '../files/jpeg.ts';
import { nextId } from '../world/ids.ts';
import { personOf, type Network } from '../engine/network.ts';
import { addPost, removePost } from '../world/posts.ts';
import * as speak from '../world/speak.ts';
import { postChanged, send } from '../webhooks/announce.ts';
import * as announce from '../webhooks/announce-direct.ts';
import type { Mention, Message } from '../world/said.ts';
import type { Account } from '../world/accounts.ts';

export function createReceivedControl(network: Network) {
  const { world } = network;
  const accountOf = ({ accountId }: { accountId: string }): Account => findAccount(network, accountId);
  const thread = (input: { account: string; persona: string }): { account: Account; sent: Message[] } => {
    const account = findAccount(network, input.account);
    const contactId = speak.contactNamed(network, account, input.persona);
    const sent = Object.values(world.messages)
      .filter((one) => one.contactId === contactId && one.accountId === account.id && one.fromBusiness)
      .sort((one, other) => one.createdAt - other.createdAt);
    return { account, sent };
  };
  return {
    messages(input: Inputs['messages']) {
      const {
        account: named,
        persona,
        files,
        createdAt,
        quotes,
        storyId,
        button,
        ...said
      } = controlSchemas.messages.parse(input);
      const account = findAccount(network, named);
      if (!said.text && files.length === 0 && !said.unsupported) throw new ControlError('nothing is said');
      if (quotes) findMessage(network, quotes);
      if (storyId && findPost(network, storyId).productType !== 'STORY')
        throw new ControlError('that is no story');
      const kept = files.map(({ type, file, name, mime }) => ({
        type,
        fileId: file === undefined ? null : keepFile(network, file, mime),
        name: name ?? null,
      }));
      const contactId = speak.contactNamed(network, account, persona);
      const { id } = speak.message(
        network,
        account,
        {
          ...said,
          contactId,
          ...(createdAt === undefined ? {} : { createdAt }),
          ...(kept.length > 0 ? { files: kept } : {}),
          ...(quotes ? { quotes } : {}),
          ...(storyId ? { storyId } : {}),
        },
        button ? announce.buttonPressed : announce.messageSent,
      );
      return { id, contactId };
    },
    reactions(input: Inputs['reactions']) {
      const { messageId, emoji } = controlSchemas.reactions.parse(input);
      const message = findMessage(network, messageId);
      message.reactions = { ...message.reactions };
      if (emoji) message.reactions[message.contactId] = emoji;
      else delete message.reactions[message.contactId];
      announce.reacted(network, accountOf(message), message, emoji);
      return { id: messageId };
    },
    unsends(input: Inputs['unsends']) {
      const message = findMessage(network, controlSchemas.unsends.parse(input).messageId);
      const account = accountOf(message);
      if (account.platform === 'facebook')
        throw new ControlError('Messenger does not tell what was taken back');
      delete world.messages[message.id];
      announce.messageUnsent(network, account, message);
      return { id: message.id };
    },
    messageEdits(input: Inputs['messageEdits']) {
      const { messageId, text } = controlSchemas.messageEdits.parse(input);
      const message = findMessage(network, messageId);
      message.text = text;
      message.edits = (message.edits ?? 0) + 1;
      announce.messageEdited(network, accountOf(message), message);
      return { id: messageId };
    },
    reads(input: Inputs['reads']) {
      const { account, sent } = thread(controlSchemas.reads.parse(input));
      const last = sent.at(-1);
      if (last) announce.threadRead(network, account, last);
      return { read: sent.length };
    },
    arrivals(input: Inputs['arrivals']) {
      const { account, sent } = thread(controlSchemas.arrivals.parse(input));
      announce.messagesDelivered(network, account, sent);
      return { delivered: sent.length };
    },
    expiries(input: Inputs['expiries']) {
      const { files = [] } = findMessage(network, controlSchemas.expiries.parse(input).messageId);
      for (const { fileId } of files) if (fileId) delete world.pictures[fileId];
      return { expired: files.length };
    },
    visits(input: Inputs['visits']) {
      const { account: named, persona, text, picture, createdAt } = controlSchemas.visits.parse(input);
      const account = findAccount(network, named);
      if (account.platform !== 'facebook') throw new ControlError('visitors post on Pages alone');
      const visitorId = speak.contactNamed(network, account, persona);
      const pictureIds = picture ? [keepFile(network, picture)] : [];
      const post = addPost(network, account, {
        mediaType: pictureIds.length > 0 ? 'IMAGE' : 'STATUS',
        ...{ caption: text, pictureIds, visitorId, createdAt: createdAt ?? network.now() },
      });
      return { id: post.id, authorId: visitorId };
    },
    visitChanges(input: Inputs['visitChanges']) {
      const { postId, text, remove } = controlSchemas.visitChanges.parse(input);
      const post = findPost(network, postId);
      if (!post.visitorId) throw new ControlError('that is no post of a visitor');
      if (text !== undefined) post.caption = text;
      if (remove) removePost(world, post);
      postChanged(network, post, remove ? 'remove' : 'edited');
      return { id: postId };
    },
    mentions(input: Inputs['mentions']) {
      const { account: named, persona, text, inComment, createdAt } = controlSchemas.mentions.parse(input);
      const account = findAccount(network, named);
      const authorId = speak.contactNamed(network, account, persona);
      const isPage = account.platform === 'facebook';
      const mediaId = isPage ? `${nextId(world, '61', 15)}_${nextId(world, '12', 15)}` : nextId(world, '180');
      const id = inComment ? nextId(world, isPage ? '13' : '178') : mediaId;
      const mention: Mention = {
        id,
        mediaId,
        accountId: account.id,
        authorId,
        text,
        createdAt: createdAt ?? network.now(),
      };
      world.mentions[id] = mention;
      announce.mentioned(network, account, mention, personOf(world, authorId));
      return { id, mediaId, authorId };
    },
    events(input: Inputs['events']) {
      const { account: named, field, value } = controlSchemas.events.parse(input);
      const account = findAccount(network, named);
      const object = account.platform === 'instagram' ? 'instagram' : 'page';
      const time = Math.floor(network.now() / 1000);
      const entry = { id: account.id, time, changes: [{ field, value }] };
      // No app subscribes to what does not exist yet: it comes under a field that everybody has.
      send(network, account, object, object === 'instagram' ? 'comments' : 'feed', entry);
      return { account: account.id };
    },
  };
}

const kinds: Record<ReturnType<typeof sniff>, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
  unknown: 'application/octet-stream',
};

/** Keeps any file as it was sent, in base64; its type is told from its bytes unless it is given. */
export function keepFile(network: Network, given: string, mime?: string): string {
  const bytes = Buffer.from(given.replace(/^data:[^,]*,/, ''), 'base64');
  return network.pictures.keep({ mime: mime ?? kinds[sniff(bytes)], bytes });
}
