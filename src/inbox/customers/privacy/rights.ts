/** What a customer may ask of a business by law: consent, erasure, and how long anything is kept at all. */
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import type { ContactId } from '#inbox/schema.ts';

/** What a customer was asked: to be answered, to be told of offers, to have words or pictures shown. */
export const consentPurpose = z.enum(['answers', 'news', 'publication']);
export type ConsentPurpose = z.infer<typeof consentPurpose>;

/** How they agreed. */
export const consentWay = z.enum(['widget', 'chat', 'talk', 'telephone', 'paper']);
export type ConsentWay = z.infer<typeof consentWay>;

export interface Consent {
  id: string;
  purpose: ConsentPurpose;
  way: ConsentWay;
  wording: string;
  givenAt: string;
  withdrawnAt: string | null;
}

/** Consents of a customer and of those merged into them, newest first; at most 100. */
export async function listConsents(db: Db, business: string, contact: ContactId): Promise<Consent[]> {
  const { data } = await db
    .from('consents')
    .select('id, purpose, way, wording, given_at, withdrawn_at, contacts!inner(id, merged_into)')
    .eq('business_id', business)
    .or(`id.eq.${contact},merged_into.eq.${contact}`, { referencedTable: 'contacts' })
    .order('given_at', { ascending: false })
    .limit(100)
    .throwOnError();
  return data.map((row) => ({
    id: row.id,
    purpose: consentPurpose.parse(row.purpose),
    way: consentWay.parse(row.way),
    wording: row.wording,
    givenAt: row.given_at,
    withdrawnAt: row.withdrawn_at,
  }));
}

export interface GivenConsent {
  /** Comes with the form: sent twice, it is one consent. */
  id: string;
  purpose: ConsentPurpose;
  way: ConsentWay;
  wording: string;
  at: Date;
}

/**
 * Writes down what a customer agreed to; UU 27/2022, articles 22 and 24.
 * @returns `known` when a consent for that purpose stands already; `absent` when the customer is not theirs
 */
export async function recordConsent(
  db: Db,
  business: string,
  contact: ContactId,
  { at, ...given }: GivenConsent,
): Promise<'recorded' | 'known' | 'absent'> {
  const { error } = await db
    .from('consents')
    .insert({ ...given, business_id: business, contact_id: contact, given_at: at.toISOString() });
  if (error?.code === '23505') return 'known';
  if (error?.code === '42501' || error?.code === '23503') return 'absent';
  if (error) throw error;
  return 'recorded';
}

/** The customer takes it back: UU 27/2022, article 9. False when it is not there, or was taken back already. */
export async function withdrawConsent(db: Db, consent: string): Promise<boolean> {
  const { data } = await db.rpc('withdraw_consent', { consent }).throwOnError();
  return data;
}

/**
 * Erases a customer everywhere: words, names, files, ids, and the raw items that spoke of them; figures of the past keep
 * what they counted. UU 27/2022, articles 8, 43 and 44.
 * @returns `busy` while an answer to them is on its way; `absent` when there is nobody (any more), or for who is no owner
 */
export async function eraseContact(db: Db, contact: ContactId): Promise<'erased' | 'busy' | 'absent'> {
  const { data } = await db.rpc('erase_contact', { contact }).throwOnError();
  return z.enum(['erased', 'busy']).nullable().parse(data) ?? 'absent';
}

/** What was done with customers' data, and who did it. */
export interface PrivacyAct {
  id: string;
  what: 'erased' | 'expired' | 'copied';
  at: string;
  /** The member's user id; null for what happened by itself. */
  by: string | null;
  messages: number | null;
  /** An erasure that still looks through raw items. */
  unfinished: boolean;
}

/** The newest 100 erasures and copies, newest first. */
export async function listPrivacyActs(db: Db, business: string): Promise<PrivacyAct[]> {
  const [erasures, copies] = await Promise.all([
    db
      .from('erasures')
      .select('id, why, erased_by, erased_at, messages, finished_at')
      .eq('business_id', business)
      .order('erased_at', { ascending: false })
      .limit(100)
      .throwOnError(),
    db
      .from('contact_copies')
      .select('id, made_by, made_at')
      .eq('business_id', business)
      .order('made_at', { ascending: false })
      .limit(100)
      .throwOnError(),
  ]);
  const acts: PrivacyAct[] = [
    ...erasures.data.map((row) => ({
      id: row.id,
      what: row.why === 'retention' ? ('expired' as const) : ('erased' as const),
      at: row.erased_at,
      by: row.erased_by,
      messages: row.messages,
      unfinished: row.finished_at === null,
    })),
    ...copies.data.map(({ id, made_by, made_at }) => ({
      ...{ id, what: 'copied' as const, at: made_at, by: made_by },
      ...{ messages: null, unfinished: false },
    })),
  ];
  return acts.sort((one, other) => other.at.localeCompare(one.at)).slice(0, 100);
}

/** Deletes raw items that speak of people who were erased. @returns how many batches were looked at */
export async function eraseRawItems(backend: Backend): Promise<number> {
  const db = backend.asService('delete raw items of erased people');
  const { data } = await db.rpc('erase_raw_items', { size: 2000 }).throwOnError();
  return data ? 1 : 0;
}
