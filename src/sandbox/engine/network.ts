import type { CallLog } from './call-log.ts';
import type { FaultBook } from './faults.ts';
import type { PictureStore } from '../files/pictures.ts';
import type { Settings } from './settings.ts';
import type { WebhookQueue } from '../webhooks/waiting.ts';
import type { World } from '../world/shape.ts';
import type { Comment, Post } from '../world/published.ts';
import type { Account, Contact } from '../world/accounts.ts';
import { nextId } from '../world/ids.ts';

/** One running sandbox: its world and the few things around it. */
export interface Network {
  world: World;
  settings: Settings;
  /** Origin of the sandbox, where permalinks and pictures live. */
  url: string;
  /** The clock of everything that is posted or said; injected by tests. */
  now(): number;
  pictures: PictureStore;
  faults: FaultBook;
  calls: CallLog;
  webhooks: WebhookQueue;
  changed(): void;
  warn(text: string): void;
}

export const permalink = (network: Network, post: Post): string => `${network.url}/p/${post.id}`;

export const pictureUrl = (network: Network, id: string): string => `${network.url}/_sandbox/pictures/${id}`;

/** The persona's id on this account; made when first needed. */
export function contactFor(world: World, personaId: string, accountId: string): Contact {
  const known = Object.values(world.contacts).find(
    (contact) => contact.personaId === personaId && contact.accountId === accountId,
  );
  if (known) return known;
  const contact = { id: nextId(world, '7', 16), personaId, accountId };
  world.contacts[contact.id] = contact;
  return contact;
}

/** The id under which comments on a Page show their author; Messenger's is the contact's own. */
export function commenterId(network: Network, authorId: string): string {
  const contact = network.world.contacts[authorId];
  const isPage = network.world.accounts[contact?.accountId ?? '']?.platform === 'facebook';
  return contact && isPage && network.settings.ownCommenterIds ? `10${contact.id}` : authorId;
}

/** Who an author id stands for: the account itself or one of its contacts. */
export function personOf(world: World, authorId: string): { id: string; name: string; username: string } {
  const account = world.accounts[authorId];
  if (account) return { id: account.id, name: account.name, username: account.username };
  const persona = world.personas[world.contacts[authorId]?.personaId ?? ''];
  return { id: authorId, name: persona?.name ?? 'Tanpa nama', username: persona?.username ?? 'tanpa.nama' };
}

export function accountOfPost(world: World, post: Post): Account {
  return world.accounts[post.accountId] as Account;
}

/** An account's own posts, newest first, as every list of posts is; with what visitors put on a Page when asked for. */
export function postsOf(world: World, accountId: string, withVisitors = false): Post[] {
  return Object.values(world.posts)
    .filter((post) => post.accountId === accountId && post.published && (withVisitors || !post.visitorId))
    .reverse()
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** Oldest first. */
export function commentsOf(world: World, postId: string, parentId: string | null): Comment[] {
  return Object.values(world.comments)
    .filter((comment) => comment.postId === postId && comment.parentId === parentId)
    .sort((a, b) => a.createdAt - b.createdAt);
}
