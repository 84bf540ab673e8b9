/** Direct messages, and what becomes of them, as Messenger and Instagram announce them. */
import { permalink, pictureUrl, type Network } from '../engine/network.ts';
import { seconds } from '../world/time.ts';
import type { Mention, Message, MessageFile } from '../world/said.ts';
import type { Account } from '../world/accounts.ts';
import { send } from './announce.ts';

export function messageSent(network: Network, account: Account, message: Message): void {
  // Instagram's echoes come within `messages`.
  const field = message.fromBusiness && account.platform === 'facebook' ? 'message_echoes' : 'messages';
  tell(network, account, message, field, message.createdAt, {
    message: {
      mid: message.id,
      ...(message.text ? { text: message.text } : {}),
      ...(message.fromBusiness ? { is_echo: true } : {}),
      ...(message.appId ? { app_id: message.appId } : {}),
      // Instagram keeps what travelled along to itself.
      ...(message.metadata && account.platform === 'facebook' ? { metadata: message.metadata } : {}),
      ...(message.files?.length ? { attachments: message.files.map((file) => shown(network, file)) } : {}),
      ...replyTo(network, message),
      ...(message.fromAd
        ? { referral: { ref: 'iklan-contoh', source: 'ADS', type: 'OPEN_THREAD', ad_id: '6000000000001' } }
        : {}),
      ...(message.unsupported ? { is_unsupported: true } : {}),
    },
  });
}

function replyTo(network: Network, { quotes, storyId }: Message): Record<string, unknown> {
  const story = storyId ? network.world.posts[storyId] : undefined;
  if (story) return { reply_to: { story: { url: permalink(network, story), id: story.id } } };
  return quotes ? { reply_to: { mid: quotes } } : {};
}

function shown(network: Network, { type, fileId, name }: MessageFile): Record<string, unknown> {
  if (type === 'ephemeral' || !fileId) return { type };
  const url = pictureUrl(network, fileId);
  if (type === 'sticker') return { type: 'image', payload: { url, sticker_id: 369239263222822 } };
  if (type === 'ig_post') return { type, payload: { ig_post_media_id: fileId, title: name ?? '', url } };
  return { type, payload: { url, ...(name ? { title: name } : {}) } };
}

/** Instagram tells that a message was taken back; Messenger does not. */
export function messageUnsent(network: Network, account: Account, message: Message): void {
  tell(network, account, message, 'messages', network.now(), {
    message: { mid: message.id, is_deleted: true, ...(message.fromBusiness ? { is_echo: true } : {}) },
  });
}

export function messageEdited(network: Network, account: Account, message: Message): void {
  const field = account.platform === 'instagram' ? 'message_edit' : 'message_edits';
  const message_edit = { mid: message.id, text: message.text, num_edit: message.edits ?? 1 };
  tell(network, account, message, field, network.now(), { message_edit });
}

const reactionNames: Record<string, string> = {
  '❤': 'love',
  '❤️': 'love',
  '😂': 'laugh',
  '👍': 'like',
  '😢': 'sad',
};

export function reacted(network: Network, account: Account, message: Message, emoji: string | null): void {
  const reaction = {
    mid: message.id,
    action: emoji ? 'react' : 'unreact',
    ...(emoji ? { reaction: reactionNames[emoji] ?? 'other', emoji } : {}),
  };
  // Whoever reacts is the sender, whoever wrote the message.
  const byCustomer = { ...message, fromBusiness: false };
  tell(network, account, byCustomer, 'message_reactions', network.now(), { reaction });
}

/** The customer has seen the thread: Messenger tells until when, Instagram up to which message. */
export function threadRead(network: Network, account: Account, last: Message): void {
  const byCustomer = { ...last, fromBusiness: false };
  const at = network.now();
  if (account.platform === 'instagram')
    return tell(network, account, byCustomer, 'messaging_seen', at, { read: { mid: last.id } });
  return tell(network, account, byCustomer, 'message_reads', at, { read: { watermark: at } });
}

/** Messenger alone tells of deliveries. */
export function messagesDelivered(network: Network, account: Account, messages: Message[]): void {
  const last = messages.at(-1);
  if (!last || account.platform === 'instagram') return;
  const delivery = { mids: messages.map(({ id }) => id), watermark: last.createdAt };
  tell(network, account, { ...last, fromBusiness: false }, 'message_deliveries', network.now(), { delivery });
}

export function buttonPressed(network: Network, account: Account, message: Message): void {
  const postback = { mid: message.id, title: message.text, payload: 'TOMBOL_CONTOH' };
  tell(network, account, message, 'messaging_postbacks', message.createdAt, { postback });
}

/** Instagram says only where; Facebook says what as well. */
export function mentioned(
  network: Network,
  account: Account,
  mention: Mention,
  sender: { name: string },
): void {
  const isComment = mention.id !== mention.mediaId;
  const at = seconds(mention.createdAt);
  if (account.platform === 'instagram') {
    const value = { media_id: mention.mediaId, ...(isComment ? { comment_id: mention.id } : {}) };
    const entry = { id: account.id, time: at, changes: [{ field: 'mentions', value }] };
    return send(network, account, 'instagram', 'mentions', entry);
  }
  const value = {
    item: isComment ? 'comment' : 'post',
    verb: 'add',
    post_id: mention.mediaId,
    ...(isComment ? { comment_id: mention.id } : {}),
    sender_id: mention.authorId,
    sender_name: sender.name,
    created_time: at,
    message: mention.text,
  };
  return send(network, account, 'page', 'mention', {
    id: account.id,
    time: at,
    changes: [{ field: 'mention', value }],
  });
}

function tell(
  network: Network,
  account: Account,
  message: Message,
  field: string,
  timestamp: number,
  event: Record<string, unknown>,
): void {
  const business = { id: account.id };
  const customer = { id: message.contactId };
  const parties = message.fromBusiness
    ? { sender: business, recipient: customer }
    : { sender: customer, recipient: business };
  const entry = { id: account.id, time: timestamp, messaging: [{ ...parties, timestamp, ...event }] };
  send(network, account, account.platform === 'instagram' ? 'instagram' : 'page', field, entry);
}
