/** Everything said and liked goes through here, whether by the Graph API, the pages or the control API. */
import { nextId, randomText } from './ids.ts';
import { contactFor, type Network } from '../engine/network.ts';
import * as announce from '../webhooks/announce.ts';
import { messageSent } from '../webhooks/announce-direct.ts';
import type { Message } from './said.ts';
import type { Comment, Post } from './published.ts';
import type { Account } from './accounts.ts';

export interface Said {
  authorId: string;
  text: string;
  parentId?: string | null;
  createdAt?: number;
  pictureId?: string;
}

/** Adds a comment; an answer to an answer joins the same thread, one level deep. */
export function comment(network: Network, post: Post, said: Said): Comment {
  const { world } = network;
  const parent = said.parentId ? world.comments[said.parentId] : undefined;
  const added: Comment = {
    id: commentId(network, post),
    postId: post.id,
    accountId: post.accountId,
    platform: post.platform,
    parentId: parent ? (parent.parentId ?? parent.id) : null,
    authorId: said.authorId,
    text: said.text,
    createdAt: said.createdAt ?? network.now(),
    hidden: false,
    likes: [],
    privateReplyId: null,
    ...(said.pictureId ? { pictureId: said.pictureId } : {}),
  };
  world.comments[added.id] = added;
  announce.commentChanged(network, added, 'add', added.createdAt);
  return added;
}

// A Page comment's id begins with the post's own number.
function commentId(network: Network, post: Post): string {
  if (post.platform === 'instagram') return nextId(network.world, '178');
  return `${post.id.split('_')[1]}_${nextId(network.world, '1', 15)}`;
}

export function editComment(network: Network, edited: Comment, text: string): void {
  edited.text = text;
  announce.commentChanged(network, edited, 'edited', network.now());
}

export function hideComment(network: Network, hidden: Comment, isHidden: boolean): void {
  // Instagram keeps an account's own comments visible.
  if (hidden.platform === 'instagram' && hidden.authorId === hidden.accountId) return;
  if (hidden.hidden === isHidden) return;
  hidden.hidden = isHidden;
  announce.commentChanged(network, hidden, isHidden ? 'hide' : 'unhide', network.now());
}

/** Removes a comment and its answers. */
export function removeComment(network: Network, removed: Comment): void {
  const { comments } = network.world;
  for (const answer of Object.values(comments))
    if (answer.parentId === removed.id) delete comments[answer.id];
  delete comments[removed.id];
  announce.commentChanged(network, removed, 'remove', network.now());
}

/** Likes a post or a comment, or takes the like back. */
export function like(network: Network, liked: Post | Comment, likerId: string, on = true): void {
  const has = liked.likes.includes(likerId);
  if (has === on) return;
  liked.likes = on ? [...liked.likes, likerId] : liked.likes.filter((id) => id !== likerId);
  announce.liked(network, liked, likerId, on ? 'add' : 'remove');
}

/** A direct message in either direction. */
export function message(
  network: Network,
  account: Account,
  given: Pick<Message, 'contactId' | 'fromBusiness' | 'text'> & Partial<Message>,
  tell: (network: Network, account: Account, sent: Message) => void = messageSent,
): Message {
  const sent: Message = {
    createdAt: network.now(),
    appId: null,
    metadata: null,
    ...given,
    accountId: account.id,
    id: `m_${randomText(network.world, 40)}`,
  };
  network.world.messages[sent.id] = sent;
  tell(network, account, sent);
  return sent;
}

/** The contact of a persona on an account. */
export function contactNamed(network: Network, account: Account, nameOrId: string): string {
  return contactFor(network.world, personaNamed(network, nameOrId), account.id).id;
}

/** A persona named by id, username or name; a new name becomes a new persona. */
export function personaNamed(network: Network, nameOrId: string): string {
  const { world } = network;
  const wanted = nameOrId.trim();
  const known =
    world.personas[wanted] ??
    Object.values(world.personas).find(({ name, username }) => name === wanted || username === wanted);
  return known?.id ?? addPersona(network, wanted);
}

function addPersona(network: Network, name: string): string {
  const id = nextId(network.world, '6', 15);
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '');
  const base = `${plain.replace(/\.contoh$/, '') || 'pelanggan'}.contoh`;
  const taken = new Set(Object.values(network.world.personas).map(({ username }) => username));
  const username = taken.has(base) ? `${plain || 'pelanggan'}.${id.slice(-4)}.contoh` : base;
  network.world.personas[id] = { id, name, username };
  return id;
}
