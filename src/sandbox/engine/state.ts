import { permalink, type Network } from './network.ts';
import type { WaBusiness, WaMessage, WaNumber, WhatsApp } from '../whatsapp/shape.ts';
import type { Message } from '../world/said.ts';
import type { Comment, Post } from '../world/published.ts';
import type { Platform } from '../world/accounts.ts';

export interface SandboxState {
  person: { id: string; name: string };
  accounts: {
    id: string;
    platform: Platform;
    name: string;
    username: string;
    pageId: string;
    posts: number;
  }[];
  personas: { id: string; name: string; username: string }[];
  posts: {
    id: string;
    accountId: string;
    platform: Platform;
    caption: string;
    altText: string;
    link: string | null;
    permalink: string;
    createdAt: number;
    published: boolean;
    pictures: number;
    /** `FEED`, `REELS` or `STORY`. */
    product: Post['productType'];
    seconds: number | null;
    likes: number;
    appId: string | null;
  }[];
  comments: Comment[];
  messages: Message[];
  whatsapp: Pick<WhatsApp, 'people'> & {
    numbers: WaNumber[];
    messages: WaMessage[];
    businesses: WaBusiness[];
  };
  containers: { id: string; state: string; mediaId: string | null }[];
  apps: { id: string; callbackUrl: string; verification: { ok: boolean; reason: string } | null }[];
  /** Webhook bodies still on their way. */
  waiting: number;
}

/** What the network knows, without secrets, for assertions. */
export function describeState(network: Network): SandboxState {
  const { world } = network;
  const posts = Object.values(world.posts);
  return {
    person: world.person,
    accounts: Object.values(world.accounts).map(({ id, platform, name, username, pageId }) => ({
      ...{ id, platform, name, username, pageId },
      posts: posts.filter((post) => post.accountId === id && post.published).length,
    })),
    personas: Object.values(world.personas),
    posts: posts.map((post) => ({
      ...{ id: post.id, accountId: post.accountId, platform: post.platform, caption: post.caption },
      ...{ altText: post.altText, link: post.link, permalink: permalink(network, post) },
      ...{ createdAt: post.createdAt, published: post.published, appId: post.appId },
      ...{ pictures: post.pictureIds.length, product: post.productType },
      ...{ seconds: post.film?.seconds ?? null, likes: post.likes.length },
    })),
    comments: Object.values(world.comments),
    messages: Object.values(world.messages),
    whatsapp: {
      people: world.whatsapp.people,
      numbers: Object.values(world.whatsapp.numbers),
      messages: Object.values(world.whatsapp.messages),
      businesses: Object.values(world.whatsapp.businesses),
    },
    containers: Object.values(world.containers).map(({ id, state, mediaId }) => ({ id, state, mediaId })),
    apps: Object.values(world.apps).map(({ id, callbackUrl, verification }) => ({
      id,
      callbackUrl,
      verification,
    })),
    waiting: world.deliveries.length + world.held.length,
  };
}
