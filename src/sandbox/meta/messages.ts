import { raise, structure, text, type Call } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { accountOf } from '../graph/nodes.ts';
import type { Operation } from '../graph/operation.ts';
import { hasScope, mayReach } from '../graph/access.ts';
import type { Network } from '../engine/network.ts';
import { fetchPageImage } from '../files/media.ts';
import * as speak from '../world/speak.ts';
import type { MessageFile } from '../world/said.ts';
import type { Comment } from '../world/published.ts';
import type { Account, Token } from '../world/accounts.ts';

const DAY_MS = 86_400_000;
const MOST_IMAGE_BYTES = 8 * 1024 * 1024;
const MOST_INSTAGRAM_BYTES = 1000;
const MOST_MESSENGER_CHARACTERS = 2000;

export const messageOperations: Operation[] = [
  {
    name: 'message.send',
    on: 'POST page/messages',
    token: 'page',
    parameters: [
      'recipient',
      'message',
      'messaging_type',
      'tag',
      'sender_action',
      'reply_to',
      'notification_type',
    ],
    run: send,
  },
];

async function send(call: Call): Promise<unknown> {
  const recipient = object(structure(call, 'recipient'), 'recipient');
  if (typeof recipient['comment_id'] === 'string') return replyPrivately(call, recipient['comment_id']);
  const contact = call.network.world.contacts[String(recipient['id'] ?? '')];
  const account = contact && call.network.world.accounts[contact.accountId];
  if (!contact || !account || account.pageId !== accountOf(call).id) {
    return raise(refusals.badParameter('No matching user found'));
  }
  checkScope(call, account);
  if (text(call, 'sender_action')) return { recipient_id: contact.id };
  const allowed = windowOf(call);
  const written = await contentOf(call, account);
  if (sinceHeard(call.network, account, contact.id) > allowed) raise(refusals.windowClosed(account.platform));
  return answer(call, account, contact.id, written);
}

// Once for each comment and within seven days; the window opens only when the person answers.
async function replyPrivately(call: Call, commentId: string): Promise<unknown> {
  const { network } = call;
  const comment = network.world.comments[commentId] ?? raise(refusals.missing(commentId, 'post'));
  const account = network.world.accounts[comment.accountId];
  if (!account || !mayReach(network, call.token as Token, account)) {
    return raise(refusals.missing(commentId, 'post'));
  }
  checkScope(call, account);
  const written = await contentOf(call, account);
  if (comment.authorId === comment.accountId) raise(refusals.personUnavailable());
  if (comment.privateReplyId) raise(refusals.alreadyRepliedTo());
  if (comment.createdAt < network.now() - 7 * DAY_MS) raise(refusals.windowClosed(account.platform));
  return answer(call, account, comment.authorId, written, comment);
}

function answer(
  call: Call,
  account: Account,
  contactId: string,
  written: Content,
  comment?: Comment,
): unknown {
  const sent = speak.message(call.network, account, {
    contactId,
    fromBusiness: true,
    ...written,
    appId: call.token?.appId ?? null,
    metadata: metadataOf(call),
  });
  if (comment) comment.privateReplyId = sent.id;
  return { recipient_id: contactId, message_id: sent.id };
}

// How long after the person's last message this one may come. Every other tag was ended in April 2026.
function windowOf(call: Call): number {
  const tag = text(call, 'tag');
  if (tag === '') {
    if (text(call, 'messaging_type') === 'MESSAGE_TAG') raise(refusals.required('tag'));
    return DAY_MS;
  }
  if (tag !== 'HUMAN_AGENT') raise(refusals.badParameter(`Param tag must not be ${tag}`));
  if (!call.network.settings.humanAgent) raise(refusals.noHumanAgent());
  return 7 * DAY_MS;
}

function checkScope(call: Call, account: Account): void {
  const scope = account.platform === 'instagram' ? 'instagram_manage_messages' : 'pages_messaging';
  if (!hasScope(call.network, call.token as Token, scope)) raise(refusals.permission(scope));
}

/** What a message holds: words, or a picture. */
type Content = { text: string; files?: MessageFile[] };

async function contentOf(call: Call, account: Account): Promise<Content> {
  const message = object(structure(call, 'message'), 'message');
  if (message['attachment'] === undefined) return { text: textOf(call, account) };
  if (message['text'] !== undefined)
    raise(refusals.badParameter('Param message has both text and attachment'));
  const { type, payload } = object(message['attachment'], 'attachment');
  const { url } = object(payload ?? null, 'payload');
  if (type !== 'image' || typeof url !== 'string')
    raise(refusals.badParameter('Param attachment must be an image'));
  const picture = await fetchPageImage(call, url as string);
  if (picture.bytes.length > MOST_IMAGE_BYTES) raise(refusals.badParameter('The attachment is too large'));
  const fileId = call.network.pictures.keep(picture);
  return { text: '', files: [{ type: 'image', fileId, name: null }] };
}

function textOf(call: Call, account: Account): string {
  const written = object(structure(call, 'message'), 'message')['text'];
  if (typeof written !== 'string' || written === '') {
    return raise(refusals.badParameter('Param message[text] must be a non-empty UTF-8 encoded string'));
  }
  const isTooLong =
    account.platform === 'instagram'
      ? Buffer.byteLength(written) > MOST_INSTAGRAM_BYTES
      : [...written].length > MOST_MESSENGER_CHARACTERS;
  if (isTooLong) raise(refusals.badParameter('Length of param message[text] is too long'));
  return written;
}

function metadataOf(call: Call): string | null {
  const metadata = object(structure(call, 'message'), 'message')['metadata'];
  return typeof metadata === 'string' ? metadata : null;
}

function sinceHeard(network: Network, account: Account, contactId: string): number {
  const heard = Object.values(network.world.messages)
    .filter(
      (message) =>
        message.accountId === account.id && message.contactId === contactId && !message.fromBusiness,
    )
    .map((message) => message.createdAt);
  return heard.length ? network.now() - Math.max(...heard) : Infinity;
}

function object(value: unknown, name: string): Record<string, unknown> {
  if (value === null) return raise(refusals.required(name));
  return typeof value === 'object'
    ? (value as Record<string, unknown>)
    : raise(refusals.badParameter(`Param ${name} must be an object`));
}
