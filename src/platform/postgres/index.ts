import { mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { log as writeLog } from '../log.ts';
import { serverAccount, type Account } from './account.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { ensureCluster, readPassword, type Cluster } from './cluster.ts';
import { keep, type Connection, type Keeper } from './keeper.ts';
import { findPostmaster, removeStaleLocks, type Postmaster } from './postmaster.ts';
import { launch, shutDown, type Launch } from './server.ts';
import { settings as standard } from './settings.ts';
import { removeSocketFolder, socketFolder } from './socket.ts';

export { throwAway } from './settings.ts';
export type { Connection } from './keeper.ts';

type Log = (level: 'info' | 'warn' | 'error', event: string, fields?: Record<string, unknown>) => void;

export type PostgresOptions = {
  /** The installation's folder; the cluster is its `postgres` folder, the server's log `postgres.log`. */
  dataDir: string;
  /** Settings of the server that differ from the standard ones. */
  settings?: Record<string, string>;
  log?: Log;
};

export type Postgres = Connection & {
  /** Spread this into the options of postgres.js, pg or pg-boss: no URL with a socket suits them all. */
  connection: Connection;
  /** For pg and psql only: postgres.js does not read a socket from a URL. */
  url: string;
  /** Whether the server was running already. */
  adopted: boolean;
  /** Starts the server again if it died; it does so by itself too. Connections then recover by themselves. */
  revive(): Promise<void>;
  /** Gives up this process's share; the last one stops the server. Close your own connections first. */
  stop(): Promise<void>;
};

/**
 * Opens the PostgreSQL of a data folder: makes it at the first time, adopts a server that runs already
 * (a crashed Node leaves one, a second process finds one), starts it otherwise.
 *
 * Starting needs no lock of its own. PostgreSQL lets one server run on a cluster, and a start that comes
 * second becomes an adoption.
 *
 * @throws when the folder cannot be used (another major version, another owner) or the server does not start;
 *   the message says what to do or carries the end of the server's log.
 */
export async function openPostgres(options: PostgresOptions): Promise<Postgres> {
  const log = options.log ?? writeLog;
  mkdirSync(options.dataDir, { recursive: true });
  const folder = join(realpathSync(options.dataDir), 'postgres');
  const settings = { ...standard, ...options.settings };
  const account = serverAccount(folder);
  const binaries = await findBinaries(account);
  const cluster = await ensureCluster(folder, binaries, account, settings.fsync !== 'off');
  const site: Site = { cluster, binaries, account, settings, log };

  let stopped = false;
  let reviving: Promise<void> | undefined;
  let current = await bringUp(site, lost);
  const { connection } = current;
  return { ...connection, connection, url: urlOf(connection), adopted: current.adopted, revive, stop };

  function lost(): void {
    if (stopped) return;
    log('error', 'postgres.lost', { folder });
    revive().catch((error: unknown) => log('error', 'postgres.revive_failed', { error: String(error) }));
  }

  function revive(): Promise<void> {
    if (stopped || current.keeper.alive()) return Promise.resolve();
    reviving ??= bringUp(site, lost)
      .then((next) => void (current = next))
      .finally(() => (reviving = undefined));
    return reviving;
  }

  async function stop(): Promise<void> {
    if (stopped) return;
    stopped = true;
    await reviving?.catch(() => undefined);
    const { keeper, server } = current;
    const share = keeper.alive() ? await keeper.release().catch(() => 'others remain') : 'others remain';
    if (share === 'last') await shutDown(server.pid, cluster, binaries);
    await keeper.close();
    if (share === 'last') removeSocketFolder(server.host);
    log('info', share === 'last' ? 'postgres.stopped' : 'postgres.left', { folder });
  }
}

type Site = {
  cluster: Cluster;
  binaries: Binaries;
  account: Account | undefined;
  settings: Record<string, string>;
  log: Log;
};
type Running = { connection: Connection; server: Postmaster; keeper: Keeper; adopted: boolean };

/** Recovery after a power cut may take minutes on a slow disk. */
const patience = 5 * 60_000;

async function bringUp(site: Site, onLost: () => void): Promise<Running> {
  const { cluster, log } = site;
  let started: Launch | undefined;
  for (const until = Date.now() + patience; Date.now() < until; await sleep(20)) {
    const server = findPostmaster(cluster.folder);
    if (server?.ready) {
      const connection = connectionTo(server, cluster);
      const keeper = await keep(connection, server, onLost);
      if (!keeper) continue;
      const adopted = server.pid !== started?.pid;
      log('info', adopted ? 'postgres.adopted' : 'postgres.started', {
        folder: cluster.folder,
        pid: server.pid,
      });
      return { connection, server, keeper, adopted };
    }
    if (started?.ended() && !server) {
      if (!cameSecond(started.said()))
        throw new Error(`PostgreSQL did not start.\n${started.said().slice(-2000)}`);
      started = undefined;
      await sleep(100);
    }
    if (!server && !started) started = await start(site);
  }
  throw new Error(
    `PostgreSQL on ${cluster.folder} did not become ready. ${started?.said().slice(-2000) ?? ''}`,
  );
}

async function start({ cluster, binaries, account, settings }: Site): Promise<Launch> {
  return launch(cluster, binaries, account, { ...settings, ...(await listening(cluster, account)) });
}

/** Another start was quicker, a stop took the socket folder away, or a killed server's processes linger. */
function cameSecond(said: string): boolean {
  return /lock file .* (already exists|is empty)|could not create lock file|shared memory block/.test(said);
}

async function listening(cluster: Cluster, account: Account | undefined): Promise<Record<string, string>> {
  if (process.platform === 'win32') return { listen_addresses: '127.0.0.1', port: String(await freePort()) };
  const socket = socketFolder(cluster.folder, account);
  removeStaleLocks(cluster.folder, socket);
  const unix_socket_directories = socket;
  return { listen_addresses: '', port: '5432', unix_socket_directories, unix_socket_permissions: '0700' };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

function connectionTo(server: Postmaster, cluster: Cluster): Connection {
  const password = readPassword(cluster.folder);
  const { host, port } = server;
  return { host, port, user: 'postgres', database: 'postgres', ...(password && { password }) };
}

function urlOf({ host, port, user, database, password }: Connection): string {
  const secret = password ? `:${password}` : '';
  return `postgresql://${user}${secret}@${encodeURIComponent(host)}:${port}/${database}`;
}
