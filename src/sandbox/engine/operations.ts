import { conversationOperations } from '../meta/conversations.ts';
import { facebookCommentOperations } from '../facebook/comments.ts';
import { postOperations } from '../facebook/posts.ts';
import { pagePublishOperations } from '../facebook/publish.ts';
import { storyOperations } from '../facebook/stories.ts';
import { videoOperations } from '../facebook/videos.ts';
import type { Operation } from '../graph/operation.ts';
import { insightOperations } from '../meta/insights.ts';
import { instagramCommentOperations } from '../instagram/comments.ts';
import { containerOperations } from '../instagram/container.ts';
import { mediaOperations } from '../instagram/media.ts';
import { publishOperations } from '../instagram/publish.ts';
import { mentionOperations } from '../meta/mentions.ts';
import { messageOperations } from '../meta/messages.ts';
import { oauthOperations } from '../meta/oauth.ts';
import { pageOperations } from '../meta/page.ts';
import { subscriptionOperations } from '../webhooks/subscriptions.ts';
import { waAccountOperations } from '../whatsapp/account.ts';
import { waSendOperations } from '../whatsapp/send.ts';

const all: Operation[] = [
  ...oauthOperations,
  ...subscriptionOperations,
  ...pageOperations,
  ...containerOperations,
  ...publishOperations,
  ...mediaOperations,
  ...instagramCommentOperations,
  ...pagePublishOperations,
  ...videoOperations,
  ...storyOperations,
  ...postOperations,
  ...facebookCommentOperations,
  ...messageOperations,
  ...conversationOperations,
  ...mentionOperations,
  ...insightOperations,
  ...waAccountOperations,
  ...waSendOperations,
];

const byAddress = new Map(all.map((operation) => [operation.on, operation]));

/** The operation at `POST instagram/media`, if there is one. */
export const findOperation = (on: string): Operation | undefined => byAddress.get(on);

/** Every operation's name, for faults and hooks. */
export const operationNames: string[] = [
  ...new Set(all.flatMap(({ name, phases }) => (phases ? Object.values(phases) : [name]))),
].sort();
