/**
 * A stand-in for hosted Supabase: our own API served over HTTP by a process of its own, behind a small proxy
 * that publishes a key set and signs session tokens with ES256, as Supabase does. Statements end after 8 s.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { DatabaseOptions } from '#platform/backend/database.ts';
import { fileStorage } from '#platform/backend/storage/files.ts';
import { keysFrom } from '#platform/backend/keys.ts';
import { openOwnApi } from '#platform/backend/own-api.ts';
import { setLogLevel } from '#platform/log.ts';

/** Not Tanggap's secret: what Tanggap knows of Supabase is in SUPABASE_URL and its two keys. */
const keys = keysFrom('the secret of Supabase itself, which nobody else knows');

export interface Supabase {
  env: { SUPABASE_URL: string; SUPABASE_PUBLISHABLE_KEY: string; SUPABASE_SECRET_KEY: string };
  /** `METHOD /path` of each request since the last call. */
  requests(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Starts it on a database; its own schemas are there when this returns. */
export async function startSupabase(database: DatabaseOptions, folder: string): Promise<Supabase> {
  const child = fork(import.meta.filename, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  child.send({ database, folder });
  const { url } = await answerOf<{ url: string }>(child);
  return {
    env: {
      SUPABASE_URL: url,
      SUPABASE_PUBLISHABLE_KEY: keys.publishableKey,
      SUPABASE_SECRET_KEY: keys.secretKey,
    },
    async requests() {
      child.send('requests');
      return (await answerOf<{ requests: string[] }>(child)).requests;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the Supabase of the tests ended with ${String(code)}`);
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [T];
  return message;
}

async function serve(database: DatabaseOptions, folder: string): Promise<void> {
  setLogLevel('silent');
  const api = openOwnApi({
    pool: 12,
    database,
    keys,
    publicUrl: 'http://127.0.0.1',
    storage: fileStorage(folder),
    mail: { send: async () => undefined },
    confirmEmail: false,
  });
  await api.prepareSystemSchemas();
  const signing = await generateKeyPair('ES256');
  const keySet = { keys: [{ ...(await exportJWK(signing.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] };
  const known = new TextEncoder().encode(keys.jwtSecret);
  let requests: string[] = [];

  const outward = (token: string) =>
    new SignJWT({ ...decodeJwt(token), user_metadata: {} })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'JWT' })
      .sign(signing.privateKey);
  const inward = (payload: JWTPayload) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(known);

  const answer = async (asked: IncomingMessage): Promise<Response> => {
    const headers = new Headers(asked.headers as Record<string, string>);
    const bearer = /^Bearer (\S+\.\S+\.\S+)$/.exec(headers.get('authorization') ?? '')?.[1];
    if (bearer) {
      const checked = await jwtVerify(bearer, signing.publicKey, { algorithms: ['ES256'] }).catch(() => null);
      if (!checked) return Response.json({ code: 'PGRST301', message: 'JWT invalid' }, { status: 401 });
      headers.set('authorization', `Bearer ${await inward(checked.payload)}`);
    }
    for (const name of ['host', 'connection', 'content-length', 'transfer-encoding']) headers.delete(name);
    const body = await bytesOf(asked);
    const request = new Request(`http://api.internal${asked.url}`, {
      method: asked.method!,
      headers,
      ...(body.length > 0 && { body }),
    });
    const said = await api.fetch(request);
    if (!asked.url!.startsWith('/auth/v1/') || !said.headers.get('content-type')?.includes('json'))
      return said;
    const json = (await said.json()) as { access_token?: string };
    if (json.access_token) json.access_token = await outward(json.access_token);
    return Response.json(json, { status: said.status });
  };

  const server = createServer((asked, response) => {
    requests.push(`${asked.method} ${asked.url}`);
    const published = asked.url === '/auth/v1/.well-known/jwks.json';
    void (published ? Promise.resolve(Response.json(keySet)) : answer(asked))
      .catch((error: unknown) => Response.json({ message: String(error) }, { status: 500 }))
      .then((said) => pass(said, response));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  process.on('message', () => {
    process.send!({ requests });
    requests = [];
  });
  process.on('disconnect', () => {
    server.closeAllConnections();
    void api.stop().finally(() => process.exit(0));
  });
  process.send!({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function bytesOf(asked: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function pass(said: Response, response: ServerResponse): Promise<void> {
  const headers = Object.fromEntries([...said.headers].filter(([name]) => name !== 'content-length'));
  response.writeHead(said.status, headers);
  response.end(Buffer.from(await said.arrayBuffer()));
}

if (import.meta.main) {
  const [{ database, folder }] = (await once(process, 'message')) as [
    { database: DatabaseOptions; folder: string },
  ];
  await serve(database, folder);
}
