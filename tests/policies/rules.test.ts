/** What holds for every table, policy and function, read from the catalogue. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Foreign keys without an index. All lead to people: one is deleted seldom, and may then take a scan. */
const seldomFollowed = [
  'away_messages.set_by',
  'businesses.created_by',
  'case_closures.closed_by',
  'case_escalations.user_id',
  'case_links.made_by',
  'case_links.revoked_by',
  'case_promises.made_by',
  'case_reopenings.reopened_by',
  'case_resolutions.resolved_by',
  'case_steps.made_by',
  'cases.opened_by',
  'channels.connected_by',
  'channels.disconnected_by',
  'comment_actions.asked_by',
  'consents.recorded_by',
  'consents.withdrawn_by',
  'contact_copies.made_by',
  'contact_merges.merged_by',
  'contact_merges.undone_by',
  'conversation_labels.put_by',
  'conversation_notes.written_by',
  'conversation_states.set_by',
  'erasures.erased_by',
  'hashtag_sets.created_by',
  'invitations.accepted_by',
  'invitations.invited_by',
  'labels.made_by',
  'media.uploaded_by',
  'message_corrections.corrected_by',
  'messages.written_by',
  'post_notes.written_by',
  'post_promotions.noted_by',
  'post_reviews.reviewed_by',
  'post_revisions.edited_by',
  'post_series.created_by',
  'post_series.ended_by',
  'post_series.paused_by',
  'post_series.updated_by',
  'post_templates.created_by',
  'posts.created_by',
  'posts.submitted_by',
  'posts.updated_by',
  'reply_templates.updated_by',
  'saved_views.saved_by',
  'series_skips.skipped_by',
  'widget_keys.made_by',
];

test('every table of public and of private has row-level security', async () => {
  const open = await names(database.sql`
    select oid::regclass::text as name from pg_class
    where relnamespace in ('public'::regnamespace, 'private'::regnamespace) and relkind in ('r', 'p')
      and not relrowsecurity`);
  expect(open).toEqual([]);
});

test('every view of public asks with the rights of who reads it', async () => {
  const views = await names(database.sql`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
      and not coalesce(reloptions, '{}') @> '{security_invoker=true}'`);
  expect(views).toEqual([]);
});

test('every function of public and private has an empty search path', async () => {
  const loose = await names(database.sql`
    select oid::regprocedure::text as name from pg_proc
    where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
      and not coalesce(proconfig, '{}') @> array['search_path=""']`);
  expect(loose).toEqual([]);
});

test('every policy is for signed-in people and asks for membership or for themselves', async () => {
  const policies = await database.sql<{ name: string; roles: string[]; asks: string }[]>`
    select tablename || '.' || policyname as name, roles, coalesce(qual, '') || coalesce(with_check, '') as asks
    from pg_policies where schemaname = 'public'`;
  expect(policies.length).toBeGreaterThan(0);
  for (const { name, roles, asks } of policies) {
    expect([name, roles]).toEqual([name, ['authenticated']]);
    expect([name, asks]).toEqual([name, expect.stringMatching(/private\.my_(owned_)?business_ids\(\)/)]);
  }
});

test('every column a policy compares begins an index', async () => {
  const bare = await names(database.sql`
    select distinct c.relname as name
    from pg_policy p join pg_class c on c.oid = p.polrelid
    join pg_attribute a on a.attrelid = c.oid
      and a.attname = case c.relname when 'businesses' then 'id' else 'business_id' end
    where not exists (
      select from pg_index i where i.indrelid = c.oid and i.indpred is null and i.indkey[0] = a.attnum)`);
  expect(bare).toEqual([]);
});

test('every foreign key begins an index, but for those that lead to people', async () => {
  const bare = await names(database.sql`
    select c.conrelid::regclass || '.' || string_agg(a.attname, ', ' order by k.nth) as name
    from pg_constraint c
    cross join lateral unnest(c.conkey) with ordinality as k (attnum, nth)
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
    where c.contype = 'f' and c.connamespace in ('public'::regnamespace, 'private'::regnamespace)
      -- An index of what is not null is enough: a key that is null leads nowhere.
      and not exists (
        select from pg_index i
        join pg_attribute f on f.attrelid = i.indrelid and f.attnum = i.indkey[0]
        where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]
          and coalesce(pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', f.attname), true))
    group by c.oid, c.conrelid`);
  expect(bare).toEqual(seldomFollowed);
});

test('every foreign key that does not follow a deletion waits for the end of the transaction', async () => {
  const hasty = await names(database.sql`
    select conrelid::regclass || ' to ' || confrelid::regclass as name from pg_constraint
    where contype = 'f' and connamespace in ('public'::regnamespace, 'private'::regnamespace)
      and confdeltype not in ('c', 'n') and not (condeferrable and condeferred)`);
  expect(hasty).toEqual([]);
});

async function names(rows: PromiseLike<readonly { [name: string]: unknown }[]>): Promise<string[]> {
  return (await rows).map(({ name }) => String(name)).sort();
}
