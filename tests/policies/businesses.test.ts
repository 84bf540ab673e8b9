import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { snapshot, type Snapshot } from './snapshot.ts';
import { membersAndService, noOne, serviceAlone, testTable } from './table-cases.ts';

const people = usePeople();

describe(covers('table', 'businesses'), () => {
  testTable(people, 'businesses', {
    row: (world) => ({ id: world.business }),
    read: membersAndService,
    insert: { ...serviceAlone, values: () => ({ slug: 'usaha-contoh-c', name: 'Usaha contoh C' }) },
    update: {
      owner: 'done',
      staff: 'nothing',
      stranger: 'nothing',
      nobody: 'denied',
      service: 'denied',
      values: {
        name: 'Usaha contoh lain',
        timezone: 'Asia/Jayapura',
        language: 'en',
        posting_target_per_week: 5,
        answer_promise_hours: 12,
        catalogue_public: true,
        escalates_to: null,
        tells_read: false,
        requires_approval: true,
        retention_months: 24,
      },
    },
    remove: noOne,
  });

  test('a timezone that does not exist is refused', async () => {
    const { error } = await people
      .as('owner')
      .from('businesses')
      .update({ timezone: 'Asia/Serang' })
      .eq('id', people.a.business);
    expect(error?.code).toBe('23514');
  });
});

describe('what a person sees of a refusal', () => {
  const change = async (values: Record<string, unknown>) => {
    const { error } = await people.as('owner').from('businesses').update(values).eq('id', people.a.business);
    return error?.code;
  };
  test('a number or a name out of bounds has the code of a check', async () => {
    expect(await change({ posting_target_per_week: 0 })).toBe('23514');
    expect(await change({ answer_promise_hours: 169 })).toBe('23514');
    expect(await change({ name: ' x ' })).toBe('23514');
  });
  test('a business in a timezone that does not exist is not made', () =>
    expectRefusal(
      people,
      'owner',
      'create_business',
      { name: 'Usaha contoh', slug: 'usaha-contoh-zona', timezone: 'Asia/Serang' },
      { code: '23514' },
    ));
});

describe(covers('function', 'create_business'), () => {
  const args = { name: '  Usaha contoh D ', slug: 'usaha-contoh-d', timezone: 'Asia/Makassar' };

  test('nobody is refused', () => expectRefusal(people, 'nobody', 'create_business', args));
  test('the service has no business of its own', () =>
    expectRefusal(people, 'service', 'create_business', args));
  test('an address that is taken is refused', () =>
    expectRefusal(
      people,
      'stranger',
      'create_business',
      { ...args, slug: people.a.slug },
      { code: '23505' },
    ));

  test('whoever makes it owns it, and no one else sees it', async () => {
    const made = await call<{ id: string; name: string; created_by: string }>(
      people,
      'staff',
      'create_business',
      args,
    );
    expect(made).toMatchObject({ name: 'Usaha contoh D', created_by: people.staff.id, sample: false });
    const members = await people.sql`select user_id, role from members where business_id = ${made.id}`;
    expect([...members]).toEqual([{ user_id: people.staff.id, role: 'owner' }]);
    const { data: seen } = await people.as('owner').from('businesses').select('id').eq('id', made.id);
    expect(seen).toEqual([]);
    // The tests after this one know of A and B only.
    await people.sql`delete from businesses where id = ${made.id}`;
  });
});

// The last test of this file: afterwards there is no business A.
test('a business is deleted with everything in it, and the other keeps all of its own', async () => {
  // Nobody may through the API, but whoever has the right to be forgotten may ask for it.
  const { sql, a, b } = people;
  await sql`update conversations set post_target_id = ${a.target} where id = ${a.conversation}`;
  const before = await snapshot(sql);
  await sql`delete from businesses where id = ${a.business}`;
  const after = await snapshot(sql);

  // Every table of a business had something of both.
  expect(tablesNaming(before, a.business)).toEqual([...ofBusinesses].sort());
  expect(tablesNaming(before, b.business)).toEqual([...ofBusinesses].sort());
  expect(tablesNaming(after, a.business)).toEqual([]);
  expect(tablesNaming(after, a.channel)).toEqual([]);
  expect(rowsNaming(after, b.business)).toEqual(rowsNaming(before, b.business));
  expect(after.channel_secrets).toMatchObject([{ channel_id: b.channel }]);
});

const ofBusinesses = [
  'away_messages',
  'business_hour_exceptions',
  'business_hours',
  'businesses',
  'calendar_feeds',
  'case_closures',
  'case_escalations',
  'case_links',
  'case_promises',
  'case_reopenings',
  'case_resolutions',
  'case_steps',
  'cases',
  'channel_metrics',
  'channels',
  'comment_actions',
  'connection_flows',
  'consents',
  'contact_copies',
  'contact_merges',
  'contacts',
  'conversation_labels',
  'conversation_notes',
  'conversation_reads',
  'conversation_states',
  'conversations',
  'digests',
  'erasures',
  'events',
  'feedback_links',
  'feedbacks',
  'first_comments',
  'hashtag_sets',
  'identities',
  'invitations',
  'labels',
  'media',
  'members',
  'mentions',
  'message_attachments',
  'message_corrections',
  'message_reactions',
  'message_sends',
  'message_templates',
  'messages',
  'notice_choices',
  'notices',
  'poll_marks',
  'post_facts',
  'post_media',
  'post_metrics',
  'post_notes',
  'post_promotions',
  'post_reviews',
  'post_revisions',
  'post_targets',
  'post_templates',
  'posts',
  'preflights',
  'private.answer_times',
  'private.event_counters',
  'product_marks',
  'product_media',
  'products',
  'profile_requests',
  'publish_attempts',
  'ratings',
  'read_receipts',
  'reminders',
  'reply_pictures',
  'reply_templates',
  'saved_views',
  'widget_keys',
];

const rowsNaming = (found: Snapshot, id: string): [string, unknown[]][] =>
  Object.entries(found)
    .map(([table, rows]): [string, unknown[]] => [
      table,
      rows.filter((row) => JSON.stringify(row).includes(id)),
    ])
    .filter(([, rows]) => rows.length > 0);
const tablesNaming = (found: Snapshot, id: string): string[] =>
  rowsNaming(found, id)
    .map(([table]) => table)
    .sort();
