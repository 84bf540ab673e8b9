/** The customer's private page of a case: addresses that only their holder knows, and how they are passed on. */
import { z } from 'zod';
import { freshLink, linkAddress } from '#platform/http/private-link.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import type { CaseId } from '#inbox/schema.ts';

/** Makes one more address; those made before stay valid. Null when the case is not the member's. */
export async function makeLink(backend: Backend, db: Db, of_case: CaseId): Promise<string | null> {
  const { token, hash } = freshLink();
  const { data } = await db.rpc('make_case_link', { of_case, token_hash: hash }).throwOnError();
  return z.string().nullable().parse(data) === null ? null : linkAddress(backend, token);
}

/** False when it is not theirs to revoke, or was revoked already. */
export async function revokeLink(db: Db, link: string): Promise<boolean> {
  const { data } = await db.rpc('revoke_case_link', { link }).throwOnError();
  return data;
}

/** Where WhatsApp opens with these words, to choose whom to send them to. */
export function whatsappText(words: string): string {
  return `https://wa.me/?text=${encodeURIComponent(words)}`;
}
