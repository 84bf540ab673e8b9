import { createHmac } from 'node:crypto';

/** A webhook body as Meta writes it: slashes and everything beyond ASCII escaped. */
export function webhookBody(object: string, entries: Record<string, unknown>[]): string {
  return JSON.stringify({ object, entry: entries })
    .replaceAll('/', '\\/')
    .replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Signature headers over the very bytes that are sent. */
export function signatureHeaders(body: string, secret: string): Record<string, string> {
  const sign = (algorithm: string): string => createHmac(algorithm, secret).update(body).digest('hex');
  return { 'x-hub-signature': `sha1=${sign('sha1')}`, 'x-hub-signature-256': `sha256=${sign('sha256')}` };
}
