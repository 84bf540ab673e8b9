/** Addresses that only their holder knows: 128 random bits, of which the database keeps the hash alone. */
import { createHash, randomBytes } from 'node:crypto';

/** A fresh token, and its hash as the API takes bytes. */
export function freshLink(): { token: string; hash: string } {
  const token = randomBytes(16).toString('base64url');
  return { token, hash: linkHash(token) };
}

/** The hash of a token as the API takes bytes. */
export function linkHash(token: string): string {
  return `\\x${linkDigest(token)}`;
}

/** The hash of a token in hex: what limits count by, so that no token stands in the database. */
export function linkDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A customer's private page. */
export function linkAddress({ env }: { env: { PUBLIC_URL: string } }, token: string): string {
  return `${env.PUBLIC_URL}/s/${token}`;
}

/** Of what kind a private link is can't be seen; whatever cannot be one is not asked for. */
export const isToken = (text: string): boolean => /^[\w-]{22}$/.test(text);
