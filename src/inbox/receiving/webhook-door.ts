import type { Backend } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import { readiness } from '#platform/process/readiness.ts';
import { mostBodyBytes, receiveWebhook } from './receive.ts';

/** 200 when everything is stored; 401 for a bad signature; 413; 503 when the database can't take it: Meta comes again. */
export type WebhookStatus = 200 | 401 | 413 | 500 | 503;

/**
 * Takes one signed body of Meta's, stored before it is answered.
 * @param body the raw bytes as they come, which the signature is over
 * @param signature the header `X-Hub-Signature-256`
 */
export async function answerWebhook(
  backend: Backend,
  body: AsyncIterable<Uint8Array>,
  signature: string | null,
): Promise<WebhookStatus> {
  try {
    const raw = await readAtMost(body, mostBodyBytes);
    if (raw === null) return 413;
    const received = await receiveWebhook(backend, raw, signature);
    return received.ok ? 200 : 401;
  } catch (error) {
    const { database } = await readiness(backend);
    log('error', 'http.failed', { path: '/hooks/meta', database, error });
    return database ? 500 : 503;
  }
}

async function readAtMost(body: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > most) return null;
    parts.push(part);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}
