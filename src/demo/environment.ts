/** What the demo sets before the hub reads its environment: an embedded hub on this machine, and nothing else. */
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvError, readEnv } from '#platform/env.ts';

export interface DemoEnvironment {
  dataDir: string;
  /** The folder goes with the demo. */
  throwAway: boolean;
  /** A sandbox network that runs already; null to start one. */
  sandboxUrl: string | null;
}

/**
 * The sample business has passwords that everyone knows, so it stays on this machine and on a database of its
 * own, whatever else is set.
 */
const elsewhere =
  /^(DATABASE_URL|SUPABASE_\w+|META_APP_\w+|META_IG_\w+|META_VERIFY_TOKEN|META_GRAPH_URL|S3_\w+|SMTP_URL|TRUST_PROXY)$/;

/** @throws EnvError */
export async function prepareEnvironment(env: NodeJS.ProcessEnv = process.env): Promise<DemoEnvironment> {
  for (const name of Object.keys(env)) if (elsewhere.test(name)) delete env[name];
  const { HOST: host, PORT: port, SANDBOX_URL: sandboxUrl } = readEnv(env);
  if (!isLoopback(host)) {
    throw new EnvError([`HOST is ${host}: Demo mode refuses a non-loopback HOST`]);
  }
  const chosen = env['PORT'] ? port !== 0 : Boolean(env['PUBLIC_URL']);
  env['PORT'] = String(chosen || (port !== 0 && (await isFree(port, host))) ? port : await freePort(host));
  env['WORKER'] = 'in-process';
  env['LOG_LEVEL'] ||= 'warn';
  const throwAway = !env['DATA_DIR'];
  if (throwAway) env['DATA_DIR'] = mkdtempSync(join(tmpdir(), 'tanggap-demo-'));
  return { dataDir: readEnv(env).DATA_DIR, throwAway, sandboxUrl: sandboxUrl ?? null };
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
