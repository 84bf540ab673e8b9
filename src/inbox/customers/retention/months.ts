/** How long a business keeps what customers said. */
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';

/** Months that a business may choose to keep what customers said, after their last word. */
export const retentionMonths = [6, 12, 24, 36, 60] as const;
export const retention = z.coerce
  .number()
  .pipe(z.literal([...retentionMonths]))
  .nullable();
export type Retention = z.infer<typeof retention>;

export async function findRetention(db: Db, business: string): Promise<Retention> {
  const { data } = await db
    .from('businesses')
    .select('retention_months')
    .eq('id', business)
    .single()
    .throwOnError();
  return retention.parse(data.retention_months);
}

/** How many customers a retention would erase at the next night. @throws when asked by who is no owner */
export async function countExpired(db: Db, business: string, months: number): Promise<number> {
  const { data } = await db.rpc('count_expired', { business, months }).throwOnError();
  return z.number().parse(data);
}

/** @returns false for who is no owner */
export async function saveRetention(db: Db, business: string, months: Retention): Promise<boolean> {
  const { data } = await db
    .from('businesses')
    .update({ retention_months: months })
    .eq('id', business)
    .select('id')
    .throwOnError();
  return data.length === 1;
}

/** Erases who has been silent for longer than their business keeps, and raw items of that age, every night. */
export async function eraseExpired(backend: Backend): Promise<void> {
  const db = backend.asService('erase what a business keeps no longer');
  for (const [erase, size] of [
    ['erase_expired', 100],
    ['delete_old_items', 2000],
  ] as const) {
    let erased: number;
    do erased = (await db.rpc(erase, { size }).throwOnError()).data;
    while (erased > 0);
  }
}
