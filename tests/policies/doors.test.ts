/** What lies beside the tables: other schemas, the storage API and the auth API's administration. */
import { describe, expect, test } from 'vitest';
import { usePeople } from './people.ts';

const people = usePeople();
const persons = ['owner', 'staff', 'stranger', 'nobody'] as const;

describe('schemas the API does not show', () => {
  test.each([
    ['auth', 'users'],
    ['storage', 'objects'],
    ['supabase_migrations', 'schema_migrations'],
    ['private', 'event_counters'],
    ['pg_catalog', 'pg_authid'],
  ])('%s.%s', async (schema, table) => {
    for (const who of [...persons, 'service'] as const) {
      const { data, error } = await people.as(who).schema(schema).from(table).select();
      expect([who, data, error !== null]).toEqual([who, null, true]);
    }
  });

  test('functions of private and of the system are not called', async () => {
    for (const who of [...persons, 'service'] as const) {
      const db = people.as(who);
      const calls = await Promise.all([
        db.schema('private').rpc('my_business_ids'),
        db.schema('private').rpc('append_event', {
          business: people.a.business,
          kind: 'post.created',
          subject: people.a.post,
        }),
        db.rpc('my_business_ids'),
        db.rpc('pg_sleep', { seconds: 0 }),
        db.rpc('set_config', { setting_name: 'role', new_value: 'service_role', is_local: false }),
      ]);
      expect(calls.map(({ error }) => error !== null)).toEqual(calls.map(() => true));
    }
  });
});

describe('stored pictures', () => {
  const path = 'contoh/gambar.jpg';
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff]);
  const asJpeg = { contentType: 'image/jpeg' };

  test('the service stores and fetches; nobody else lists, fetches, signs, replaces or removes', async () => {
    const own = people.as('service').storage.from('media');
    expect((await own.upload(path, jpeg, asJpeg)).error).toBeNull();
    for (const who of persons) {
      const media = people.as(who).storage.from('media');
      const tries = {
        download: (await media.download(path)).data,
        sign: (await media.createSignedUrl(path, 60)).data,
        upload: (await media.upload('contoh/lain.jpg', jpeg, asJpeg)).data,
        replace: (await media.upload(path, jpeg, { ...asJpeg, upsert: true })).data,
        move: (await media.move(path, 'contoh/dicuri.jpg')).data,
        list: (await media.list('contoh')).data ?? [],
        remove: (await media.remove([path])).data ?? [],
      };
      expect({ who, ...tries }).toEqual({
        who,
        download: null,
        sign: null,
        upload: null,
        replace: null,
        move: null,
        list: [],
        remove: [],
      });
    }
    const still = await own.download(path);
    expect(new Uint8Array(await still.data!.arrayBuffer())).toEqual(jpeg);
  });

  test('nobody but the service makes, opens or empties a bucket', async () => {
    for (const who of persons) {
      const { storage } = people.as(who);
      const answers = await Promise.all([
        storage.createBucket(`ember-${who}`),
        storage.updateBucket('media', { public: true }),
        storage.emptyBucket('media'),
        storage.deleteBucket('media'),
      ]);
      expect(answers.map(({ error }) => error !== null)).toEqual([true, true, true, true]);
    }
    expect([...(await people.sql`select id, public from storage.buckets`)]).toEqual([
      { id: 'media', public: false },
    ]);
  });
});

describe('administration of accounts', () => {
  test('is open to no person', async () => {
    const { api } = people.backend;
    for (const token of [api.publishableKey, people.owner.token, people.stranger.token]) {
      for (const [method, path] of [
        ['GET', '/auth/v1/admin/users'],
        ['DELETE', `/auth/v1/admin/users/${people.owner.id}`],
        ['POST', '/auth/v1/admin/generate_link'],
      ] as const) {
        const response = await api.fetch(`${api.url}${path}`, {
          method,
          headers: {
            apikey: api.publishableKey,
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
          },
          ...(method === 'POST' && {
            body: JSON.stringify({ type: 'magiclink', email: people.owner.email }),
          }),
        });
        const body = await response.text();
        expect(body).not.toContain(people.owner.email);
        expect(body).not.toContain('action_link');
      }
    }
    expect(await people.sql`select from auth.users`).toHaveLength(3);
  });

  test('a token that was not signed by us opens nothing', async () => {
    const [head, body] = people.owner.token.split('.');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${body}.`;
    for (const forged of [unsigned, `${head}.${body}.${'A'.repeat(43)}`]) {
      const { data, error } = await people.backend.asUser(forged).from('businesses').select();
      expect([data ?? [], error !== null]).toEqual([[], true]);
    }
  });

  test('nobody stays nobody after others have spoken', async () => {
    await people.as('owner').from('businesses').select().throwOnError();
    const { error } = await people.as('nobody').from('businesses').select();
    expect(error?.code).toBe('42501');
  });
});
