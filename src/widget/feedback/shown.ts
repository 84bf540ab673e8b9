/** What members see beside a conversation that began in the widget. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import { feedbackKinds, feedbackWishes, type FeedbackKind, type FeedbackWish } from '../schema.ts';

export interface Feedback {
  number: string;
  kind: FeedbackKind | null;
  email: string | null;
  whatsapp: string | null;
  ordered: string;
  wants: FeedbackWish;
  page: string | null;
  product: string;
  consentedAt: string;
  /** How the customer was served, in their own view; null while they have not said. That of a case stands with the case. */
  rating: { score: number; words: string; at: string } | null;
}

/** Null where the conversation did not begin there, or is another business's. */
export async function findFeedback(db: Db, conversation: string): Promise<Feedback | null> {
  const { data } = await db
    .from('feedbacks')
    .select(
      `number, kind, email, whatsapp, ordered, wants, page, product, consented_at,
      conversations(ratings(score, words, rated_at))`,
    )
    .eq('conversation_id', conversation)
    .is('conversations.ratings.case_id', null)
    .maybeSingle()
    .throwOnError();
  if (!data) return null;
  const { consented_at: consentedAt, conversations, ...rest } = data;
  const [said] = conversations.ratings;
  return {
    ...rest,
    consentedAt,
    rating: said ? { score: said.score, words: said.words, at: said.rated_at } : null,
    kind: z.enum(feedbackKinds).nullable().parse(rest.kind),
    wants: z.enum(feedbackWishes).parse(rest.wants),
  };
}
