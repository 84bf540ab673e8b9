/**
 * The hosted size: the API is another process behind HTTP, with keys and tokens that are not ours.
 * Long, because it is that API as well.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeProtectedHeader, SignJWT } from 'jose';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openOn, type Backend } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { makeBusiness, signUpPerson, type TestPerson } from '../support/backend.ts';
import { startSupabase, type Supabase } from '../support/supabase.ts';

let supabase: Supabase;
let backend: Backend;
let owner: TestPerson;
let stranger: TestPerson;
let business: string;

const folder = mkdtempSync(join(tmpdir(), 'tanggap-hosted-'));
const name = `hosted_${randomUUID().replaceAll('-', '')}`;

async function asAdmin(statement: string, database = 'postgres'): Promise<void> {
  const admin = postgres({ ...inject('testServer'), database, max: 1, onnotice: () => undefined });
  await admin.unsafe(statement);
  await admin.end();
}

beforeAll(async () => {
  await asAdmin(`create database ${name}`);
  // As a fresh Supabase project: everything new in public is granted to everybody.
  await asAdmin(
    `
    grant usage on schema public to anon, authenticated, service_role;
    alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
    alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
    alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
    create function take_your_time(seconds double precision) returns integer
      language sql as 'select 1 from pg_sleep(seconds)';
  `,
    name,
  );
  const database = { ...inject('testServer'), database: name };
  supabase = await startSupabase(database, folder);
  const env = readEnv({
    ...supabase.env,
    // A socket cannot stand in a URL of this driver; openOn is given the pieces.
    DATABASE_URL: 'postgres://tanggap@db.internal/postgres',
    TANGGAP_SECRET: 'the secret of Tanggap, of no use to Supabase',
    DATA_DIR: join(folder, 'nothing-of-ours'),
    LOG_LEVEL: 'silent',
  });
  backend = await openOn(env, database, async () => undefined);
  await backend.sql`grant execute on function take_your_time(double precision) to authenticated`;
  [owner, stranger] = await Promise.all([
    signUpPerson(backend, 'pemilik@contoh.test'),
    signUpPerson(backend, 'orang.lain@contoh.test'),
  ]);
  business = await makeBusiness(backend, owner, 'usaha-awan');
});

afterAll(async () => {
  await backend?.close();
  await supabase?.stop();
  await asAdmin(`drop database if exists ${name} with (force)`);
  rmSync(folder, { recursive: true, force: true });
});

const rpc = (token: string, called: string, given: Record<string, unknown>) =>
  backend.asUser(token).rpc(called as never, given as never) as unknown as Promise<{
    data: unknown;
    error: { code: string } | null;
  }>;

test('the tokens are not ours: ES256 under a published key', () => {
  expect(decodeProtectedHeader(owner.token)).toMatchObject({ alg: 'ES256', kid: 'k1' });
});

test('the keys are those of the environment, and none derives from our secret', () => {
  expect(backend.api).toMatchObject({
    url: supabase.env.SUPABASE_URL,
    publishableKey: supabase.env.SUPABASE_PUBLISHABLE_KEY,
    secretKey: supabase.env.SUPABASE_SECRET_KEY,
  });
  expect(backend.api.publishableKey).not.toBe(backend.keys.publishableKey);
});

test('checking a token makes no call, but for the key set once', async () => {
  await backend.verify(owner.token);
  await supabase.requests();
  const checked = await Promise.all(Array.from({ length: 50 }, () => backend.verify(owner.token)));
  for (const claims of checked) expect(claims).toMatchObject({ sub: owner.id, email: owner.email });
  expect(await supabase.requests()).toEqual([]);
});

test('a token of somebody else’s making is nobody, here and there', async () => {
  const claims = { sub: owner.id, aud: 'authenticated', role: 'authenticated' };
  const signed = (alg: string, key: Parameters<SignJWT['sign']>[0]) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg, kid: 'k1' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key);
  const [head, body, tail] = owner.token.split('.');
  const other = JSON.parse(Buffer.from(body!, 'base64url').toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...other, sub: stranger.id })).toString('base64url');
  for (const token of [
    await signed('HS256', randomBytes(32)),
    await signed('HS256', new TextEncoder().encode(backend.keys.jwtSecret)),
    `${head}.${changed}.${tail}`,
  ]) {
    expect(await backend.verify(token)).toBeNull();
    const { data, error } = await backend.asUser(token).from('businesses').select('id');
    expect(data ?? []).toEqual([]);
    expect(error).not.toBeNull();
  }
});

test('the owner reads and changes the business; the stranger and nobody see none of it', async () => {
  const mine = backend.asUser(owner.token).from('businesses');
  await mine.update({ name: 'Usaha di awan' }).eq('id', business).throwOnError();
  const { data } = await mine.select('name, slug').throwOnError();
  expect(data).toEqual([{ name: 'Usaha di awan', slug: 'usaha-awan' }]);

  const theirs = backend.asUser(stranger.token);
  expect((await theirs.from('businesses').select('id').throwOnError()).data).toEqual([]);
  await theirs.from('businesses').update({ name: 'Milik saya' }).eq('id', business).throwOnError();
  expect((await mine.select('name').throwOnError()).data).toEqual([{ name: 'Usaha di awan' }]);
  expect((await backend.asAnon().from('businesses').select('id')).error).toMatchObject({ code: '42501' });
});

test('the migrations took back what Supabase grants to everybody', async () => {
  const granted = await backend.sql`
    select grantee, table_name, privilege_type from information_schema.role_table_grants
    where table_schema = 'public' and grantee = 'anon'`;
  expect(granted).toEqual([]);
  const executable = await backend.sql<{ name: string }[]>`
    select p.proname as name from pg_proc p
    where p.pronamespace = 'public'::regnamespace and has_function_privilege('anon', p.oid, 'execute')
    order by p.proname`;
  expect(executable.map((row) => row.name)).toEqual([
    'calendar_feed',
    'confirm_case',
    'customer_case',
    'customer_feedback',
    'customers_photo',
    'digest_of_link',
    'dispute_case',
    'erase_feedback',
    'find_data_deletion',
    'invitation_preview',
    'public_catalogue',
    'rate_case',
    'rate_talk',
    'stop_digests',
  ]);
  const { error } = await backend.asUser(owner.token).from('rate_limits').select('key');
  expect(error).toMatchObject({ code: '42501' });
});

test('functions are called with the rights of the person', async () => {
  const { data } = await backend.asUser(owner.token).rpc('list_members', { business }).throwOnError();
  expect(data).toEqual([expect.objectContaining({ email: owner.email, role: 'owner' })]);
  expect(
    (await backend.asUser(stranger.token).rpc('list_members', { business }).throwOnError()).data,
  ).toEqual([]);
  const limited = await rpc(owner.token, 'take_rate_limit', { subject: 'x', size: 1, seconds: 1 });
  expect(limited.error).toMatchObject({ code: '42501' });
  const service = backend.asService('the hosted test');
  expect(
    (await service.rpc('take_rate_limit', { subject: 'x', size: 1, seconds: 60 }).throwOnError()).data,
  ).toBe(true);
});

test('a picture goes up and comes down the same, for the service alone', async () => {
  const bytes = new Uint8Array(randomBytes(200_000));
  const key = `${randomUUID()}.jpg`;
  const service = backend.asService('the hosted test').storage.from('media');
  const { error } = await service.upload(key, bytes, { contentType: 'image/jpeg' });
  expect(error).toBeNull();
  const { data } = await service.download(key);
  expect(Buffer.from(await data!.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
  for (const db of [backend.asUser(owner.token), backend.asAnon()]) {
    expect((await db.storage.from('media').download(key)).data).toBeNull();
    expect((await db.storage.from('media').upload(`x${key}`, bytes)).error).not.toBeNull();
  }
});

test('nothing of Supabase is kept in our own folder', async () => {
  const { existsSync } = await import('node:fs');
  expect(existsSync(backend.env.DATA_DIR)).toBe(false);
});

test('a second process of ours finds the schema and the bucket there', async () => {
  const again = await openOn(backend.env, backend.database, async () => undefined);
  expect(await again.verify(owner.token)).toMatchObject({ sub: owner.id });
  await again.close();
});

test('a refresh token is spent once for two requests at once', async () => {
  const fresh = await signIn();
  await supabase.requests();
  const refresh = () =>
    backend.api.fetch(`${backend.api.url}/auth/v1/token?grant_type=refresh_token`, {
      method: 'POST',
      headers: { apikey: backend.api.publishableKey, 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token: fresh.refresh_token }),
    });
  const answers = await Promise.all([refresh(), refresh(), refresh()]);
  const sessions = (await Promise.all(answers.map((answer) => answer.json()))) as { access_token: string }[];
  expect(new Set(sessions.map((session) => session.access_token)).size).toBe(1);
  expect(await supabase.requests()).toEqual(['POST /auth/v1/token?grant_type=refresh_token']);
});

test('a query of more than eight seconds is cancelled, and the next one is answered', async () => {
  const take = (seconds: number) => rpc(owner.token, 'take_your_time', { seconds });
  const [{ error }, { data: shorter }] = await Promise.all([take(30), take(5)]);
  // PostgREST says 57014; our own API, which stands in for it here, hides the code.
  expect(['57014', 'SUP']).toContain(error?.code);
  expect(shorter).toBe(1);
  expect((await take(0)).data).toBe(1);
});

async function signIn(): Promise<{ refresh_token: string }> {
  const answer = await backend.api.fetch(`${backend.api.url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: backend.api.publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify({ email: owner.email, password: 'sandi contoh saja' }),
  });
  return (await answer.json()) as { refresh_token: string };
}
