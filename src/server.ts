/** `npm start` and `npm run dev`: opens everything, serves, and on SIGTERM closes everything in order. */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import compression from 'compression';
import { answerWebhook } from './inbox/receiving/index.ts';
import { allJobs } from './jobs.ts';
import { backend, type Backend } from './platform/backend/index.ts';
import { limitBody } from './platform/http/body/limit.ts';
import { startWorker, type Worker } from './platform/jobs/worker.ts';
import { secure } from './platform/http/guard.ts';
import { closeLiveEvents } from './platform/live/stream.ts';
import { log } from './platform/log.ts';
import { projectRoot } from './platform/project-root.ts';
import { startHeart, type Heart } from './platform/process/processes.ts';
import { keepWorker } from './platform/process/readiness.ts';
import { runUntilStopped } from './platform/process/run-until-stopped.ts';

export interface RunningServer {
  backend: Backend;
  port: number;
  stop(): Promise<void>;
}

/** @throws EnvError, or what the database or the port said */
export async function startServer({ dev = false } = {}): Promise<RunningServer> {
  const running = await backend();
  const { HOST, PORT, WORKER } = running.env;
  const worker = WORKER === 'in-process' ? await startWorker(running, allJobs) : null;
  keepWorker(worker);
  const heart = await startHeart(running, 'server', worker);
  const server = dev ? await serveDevelopment(HOST, PORT) : await serveBuilt(running, HOST, PORT);
  log('info', 'server.ready', { url: running.env.PUBLIC_URL, port: server.port });
  return { backend: running, port: server.port, stop: () => stop(server.close, worker, heart, running) };
}

interface Serving {
  port: number;
  close(): Promise<void>;
}

async function serveBuilt(running: Backend, host: string, port: number): Promise<Serving> {
  process.env.ASTRO_NODE_AUTOSTART = 'disabled';
  const entry = pathToFileURL(join(projectRoot, 'dist', 'server', 'entry.mjs')).href;
  const { handler } = (await import(entry)) as { handler: RequestListener };
  const compress = compression({
    filter: (_request, response) => worthCompressing(response.getHeader('content-type')),
  });
  const headers = new Headers();
  secure(headers, running.env);
  const securing = Object.fromEntries(headers);
  const server = createServer((request, response) => {
    if (isWebhook(request)) return void takeWebhook(running, request, response, securing);
    limitBody(request);
    compress(request as never, response as never, () => handler(request, response));
  });
  // Meta keeps connections open between webhooks; shorter than a proxy's own limit loses requests.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 66_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return { port: (server.address() as AddressInfo).port, close: () => closed(server) };
}

/** Meta sends hundreds a second at times: these need nothing that a page needs, and are answered before pages are. */
function isWebhook({ method, url }: IncomingMessage): boolean {
  return method === 'POST' && /^\/hooks\/meta\/?(\?|$)/.test(url ?? '');
}

async function takeWebhook(
  running: Backend,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Record<string, string>,
): Promise<void> {
  const signature = String(request.headers['x-hub-signature-256'] ?? '');
  const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  const status = await answerWebhook(running, body, signature);
  // What was too much is read and thrown away, so that the answer reaches whoever is still sending.
  request.resume();
  response.writeHead(status, headers).end();
}

/** Pictures are compressed already, and a stream of events must not wait in a buffer. */
function worthCompressing(type: unknown): boolean {
  return /^(text\/(?!event-stream)|application\/(json|javascript|manifest\+json)|image\/svg)/.test(
    String(type),
  );
}

async function serveDevelopment(host: string, port: number): Promise<Serving> {
  const { dev } = await import('astro');
  const server = await dev({ root: projectRoot, server: { host, port } });
  return { port: server.address.port, close: () => server.stop() };
}

async function stop(
  close: () => Promise<void>,
  worker: Worker | null,
  heart: Heart,
  running: Backend,
): Promise<void> {
  closeLiveEvents();
  await Promise.all([close(), worker?.stop()]);
  await heart.stop();
  await running.close();
  log('info', 'server.stopped');
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 10_000).unref();
  });
}

if (import.meta.main) await runUntilStopped(() => startServer({ dev: process.argv.includes('--dev') }));
