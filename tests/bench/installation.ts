/** An installation of the benchmark's own: the real server on a throw-away folder, and a look into its database. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { installationSecret, keysFrom, type Keys } from '#platform/backend/keys.ts';
import { findPostmaster } from '#platform/postgres/postmaster.ts';
import { readPassword } from '#platform/postgres/cluster.ts';
import { note } from './report.ts';
import { freePort, startTestServer, temporaryFolder, type TestServer } from '../support/server.ts';

export interface Installation {
  dataDir: string;
  port: number;
  url: string;
  keys: Keys;
  server: TestServer;
  /** Starts Node again on the same folder and port. */
  start(): Promise<void>;
  /** The server process of PostgreSQL. */
  postmaster(): number;
  /** A connection as superuser, like the program's own: same driver, same socket. Close it. */
  connect(max?: number): postgres.Sql;
  remove(): Promise<void>;
}

/**
 * Makes an installation and starts its server.
 * @param env settings beyond the defaults
 */
export async function install(env: Record<string, string> = {}): Promise<Installation> {
  const folder = temporaryFolder();
  const dataDir = folder.path;
  const port = await freePort();
  const cluster = join(dataDir, 'postgres');
  const keys = keysFrom(installationSecret(dataDir));
  // For a look inside: BENCH_NODE_OPTIONS='--cpu-prof --cpu-prof-dir=/tmp/profile' npm run bench -- ...
  const { BENCH_NODE_OPTIONS: NODE_OPTIONS } = process.env;
  const launch = () =>
    startTestServer({ dataDir, port, env: { ...env, ...(NODE_OPTIONS && { NODE_OPTIONS }) } });
  const found = () => {
    const server = findPostmaster(cluster);
    if (!server?.ready) throw new Error(`no PostgreSQL on ${cluster}`);
    return server;
  };
  const made: Installation = {
    dataDir,
    port,
    url: `http://127.0.0.1:${port}`,
    keys,
    server: await launch(),
    async start() {
      made.server = await launch();
    },
    postmaster: () => found().pid,
    connect(max = 1) {
      const { host, port: number } = found();
      const password = readPassword(cluster);
      const options = { host, port: number, user: 'postgres', database: 'postgres', max };
      return postgres({ ...options, ...(password && { password }), onnotice: () => undefined });
    },
    async remove() {
      const database = findPostmaster(cluster);
      const patience = sleep(45_000, 'hangs', { ref: false });
      if ((await Promise.race([made.server.stop(), patience])) === 'hangs') {
        note('the server does not stop on SIGTERM: killed');
        await made.server.kill();
        if (database) process.kill(database.pid, 'SIGINT');
        await until('PostgreSQL ends', async () => findPostmaster(cluster) === undefined, 60);
      }
      folder.remove();
    },
  };
  return made;
}

/** Waits for something; the time it took, in milliseconds. */
export async function until(
  what: string,
  seen: () => Promise<boolean>,
  seconds: number,
  everyMs = 100,
): Promise<number> {
  const began = performance.now();
  while (!(await seen())) {
    if (performance.now() - began > seconds * 1000) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(everyMs);
  }
  return performance.now() - began;
}
