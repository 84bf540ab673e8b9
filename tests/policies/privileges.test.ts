import { beforeAll, describe, expect, test } from 'vitest';
import { startWorker } from '#platform/jobs/worker.ts';
import { usePeople } from './people.ts';
import { expected } from './privileges.expected.ts';
import { ordered, privileges } from './privileges.ts';
import { undone } from './snapshot.ts';

const people = usePeople();

// The embedded API grants at its first request what it believes is missing, and pg-boss makes a schema.
beforeAll(async () => {
  for (const who of ['nobody', 'owner', 'service'] as const) {
    await people.as(who).from('businesses').select();
    await people.as(who).rpc('take_rate_limit', { subject: 'contoh', size: 1, seconds: 1 });
    await people.as(who).storage.from('media').list();
  }
  await (await startWorker(people.backend, { onEvent: [], timed: [], drains: [] })).stop(1);
});

test('after requests were served and a worker ran, the roles hold what is written down', async () => {
  const schemas = (await people.sql`select nspname from pg_namespace`).map(
    ({ nspname }) => nspname as string,
  );
  expect(schemas).toEqual(expect.arrayContaining(['pgboss', 'supabase_migrations', 'auth']));
  expect(await privileges(people.sql)).toEqual(ordered(expected));
});

test('the roles are nobody else, cannot sign in, and only the service role passes by policies', async () => {
  const roles = await people.sql`
    select rolname, rolsuper, rolcanlogin, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
      (select count(*) from pg_auth_members m where m.member = r.oid)::integer as memberships
    from pg_roles r where rolname in ('anon', 'authenticated', 'service_role') order by rolname`;
  const humble = {
    rolsuper: false,
    rolcanlogin: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
    rolbypassrls: false,
    memberships: 0,
  };
  expect([...roles]).toEqual([
    { rolname: 'anon', ...humble },
    { rolname: 'authenticated', ...humble },
    { rolname: 'service_role', ...humble, rolbypassrls: true },
  ]);
});

test('what is made later is granted to nobody', () =>
  undone(people.sql, async (tx) => {
    for (const schema of ['public', 'private', 'pgboss']) {
      await tx.unsafe(`create table ${schema}.later (id bigserial)`);
      await tx.unsafe(`create function ${schema}.later() returns integer language sql return 1`);
    }
    expect(await privileges(tx)).toEqual(ordered(expected));
  }));

describe('one grant too many is found', () => {
  test.each([
    'grant select on rate_limits to anon',
    'grant select (sealed) on channel_secrets to authenticated',
    'grant update (version) on post_targets to authenticated',
    'grant insert (caption) on posts to authenticated',
    'grant insert on messages to public',
    'grant truncate on posts to service_role',
    'grant select on businesses to authenticated with grant option',
    'grant execute on function take_rate_limit(text, integer, integer) to anon',
    'grant execute on function private.append_event(uuid, text, uuid) to authenticated',
    'grant usage on sequence webhook_items_id_seq to anon',
    'grant create on schema public to public',
    'grant usage on schema pgboss to service_role',
    'grant usage on schema auth to authenticated',
    'create table private.open (id integer); grant select on private.open to anon',
    'create function open() returns integer language sql return 1; grant execute on function open() to public',
    'revoke select on contacts from authenticated',
  ])('%s', (statement) =>
    undone(people.sql, async (tx) => {
      await tx.unsafe(statement);
      expect(await privileges(tx)).not.toEqual(ordered(expected));
    }),
  );
});
