/** What can be done here: how a conversation can be answered now, and what is under way in it. */
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { answersOn } from '#channels/index.ts';
import type { Ability } from '#channels/contract/answering.ts';
import { answerLimits, channelKind, network, place } from '#channels/schema.ts';
import { startSavedReplies, type TemplateValues } from './saved/kept.ts';
import { commentAction, delivery, messageId, replyWay } from '../schema.ts';
import type { ConversationId, MessageId, ReplyWay } from '../schema.ts';

const comment = z.object({
  id: messageId,
  body: z.string(),
  sent_at: z.coerce.date(),
  hidden: z.boolean(),
  liked: z.boolean(),
  privately_answered: z.boolean(),
});

const box = z.object({
  kind: z.enum(['comment', 'dm', 'feedback']),
  channel: channelKind,
  network: network.nullable(),
  place: place.nullable().catch(null),
  account: z.string(),
  connected: z.boolean(),
  human_agent: z.boolean(),
  name: z.string(),
  username: z.string().nullable(),
  heard_at: z.coerce.date().nullable(),
  permalink: z.string().nullable(),
  business: z.string(),
  slug: z.string(),
  catalogue: z.boolean(),
  direct: z.uuid().nullable(),
  /** Newest first. */
  comments: z.array(comment),
  private_replies: z.array(
    z.object({
      id: messageId,
      conversation: z.uuid(),
      body: z.string(),
      sent_at: z.string(),
      delivery: delivery.nullable(),
      version: z.number(),
      reason: z.string().nullable(),
      removed: z.boolean(),
    }),
  ),
  undoable: z.array(messageId),
  pictures: z.record(z.string(), z.object({ id: z.uuid(), width: z.number(), height: z.number() })),
  actions: z.record(
    z.string(),
    z.object({
      action: commentAction,
      state: z.enum(['queued', 'working', 'failed']),
      reason: z.string().nullable(),
    }),
  ),
  templates: z.array(z.object({ id: z.uuid(), shortcut: z.string(), body: z.string() })),
  templates_started: z.boolean(),
});

export interface AnswerBox extends z.infer<typeof box> {
  now: Date;
  /** The comment to be answered; the newest unless another was chosen. */
  answering: z.infer<typeof comment> | null;
  abilities: Ability[];
}

/**
 * What the answer box of a conversation holds; null when the conversation is not there, or another business's.
 * @param answering the comment that a member chose to answer
 */
export async function openAnswerBox(
  db: Db,
  business: string,
  conversation: ConversationId,
  answering: MessageId | null,
  now = new Date(),
): Promise<AnswerBox | null> {
  const { data } = await db.rpc('answer_box', { conversation }).throwOnError();
  if (data === null) return null;
  const known = box.parse(data);
  if (!known.templates_started && (await startSavedReplies(db, business))) {
    return openAnswerBox(db, business, conversation, answering, now);
  }
  const chosen = known.comments.find(({ id }) => id === answering) ?? known.comments[0] ?? null;
  const abilities = answersOn(known.channel, {
    kind: known.kind,
    now,
    comment: chosen && { at: chosen.sent_at, privatelyAnswered: chosen.privately_answered },
    heardAt: known.heard_at,
    humanAgent: known.human_agent,
  });
  return { ...known, now, answering: chosen, abilities };
}

export interface OpenWay {
  way: ReplyWay;
  until: Date | null;
}

/** The ways a member can choose from now. */
export function openWays({ abilities, connected }: AnswerBox): OpenWay[] {
  if (!connected) return [];
  return abilities.flatMap(({ way, until, closed }) => {
    const known = replyWay.safeParse(way);
    return known.success && closed === null ? [{ way: known.data, until }] : [];
  });
}

/** Whether approved messages are all that the network takes now. */
export function offersTemplates(box: AnswerBox): boolean {
  const isOpen = box.abilities.some(({ way, closed }) => way === 'template' && closed === null);
  return isOpen && box.connected && openWays(box).length === 0;
}

/** What fits into an answer by this way. */
export function limitsOf({ channel }: Pick<AnswerBox, 'channel'>, way: ReplyWay) {
  const limits = answerLimits(channel, way === 'public');
  // Whoever is answered privately has not written yet: the network takes words alone.
  return way === 'private' ? { ...limits, pictures: 0, picturesAlone: false } : limits;
}

/** What the gaps of a ready answer are filled with here. */
export function valuesOf(
  { env }: Pick<Backend, 'env'>,
  { name, business, slug, catalogue }: AnswerBox,
  instead: { customer: string; profile: string },
): TemplateValues {
  return {
    nama: name || instead.customer,
    usaha: business,
    katalog: catalogue ? `${env.PUBLIC_URL}/k/${slug}` : instead.profile,
  };
}
