/** One database, one secret: who comes with another is refused, and a secret can be replaced without losing anything. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOn, type Backend } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { setLogLevel } from '#platform/log.ts';
import { seal, unseal } from '#platform/seal.ts';
import { secretCommands } from '#platform/process/secret/commands.ts';
import { startHeart } from '#platform/process/processes.ts';
import { makeBusiness, signUpPerson } from '../support/backend.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const first = 'a secret of the tests and of nothing else';
const second = 'the second secret of the tests, for a change';

let database: TestDatabase;
let opened: Backend[];
beforeEach(async () => {
  setLogLevel('silent');
  opened = [];
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const backend of opened) await backend.close();
  await database.drop();
});

async function open(secret: string, before?: string, lost = false): Promise<Backend> {
  const env = readEnv({
    ...{ TANGGAP_SECRET: secret, LOG_LEVEL: 'silent', DATA_DIR: '/nonexistent' },
    ...(before && { TANGGAP_SECRET_OLD: before }),
  });
  const backend = await openOn(env, database.connection, async () => undefined, lost);
  opened.push(backend);
  return backend;
}

const run = (backend: Backend, name: string) => {
  const command = secretCommands.find((one) => one.name === name)!;
  if (command.alone) throw new Error('needs a backend');
  return command.run(backend, []);
};

/** A connected channel whose credential is sealed with this backend's key. */
async function connectChannel(backend: Backend): Promise<{ id: string; context: string }> {
  const owner = await signUpPerson(backend, `pemilik-${randomUUID()}@contoh.test`);
  const business = await makeBusiness(backend, owner, `usaha-${randomUUID().slice(0, 8)}`);
  const context = `${business}:facebook:12345`;
  const [row] = await backend.sql<{ id: string }[]>`
    insert into channels (business_id, kind, network, external_id, name)
    values (${business}, 'facebook', 'sandbox', '12345', 'Halaman') returning id`;
  await backend.sql`insert into channel_secrets (channel_id, sealed)
    values (${row!.id}, ${seal(backend.keys.sealing, 'token rahasia', context)})`;
  return { id: row!.id, context };
}

async function sealedOf(id: string): Promise<string> {
  const [row] = await database.sql<{ sealed: string }[]>`
    select sealed from channel_secrets where channel_id = ${id}`;
  return row!.sealed;
}

test('a process with another secret does not start, says which variable, and changes nothing', async () => {
  await expect(open(second)).rejects.toThrow(/TANGGAP_SECRET is not the secret this database was used with/);
  const known = await database.sql`select fingerprint from private.installation_secrets`;
  expect(known).toHaveLength(1);
  await expect(open(first)).resolves.toBeTruthy();
});

test('neither does one with a mistyped secret, and no secret can be told from what is kept', async () => {
  await expect(open(`${first} `)).rejects.toThrow(/TANGGAP_SECRET/);
  const [row] = await database.sql<
    { fingerprint: string }[]
  >`select fingerprint from private.installation_secrets`;
  expect(row!.fingerprint).toMatch(/^[0-9a-f]{32}$/);
});

test('a database of before fingerprints is known by what is sealed in it', async () => {
  await connectChannel(await open(first));
  await database.sql`delete from private.installation_secrets`;
  await expect(open(second)).rejects.toThrow(/TANGGAP_SECRET/);
  await expect(open(first)).resolves.toBeTruthy();
});

test('of two that start at once with different secrets on an empty database one is refused', async () => {
  await database.sql`delete from private.installation_secrets`;
  const came = await Promise.allSettled([open(first), open(second)]);
  // With nothing sealed yet the first to come is right, whoever it is.
  expect(came.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a secret is replaced: the old one reads, the new one seals, and then the old one is not needed', async () => {
  const channel = await connectChannel(await open(first));
  const both = await open(second, first);
  expect(unseal(both.keys.sealing, await sealedOf(channel.id), channel.context)).toBe('token rahasia');
  await expect(open(first), 'who has the old one alone could not read what is sealed now').rejects.toThrow();
  await expect(open(second), 'nor this one what was sealed before').rejects.toThrow();

  expect(await run(both, 'secret reseal')).toMatch(/^1 sealed anew/);
  expect(await run(both, 'secret reseal')).toMatch(/^0 sealed anew/);
  const alone = await open(second);
  expect(unseal(alone.keys.sealing, await sealedOf(channel.id), channel.context)).toBe('token rahasia');
  await expect(open(first)).rejects.toThrow();
});

test('nothing is sealed anew while a process runs that could not read it', async () => {
  const old = await open(first);
  const channel = await connectChannel(old);
  const heart = await startHeart(old, 'worker', null);
  const both = await open(second, first);
  const before = await sealedOf(channel.id);
  await expect(run(both, 'secret reseal')).rejects.toThrow(/still run with the secret before/);
  expect(await sealedOf(channel.id)).toBe(before);
  await heart.stop();
  expect(await run(both, 'secret reseal')).toMatch(/^1 sealed anew/);
});

test('after a secret was lost, channels say that they must be connected again, and finding it mends that', async () => {
  const channel = await connectChannel(await open(first));
  const without = await open(second, undefined, true);
  expect(await run(without, 'secret lost')).toMatch(/1 channels must be connected again/);
  const problem = async () =>
    (await database.sql`select problem from channels where id = ${channel.id}`)[0]!.problem as string | null;
  expect(await problem()).toBe('credential_unreadable');
  await expect(open(first)).rejects.toThrow();
  const found = await open(second, first);
  expect(await run(found, 'secret reseal')).toMatch(/^1 sealed anew/);
  expect(await problem()).toBeNull();
});
