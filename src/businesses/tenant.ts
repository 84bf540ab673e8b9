import { randomInt } from 'node:crypto';
import type { Db } from '#platform/backend/index.ts';
import { role, slugFrom, type BusinessId, type Role } from './schema.ts';

export interface Business {
  id: BusinessId;
  slug: string;
  name: string;
  timezone: string;
  sample: boolean;
  answerPromiseHours: number;
  postingTargetPerWeek: number;
  role: Role;
  /** How many businesses the person belongs to. */
  siblings: number;
  /** Conversations that wait for an answer, and since when the oldest. */
  waiting: number;
  waitingSince: string | null;
}

/** The business at a slug, or without one the person's first; null when they are no member. */
export async function enterBusiness(db: Db, slug: string | null): Promise<Business | null> {
  const { data } = await db.rpc('enter_business', slug === null ? {} : { slug }).throwOnError();
  const row = data[0];
  if (!row) return null;
  return {
    id: row.id as BusinessId,
    slug: row.slug,
    name: row.name,
    timezone: row.timezone,
    sample: row.sample,
    answerPromiseHours: row.answer_promise_hours,
    postingTargetPerWeek: row.posting_target_per_week,
    role: role.parse(row.role),
    siblings: row.businesses,
    waiting: row.waiting,
    waitingSince: row.waiting_since,
  };
}

/** Id, slug and name of every business the person belongs to, oldest membership first. */
export async function myBusinesses(
  db: Db,
  userId: string,
): Promise<{ id: string; slug: string; name: string }[]> {
  const { data } = await db
    .from('members')
    .select('businesses!members_business_id_fkey(id, slug, name)')
    .eq('user_id', userId)
    .order('joined_at')
    .limit(100)
    .throwOnError();
  return data.map(({ businesses }) => businesses);
}

export type CreateResult = { ok: true; slug: string } | { ok: false; reason: 'slug_taken' | 'bad_name' };

/**
 * Creates a business with the person as its owner. Without a `slug` one is made from the name, with a number
 * behind it where it is taken.
 */
export async function createBusiness(
  db: Db,
  { name, slug, timezone }: { name: string; slug?: string; timezone: string },
): Promise<CreateResult> {
  const wished = slug ?? slugFrom(name);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const tried = attempt === 0 ? wished : `${wished}-${randomInt(10, 10_000)}`;
    const { data, error } = await db.rpc('create_business', { name, slug: tried, timezone });
    if (!error) return { ok: true, slug: data.slug };
    if (error.code === '23514') return { ok: false, reason: 'bad_name' };
    if (error.code !== '23505') throw error;
    if (slug) break;
  }
  return { ok: false, reason: 'slug_taken' };
}

/** Whether a post waits for a second member's approval before it is scheduled. */
export async function requiresApproval(db: Db, business: BusinessId): Promise<boolean> {
  const { data } = await db
    .from('businesses')
    .select('requires_approval')
    .eq('id', business)
    .single()
    .throwOnError();
  return data.requires_approval;
}

/** Saves what an owner may set; false when the person is no owner. */
export async function saveSettings(
  db: Db,
  business: BusinessId,
  settings: {
    name: string;
    timezone: string;
    answer_promise_hours: number;
    posting_target_per_week: number;
    requires_approval: boolean;
  },
): Promise<boolean> {
  const { data } = await db
    .from('businesses')
    .update(settings)
    .eq('id', business)
    .select('id')
    .throwOnError();
  return data.length === 1;
}
