/**
 * Four people before one database: the owner of business A, a colleague, a stranger (who owns business B) and
 * nobody. They signed up through the auth API and speak through supabase-js, as the rooms do.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type postgres from 'postgres';
import { afterAll, beforeAll } from 'vitest';
import { openOn, type Backend } from '../../src/platform/backend/index.ts';
import { readEnv } from '../../src/platform/env.ts';
import { setLogLevel } from '../../src/platform/log.ts';
import { createTestDatabase } from '../support/database.ts';
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

async function gather(): Promise<People> {
  setLogLevel('silent');
  const { connection, sql, drop } = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-policies-'));
  const env = readEnv({ TANGGAP_SECRET: 'a secret of the tests and of nothing else', DATA_DIR: dataDir });
  const backend = await openOn(env, connection, async () => undefined);

  const [owner, staff, stranger] = await Promise.all([
    signUp(backend, 'pemilik.a@contoh.test'),
    signUp(backend, 'staf.a@contoh.test'),
    signUp(backend, 'pemilik.b@contoh.test'),
  ]);
  const a = await fillWorld(sql, backend, 'a', owner);
  const b = await fillWorld(sql, backend, 'b', stranger);
  await sql`insert into members (business_id, user_id, role) values (${a.business}, ${staff.id}, 'staff')`;

  const clients: Record<Who, () => SupabaseClient> = {
    owner: () => backend.asUser(owner.token) as unknown as SupabaseClient,
    staff: () => backend.asUser(staff.token) as unknown as SupabaseClient,
    stranger: () => backend.asUser(stranger.token) as unknown as SupabaseClient,
    nobody: () => backend.asAnon() as unknown as SupabaseClient,
    service: () => backend.asService('policy tests') as unknown as SupabaseClient,
  };
  return {
    backend,
    sql,
    owner,
    staff,
    stranger,
    a,
    b,
    as: (who) => clients[who](),
    signUp: (email) => signUp(backend, email),
    async close() {
      await backend.close();
      await drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

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
