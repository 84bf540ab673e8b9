import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createCallLog, type LoggedCall, type RequestHook } from './engine/call-log.ts';
import { type Control, createControl } from './control/commands.ts';
import type { ControlInputs } from './control/schemas.ts';
import { allow } from './meta/dialog.ts';
import { createFaultBook, type FaultInput } from './engine/faults.ts';
import type { Network } from './engine/network.ts';
import { createPictureStore } from './files/pictures.ts';
import { createWorld } from './world/seed.ts';
import { createSandboxServer } from './engine/server.ts';
import { defaultSettings, type Settings } from './engine/settings.ts';
import { keepSnapshot, loadWorld } from './world/snapshot.ts';
import { describeState, type SandboxState } from './engine/state.ts';
import { createWebhookQueue } from './webhooks/queue.ts';
import { type Delivered } from './webhooks/waiting.ts';

export interface SandboxOptions {
  /** 0 takes any free port. */
  port?: number;
  host?: string;
  seed?: number;
  /** JSON file that keeps the network between runs; pictures lie beside it. */
  file?: string;
  /** How others reach it, when that is not `http://host:port`. */
  publicUrl?: string;
  now?: () => number;
  settings?: Partial<Settings>;
  quiet?: boolean;
}

export interface Sandbox extends Control {
  url: string;
  port: number;
  fault(fault: FaultInput): void;
  clearFaults(): void;
  state(): SandboxState;
  calls(): LoggedCall[];
  /** Every webhook attempt with its body and the callback's answer. */
  delivered(): Delivered[];
  /** Sends a webhook body that was sent before once more; -1 is the last. */
  redeliver(index: number): void;
  /** Resolves when no webhook waits any more; rejects after the time given. */
  settled(timeoutMs?: number): Promise<void>;
  /** Called when a matching call is received, accepted and answered; returns how to stop it. */
  onRequest(op: string, hook: RequestHook): () => void;
  /** Consents as the owner would in the dialog; returns the code. Without `pageIds`, to every Page. */
  consent(given: { appId: string; redirectUri: string; scopes: string[]; pageIds?: string[] }): string;
  stop(): Promise<void>;
}

export type { ControlInputs, FaultInput };

/** Starts a sandbox network and waits until it listens. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const warn = (text: string): void => {
    if (!options.quiet) process.stderr.write(`sandbox: ${text}\n`);
  };
  const world = (options.file && (await loadWorld(options.file))) || createWorld(options.seed ?? 1);
  const snapshot = keepSnapshot(world, options.file, warn);
  const server = createSandboxServer(
    () => network,
    () => control,
  );
  const host = options.host ?? '127.0.0.1';
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const network: Network = {
    world,
    settings: { ...defaultSettings, ...options.settings },
    url: options.publicUrl?.replace(/\/$/, '') ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    now: options.now ?? Date.now,
    pictures: createPictureStore(world, options.file),
    faults: createFaultBook(),
    calls: createCallLog(),
    webhooks: createWebhookQueue(() => network),
    changed: snapshot.changed,
    warn,
  };
  const control = createControl(network);
  network.webhooks.start();
  snapshot.changed();

  return {
    ...control,
    url: network.url,
    port,
    fault: (fault) => void control.faults(fault),
    clearFaults: network.faults.clear,
    state: () => describeState(network),
    calls: network.calls.list,
    delivered: network.webhooks.delivered,
    redeliver: network.webhooks.redeliver,
    settled: network.webhooks.settled,
    onRequest: network.calls.hook,
    consent({ appId, redirectUri, scopes, pageIds }) {
      const all = Object.values(world.accounts).filter(({ platform }) => platform === 'facebook');
      const grant = { granted: scopes, declined: [], pageIds: pageIds ?? all.map(({ id }) => id) };
      return allow(network, { clientId: appId, redirectUri, scopes }, grant);
    },
    async stop() {
      await network.webhooks.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await snapshot.flush();
    },
  };
}
