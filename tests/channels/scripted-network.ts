import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account, NetworkSettings } from '#channels/contract/account.ts';
import type { Draft, DraftVideo } from '#channels/contract/publishing.ts';
import type { ChannelKind } from '#channels/schema.ts';

export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

/** An answer: a body with status 200, a status with a body, or what to do with the response by hand. */
export type Scripted =
  { status?: number; headers?: Record<string, string>; body: unknown } | ((response: ServerResponse) => void);

export interface ScriptedNetwork {
  settings: NetworkSettings;
  received: Received[];
  account(kind?: ChannelKind): Account;
  close(): Promise<void>;
}

/** A network that gives its answers in order, the last one again and again. */
export async function scriptedNetwork(answers: Scripted[]): Promise<ScriptedNetwork> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://network');
    const text = Buffer.concat(chunks).toString();
    received.push({
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    });
    const answer = answers[Math.min(received.length, answers.length) - 1];
    if (!answer) return response.destroy();
    if (typeof answer === 'function') return answer(response);
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    return response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const settings = settingsFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    settings,
    received,
    account: (kind = 'instagram') => accountAt(settings, kind),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function settingsFor(origin: string): NetworkSettings {
  return {
    network: 'sandbox',
    graphUrl: origin,
    dialogUrl: origin,
    uploadUrl: origin,
    version: 'v26.0',
    appId: '1001',
    appSecret: 'app-secret',
  };
}

export function accountAt(settings: NetworkSettings, kind: ChannelKind): Account {
  const externalId = kind === 'instagram' ? '17841400000000001' : '100000000000001';
  return { settings, kind, externalId, pageId: '100000000000001', token: 'page-token' };
}

export const photo = (caption = 'Sate bandeng hari ini'): Draft => ({
  mediaType: 'photo',
  placement: 'feed',
  caption,
  link: null,
  pictures: [{ url: 'https://media.example/1.jpg', altText: 'Sate bandeng di piring' }],
  video: null,
  firstComment: null,
});

/** A phone's upright video of 15 seconds. */
export const video = (more: Partial<DraftVideo> = {}): Draft => ({
  ...photo(),
  mediaType: 'video',
  pictures: [],
  video: {
    url: 'https://media.example/1.mp4',
    seconds: 15,
    width: 1080,
    height: 1920,
    bytes: 4_000_000,
    coverMs: null,
    ...more,
  },
});

/** An error answer in Meta's shape. */
export function refused(code: number, subcode?: number, more: Record<string, unknown> = {}): Scripted {
  const status = Number(more['status'] ?? 400);
  const error = {
    message: 'no',
    type: 'OAuthException',
    code,
    error_subcode: subcode,
    fbtrace_id: 'A1',
    ...more,
  };
  return { status, body: { error } };
}
