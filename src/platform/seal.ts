import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface SealingKey {
  /** Stands in front of everything it sealed. */
  id: string;
  key: Buffer;
}

/** The first seals; all of them open, so that what an earlier secret sealed stays readable until it is sealed anew. */
export type KeyRing = readonly [SealingKey, ...SealingKey[]];

/** Sealed by another installation's secret, for something else, or changed since: nothing is known of what is in it. */
export class UnreadableSeal extends Error {
  override name = 'UnreadableSeal';
}

/** What was sealed before keys had names of their own says this. */
const nameless = 'k1';

/**
 * Seals a secret with AES-256-GCM. `context` (business and channel, for instance) is bound to it: what was
 * sealed for one row cannot be opened as another's.
 */
export function seal([{ id, key }]: KeyRing, plain: string, context: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(`${id}:${context}`));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return [id, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** @throws UnreadableSeal when it was sealed with a key that is not here, for another context, or was changed */
export function unseal(ring: KeyRing, sealed: string, context: string): string {
  const [id, ...parts] = sealed.split('.');
  for (const { key } of ring.filter((one) => id === one.id || id === nameless)) {
    try {
      return opened(key, `${id}:${context}`, parts);
    } catch {
      // Another key of the ring may fit.
    }
  }
  throw new UnreadableSeal(
    `no key of this installation opens the seal ${/^k\w{1,16}$/.exec(id!)?.[0] ?? '?'}`,
  );
}

/** Whether the newest key sealed it. */
export function isFreshlySealed([{ id }]: KeyRing, sealed: string): boolean {
  return sealed.startsWith(`${id}.`);
}

function opened(key: Buffer, bound: string, [nonce, tag, body]: string[]): string {
  if (!nonce || !tag || body === undefined) throw new Error('no seal');
  const options = { authTagLength: 16 };
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), options)
    .setAAD(Buffer.from(bound))
    .setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
}
