/**
 * How the database is reached: by TLS as libpq means it, for every connection alike, and through a pooler where one stands
 * between. The TLS server is a small one before the tests' own; pgbouncer is tried where Debian's package is installed.
 * Long, because all of it is reached through those small servers.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { databaseAddress } from '#platform/backend/connection/address.ts';
import { lendsTransactions } from '#platform/backend/connection/pooler.ts';
import { openSql } from '#platform/backend/database.ts';
import { addressOf, openOn } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { startWorker } from '#platform/jobs/worker.ts';
import { serverAccount } from '#platform/postgres/account.ts';
import { signUpPerson, until } from '../support/backend.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { freePort } from '../support/server.ts';

const certificates = join(import.meta.dirname, '../fixtures/tls');
const authority = join(certificates, 'authority.pem');
const secret = 'a secret of the tests and of nothing else';

let database: TestDatabase;
let server: Server;
let plain: Server;
let port: number;
let plainPort: number;
/** Whether the connections that came were encrypted. */
let encrypted: boolean[] = [];
const sockets = new Set<Socket>();

beforeAll(async () => {
  database = await createTestDatabase();
  const { host, port: behind } = inject('testServer');
  const open = () => connect(join(host, `.s.PGSQL.${behind}`));
  server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.once('data', (first) => {
      const asks = first.length === 8 && first.readInt32BE(4) === 80877103;
      encrypted.push(asks);
      if (!asks) return void socket.end();
      socket.write('S');
      const secure = new TLSSocket(socket, {
        isServer: true,
        cert: readFileSync(join(certificates, 'server.pem')),
        key: readFileSync(join(certificates, 'server-key.pem')),
      });
      const inner = open().on('error', () => undefined);
      secure.on('error', () => inner.destroy()).on('close', () => inner.destroy());
      inner.on('close', () => secure.destroy());
      secure.pipe(inner).pipe(secure);
    });
  });
  // A server that knows no TLS.
  plain = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.once('data', (first) => {
      const asks = first.length === 8 && first.readInt32BE(4) === 80877103;
      encrypted.push(false);
      const inner = open().on('error', () => undefined);
      if (asks) socket.write('N');
      else inner.write(first);
      socket.on('close', () => inner.destroy());
      inner.on('close', () => socket.destroy());
      socket.pipe(inner).pipe(socket);
    });
  });
  await Promise.all([
    once(server.listen(0, '127.0.0.1'), 'listening'),
    once(plain.listen(0, '127.0.0.1'), 'listening'),
  ]);
  port = (server.address() as AddressInfo).port;
  plainPort = (plain.address() as AddressInfo).port;
});
afterAll(async () => {
  sockets.forEach((socket) => socket.destroy());
  server?.close();
  plain?.close();
  await database?.drop();
});

const addressAt = (host: string, query: string, at = port) =>
  `postgres://postgres@${host}:${at}/${database.connection.database}${query}`;

async function reaches(url: string, ca?: string): Promise<string> {
  encrypted = [];
  const sql = openSql(databaseAddress(url, ca), 1);
  try {
    await sql`select 1`;
    return encrypted.every(Boolean) ? 'encrypted' : 'open';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

describe('sslmode means what libpq means by it', () => {
  const own = 'SELF_SIGNED_CERT_IN_CHAIN';
  const unknown = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
  const cases: [query: string, host: string, ca: string | undefined, came: string | RegExp][] = [
    ['?sslmode=require', '127.0.0.1', undefined, 'encrypted'],
    ['?sslmode=no-verify', '127.0.0.1', undefined, 'encrypted'],
    ['?sslmode=require&uselibpqcompat=true', '127.0.0.1', undefined, 'encrypted'],
    ['?sslmode=prefer', '127.0.0.1', undefined, 'encrypted'],
    ['?sslmode=verify-full', 'localhost', undefined, new RegExp(`${own}|${unknown}`)],
    ['?sslmode=verify-ca', 'localhost', undefined, new RegExp(`${own}|${unknown}`)],
    ['?sslmode=verify-full', 'localhost', authority, 'encrypted'],
    ['?sslmode=verify-full', '127.0.0.1', authority, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['?sslmode=verify-ca', '127.0.0.1', authority, 'encrypted'],
    ['?sslmode=require', '127.0.0.1', authority, 'encrypted'],
    ['', 'localhost', authority, 'encrypted'],
    ['', '127.0.0.1', authority, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ];
  test.each(cases)('%s to %s with %s', async (query, host, ca, came) => {
    expect(await reaches(addressAt(host, query), ca)).toMatch(came);
  });

  test('the authority may stand in the address, or as text', async () => {
    const inAddress = addressAt(
      'localhost',
      `?sslmode=verify-full&sslrootcert=${encodeURIComponent(authority)}`,
    );
    expect(await reaches(inAddress)).toBe('encrypted');
    expect(
      await reaches(addressAt('localhost', '?sslmode=verify-full'), readFileSync(authority, 'utf8')),
    ).toBe('encrypted');
  });

  test('prefer goes on without where the server knows no TLS, require does not', async () => {
    expect(await reaches(addressAt('127.0.0.1', '?sslmode=prefer', plainPort))).toBe('open');
    expect(await reaches(addressAt('127.0.0.1', '?sslmode=disable', plainPort))).toBe('open');
    expect(await reaches(addressAt('127.0.0.1', '?sslmode=require', plainPort))).not.toMatch(
      /open|encrypted/,
    );
  });

  test('another machine is spoken to by TLS where it can, this one is not asked', () => {
    expect(databaseAddress('postgres://a@db.contoh.test/x').ssl).toBe('prefer');
    expect(databaseAddress('postgres://a@127.0.0.1/x').ssl).toBe(false);
  });

  test.each([
    ['postgres://a@b/c?sslmode=always', undefined, /DATABASE_URL sslmode=always is none of/],
    ['postgres://a@b/c', '/nonexistent/ca.pem', /DATABASE_CA names a certificate that can't be read/],
  ])('%s with %s is refused by name', (url, ca, says) => {
    expect(() => databaseAddress(url, ca)).toThrow(says);
  });
});

test('server, API and worker read the same setting: all of it runs by TLS that is checked in full', async () => {
  encrypted = [];
  const env = readEnv({
    ...{ TANGGAP_SECRET: secret, LOG_LEVEL: 'silent', DATABASE_CA: authority },
    DATABASE_URL: addressAt('localhost', '?sslmode=verify-full'),
    DATA_DIR: tmpdir(),
  });
  const backend = await openOn(env, addressOf(env), async () => undefined);
  await signUpPerson(backend, 'tls@contoh.test');
  const worker = await startWorker(backend, { onEvent: [], timed: [], drains: [] });
  await worker.stop(1);
  await backend.close();
  expect(encrypted.length).toBeGreaterThan(3);
  expect(encrypted.every(Boolean)).toBe(true);
});

describe.skipIf(!existsSync('/usr/sbin/pgbouncer'))('through pgbouncer', () => {
  async function bouncer(mode: 'session' | 'transaction') {
    const folder = mkdtempSync(join(tmpdir(), 'bouncer-'));
    const { host, port: behind } = inject('testServer');
    const account = serverAccount(folder);
    const at = await freePort();
    const settings = [
      '[databases]',
      `* = host=${host} port=${behind} user=postgres`,
      '[pgbouncer]',
      ...[`listen_addr = 127.0.0.1`, `listen_port = ${at}`, 'unix_socket_dir =', 'auth_type = any'],
      ...[`pool_mode = ${mode}`, 'default_pool_size = 30', 'max_client_conn = 100'],
    ];
    const file = join(folder, 'bouncer.ini');
    writeFileSync(file, settings.join('\n'));
    if (account) [folder, file].forEach((path) => chownSync(path, account.uid, account.gid));
    const child = spawn('/usr/sbin/pgbouncer', [file], { ...account, cwd: folder, stdio: 'ignore' });
    await until(
      'pgbouncer listens',
      () =>
        new Promise((done) => {
          const probe = connect(at, '127.0.0.1', () => done(probe.destroy() && true)).on('error', () =>
            done(false),
          );
        }),
    );
    return {
      url: addressAt('127.0.0.1', '', at),
      async stop() {
        child.kill('SIGKILL');
        await once(child, 'exit');
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }

  async function mainJob(settings: Record<string, string>): Promise<void> {
    const env = readEnv({
      ...{ TANGGAP_SECRET: secret, LOG_LEVEL: 'silent', DATA_DIR: tmpdir() },
      ...settings,
    });
    const backend = await openOn(env, addressOf(env), async () => undefined);
    await signUpPerson(backend, `bouncer-${settings.DATABASE_DIRECT_URL ? 'satu' : 'dua'}@contoh.test`);
    const worker = await startWorker(backend, { onEvent: [], timed: [], drains: [] });
    await worker.stop(1);
    await backend.close();
  }

  test('session mode works', async () => {
    const { url, stop } = await bouncer('session');
    expect(await lendsTransactions({ url })).toBe(false);
    await mainJob({ DATABASE_URL: url });
    await stop();
  });

  test('transaction mode is refused in words, and works beside a direct address', async () => {
    const { url, stop } = await bouncer('transaction');
    await expect(mainJob({ DATABASE_URL: url })).rejects.toThrow(
      /a pooler in transaction mode.*DATABASE_DIRECT_URL/,
    );
    await mainJob({ DATABASE_URL: url, DATABASE_DIRECT_URL: addressAt('127.0.0.1', '', plainPort) });
    await stop();
  });
});
