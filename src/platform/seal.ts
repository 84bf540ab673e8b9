import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Which key sealed it, so that a key can be changed one day without losing what the old one sealed. */
const keyId = 'k1';

/**
 * Seals a secret with AES-256-GCM. `context` (business and channel, for instance) is bound to it: what was
 * sealed for one row cannot be opened as another's.
 */
export function seal(key: Buffer, plain: string, context: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(`${keyId}:${context}`));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return [keyId, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** @throws when it was sealed with another key, for another context, or was changed */
export function unseal(key: Buffer, sealed: string, context: string): string {
  const [id, nonce, tag, body] = sealed.split('.');
  if (id !== keyId || !nonce || !tag || body === undefined) throw new Error('sealed with an unknown key');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
    authTagLength: 16,
  })
    .setAAD(Buffer.from(`${id}:${context}`))
    .setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
}
