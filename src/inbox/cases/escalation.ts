/** Whom the business tells of a promise that passed. */
import type { Db } from '#platform/backend/index.ts';

/** User id of the member chosen; null for the oldest owner. */
export async function escalatesTo(db: Db, business: string): Promise<string | null> {
  const { data } = await db
    .from('businesses')
    .select('escalates_to')
    .eq('id', business)
    .single()
    .throwOnError();
  return data.escalates_to;
}

/** False when the person is no owner, or the other no member. */
export async function escalateTo(db: Db, business: string, member: string | null): Promise<boolean> {
  const { data, error } = await db
    .from('businesses')
    .update({ escalates_to: member })
    .eq('id', business)
    .select('id');
  if (error?.code === '23503') return false;
  if (error) throw error;
  return data.length === 1;
}
