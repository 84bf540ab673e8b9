/** A push service and phones of the tests' own: what arrives is read with the phone's keys, as its browser would. */
import { createDecipheriv, createECDH, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Got {
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface PushService {
  url: string;
  /** What it answers. */
  status: number;
  got: Got[];
  close(): void;
}

export async function openPushService(): Promise<PushService> {
  const server = createServer();
  const service: PushService = { url: '', status: 201, got: [], close: () => void server.close() };
  server.on('request', (request: IncomingMessage, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      service.got.push({ path: request.url!, headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(service.status, { Location: `${service.url}/elsewhere` }).end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return service;
}

export interface TestPhone {
  device: { endpoint: string; p256dh: string; auth: string };
  /** What this phone was sent so far, in order. */
  shown(): Record<string, unknown>[];
}

export function openTestPhone(service: PushService, path: string = randomUUID()): TestPhone {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const auth = randomBytes(16);
  const mine = keys.getPublicKey();
  // RFC 8291: the sender's key is in the header of the body, and both make the key of the words.
  const read = (body: Buffer) => {
    const [salt, theirs] = [body.subarray(0, 16), body.subarray(21, 21 + body[20]!)];
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), mine, theirs]);
    const secret = Buffer.from(hkdfSync('sha256', keys.computeSecret(theirs), auth, info, 32));
    const part = (name: string, size: number) =>
      Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(`Content-Encoding: ${name}\0`), size));
    const sealed = body.subarray(21 + body[20]!);
    const cipher = createDecipheriv('aes-128-gcm', part('aes128gcm', 16), part('nonce', 12));
    cipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString()) as Record<string, unknown>;
  };
  return {
    device: {
      endpoint: `${service.url}/${path}`,
      p256dh: mine.toString('base64url'),
      auth: auth.toString('base64url'),
    },
    shown: () => service.got.filter((one) => one.path === `/${path}`).map(({ body }) => read(body)),
  };
}
