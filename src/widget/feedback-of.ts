/** What members see beside a conversation that began in the widget. */
import { z } from 'zod';
import type { Db } from '../platform/backend/index.ts';
import { feedbackKinds, feedbackWishes, type FeedbackKind, type FeedbackWish } from './schema.ts';

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
}

/** Null where the conversation did not begin there, or is another business's. */
export async function findFeedback(db: Db, conversation: string): Promise<Feedback | null> {
  const { data } = await db
    .from('feedbacks')
    .select('number, kind, email, whatsapp, ordered, wants, page, product, consented_at')
    .eq('conversation_id', conversation)
    .maybeSingle()
    .throwOnError();
  if (!data) return null;
  const { consented_at: consentedAt, ...rest } = data;
  return {
    ...rest,
    consentedAt,
    kind: z.enum(feedbackKinds).nullable().parse(data.kind),
    wants: z.enum(feedbackWishes).parse(data.wants),
  };
}
