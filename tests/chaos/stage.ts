/** A business with both channels on a sandbox of its own, and its hub or whole server, which dies and comes back. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { signingSecrets } from '#channels/connections/index.ts';
import { openBackend } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { findPostmaster } from '#platform/postgres/postmaster.ts';
import { startSandbox, type Sandbox } from '#sandbox/index.ts';
import { makeBusiness, signUpPerson, until, type TestPerson } from '../support/backend.ts';
import { freePort, startTestServer, type Folder, type TestServer } from '../support/server.ts';
import { connect, store, type ConnectedAccounts } from './connect.ts';
import { killPostgres } from './kill.ts';

export type { Kind } from './connect.ts';

/** A moment of a ledger (`attempt:settling`), or of a call as the network sees it (`ig.publish accepted`). */
export interface Death {
  at: string;
  /** The how-manieth time; the first unless said. */
  nth?: number;
  /** PostgreSQL dies with Node. */
  together?: boolean;
}

/** What is killed: the whole server, or what of it the kills fall into, which starts in a fraction of the time. */
export type Program = 'server' | 'hub';

export interface Stage {
  sandbox: Sandbox;
  /** Superuser, straight at the embedded server, without a share in it: whoever kills it finds nobody to revive it. */
  sql: postgres.Sql;
  business: string;
  owner: TestPerson;
  channels: ConnectedAccounts;
  picture: string;
  /** What webhooks are signed with. */
  secret: string;
  server(): TestServer;
  /** The whole server serves from now on. */
  becomeWhole(): Promise<void>;
  /** Before each test: whatever a failed one left behind is cleared away. */
  ready(): Promise<void>;
  /** Resolves with the time when the server died; the kill itself comes later, at the moment given. */
  arrange(death: Death): Promise<Date>;
  /** Kills now. */
  kill(together?: boolean): Promise<Date>;
  restart(): Promise<void>;
  /** Stands for waiting: leases of the dead run out, and their attempts were opened `minutes` earlier. */
  passTime(died: Date, minutes?: number): Promise<void>;
  /** The owner connects both accounts again, with fresh tokens. */
  reconnect(): Promise<void>;
  close(): Promise<void>;
}

/** @param folder of an installation, or empty; it goes with the stage */
export async function openStage(folder: Folder, program: Program = 'server'): Promise<Stage> {
  const dataDir = realpathSync(folder.path);
  const port = await freePort();
  const sandbox = await startSandbox({ port: 0, seed: 1, quiet: true, settings: { quotaTotal: 100_000 } });
  const env = readEnv({
    DATA_DIR: dataDir,
    PORT: String(port),
    SANDBOX_URL: sandbox.url,
    LOG_LEVEL: 'silent',
  });
  const orders = join(dataDir, 'kill-order');
  const compiled = process.env.TEST_COMPILE_CACHE ?? join(dataDir, 'compiled');
  const start = () =>
    startTestServer({
      dataDir,
      port,
      sandboxUrl: sandbox.url,
      env: { KILL_ORDER: orders, NODE_COMPILE_CACHE: compiled },
      nodeArguments: ['--import', join(import.meta.dirname, 'kill-at.ts')],
      ...(program === 'hub' && { entry: join(import.meta.dirname, 'hub.ts') }),
    });

  const backend = await openBackend(env);
  const owner = await signUpPerson(backend, 'pemilik@contoh.test');
  const business = await makeBusiness(backend, owner, 'dapur-contoh');
  const channels = await connect(backend, sandbox, owner, business);
  const picture = await store(backend, owner, business);
  const [secret] = signingSecrets(backend, 'sandbox');
  await backend.close();
  let server = await start();
  const sql = connectTo(dataDir);

  const kill = async (together = false) => {
    const gone = once(server.process, 'exit');
    if (together) killPostgres(dataDir);
    server.process.kill('SIGKILL');
    await gone;
    return new Date();
  };
  return {
    ...{ sandbox, sql, business, owner, channels, picture, secret: secret!, kill },
    server: () => server,
    async becomeWhole() {
      program = 'server';
      if (!isDead(server)) await server.stop();
      server = await start();
    },
    async ready() {
      rmSync(orders, { force: true });
      sandbox.clearFaults();
      sandbox.settings({ paused: false });
      if (isDead(server)) server = await start();
    },
    async arrange({ at, nth = 1, together = false }) {
      const gone = once(server.process, 'exit');
      const [op, phase] = at.split(' ');
      if (phase === undefined) {
        // A file that appears whole: the server reads it at every moment.
        writeFileSync(`${orders}.new`, JSON.stringify({ id: randomUUID(), moment: op, nth, together }));
        renameSync(`${orders}.new`, orders);
      } else {
        let times = 0;
        const stop = sandbox.onRequest(op!, (reached) => {
          if (reached !== phase || ++times < nth) return;
          stop();
          if (together) killPostgres(dataDir);
          server.process.kill('SIGKILL');
        });
      }
      const patience = sleep(30_000, null, { ref: false });
      if ((await Promise.race([gone, patience])) === null) throw new Error(`nothing reached ${at}`);
      return new Date();
    },
    async restart() {
      server = await start();
    },
    passTime: (died, minutes = 2) => passTime(sql, died, minutes),
    async reconnect() {
      const again = await openBackend(env);
      await connect(again, sandbox, owner, business);
      await again.close();
    },
    async close() {
      await sql.end({ timeout: 1 });
      if (!isDead(server)) await server.stop();
      else if (findPostmaster(join(dataDir, 'postgres'))) killPostgres(dataDir);
      await sandbox.stop();
      folder.remove();
    },
  };
}

function connectTo(dataDir: string): postgres.Sql {
  const { host, port } = findPostmaster(join(dataDir, 'postgres'))!;
  const options = { host, port, user: 'postgres', database: 'postgres', max: 2, onnotice: () => undefined };
  return postgres(options);
}

function isDead({ process: { exitCode, signalCode } }: TestServer): boolean {
  return exitCode !== null || signalCode !== null;
}

/** A lease lasts 60 s, so what ends later was taken by the living. */
async function passTime(sql: postgres.Sql, died: Date, minutes: number): Promise<void> {
  const lastLease = new Date(died.getTime() + 60_000);
  await until('the database answers', () => sql`select 1`.catch(() => false), 30_000);
  // One by one, and past what is being worked on: whoever came back is not waited for.
  await sql`update publish_attempts set opened_at = opened_at - make_interval(mins => ${minutes})
    where closed_at is null and opened_at <= ${died}`;
  await sql`update message_sends set opened_at = opened_at - make_interval(mins => ${minutes})
    where closed_at is null and opened_at <= ${died}`;
  await sql`update post_targets set lease_until = now() - interval '1 second'
    where state in ('claimed', 'publishing') and lease_until <= ${lastLease}`;
  await sql`update post_targets set next_try_at = null where state in ('scheduled', 'container_ready')`;
  await sql`update messages set lease_until = now() - interval '1 second'
    where delivery = 'sending' and lease_until <= ${lastLease}`;
  await sql`update webhook_items set claimed_until = null
    where id in (select id from webhook_items
      where projected_at is null and claimed_until <= ${lastLease} for update skip locked)`;
  await sql`select pg_notify('tanggap_due', ''), pg_notify('tanggap_webhooks', '')`;
}

/** For statements during which the database may be killed: what they changed was committed, or never was. */
export function orLost(error: { code?: string }): void {
  if (!/^(CONNECTION_|ECONN|EPIPE|57P0)/.test(error.code ?? '')) throw error;
}
