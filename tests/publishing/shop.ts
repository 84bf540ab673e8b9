/**
 * A business with both channels on a sandbox of its own, its owner, and its publishers as processes that can be
 * killed. Nothing is waited for: time passes by moving every instant of the plan back.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import sharp from 'sharp';
import { openOn, type Backend, type Db } from '#platform/backend/index.ts';
import type { DatabaseOptions } from '#platform/backend/database.ts';
import { readEnv } from '#platform/env.ts';
import { setLogLevel } from '#platform/log.ts';
import { startSandbox, type Sandbox } from '#sandbox/index.ts';
import { connect, type ConnectedAccounts } from '../chaos/connect.ts';
import { mp4 } from '../sandbox/support.ts';
import { makeBusiness, signUpPerson, type TestPerson } from '../support/backend.ts';
import { freePort } from '../support/server.ts';
import { keepPublishers, type Publishers } from './publishers.ts';

/** A webhook as it came. */
export interface Hook {
  raw: Uint8Array;
  signature: string | null;
}

export interface Shop {
  backend: Backend;
  person: TestPerson;
  hooks: Hook[];
  /** With the owner's rights. */
  owner: Db;
  business: string;
  picture: string;
  publishers: Publishers;
  sandbox(): Sandbox;
  channels(): ConnectedAccounts;
  /** Nothing planned, a network without a past, and fresh credentials. */
  reset(): Promise<void>;
  /** The owner connects both accounts again. */
  reconnect(): Promise<void>;
  passMinutes(minutes: number): Promise<void>;
  close(): Promise<void>;
}

export async function openShop(database: DatabaseOptions, dataDir: string): Promise<Shop> {
  const pictures = await servePictures();
  const port = await freePort();
  const settings = {
    TANGGAP_SECRET: 'a secret of the tests and of nothing else',
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
    PUBLIC_URL: pictures.url,
    SANDBOX_URL: `http://127.0.0.1:${port}`,
  };
  setLogLevel('silent');
  const backend = await openOn(readEnv(settings), database, async () => undefined);
  const { sql } = backend;
  const person = await signUpPerson(backend, 'pemilik@contoh.test');
  const business = await makeBusiness(backend, person, 'dapur-contoh');
  const [media] = await sql<{ id: string }[]>`insert into media (business_id, mime, bytes, width, height)
    values (${business}, 'image/jpeg', 1000, 640, 640) returning id`;
  const publishers = keepPublishers({ env: settings, database });
  let sandbox: Sandbox | undefined;
  let channels: ConnectedAccounts | undefined;
  const reconnect = async () => {
    channels = await connect(backend, sandbox!, person, business);
  };
  return {
    ...{ backend, person, business, publishers, reconnect, hooks: pictures.hooks },
    picture: media!.id,
    owner: backend.asUser(person.token),
    sandbox: () => sandbox!,
    channels: () => channels!,
    async reset() {
      await sandbox?.stop();
      await publishers.forget();
      pictures.hooks.length = 0;
      await sql`delete from posts`;
      await sql`delete from contacts`;
      await sql`delete from channels`;
      sandbox = await startSandbox({ port, quiet: true, settings: { quotaTotal: 100_000, usage: 0 } });
      await reconnect();
    },
    passMinutes: (minutes) => passMinutes(backend, minutes),
    async close() {
      await publishers.forget();
      await sandbox?.stop();
      await backend.close();
      pictures.close();
    },
  };
}

async function passMinutes({ sql }: Backend, minutes: number): Promise<void> {
  const back = `${minutes} minutes`;
  await sql.begin(async (tx) => {
    await tx`update post_targets set scheduled_at = scheduled_at - ${back}::interval,
      not_after = not_after - ${back}::interval, next_try_at = next_try_at - ${back}::interval,
      lease_until = lease_until - ${back}::interval, container_at = container_at - ${back}::interval,
      published_at = published_at - ${back}::interval, metrics_due_at = metrics_due_at - ${back}::interval`;
    await tx`update publish_attempts set opened_at = opened_at - ${back}::interval,
      closed_at = closed_at - ${back}::interval, looked_from = looked_from - ${back}::interval`;
    await tx`update first_comments set due_at = due_at - ${back}::interval,
      opened_at = opened_at - ${back}::interval`;
    await tx`update post_targets set preflight_due_at = preflight_due_at - ${back}::interval`;
  });
}

/** Where the network fetches pictures and videos, whichever it asks for, and delivers what happened there. */
async function servePictures(): Promise<{ url: string; hooks: Hook[]; close(): void }> {
  const plain = { width: 640, height: 640, channels: 3, background: '#b4763c' } as const;
  const jpeg = await sharp({ create: plain }).jpeg().toBuffer();
  const videos: Record<string, Buffer> = { '.mp4': mp4(), '.mov': mp4({ width: 1920, height: 1080 }) };
  const hooks: Hook[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
    if (pathname === '/hooks/meta') {
      const chunks: Buffer[] = [];
      request
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          const signature = request.headers['x-hub-signature-256'] as string | undefined;
          if (request.method === 'POST')
            hooks.push({ raw: Buffer.concat(chunks), signature: signature ?? null });
          response.end(searchParams.get('hub.challenge') ?? '');
        });
      return;
    }
    const video = videos[extname(pathname)];
    response.setHeader('content-type', video ? 'video/mp4' : 'image/jpeg').end(video ?? jpeg);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    hooks,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
