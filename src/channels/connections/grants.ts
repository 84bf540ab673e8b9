/** People take back on the network what they granted our app there, and may have themselves forgotten. */
import { freshLink } from '#platform/http/private-link.ts';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { addressOf } from '#platform/http/address.ts';
import type { Backend } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import { signingSecrets } from './networks.ts';
import { network as networks, type Network } from '../schema.ts';

type Visit = { request: Request; clientAddress: string };

const payload = z.object({ user_id: z.string().min(1).max(64), algorithm: z.literal('HMAC-SHA256') });

/**
 * Reads a `signed_request` of the network: who it is about, by the id our app knows them by; null when nobody we trust signed it.
 * @see https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
 */
export function readSignedRequest(signed: string, secrets: string[]): string | null {
  const [signature = '', encoded = '', more] = signed.split('.');
  const given = Buffer.from(signature, 'base64url');
  if (more !== undefined || given.length !== 32) return null;
  const matches = secrets
    .filter((secret) => secret !== '')
    .map((secret) => timingSafeEqual(given, createHmac('sha256', secret).update(encoded).digest()));
  if (!matches.includes(true)) return null;
  try {
    return payload.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString())).user_id;
  } catch {
    return null;
  }
}

/** Which network signed, and about whom; null when none did. */
function whoSigned(backend: Backend, signed: string): { network: Network; person: string } | null {
  for (const network of networks.options) {
    const person = readSignedRequest(signed, signingSecrets(backend, network));
    if (person !== null) return { network, person };
  }
  return null;
}

/**
 * A person removed our app: what they granted ends at once, and their channels ask to be connected again.
 * @returns false when the request is not the network's
 */
export async function withdrawGrants(backend: Backend, signed: string): Promise<boolean> {
  const who = whoSigned(backend, signed);
  if (!who) return false;
  const { data } = await backend
    .asService('a person took back what they granted')
    .rpc('withdraw_grants', { network: who.network, granted_by: who.person })
    .throwOnError();
  log('info', 'channels.grants_withdrawn', { network: who.network, channels: data });
  return true;
}

/**
 * A person asked the network that we forget them: as above, and what remains is a code by which they can see that it was done.
 * @returns null when the request is not the network's
 */
export async function deletePersonsData(backend: Backend, signed: string): Promise<{ code: string } | null> {
  const who = whoSigned(backend, signed);
  if (!who) return null;
  const { token: code, hash } = freshLink();
  const { data } = await backend
    .asService('a person asked to be forgotten')
    .rpc('withdraw_grants', { network: who.network, granted_by: who.person, code_hash: hash })
    .throwOnError();
  log('info', 'channels.person_forgotten', { network: who.network, channels: data });
  return { code };
}

const deletion = z.object({ deleted_at: z.string(), channels: z.number() });

/** When a deletion was done, for whoever has its code; null for a code nobody was given. */
export async function findDataDeletion(
  backend: Backend,
  visit: Visit,
  code: string,
): Promise<{ at: string; channels: number } | 'too_many' | null> {
  if (!(await allowed(backend, `hapus-data:${addressOf(visit, backend.env)}`, 120, 60))) return 'too_many';
  const { data } = await backend.asAnon().rpc('find_data_deletion', { code }).throwOnError();
  const found = deletion.nullable().parse(data);
  return found && { at: found.deleted_at, channels: found.channels };
}
