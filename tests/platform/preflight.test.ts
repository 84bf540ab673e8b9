/**
 * A PostgreSQL of one's own: the README's SQL is enough for everything, and what is missing is named with its cure. On a
 * server of its own, because roles belong to a whole server.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openOn, type Backend } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { setLogLevel } from '#platform/log.ts';
import { preflight } from '#platform/migrations/preflight.ts';
import { openPostgres, throwAway, type Postgres } from '#platform/postgres/index.ts';
import { projectRoot } from '#platform/project-root.ts';
import { makeBusiness, signUpPerson } from '../support/backend.ts';
import { startDebian } from '../support/debian-postgres.ts';

let server: Pick<Postgres, 'connection' | 'stop'>;
const folder = mkdtempSync(join(tmpdir(), 'tanggap-own-'));
beforeAll(async () => {
  setLogLevel('silent');
  server = await openPostgres({ dataDir: folder, settings: throwAway, log: () => undefined });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const readmeSql = () => {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  return /```sql\n([\s\S]+?)```/.exec(readme)![1]!;
};

/** As its superuser. */
async function asAdmin(sql: string, database = 'postgres'): Promise<void> {
  const admin = postgres({ ...server.connection, database, max: 1, onnotice: () => undefined });
  try {
    for (const statement of sql.split(';').filter((text) => text.trim() !== ''))
      await admin.unsafe(statement);
  } finally {
    await admin.end();
  }
}

beforeEach(async () => {
  for (const name of ['tanggap', 'lain']) await asAdmin(`drop database if exists ${name} with (force)`);
  for (const role of ['tanggap', 'anon', 'authenticated', 'service_role'])
    await asAdmin(`drop role if exists ${role}`);
});

async function start(database = 'tanggap'): Promise<Backend> {
  const env = readEnv({
    TANGGAP_SECRET: randomUUID(),
    LOG_LEVEL: 'silent',
    DATA_DIR: join(folder, randomUUID()),
  });
  return openOn(env, { ...server.connection, user: 'tanggap', database }, async () => undefined);
}

async function mainJobWorks(backend: Backend): Promise<void> {
  const owner = await signUpPerson(backend, 'pemilik@contoh.test');
  const business = await makeBusiness(backend, owner, 'usaha-sendiri');
  const { data } = await backend.asUser(owner.token).rpc('list_members', { business }).throwOnError();
  expect(data).toHaveLength(1);
  const media = backend.asService('a test').storage.from('media');
  expect((await media.upload('a.jpg', new Uint8Array([1]), { contentType: 'image/jpeg' })).error).toBeNull();
  expect((await backend.asAnon().from('businesses').select('id')).error).toMatchObject({ code: '42501' });
}

test('the README’s SQL is enough, without a superuser', async () => {
  await asAdmin(readmeSql());
  const backend = await start();
  const [me] =
    await backend.sql`select rolsuper, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user`;
  expect(me).toEqual({ rolsuper: false, rolcreaterole: false, rolbypassrls: false });
  await mainJobWorks(backend);
  await backend.close();
});

test('a role that may make roles, and pass by policies, needs nothing else', async () => {
  await asAdmin('create role tanggap login createrole bypassrls; create database tanggap owner tanggap');
  const backend = await start();
  await mainJobWorks(backend);
  await backend.close();
});

describe('what is missing is named, with the statement that mends it', () => {
  const roleSql =
    'create role anon nologin noinherit; create role authenticated nologin noinherit; create role service_role nologin noinherit bypassrls';
  const cases: [string, string, RegExp][] = [
    [
      'no roles, and no right to make them',
      'create database tanggap owner tanggap',
      /create role service_role nologin noinherit bypassrls; grant service_role to tanggap;/,
    ],
    [
      'roles it may not act as',
      `${roleSql}; create database tanggap owner tanggap`,
      /May not act as anon\. As a superuser: grant anon to tanggap;/,
    ],
    [
      'a service that meets the policies',
      `${roleSql.replace(' bypassrls', '')}; grant anon, authenticated, service_role to tanggap; create database tanggap owner tanggap`,
      /alter role service_role bypassrls;/,
    ],
    [
      'somebody else’s database',
      `${roleSql}; grant anon, authenticated, service_role to tanggap; create database tanggap`,
      /grant create on database tanggap to tanggap;[\s\S]*alter database tanggap owner to tanggap;/,
    ],
    [
      'another encoding',
      `${roleSql}; grant anon, authenticated, service_role to tanggap; create database tanggap owner tanggap encoding 'SQL_ASCII' template template0 locale 'C' locale_provider libc`,
      /encoding is SQL_ASCII/,
    ],
  ];
  test.each(cases)('%s', async (_, sql, says) => {
    await asAdmin(`create role tanggap login; ${sql}`);
    await expect(start()).rejects.toThrow(says);
    await expect(start()).rejects.toThrow(/DATABASE_URL: /);
    const reader = postgres({ ...server.connection, database: 'tanggap', max: 1 });
    const made =
      await reader`select nspname from pg_namespace where nspname in ('private', 'auth', 'supabase_migrations')`;
    await reader.end();
    expect(made, 'nothing is half made').toEqual([]);
  });

  test('and its cure cures', async () => {
    await asAdmin(`create role tanggap login; create database tanggap owner tanggap`);
    const said = await start().then(
      () => '',
      (error: unknown) => String(error),
    );
    const cure = [...said.matchAll(/As a superuser: (.+)/g)].map(([, statements]) => statements!).join('\n');
    await asAdmin(cure);
    const backend = await start();
    await mainJobWorks(backend);
    await backend.close();
  });
});

const installed = existsSync('/usr/lib/postgresql')
  ? readdirSync('/usr/lib/postgresql').filter((major) =>
      existsSync(`/usr/lib/postgresql/${major}/bin/initdb`),
    )
  : [];

describe.each(installed)('Debian’s PostgreSQL %s', (major) => {
  test(Number(major) < 16 ? 'is refused as too old' : 'will do with the README’s SQL', async () => {
    const debian = await startDebian(major);
    const before = server;
    try {
      if (Number(major) < 16) {
        const sql = postgres({ ...debian.connection, max: 1 });
        await expect(preflight(sql)).rejects.toThrow(
          new RegExp(`PostgreSQL ${major}\\..* is too old: Tanggap needs 16`),
        );
        await sql.end();
        return;
      }
      server = debian;
      await asAdmin(readmeSql());
      const backend = await start();
      await mainJobWorks(backend);
      await backend.close();
    } finally {
      server = before;
      await debian.stop();
    }
  });
});
