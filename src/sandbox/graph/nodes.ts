import type { World } from '../world/shape.ts';
import type { Comment, Post, Video } from '../world/published.ts';
import type { Account, Contact } from '../world/accounts.ts';
import { type Call, raise } from './call.ts';
import type { Node } from './node.ts';
import { refusals } from './errors.ts';

/** Finds what an id stands for, or `null`. */
export function findNode(world: World, id: string): Node | null {
  const account = world.accounts[id];
  if (account) return { kind: account.platform === 'instagram' ? 'instagram' : 'page', account };
  const post = world.posts[id];
  if (post) return { kind: post.platform === 'instagram' ? 'media' : 'post', post };
  const comment = world.comments[id];
  if (comment) return { kind: comment.platform === 'instagram' ? 'ig-comment' : 'fb-comment', comment };
  const app = world.apps[id];
  if (app) return { kind: 'app', app };
  const container = world.containers[id];
  if (container) return { kind: 'container', container };
  const photo = world.photos[id];
  if (photo) return { kind: 'photo', photo };
  const video = world.videos[id];
  if (video) return { kind: 'video', video };
  const message = world.messages[id];
  if (message) return { kind: 'message', message };
  const contact = world.contacts[id];
  if (contact) return { kind: 'contact', contact };
  const mention = world.mentions[id];
  if (mention) return { kind: 'mention', mention };
  const partner = id.startsWith('t_') ? world.contacts[id.slice(2)] : undefined;
  if (partner) return { kind: 'conversation', contact: partner };
  const business = world.whatsapp.businesses[id];
  if (business) return { kind: 'waba', business };
  const number = world.whatsapp.numbers[id];
  if (number) return { kind: 'wa-number', number };
  const file = world.whatsapp.files[id];
  if (file) return { kind: 'wa-file', file };
  return null;
}

/** The account a node belongs to, by which access to it is decided. */
export function ownerOf(world: World, node: Node): Account | null {
  switch (node.kind) {
    case 'page':
    case 'instagram':
      return node.account;
    case 'container':
      return world.accounts[node.container.accountId] ?? null;
    case 'media':
    case 'post':
      return world.accounts[node.post.accountId] ?? null;
    case 'photo':
      return world.accounts[node.photo.accountId] ?? null;
    case 'video':
      return world.accounts[node.video.accountId] ?? null;
    case 'ig-comment':
    case 'fb-comment':
      return world.accounts[node.comment.accountId] ?? null;
    case 'contact':
    case 'conversation':
      return world.accounts[node.contact.accountId] ?? null;
    case 'mention':
      return world.accounts[node.mention.accountId] ?? null;
    case 'message':
      return world.accounts[node.message.accountId] ?? null;
    default:
      return null;
  }
}

export const accountOf = (call: Call): Account =>
  ownerOf(call.network.world, call.node) ?? raise(refusals.missing(call.path));

export const postOf = (call: Call): Post =>
  'post' in call.node ? call.node.post : raise(refusals.missing(call.path));

export const commentOf = (call: Call): Comment =>
  'comment' in call.node ? call.node.comment : raise(refusals.missing(call.path));

export const contactOf = (call: Call): Contact =>
  'contact' in call.node ? call.node.contact : raise(refusals.missing(call.path));

export const videoOf = (call: Call): Video =>
  'video' in call.node ? call.node.video : raise(refusals.missing(call.path));
