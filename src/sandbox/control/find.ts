import type { Network } from '../engine/network.ts';
import type { Message } from '../world/said.ts';
import type { Comment, Post } from '../world/published.ts';
import type { Account } from '../world/accounts.ts';

/** A wrong order to the control API, in words for whoever gave it. */
export class ControlError extends Error {}

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

export function findPost(network: Network, id: string): Post {
  const post = network.world.posts[id];
  if (!post) throw new ControlError(`no such post: ${id}`);
  return post;
}

export function findComment(network: Network, id: string): Comment {
  const comment = network.world.comments[id];
  if (!comment) throw new ControlError(`no such comment: ${id}`);
  return comment;
}

export function findMessage(network: Network, id: string): Message {
  const message = network.world.messages[id];
  if (!message) throw new ControlError(`no such message: ${id}`);
  return message;
}
