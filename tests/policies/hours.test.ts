/**
 * Opening hours, both clocks, and what is said while the business is closed.
 * Long, because each clock is a case.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, denied, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();
const touched = [
  'business_hours',
  'business_hour_exceptions',
  'away_messages',
  'messages',
  'conversations',
  'businesses',
];
/** A business that has said nothing yet. */
let withoutHours: string;
let before: Snapshot;
beforeAll(async () => {
  const [row] = await people.sql<[{ id: string }]>`
    insert into businesses (name, slug) values ('Usaha kosong', 'usaha-kosong') returning id`;
  withoutHours = row.id;
});
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of touched) await putBack(people.sql, table, before[table]!);
});

describe(covers('table', 'business_hours'), () => {
  testTable(people, 'business_hours', {
    row: (world) => ({ business_id: world.business, weekday: 1 }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({ business_id: world.business, weekday: 2, opens: '08:00', closes: '09:00' }),
    },
    update: { ...noOne, values: { closes: '23:00' } },
    remove: noOne,
  });
});

describe(covers('table', 'business_hour_exceptions'), () => {
  testTable(people, 'business_hour_exceptions', {
    row: (world) => ({ id: world.exception }),
    read: membersAndService,
    insert: {
      ...noOne,
      owner: 'done',
      values: (world) => ({
        business_id: world.business,
        name: 'Ramadan contoh',
        from_on: '2027-02-08',
        to_on: '2027-03-09',
        opens: '10:00',
        closes: '16:00',
      }),
    },
    update: { ...noOne, values: { name: 'Diubah' } },
    remove: { owner: 'done', staff: 'nothing', stranger: 'nothing', nobody: 'denied', service: 'denied' },
  });
});

describe(covers('table', 'away_messages'), () => {
  testTable(people, 'away_messages', {
    row: (world) => ({ business_id: world.business }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: () => ({ business_id: withoutHours, body: 'Tutup', active: true }),
    },
    update: { ...noOne, values: { active: true } },
    remove: noOne,
  });
});

describe(covers('function', 'save_business_hours'), () => {
  const args = () => ({
    business: people.a.business,
    week: [{ weekday: 2, opens: '09:00', closes: '12:00' }],
    away: 'Kami tutup',
    away_active: true,
  });

  test('owners set them; staff, strangers and nobody do not', async () => {
    for (const who of ['staff', 'stranger'] as const)
      await expectRefusal(people, who, 'save_business_hours', args(), { answer: false });
    await expectRefusal(people, 'nobody', 'save_business_hours', args(), denied);
    expect(await call(people, 'owner', 'save_business_hours', args())).toBe(true);
    const week = await people.sql`
      select weekday, opens::text from business_hours where business_id = ${people.a.business}`;
    expect([...week]).toEqual([{ weekday: 2, opens: '09:00:00' }]);
    const late = { ...args(), week: [{ weekday: 2, opens: '12:00', closes: '09:00' }] };
    await expectRefusal(people, 'owner', 'save_business_hours', late, { code: '23514' });
  });
});

/** Seconds open between two wall-clock times in Jakarta, as the database counts them. */
async function openSeconds(since: string, until: string): Promise<number> {
  const [row] = await people.sql<[{ seconds: number }]>`
    select coalesce(sum(extract(epoch from s.closes - s.opens)), 0)::integer as seconds
    from private.open_spans(${people.a.business}, ${`${since}+07`}::timestamptz, ${`${until}+07`}::timestamptz) s`;
  return row.seconds;
}

describe('the clock of opening hours', () => {
  const hour = 3600;
  beforeEach(async () => {
    const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '08:00', closes: '17:00' }));
    await call(people, 'owner', 'save_business_hours', { business: people.a.business, week });
  });

  // 2026-11-27 is a Friday.
  test.each([
    ['inside one day', '2026-11-27 10:00', '2026-11-27 11:30', 1.5 * hour],
    ['from before opening', '2026-11-27 06:00', '2026-11-27 09:00', hour],
    ['until after closing', '2026-11-27 16:00', '2026-11-27 23:00', hour],
    ['over a weekend', '2026-11-27 16:00', '2026-11-30 09:00', 2 * hour],
    ['on a day off', '2026-11-28 09:00', '2026-11-29 20:00', 0],
    ['over a holiday', '2026-12-24 16:00', '2026-12-28 09:00', 2 * hour],
  ])('%s', async (_name, since, until, seconds) => {
    expect(await openSeconds(since, until)).toBe(seconds);
  });

  test('days that differ hold instead of the week, the later ones first', async () => {
    const days = { business_id: people.a.business, from_on: '2027-02-08', to_on: '2027-03-09' };
    const insert = (more: object) =>
      people
        .as('owner')
        .from('business_hour_exceptions')
        .insert({ ...days, ...more })
        .throwOnError();
    await insert({ name: 'Ramadan contoh', opens: '10:00', closes: '16:00' });
    expect(await openSeconds('2027-02-10 00:00', '2027-02-11 00:00')).toBe(6 * hour);
    // A Sunday of that month is open too: the exception says all of its days.
    expect(await openSeconds('2027-02-14 00:00', '2027-02-15 00:00')).toBe(6 * hour);
    await insert({ name: 'Libur contoh', from_on: '2027-02-10', to_on: '2027-02-10' });
    expect(await openSeconds('2027-02-10 00:00', '2027-02-11 00:00')).toBe(0);
  });
});

async function said(minutesAgo: number, more: Record<string, unknown> = {}): Promise<string> {
  const { business, conversation, channel } = people.a;
  const id = randomUUID();
  await people.sql`insert into messages ${people.sql({
    id,
    business_id: business,
    conversation_id: conversation,
    channel_id: channel,
    direction: 'in',
    external_id: id,
    body: 'Masih buka?',
    sent_at: new Date(Date.now() - minutesAgo * 60_000),
    ...more,
  })}`;
  return id;
}

describe(covers('function', 'waiting_clock'), () => {
  const args = () => ({ conversation: people.a.conversation });
  interface Clock {
    plain_seconds: number;
    open_seconds: number | null;
  }

  test('a stranger is told nothing, and nobody is refused', async () => {
    await expectRefusal(people, 'stranger', 'waiting_clock', args(), { answer: [] });
    await expectRefusal(people, 'nobody', 'waiting_clock', args(), denied);
  });

  test('both clocks run; without hours there is one', async () => {
    await people.sql`update messages set sent_at = now() - interval '30 days'`;
    await call(people, 'owner', 'save_business_hours', {
      business: people.a.business,
      week: [{ weekday: 3, opens: '08:00', closes: '10:00' }],
    });
    const [clock] = await call<Clock[]>(people, 'staff', 'waiting_clock', args());
    expect(clock!.plain_seconds).toBeGreaterThanOrEqual(30 * 86_400);
    // Four Wednesdays, or five.
    expect(clock!.open_seconds).toBeGreaterThanOrEqual(4 * 2 * 3600 - 3600 * 2);
    expect(clock!.open_seconds).toBeLessThanOrEqual(5 * 2 * 3600);
    await call(people, 'owner', 'save_business_hours', { business: people.a.business, week: [] });
    const [plain] = await call<Clock[]>(people, 'staff', 'waiting_clock', args());
    expect(plain!.open_seconds).toBeNull();
  });
});

describe(covers('function', 'send_away'), () => {
  const send = (message: string) => call<string | null>(people, 'service', 'send_away', { message });
  /** Open on another weekday than today alone: closed now. */
  async function close(active = true) {
    const [{ day }] = await people.sql<[{ day: number }]>`
      select extract(isodow from now() at time zone 'Asia/Jakarta')::integer as day`;
    await call(people, 'owner', 'save_business_hours', {
      business: people.a.business,
      week: [{ weekday: (day % 7) + 1, opens: '08:00', closes: '09:00' }],
      away: 'Kami sedang tutup.',
      away_active: active,
    });
  }

  test('people are refused', () => expectServiceAlone(people, 'send_away', { message: people.a.question }));

  test('once per thread and day, marked automatic, and the customer still waits', async () => {
    await close();
    await people.sql`update messages set sent_at = now() - interval '3 days'`;
    const first = await said(1);
    const made = await send(first);
    expect(made).not.toBeNull();
    const [row] = await people.sql`
      select body, automatic, delivery, direction from messages where id = ${made}`;
    expect(row).toEqual({
      body: 'Kami sedang tutup.',
      automatic: true,
      delivery: 'queued',
      direction: 'out',
    });
    expect(await send(first)).toBeNull();
    expect(await send(await said(0))).toBeNull();
    const [thread] = await people.sql`
      select status, waiting_since from conversations where id = ${people.a.conversation}`;
    expect(thread!.status).toBe('open');
    expect(thread!.waiting_since).not.toBeNull();
  });

  test('two that come at once get one', async () => {
    await close();
    await people.sql`update messages set sent_at = now() - interval '3 days'`;
    const both = [await said(1), await said(0)];
    const made = await Promise.all(both.map(send));
    expect(made.filter((id) => id !== null)).toHaveLength(1);
  });

  test.each([
    [
      'while open',
      async () => call(people, 'owner', 'save_business_hours', { business: people.a.business, week: [] }),
    ],
    ['when switched off', () => close(false)],
    [
      'to spam',
      async () => people.sql`update messages set intent = 'spam', sorted_by = 'model' where direction = 'in'`,
    ],
    [
      'to what is old',
      async () => people.sql`update messages set sent_at = now() - interval '2 hours' where direction = 'in'`,
    ],
    [
      'where a person has just answered',
      async () => people.sql`
      update messages set sent_at = now(), automatic = false, delivery = 'sent' where direction = 'out'`,
    ],
  ])('not %s', async (_name, change) => {
    await close();
    await people.sql`update messages set sent_at = now() - interval '3 days'`;
    const message = await said(1);
    await change();
    expect(await send(message)).toBeNull();
  });
});
