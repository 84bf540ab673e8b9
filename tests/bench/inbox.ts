/**
 * The inbox at a million messages in a hundred thousand conversations, of which one business has four fifths: its list,
 * one conversation, and search, through supabase-js as a page asks; the same for a business with a thousand. Beside
 * each the same SQL on a bare connection, in a transaction with the person's role and claims.
 * Long, because it fills what it measures.
 */
import { randomUUID } from 'node:crypto';
import { createClient } from '@supabase/supabase-js';
import type postgres from 'postgres';
import {
  listConversations,
  openConversation,
  searchConversations,
  viewOf,
  type Reader,
} from '#inbox/conversations/index.ts';
import type { ConversationId } from '#inbox/schema.ts';
import { openBackend, type Backend, type Db } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { freePort, temporaryFolder } from '../support/server.ts';
import { note, percentile, randomNumbers, reporter } from './report.ts';

const report = reporter('inbox');

interface Tenant {
  name: 'large' | 'small';
  business: string;
  user: string;
  db: Db;
  /** Conversations of the business. */
  count: number;
}

export async function run({ quick }: { quick: boolean }): Promise<void> {
  const folder = temporaryFolder();
  const env = { DATA_DIR: folder.path, PORT: String(await freePort()), LOG_LEVEL: 'silent', WORKER: 'off' };
  const backend = await openBackend(readEnv(env));
  try {
    const most = quick ? 10_000 : 100_000;
    const large = await addTenant(backend, 'large', (most * 8) / 10);
    const small = await addTenant(backend, 'small', 100);
    const others = await addTenant(backend, 'small', (most * 2) / 10 - 100);
    const [{ count }] = await backend.sql<[{ count: number }]>`select count(*)::integer from messages`;
    note(`inbox: ${count} messages; ${others.count} conversations belong to nobody who asks`);
    await backend.sql`vacuum analyze messages`;
    await backend.sql`vacuum analyze conversations`;
    for (const tenant of [large, small]) await measure(backend, tenant, quick ? 20 : 200);
  } finally {
    await backend.close();
    folder.remove();
  }
}

/** A person with a business whose customers wrote ten messages a conversation, over two years. */
async function addTenant(backend: Backend, name: Tenant['name'], conversations: number): Promise<Tenant> {
  const { sql, api } = backend;
  const door = createClient(api.url, api.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { fetch: api.fetch },
  });
  const email = `${randomUUID()}@ukur.test`;
  const { data, error } = await door.auth.signUp({ email, password: 'sandi untuk ukuran' });
  if (error || !data.session) throw error ?? new Error('no session');
  const user = data.session.user.id;
  const [{ id: business }] = await sql<[{ id: string }]>`
    insert into businesses (name, slug) values ('Usaha ukur', ${`ukur-${randomUUID().slice(0, 8)}`}) returning id`;
  await sql`insert into members (business_id, user_id, role) values (${business}, ${user}, 'owner')`;
  const [{ id: channel }] = await sql<[{ id: string }]>`
    insert into channels (business_id, kind, network, external_id, name)
    values (${business}, 'instagram', 'sandbox', ${randomUUID()}, 'Akun ukur') returning id`;
  const began = performance.now();
  await sql.begin((tx) => fill(tx, business, channel, conversations));
  note(
    `inbox: ${conversations} conversations filled in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  return { name, business, user, db: backend.asUser(data.session.access_token), count: conversations };
}

/** Past the triggers, which would take an hour: the list columns are filled as they would have. */
async function fill(tx: postgres.TransactionSql, business: string, channel: string, conversations: number) {
  await tx`set local session_replication_role = replica`;
  await tx`create temporary table made on commit drop as
    select n, gen_random_uuid() as contact, gen_random_uuid() as identity, gen_random_uuid() as conversation,
      now() - make_interval(secs => (${conversations} - n) * 63072000.0 / ${conversations}) as at
    from generate_series(1, ${conversations}::integer) n`;
  await tx`insert into contacts (id, business_id, name)
    select contact, ${business}, 'Pelanggan ' || n from made`;
  await tx`insert into identities (id, business_id, contact_id, channel_id, external_id)
    select identity, ${business}, contact, ${channel}, 'akun-' || n from made`;
  // One in two hundred waits (of few, one in twenty-five), a third of them complaints; one in fifty is spam.
  const every = Math.min(200, conversations / 4);
  await tx`insert into conversations (id, business_id, channel_id, contact_id, identity_id, kind, last_at, last_body,
      last_direction, last_in_at, waiting_since, status, intent, created_at)
    select conversation, ${business}, ${channel}, contact, identity, 'dm', at, 'Terima kasih, Kak', 'in', at,
      case when n % ${every}::integer = 0 then at - interval '10 minutes' end,
      case when n % ${every}::integer = 0 then 'open' when n % 50 = 1 then 'spam' else 'resolved' end,
      case when n % 3 = 0 then 'complaint' else 'question' end, at - interval '1 hour'
    from made`;
  const words =
    'sate bandeng rasa pesanan kirim alamat harga ongkir besok sore kotak plastik pedas manis tanya'.split(
      ' ',
    );
  await tx`insert into messages (business_id, conversation_id, channel_id, direction, external_id, body, sent_at)
    select ${business}, conversation, ${channel}, case when k % 2 = 1 then 'in' else 'out' end, n || '-' || k,
      'Kak ' || (${words}::text[])[1 + (n * 7 + k * 3) % ${words.length}] || ' ' ||
      (${words}::text[])[1 + (n * 3 + k) % ${words.length}] || ' nomor ' || n || ' ya ' || md5((n * 10 + k)::text),
      at - make_interval(mins => 10 - k)
    from made, generate_series(1, 10) k`;
}

async function measure(backend: Backend, tenant: Tenant, rounds: number): Promise<void> {
  const { db, business, name } = tenant;
  const reader: Reader = { userId: tenant.user, answerPromiseHours: 24 };
  const random = randomNumbers(7);
  const some = await backend.sql<{ id: ConversationId }[]>`
    select id from conversations where business_id = ${business} order by id limit 500`;
  const pick = () => some[Math.floor(random() * some.length)]!.id;
  const rare = await backend.sql<{ word: string }[]>`
    select left(regexp_replace(body, '.* ', ''), 10) as word from messages
    where business_id = ${business} order by id limit 500`;
  const pickRare = () => rare[Math.floor(random() * rare.length)]!.word;
  const bare = bareSql(backend, tenant);
  const small = name === 'small';
  const tasks: Record<string, { ours(): Promise<unknown>; reference(): Promise<unknown>; most: number }> = {
    list_waiting: {
      ours: () => listConversations(db, business, viewOf('unanswered'), reader, null),
      reference: () => bare.list(true),
      most: 50,
    },
    list_all: {
      ours: () => listConversations(db, business, viewOf('all'), reader, null),
      reference: () => bare.list(false),
      most: 50,
    },
    list_complaints: {
      ours: () => listConversations(db, business, { ...viewOf('all'), intent: 'complaint' }, reader, null),
      reference: () => bare.list(false),
      most: 50,
    },
    open: {
      ours: () => openConversation(db, business, pick()),
      reference: () => bare.open(pick()),
      most: 50,
    },
    search_common: {
      ours: () => searchConversations(db, business, 'bandeng', reader, null),
      reference: () => bare.search('bandeng'),
      most: small ? 60 : 250,
    },
    search_two_words: {
      ours: () => searchConversations(db, business, 'bandeng pes', reader, null),
      reference: () => bare.search('bandeng pes'),
      most: small ? 60 : 250,
    },
    search_rare: {
      ours: () => searchConversations(db, business, pickRare(), reader, null),
      reference: () => bare.search(pickRare()),
      most: small ? 60 : 250,
    },
  };
  for (const [task, { ours, reference, most }] of Object.entries(tasks)) {
    const took: number[] = [];
    const beside: number[] = [];
    if (((await reference()) as unknown[]).length === 0)
      throw new Error(`${task}: the reference found nothing`);
    for (let round = 0; round < rounds + 3; round += 1) {
      const one = await timed(ours);
      const other = await timed(reference);
      // The first rounds only warm up.
      if (round < 3) continue;
      took.push(one);
      beside.push(other);
    }
    report(`${name}: ${task}, p95`, percentile(took, 95), 'ms', {
      n: rounds,
      reference: percentile(beside, 95),
      budget: { most },
    });
    report(`${name}: ${task}, median`, percentile(took, 50), 'ms', {
      n: rounds,
      reference: percentile(beside, 50),
    });
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

/** The same questions by hand, with the person's role and claims. */
function bareSql({ sql }: Backend, { business, user }: Tenant) {
  const asPerson = <T>(ask: (tx: postgres.TransactionSql) => Promise<T>) =>
    sql.begin(async (tx) => {
      await tx`select set_config('role', 'authenticated', true),
        set_config('request.jwt.claim.sub', ${user}, true),
        set_config('request.jwt.claims', ${JSON.stringify({ sub: user, role: 'authenticated' })}, true)`;
      return ask(tx);
    });
  return {
    list: (waiting: boolean) =>
      asPerson(
        (tx) => tx`
        select c.*, p.name, h.kind as channel,
          (select r.read_at from conversation_reads r where r.conversation_id = c.id and r.user_id = ${user}) as read_at
        from conversations c join contacts p on p.id = c.contact_id join channels h on h.id = c.channel_id
        where c.business_id = ${business} and c.status <> 'spam'
          ${waiting ? tx`and c.waiting_since is not null and c.status <> 'snoozed'` : tx``}
        order by ${waiting ? tx`c.waiting_since, c.id` : tx`c.last_at desc, c.id desc`} limit 31`,
      ),
    open: (id: string) =>
      asPerson(
        (tx) => tx`
        select c.*, p.name, (select json_agg(m) from (
          select * from messages m where m.conversation_id = c.id order by m.sent_at desc, m.id desc limit 201) m) as messages
        from conversations c join contacts p on p.id = c.contact_id
        where c.business_id = ${business} and c.id = ${id}`,
      ),
    search: (words: string) =>
      asPerson((tx) => tx`select * from search_conversations(${business}, ${words}, null, null, 31)`),
  };
}
