/** `npm run demo`: a sandbox network, the hub, and a sample business, in one process on this machine. */
import { rmSync } from 'node:fs';
import { registerSandboxApp } from '#channels/connections/index.ts';
import type { Backend } from '#platform/backend/index.ts';
import { EnvError } from '#platform/env.ts';
import { runUntilStopped } from '#platform/process/run-until-stopped.ts';
import { startServer } from '#server.ts';
import { prepareEnvironment, type DemoEnvironment } from './environment.ts';
import { fill, slug } from './fill.ts';
import { announceLater } from './shop/live-comment.ts';
import { readMarker, writeMarker, type Marker } from './marker.ts';
import { startNetwork } from './network-here.ts';
import { playedNetwork } from './network.ts';
import { welcome } from './welcome.ts';

/** Everything opened so far, to be closed the other way round. */
type Closing = (() => unknown)[];

async function start(closing: Closing, stop: AbortSignal): Promise<void> {
  const demo = await prepareEnvironment();
  if (demo.throwAway) closing.push(() => rmSync(demo.dataDir, { recursive: true, force: true }));
  const before = readMarker(demo.dataDir);
  const sandboxUrl = demo.sandboxUrl ?? (await ownNetwork(demo, before, closing));
  process.env['SANDBOX_URL'] = sandboxUrl;
  stop.throwIfAborted();
  const server = await startServer();
  closing.push(() => server.stop());
  stop.throwIfAborted();
  const network = playedNetwork(sandboxUrl);
  if (before) await goOn(server.backend, before, sandboxUrl);
  else {
    await refuseRealData(server.backend);
    await fill(server.backend, network, { stop });
  }
  writeMarker(demo.dataDir, { filledAt: before?.filledAt ?? new Date().toISOString(), sandboxUrl });
  closing.push(announceLater(network));
  process.stdout.write(welcome(server.backend.env.PUBLIC_URL, sandboxUrl, demo, before === null));
}

async function ownNetwork(demo: DemoEnvironment, before: Marker | null, closing: Closing): Promise<string> {
  const sandbox = await startNetwork(demo.dataDir, before);
  closing.push(() => sandbox.stop());
  return sandbox.url;
}

/** The sample business is there: the network learns where the hub is now, and links follow the network. */
async function goOn(backend: Backend, before: Marker, sandboxUrl: string): Promise<void> {
  await registerSandboxApp(backend);
  if (before.sandboxUrl === sandboxUrl) return;
  await backend.sql`update post_targets set permalink = replace(permalink, ${before.sandboxUrl}, ${sandboxUrl})
    where starts_with(permalink, ${before.sandboxUrl})`;
}

/** Passwords that everyone knows have no place beside a real business. */
async function refuseRealData({ sql, env }: Backend): Promise<void> {
  const [real] = await sql`select slug from businesses where not sample or slug <> ${slug} limit 1`;
  if (real)
    throw new EnvError([`DATA_DIR is ${env.DATA_DIR}: it holds a real business; choose another folder`]);
}

async function closeAll(closing: Closing): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

const stopping = new AbortController();
const stopEarly = (): void => stopping.abort(new Error('stopped before it was ready'));
const signals = ['SIGTERM', 'SIGINT'] as const;

await runUntilStopped(async () => {
  const closing: Closing = [];
  signals.forEach((signal) => process.on(signal, stopEarly));
  try {
    await start(closing, stopping.signal);
    stopping.signal.throwIfAborted();
  } catch (error) {
    await closeAll(closing);
    if (stopping.signal.aborted) process.exit(0);
    throw error;
  }
  signals.forEach((signal) => process.off(signal, stopEarly));
  return { stop: () => closeAll(closing) };
});
