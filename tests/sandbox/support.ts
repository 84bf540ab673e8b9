import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from '#sandbox/index.ts';

export const appId = '1234567890123456';
export const appSecret = 'rahasia-contoh';
export const verifyToken = 'kata-kunci';

export const allScopes = [
  'pages_show_list',
  'pages_read_engagement',
  'pages_read_user_content',
  'pages_manage_posts',
  'pages_manage_engagement',
  'pages_manage_metadata',
  'pages_messaging',
  'read_insights',
  'instagram_basic',
  'instagram_content_publish',
  'instagram_manage_comments',
  'instagram_manage_insights',
  'instagram_manage_messages',
  'instagram_manage_contents',
  'instagram_manage_engagement',
];

/** The least of a JPEG: enough for its kind and size to be read. */
export function jpeg(width = 1080, height = 1080, bytes = 2000): Buffer {
  const head = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8];
  const size = [height >> 8, height & 255, width >> 8, width & 255, 3];
  return Buffer.concat([Buffer.from([...head, ...size]), Buffer.alloc(bytes)]);
}

const png = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(64)]);

/** The least of an MP4: type, duration and the size of its one picture track. */
export function mp4({ seconds = 15, width = 1080, height = 1920, bytes = 2000 } = {}): Buffer {
  const box = (type: string, ...content: Buffer[]): Buffer => {
    const body = Buffer.concat(content);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const mvhd = Buffer.alloc(100);
  mvhd.writeUInt32BE(1000, 12);
  mvhd.writeUInt32BE(Math.round(seconds * 1000), 16);
  const tkhd = Buffer.alloc(84);
  tkhd.writeUInt32BE(width * 65_536, 76);
  tkhd.writeUInt32BE(height * 65_536, 80);
  const sound = box('trak', box('tkhd', Buffer.alloc(84)));
  const moov = box('moov', box('mvhd', mvhd), sound, box('trak', box('tkhd', tkhd)));
  return Buffer.concat([box('ftyp', Buffer.from('isommp42')), box('mdat', Buffer.alloc(bytes)), moov]);
}

export interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A hub in miniature: takes webhooks, proves itself and serves pictures. */
export interface Hub {
  url: string;
  webhooks: Received[];
  /** Status of the next answers; 200 when empty. */
  answers: number[];
  files: Record<string, Buffer>;
}

export async function startHub(): Promise<Hub> {
  const hub: Hub = {
    url: '',
    webhooks: [],
    answers: [],
    files: { '/a.jpg': jpeg(), '/a.png': png, '/a.mp4': mp4() },
  };
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://hub');
      const file = hub.files[url.pathname];
      if (file) return response.end(file);
      if (request.method === 'GET') {
        const isOurs = url.searchParams.get('hub.verify_token') === verifyToken;
        response.writeHead(isOurs ? 200 : 403);
        return response.end(isOurs ? url.searchParams.get('hub.challenge') : '');
      }
      const body = Buffer.concat(parts).toString('utf8');
      const status = hub.answers.shift() ?? 200;
      hub.webhooks.push({ method: 'POST', url: url.pathname, headers: request.headers, body });
      response.writeHead(status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  hub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return hub;
}

export interface GraphAnswer {
  status: number;
  headers: Headers;
  // Answers are looked into at will.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

export type Graph = (
  method: string,
  path: string,
  parameters?: Record<string, unknown>,
) => Promise<GraphAnswer>;

export interface Connected {
  sandbox: Sandbox;
  hub: Hub;
  userToken: string;
  page: { id: string; token: string };
  instagram: string;
  /** Calls with the Page's token. */
  graph: Graph;
  callWith(token: string): Graph;
}

/** A sandbox with a registered app, consent given, and the first Page subscribed. */
export async function connect(options: SandboxOptions & { scopes?: string[] } = {}): Promise<Connected> {
  const { scopes = allScopes, ...rest } = options;
  const hub = await startHub();
  const sandbox = await startSandbox({ quiet: true, ...rest });
  onTestFinished(() => sandbox.stop());
  sandbox.apps({ id: appId, secret: appSecret, callbackUrl: `${hub.url}/hooks/meta`, verifyToken });
  const redirectUri = `${hub.url}/kembali`;
  const code = sandbox.consent({ appId, redirectUri, scopes });
  const open = caller(sandbox, '');
  const given = { client_id: appId, client_secret: appSecret };
  const short = await open('GET', 'oauth/access_token', { ...given, redirect_uri: redirectUri, code });
  const long = await open('GET', 'oauth/access_token', {
    ...given,
    grant_type: 'fb_exchange_token',
    fb_exchange_token: short.body.access_token,
  });
  const userToken: string = long.body.access_token;
  const accounts = await caller(sandbox, userToken)('GET', 'me/accounts', {
    fields: 'id,access_token,instagram_business_account{id}',
  });
  const [first] = accounts.body.data;
  const page = first ? { id: first.id, token: first.access_token } : { id: '', token: '' };
  const graph = caller(sandbox, page.token);
  if (scopes.includes('pages_manage_metadata')) {
    await graph('POST', `${page.id}/subscribed_apps`, { subscribed_fields: 'feed,messages,message_echoes' });
  }
  return {
    sandbox,
    hub,
    userToken,
    page,
    instagram: first?.instagram_business_account?.id ?? '',
    graph,
    callWith: (token) => caller(sandbox, token),
  };
}

/** Calls the Graph API: parameters go into the query of a GET or DELETE, else into a JSON body. */
export function caller(sandbox: Sandbox, token: string): Graph {
  return async (method, path, parameters = {}) => {
    const url = new URL(`${sandbox.url}/v26.0/${path}`);
    const inQuery = method !== 'POST';
    if (inQuery)
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
    const response = await fetch(url, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(inQuery ? {} : { 'content-type': 'application/json' }),
      },
      ...(inQuery ? {} : { body: JSON.stringify(parameters) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
}
