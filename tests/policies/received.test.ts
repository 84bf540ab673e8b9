import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, serviceAlone, testTable, type Everyone } from './table-cases.ts';

const people = usePeople();

// What customers sent is written by projection and the jobs after it.
describe(covers('table', 'message_reactions'), () => {
  testTable(people, 'message_reactions', {
    row: (world) => ({ id: world.reaction }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        message_id: world.question,
        person_id: 'lain',
        ours: false,
        at: '2026-11-01T00:00:00Z',
      }),
    },
    update: { ...noOne, values: { emoji: '👍' } },
    remove: noOne,
  });
});

describe(covers('table', 'message_attachments'), () => {
  testTable(people, 'message_attachments', {
    row: (world) => ({ id: world.attachment }),
    read: membersAndService,
    columns: (
      'id business_id message_id position kind name state reason mime bytes width height has_preview arrived_at ' +
      'stored_at'
    ).split(' '),
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        message_id: world.question,
        position: 2,
        kind: 'image',
      }),
    },
    update: { ...noOne, values: { name: 'diubah.jpg' } },
    remove: noOne,
  });
});

describe(covers('table', 'mentions'), () => {
  testTable(people, 'mentions', {
    row: (world) => ({ id: world.mention }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        channel_id: world.channel,
        media_id: 'media-lain',
        told_at: '2026-11-01T00:00:00Z',
      }),
    },
    update: { ...noOne, values: { outcome: 'gone' } },
    remove: noOne,
  });
});

describe(covers('table', 'poll_marks'), () => {
  const service: Everyone = serviceAlone;
  testTable(people, 'poll_marks', {
    row: (world) => ({ channel_id: world.channel, place: '' }),
    read: service,
    insert: {
      ...service,
      values: (world) => ({
        channel_id: world.channel,
        business_id: world.business,
        place: 'direct',
        mark: 'contoh',
      }),
    },
    update: { ...service, values: { mark: 'diubah' } },
    remove: service,
  });
});

describe(covers('function', 'claim_attachments'), () => {
  const claim = { size: 10, lease_seconds: 60 };
  test('people are refused', () => expectServiceAlone(people, 'claim_attachments', claim));
  test('the service takes what waits, once', async () => {
    const rounds = await Promise.all([
      call<{ id: string }[]>(people, 'service', 'claim_attachments', claim),
      call<{ id: string }[]>(people, 'service', 'claim_attachments', claim),
    ]);
    const ids = rounds.flat().map(({ id }) => id);
    expect(ids.toSorted()).toEqual([people.a.attachment, people.b.attachment].toSorted());
  });
});

describe(covers('function', 'settle_attachment'), () => {
  const settle = () => ({
    attachment: people.a.attachment,
    result: { state: 'stored', kind: 'image', mime: 'image/jpeg', bytes: 10, width: 1, height: 1 },
  });
  test('people are refused', () => expectServiceAlone(people, 'settle_attachment', settle()));
  test('the service settles it once, and no business but its own', async () => {
    expect(await call(people, 'service', 'settle_attachment', settle())).toBe(true);
    expect(await call(people, 'service', 'settle_attachment', settle())).toBe(false);
    const stored = await people.sql`select business_id from message_attachments where state = 'stored'`;
    expect([...stored]).toEqual([{ business_id: people.a.business }]);
  });
});

describe(covers('function', 'claim_mentions'), () => {
  const claim = { size: 10, lease_seconds: 60 };
  test('people are refused', () => expectServiceAlone(people, 'claim_mentions', claim));
  test('the service takes what waits, but nothing of an account whose access is dead', async () => {
    await people.sql`update channels set problem = 'token_dead', problem_at = now() where id = ${people.b.channel}`;
    const taken = await call<{ id: string }[]>(people, 'service', 'claim_mentions', claim);
    expect(taken.map(({ id }) => id)).toEqual([people.a.mention]);
    expect(await call(people, 'service', 'claim_mentions', claim)).toEqual([]);
  });
});

describe(covers('function', 'settle_mention'), () => {
  const settle = () => ({ mention: people.a.mention, outcome: 'fetched' });
  test('people are refused', () => expectServiceAlone(people, 'settle_mention', settle()));
  test('the service settles it', async () => {
    await call(people, 'service', 'settle_mention', settle());
    const [mention] =
      await people.sql`select outcome, next_try_at from mentions where id = ${people.a.mention}`;
    expect(mention).toEqual({ outcome: 'fetched', next_try_at: null });
  });
});

describe(covers('function', 'list_unknown_items'), () => {
  test('people are refused', () => expectServiceAlone(people, 'list_unknown_items', { size: 10 }));
  test('the service counts by kind', async () => {
    expect(await call(people, 'service', 'list_unknown_items', { size: 10 })).toMatchObject([
      { object: 'instagram', field: 'messages', outcome: 'unknown', items: 2 },
    ]);
  });
});
