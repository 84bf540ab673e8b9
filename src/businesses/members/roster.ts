import { freshLink } from '#platform/http/private-link.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import type { Toast } from '#platform/http/flash.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { log } from '#platform/log.ts';
import { role, type BusinessId, type Role } from '../schema.ts';
import { words } from '../words.ts';

/** Somebody who works in the business. */
export interface Colleague {
  id: string;
  userId: string;
  email: string;
  role: Role;
  joinedAt: string;
}

export interface Invitation {
  id: string;
  email: string;
  role: Role;
  expiresAt: string;
}

export async function listMembers(db: Db, business: BusinessId): Promise<Colleague[]> {
  const { data } = await db.rpc('list_members', { business }).throwOnError();
  return data.map((row) => ({
    id: row.id,
    userId: row.user_id,
    email: row.email,
    role: role.parse(row.role),
    joinedAt: row.joined_at,
  }));
}

/** Invitations that wait; only owners see any. */
export async function openInvitations(db: Db, business: BusinessId): Promise<Invitation[]> {
  const { data } = await db
    .from('invitations')
    .select('id, email, role, expires_at')
    .eq('business_id', business)
    .is('accepted_at', null)
    .gt('expires_at', new Date().toISOString())
    .order('invited_at', { ascending: false })
    .limit(100)
    .throwOnError();
  return data.map((row) => ({
    id: row.id,
    email: row.email,
    role: role.parse(row.role),
    expiresAt: row.expires_at,
  }));
}

/**
 * Makes an invitation and mails it; a mail that fails does no harm, because the link is shown to be passed on.
 * @returns the link; only its hash is kept. Null when the person is no owner.
 */
export async function invite(
  backend: Backend,
  db: Db,
  business: { id: BusinessId; name: string },
  email: string,
  invited: Role,
): Promise<string | null> {
  const { token, hash } = freshLink();
  const { error } = await db
    .from('invitations')
    .insert({ business_id: business.id, email, role: invited, token_hash: hash });
  if (error?.code === '42501') return null;
  if (error) throw error;
  const link = `${backend.env.PUBLIC_URL}/undangan/${token}`;
  const letter = {
    subject: words.id.invitationSubject(business.name),
    text: words.id.invitationLetter(business.name, link),
  };
  await backend.mail
    .send({ to: email, ...letter })
    .catch((failure: unknown) => log('warn', 'businesses.invitation_not_mailed', { error: failure }));
  return link;
}

export async function withdrawInvitation(db: Db, id: string): Promise<void> {
  await db.from('invitations').delete().eq('id', id).throwOnError();
}

export interface InvitationPreview {
  businessName: string;
  role: Role;
  email: string;
  usable: boolean;
}

/** What the holder of a link may know, signed in or not; null when there is no such invitation. */
export async function previewInvitation(db: Db, token: string): Promise<InvitationPreview | null> {
  const { data } = await db.rpc('invitation_preview', { token }).throwOnError();
  const row = data[0];
  return row
    ? { businessName: row.business_name, role: role.parse(row.role), email: row.email, usable: row.usable }
    : null;
}

/** @returns the business's slug, or null when the link is spent or too old */
export async function acceptInvitation(db: Db, token: string): Promise<string | null> {
  const { data } = await db.rpc('accept_invitation', { token }).throwOnError();
  return data;
}

export type MemberChange = { ok: true } | { ok: false; reason: 'last_owner' | 'not_allowed' };

export async function changeRole(db: Db, member: string, to: Role): Promise<MemberChange> {
  return outcome(await db.from('members').update({ role: to }).eq('id', member).select('id'));
}

/** Removes a colleague, or oneself; a business keeps at least one owner. */
export async function removeMember(db: Db, member: string): Promise<MemberChange> {
  return outcome(await db.from('members').delete().eq('id', member).select('id'));
}

/** What to say after a change of members. */
export function memberToast(change: MemberChange, lang: Lang): Toast {
  const t = words[lang];
  if (change.ok) return { kind: 'done', text: t.changed };
  return { kind: 'problem', text: change.reason === 'last_owner' ? t.lastOwner : t.notAllowed };
}

function outcome({
  data,
  error,
}: {
  data: unknown[] | null;
  error: { hint?: string | null; code?: string } | null;
}): MemberChange {
  if (error?.hint === 'last_owner') return { ok: false, reason: 'last_owner' };
  if (error) throw error;
  return data?.length === 1 ? { ok: true } : { ok: false, reason: 'not_allowed' };
}
