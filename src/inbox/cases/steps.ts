/** What members do with a case. */
import { z } from 'zod';
import { orNull } from '#platform/backend/arguments.ts';
import type { Db } from '#platform/backend/index.ts';
import { caseId, type CaseCategory, type CaseId, type CaseWish, type ConversationId } from '../schema.ts';

/**
 * Makes a case of a complaint. `due` is on the business's clock (`2026-11-23T17:00`).
 * @returns the conversation's open case, whoever opened it; null when it is not theirs; 'due' when that lies behind
 */
export async function openCase(
  db: Db,
  conversation: ConversationId,
  said: { message: string | null; category: CaseCategory; complaint: string; promise: string; due: string },
): Promise<CaseId | 'due' | null> {
  const { data, error } = await db.rpc('open_case', {
    conversation,
    ...said,
    message: orNull(said.message),
  });
  if (error?.code === '23514') return 'due';
  if (error) throw error;
  return caseId.nullable().parse(data);
}

/** 'moved': it is no longer as the member saw it; 'other': another case of the conversation is open; null: not theirs. */
export const caseOutcome = z.enum(['done', 'moved', 'other']).nullable();
export type CaseOutcome = z.infer<typeof caseOutcome>;

export async function describeCase(
  db: Db,
  of_case: CaseId,
  expected_version: number,
  said: { category: CaseCategory; wants: CaseWish; wants_words: string; complaint: string },
): Promise<CaseOutcome> {
  const { data } = await db.rpc('describe_case', { of_case, expected_version, ...said }).throwOnError();
  return caseOutcome.parse(data);
}

/** Promises anew. 'due' when the hour (the business's clock) lies behind, or more than a year ahead. */
export async function promiseCase(
  db: Db,
  of_case: CaseId,
  expected_version: number,
  promise: { what: string; due: string; responsible: string | null },
): Promise<CaseOutcome | 'due'> {
  const { data, error } = await db.rpc('promise_case', {
    of_case,
    expected_version,
    ...promise,
    responsible: orNull(promise.responsible),
  });
  if (error?.code === '23514') return 'due';
  if (error) throw error;
  return caseOutcome.parse(data);
}

/** Keeps what was done on the way; the same id twice is one step. False when the case is not theirs. */
export async function addStep(
  db: Db,
  business: string,
  of: CaseId,
  step: { id: string; what: string; for_customer: boolean },
): Promise<boolean> {
  const { error } = await db.from('case_steps').insert({ business_id: business, case_id: of, ...step });
  if (!error || error.code === '23505') return true;
  if (error.code === '42501' || error.code === '23503') return false;
  throw error;
}

export async function closeCase(db: Db, of_case: CaseId, expected_version: number): Promise<CaseOutcome> {
  const { data } = await db.rpc('close_case', { of_case, expected_version }).throwOnError();
  return caseOutcome.parse(data);
}

export async function reopenCase(
  db: Db,
  of_case: CaseId,
  expected_version: number,
  reason: string,
): Promise<CaseOutcome> {
  const { data } = await db.rpc('reopen_case', { of_case, expected_version, reason }).throwOnError();
  return caseOutcome.parse(data);
}
