/** A promotion through an account with many followers: who, what was agreed, its link and what came of it. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import type { PostId } from '../schema.ts';

const words = (most: number) => z.string().trim().max(most);

/** The form's fields; link and result may be empty until they are known. */
export const promotion = z.object({
  account: words(100).min(1),
  agreement: words(1000).min(1),
  link: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(2000)]),
  result: words(1000),
});
export type Promotion = z.infer<typeof promotion>;

/** What was noted about the promotion of a post; null when nothing was. */
export async function findPromotion(db: Db, business: string, post: PostId): Promise<Promotion | null> {
  const { data } = await db
    .from('post_promotions')
    .select('account, agreement, link, result')
    .eq('business_id', business)
    .eq('post_id', post)
    .maybeSingle()
    .throwOnError();
  return data && { ...data, link: data.link ?? '', result: data.result ?? '' };
}

/** Notes a promotion, or what is new about it. */
export async function savePromotion(
  db: Db,
  business: string,
  post: PostId,
  { account, agreement, link, result }: Promotion,
): Promise<void> {
  await db
    .from('post_promotions')
    .upsert({
      post_id: post,
      business_id: business,
      account,
      agreement,
      link: link || null,
      result: result || null,
    })
    .throwOnError();
}

/** @returns false when nothing was noted there, or it is not theirs */
export async function removePromotion(db: Db, business: string, post: PostId): Promise<boolean> {
  const { data } = await db
    .from('post_promotions')
    .delete()
    .eq('business_id', business)
    .eq('post_id', post)
    .select('post_id')
    .throwOnError();
  return data.length === 1;
}
