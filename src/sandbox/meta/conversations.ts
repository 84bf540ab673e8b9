import { raise, text, type Call } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { type Shape, pick, showNode } from '../graph/fields.ts';
import { accountOf, contactOf } from '../graph/nodes.ts';
import { type Operation, listParameters } from '../graph/operation.ts';
import { listEdge, listField } from '../graph/paging.ts';
import { personOf, pictureUrl } from '../engine/network.ts';
import { graphTime } from '../world/time.ts';
import type { World } from '../world/shape.ts';
import type { Message, MessageFile } from '../world/said.ts';
import type { Contact } from '../world/accounts.ts';

// Meta answers for the newest twenty of a thread only.
const READABLE = 20;

export const conversationOperations: Operation[] = [
  {
    name: 'conversation.list',
    on: 'GET page/conversations',
    token: 'page',
    parameters: [...listParameters, 'platform', 'user_id'],
    run: listConversations,
  },
  {
    name: 'conversation.read',
    on: 'GET conversation',
    token: 'page',
    run: (call) => showNode(conversationShape, contactOf(call), call),
  },
  {
    name: 'message.read',
    on: 'GET message',
    token: 'page',
    run: (call) => showNode(messageShape, readable(call), call),
  },
  {
    name: 'person.read',
    on: 'GET contact',
    token: 'page',
    run: (call) => showNode(contactShape, heardFrom(call), call),
  },
];

function listConversations(call: Call): unknown {
  const { world } = call.network;
  const page = accountOf(call);
  const platform = text(call, 'platform') || 'messenger';
  const accountId = platform === 'instagram' ? page.instagramId : page.id;
  const userId = text(call, 'user_id');
  const contacts = Object.values(world.contacts).filter(
    (contact) =>
      contact.accountId === accountId &&
      (!userId || contact.id === userId) &&
      thread(world, contact).length > 0,
  );
  const updated = (contact: Contact): number => thread(world, contact)[0]?.createdAt ?? 0;
  return listEdge(
    conversationShape,
    contacts.sort((a, b) => updated(b) - updated(a)),
    call,
  );
}

// Newest first.
function thread(world: World, contact: Contact): Message[] {
  return Object.values(world.messages)
    .filter((message) => message.accountId === contact.accountId && message.contactId === contact.id)
    .reverse()
    .sort((a, b) => b.createdAt - a.createdAt);
}

function readable(call: Call): Message {
  const { world } = call.network;
  if (call.node.kind !== 'message') return raise(refusals.missing(call.path));
  const { message } = call.node;
  const contact = world.contacts[message.contactId];
  const recent = contact ? thread(world, contact).slice(0, READABLE) : [];
  return recent.includes(message) ? message : raise(refusals.missing(message.id));
}

// A profile can be read only after the person wrote.
function heardFrom(call: Call): Contact {
  const contact = contactOf(call);
  const wrote = thread(call.network.world, contact).some((message) => !message.fromBusiness);
  return wrote ? contact : raise(refusals.missing(contact.id));
}

const messageShape: Shape<Message> = {
  name: 'Message',
  defaults: ['id', 'created_time'],
  fields: {
    id: (message) => message.id,
    created_time: (message) => graphTime(message.createdAt),
    message: (message) => message.text,
    from: (message, call, field) =>
      pick(
        participant(call.network.world, message.fromBusiness ? message.accountId : message.contactId),
        field,
        'User',
      ),
    to: (message, call) => ({
      data: [participant(call.network.world, message.fromBusiness ? message.contactId : message.accountId)],
    }),
    attachments: (message, call) =>
      message.files?.length ? { data: message.files.map((file) => fileOf(call, file)) } : undefined,
    reply_to: (message) => (message.quotes ? { mid: message.quotes } : undefined),
  },
};

function fileOf(call: Call, { type, fileId, name }: MessageFile): Record<string, unknown> {
  const url = fileId ? pictureUrl(call.network, fileId) : '';
  const mime_type = call.network.world.pictures[fileId ?? '']?.mime ?? 'application/octet-stream';
  const common = { id: fileId ?? '', mime_type, ...(name ? { name } : {}) };
  if (!fileId) return common;
  if (type === 'video') return { ...common, video_data: { url, width: 720, height: 1280 } };
  if (type === 'audio' || type === 'file') return { ...common, file_url: url };
  return { ...common, image_data: { url, ...(type === 'sticker' ? { render_as_sticker: true } : {}) } };
}

/** A thread with a person, as lists and comments show it. */
export const conversationShape: Shape<Contact> = {
  name: 'UnifiedThread',
  defaults: ['id', 'updated_time'],
  fields: {
    id: (contact) => `t_${contact.id}`,
    updated_time: (contact, call) => graphTime(thread(call.network.world, contact)[0]?.createdAt ?? 0),
    is_owner: () => true,
    participants: (contact, call) => ({
      data: [contact.id, contact.accountId].map((id) => participant(call.network.world, id)),
    }),
    messages: (contact, call, field) =>
      listField(messageShape, thread(call.network.world, contact), call, field, `t_${contact.id}/messages`),
  },
};

const contactShape: Shape<Contact> = {
  name: 'User',
  defaults: ['id'],
  fields: {
    id: (contact) => contact.id,
    name: (contact, call) => personOf(call.network.world, contact.id).name,
    first_name: (contact, call) => personOf(call.network.world, contact.id).name,
    last_name: () => undefined,
    username: (contact, call) => personOf(call.network.world, contact.id).username,
    profile_pic: () => undefined,
    follower_count: () => undefined,
    is_user_follow_business: () => undefined,
  },
};

function participant(world: World, id: string): Record<string, unknown> {
  const { name, username } = personOf(world, id);
  return { id, name, username };
}
