/**
 * Four people before one database: the owner of business A, a colleague, a stranger (who owns business B) and
 * nobody. They signed up through the auth API and speak through supabase-js, as the rooms do.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type postgres from 'postgres';
import { afterAll, beforeAll } from 'vitest';
import { openOn, type Backend } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { setLogLevel } from '#platform/log.ts';
import { createTestDatabase } from '../support/database.ts';
import { prepared } from '../support/prepared.ts';
import { fillWorld, type World } from './world.ts';

export const everybody = ['owner', 'staff', 'stranger', 'nobody', 'service'] as const;
export type Who = (typeof everybody)[number];

export interface Person {
  id: string;
  email: string;
  token: string;
}

export interface People {
  backend: Backend;
  /** As superuser: sees and changes everything. */
  sql: postgres.Sql;
  owner: Person;
  staff: Person;
  stranger: Person;
  /** The business of owner and staff. */
  a: World;
  /** The stranger's. */
  b: World;
  /** The API with somebody's rights; tables by name, so without generated types. */
  as(who: Who): SupabaseClient;
  signUp(email: string): Promise<Person>;
  close(): Promise<void>;
}

/** The four people and their two businesses, for the tests of one file. */
export function usePeople(): People {
  const people = {} as People;
  beforeAll(async () => {
    Object.assign(people, await gather());
  });
  afterAll(() => people.close());
  return people;
}

/** What is known of them; the rest is in the database, which each file clones. */
type Gathered = Pick<People, 'owner' | 'staff' | 'stranger' | 'a' | 'b'> & { database: string };

/** Some rows were written "now": they shall be about as fresh for the last file as for the first. */
const freshMs = 120_000;

async function gather(): Promise<People> {
  setLogLevel('silent');
  const known = join(await prepared('people', settle, freshMs), 'people.json');
  const { database, ...gathered } = JSON.parse(readFileSync(known, 'utf8')) as Gathered;
  const { connection, sql, drop } = await createTestDatabase(database);
  const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-policies-'));
  const backend = await openOn(envOf(dataDir), connection, async () => undefined);
  const clients: Record<Who, () => SupabaseClient> = {
    owner: () => backend.asUser(gathered.owner.token) as unknown as SupabaseClient,
    staff: () => backend.asUser(gathered.staff.token) as unknown as SupabaseClient,
    stranger: () => backend.asUser(gathered.stranger.token) as unknown as SupabaseClient,
    nobody: () => backend.asAnon() as unknown as SupabaseClient,
    service: () => backend.asService('policy tests') as unknown as SupabaseClient,
  };
  return {
    ...gathered,
    backend,
    sql,
    as: (who) => clients[who](),
    signUp: (email) => signUp(backend, email),
    async close() {
      await backend.close();
      await drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Makes them and their businesses, in a database that stays. */
async function settle(folder: string): Promise<void> {
  const { connection, sql } = await createTestDatabase();
  const backend = await openOn(envOf(folder), connection, async () => undefined);
  const [owner, staff, stranger] = await Promise.all([
    signUp(backend, 'pemilik.a@contoh.test'),
    signUp(backend, 'staf.a@contoh.test'),
    signUp(backend, 'pemilik.b@contoh.test'),
  ]);
  const a = await fillWorld(sql, backend, 'a', owner);
  const b = await fillWorld(sql, backend, 'b', stranger);
  await sql`insert into members (business_id, user_id, role) values (${a.business}, ${staff.id}, 'staff')`;
  await backend.close();
  await sql.end();
  const gathered: Gathered = { database: connection.database, owner, staff, stranger, a, b };
  writeFileSync(join(folder, 'people.json'), JSON.stringify(gathered));
}

const envOf = (dataDir: string) =>
  readEnv({ TANGGAP_SECRET: 'a secret of the tests and of nothing else', DATA_DIR: dataDir });

async function signUp({ api }: Backend, email: string): Promise<Person> {
  // A client of its own: one that signed somebody up keeps the session and speaks as that person.
  const door = createClient(api.url, api.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { fetch: api.fetch },
  });
  const { data, error } = await door.auth.signUp({ email, password: 'sandi contoh saja' });
  if (error || !data.session) throw error ?? new Error('no session after sign-up');
  return { id: data.session.user.id, email, token: data.session.access_token };
}
