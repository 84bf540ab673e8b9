/**
 * A phone tells of new messages: of what the member chose, once for a burst, never to who is looking, and with no
 * word of a customer unless asked. Long, because each reason to be quiet is a case.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inboxDrains } from '#inbox/jobs.ts';
import { sendNotices } from '#inbox/notices/send.ts';
import { cutOff } from '../support/cut-off.ts';
import { openTelling, type Telling } from './telling.ts';

let telling: Telling;
beforeAll(async () => {
  telling = await openTelling();
});
afterAll(() => telling?.close());
beforeEach(() => telling.reset());

/** As the worker does, with no time for a burst to settle. */
const send = () => sendNotices(telling.backend, 0);
const rows = () => telling.backend.sql<{ state: string; tries: number; user_id: string }[]>`
  select state, tries, user_id from notices order by made_at, user_id`;
/** The pause between two notices is over. */
const pause = () => telling.backend.sql`update notice_choices set next_push_at = now()`;

describe('a phone', () => {
  test('shows how many wait and where, and not who or what', async () => {
    const { phones, choose, owner, writes, business } = telling;
    await choose(owner, { push: 'all' });
    await writes('Bu Sari', 'Apakah bandengnya masih ada?');
    const { conversation } = await writes('Bu Sari', 'Saya mau dua');
    expect(await send()).toBe(1);
    expect(phones.owner.shown()).toEqual([
      {
        title: 'Pesan baru di Kotak masuk: 1 menunggu',
        body: 'Instagram',
        path: `/u/dapur-contoh/kotak-masuk/${conversation}#akhir`,
        tag: business,
      },
    ]);
    expect(telling.pushService.got[0]!.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      topic: business.replaceAll('-', ''),
    });
    expect([...(await rows())]).toEqual([{ state: 'sent', tries: 1, user_id: owner.id }]);
  });

  test('shows the newest words where the member wants them, in the language of the phone', async () => {
    const { phones, choose, staff, writes } = telling;
    await choose(staff, { push: 'all', push_shows_words: true });
    await writes('Bu Sari', 'Apakah masih ada?', { minutesAgo: 2 });
    await writes('Pak Adi', 'Buka jam berapa?');
    await send();
    expect(phones.staff.shown()).toMatchObject([
      {
        title: 'New messages in the inbox: 2 waiting',
        body: 'Pak Adi: Buka jam berapa?\nand 1 more\nInstagram',
        path: '/u/dapur-contoh/kotak-masuk',
      },
    ]);
  });

  test('names the business of whoever has several', async () => {
    const { backend, phones, choose, owner, writes } = telling;
    const [other] = await backend.sql`
      insert into businesses (name, slug) values ('Kedai lain', 'kedai-lain') returning id`;
    await backend.sql`insert into members (business_id, user_id, role) values (${other!.id}, ${owner.id}, 'staff')`;
    await choose(owner, { push: 'all' });
    await writes('Bu Sari', 'Halo');
    await send();
    expect(phones.owner.shown()).toMatchObject([{ body: 'Usaha dapur-contoh · Instagram' }]);
    await backend.sql`delete from businesses where id = ${other!.id}`;
  });

  test('that is gone is forgotten, and nobody was told', async () => {
    await telling.choose(telling.owner, { push: 'all' });
    telling.pushService.status = 410;
    await telling.writes('Bu Sari', 'Halo');
    await send();
    expect([...(await rows())]).toMatchObject([{ state: 'failed' }]);
    expect(
      await telling.backend.sql`select from push_devices where user_id = ${telling.owner.id}`,
    ).toHaveLength(0);
  });
});

describe('a burst', () => {
  test('of 200 comments is one notice, and what follows soon is told later in one', async () => {
    const { phones, choose, owner, writes } = telling;
    await choose(owner, { push: 'all' });
    for (let n = 0; n < 200; n += 1) await writes(`Pengikut ${n}`, 'Mau dong kak');
    for (let round = 0; round < 5; round += 1) await send();
    expect(phones.owner.shown()).toMatchObject([{ title: 'Pesan baru di Kotak masuk: 200 menunggu' }]);
    await writes('Pengikut 1', 'Kak?');
    await writes('Pengikut 2', 'Kak?');
    expect(await send()).toBe(0);
    await pause();
    await send();
    await send();
    expect(phones.owner.shown()).toHaveLength(2);
  });

  test('is given time to settle', async () => {
    await telling.choose(telling.owner, { push: 'all' });
    await telling.writes('Bu Sari', 'Halo');
    expect(await sendNotices(telling.backend, 600)).toBe(0);
    expect(await sendNotices(telling.backend, 0)).toBe(0);
    await pause();
    expect(await send()).toBe(1);
  });

  test('makes pauses longer while nobody looks, and short again after', async () => {
    const { backend, choose, owner, writes } = telling;
    await choose(owner, { push: 'all' });
    const pauses: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      await writes('Bu Sari', 'Halo?');
      await pause();
      await send();
      const [row] = await backend.sql<[{ minutes: number }]>`
        select round(extract(epoch from next_push_at - now()) / 60)::integer as minutes from notice_choices`;
      pauses.push(row.minutes);
    }
    expect(pauses).toEqual([5, 10, 20, 40]);
    await backend.asUser(owner.token).rpc('look_at_inbox', { business: telling.business }).throwOnError();
    const [row] = await backend.sql<[{ over: boolean }]>`
      select next_push_at <= now() as over from notice_choices`;
    expect(row.over).toBe(true);
  });

  test('is told once by two processes at once', async () => {
    await telling.choose(telling.owner, { push: 'all' });
    await telling.writes('Bu Sari', 'Halo');
    await Promise.all([send(), send(), send()]);
    expect(telling.pushService.got).toHaveLength(1);
  });
});

describe('nobody is told', () => {
  const { owner } = { owner: () => telling.owner };
  const silent = async () => {
    await send();
    expect(telling.pushService.got).toEqual([]);
  };

  test('who did not choose it', async () => {
    await telling.writes('Bu Sari', 'Halo');
    await silent();
  });

  test.each([
    ['spam', { intent: 'spam' }],
    ['giveaway entries', { intent: 'giveaway_entry' }],
    ['a sticker', { wordless: true }],
    ['what is old', { minutesAgo: 60 * 25 }],
    ['a talk that was logged', { about: 'talk' }],
  ])('of %s', async (_, message) => {
    await telling.choose(owner(), { push: 'all' });
    await telling.writes('Bu Sari', 'Halo', message);
    await silent();
  });

  test('of what the business said, itself or automatically', async () => {
    await telling.choose(owner(), { push: 'all' });
    const { conversation } = await telling.writes('Bu Sari', 'Halo', { minutesAgo: 5 });
    await telling.backend.sql`
      insert into messages (business_id, conversation_id, channel_id, direction, body, external_id)
      select business_id, id, channel_id, 'out', 'Kami jawab dari ponsel', 'gema' from conversations
      where id = ${conversation}`;
    await silent();
  });

  test.each(['resolved', 'spam', 'snoozed'])('of a conversation that is %s', async (status) => {
    await telling.choose(owner(), { push: 'all' });
    const { conversation } = await telling.writes('Bu Sari', 'Halo');
    await telling.backend
      .asUser(telling.staff.token)
      .rpc('set_conversation_status', {
        conversations: [conversation],
        status,
        ...(status === 'snoozed' && { until: '2099-01-01T08:00' }),
      })
      .throwOnError();
    await silent();
  });

  test('of a conversation they muted; others are', async () => {
    await telling.choose(owner(), { push: 'all' });
    await telling.choose(telling.staff, { push: 'all' });
    const { conversation } = await telling.writes('Bu Sari', 'Halo');
    await telling.backend.asUser(owner().token).rpc('mute_conversation', { conversation, muted: true });
    await send();
    expect(telling.phones.owner.shown()).toEqual([]);
    expect(telling.phones.staff.shown()).toHaveLength(1);
  });

  test('of what they have read already', async () => {
    await telling.choose(owner(), { push: 'all' });
    const { conversation } = await telling.writes('Bu Sari', 'Halo');
    await telling.backend.asUser(owner().token).rpc('look_at_conversation', { conversation });
    await telling.backend.sql`update notice_choices set seen_at = now() - interval '5 minutes'`;
    await silent();
  });

  test('while they look at the inbox, nor afterwards of what they saw there', async () => {
    await telling.choose(owner(), { push: 'all' });
    await telling.backend.asUser(owner().token).rpc('look_at_inbox', { business: telling.business });
    await telling.writes('Bu Sari', 'Halo');
    await silent();
    await telling.backend.sql`update notice_choices set seen_at = now() - interval '5 minutes'`;
    await silent();
    await telling.writes('Bu Sari', 'Masih ada?');
    await send();
    expect(telling.pushService.got).toHaveLength(1);
  });

  test('of others’ matters, where they want complaints and their own', async () => {
    await telling.choose(telling.staff, { push: 'mine' });
    const { conversation } = await telling.writes('Bu Sari', 'Halo');
    await silent();
    await telling.writes('Pak Adi', 'Basi!', { intent: 'complaint' });
    await send();
    expect(telling.phones.staff.shown()).toMatchObject([{ title: 'New messages in the inbox: 1 waiting' }]);
    await telling.backend
      .asUser(owner().token)
      .rpc('assign_conversations', { conversations: [conversation], member: telling.staff.id });
    await telling.writes('Bu Sari', 'Masih ada?');
    await pause();
    await send();
    expect(telling.phones.staff.shown()).toHaveLength(2);
  });

  test('while the business is closed, but of the night at its opening', async () => {
    const { backend, business, choose, writes, phones, staff } = telling;
    const open = (from: string, to: string) => backend.sql`
      insert into business_hours (business_id, weekday, opens, closes)
      select ${business}, day, ${from}::time, ${to}::time from generate_series(1, 7) day`;
    // Closed now, wherever the clock stands.
    const [clock] = await backend.sql<[{ hour: number }]>`
      select extract(hour from now() at time zone 'Asia/Jakarta')::integer as hour`;
    await (clock.hour < 12 ? open('22:00', '23:59') : open('00:00', '01:00'));
    await choose(owner(), { push: 'all', push_outside_hours: false });
    await choose(staff, { push: 'all', push_outside_hours: true });
    await writes('Bu Sari', 'Halo');
    await send();
    expect(phones.owner.shown()).toEqual([]);
    expect(phones.staff.shown()).toHaveLength(1);
    await backend.sql`delete from business_hours`;
    await open('00:00', '23:59:59');
    await pause();
    await send();
    expect(phones.owner.shown()).toHaveLength(1);
  });
});

describe('a crash', () => {
  test('between sending and writing it down tells again under the same tag, and loses nothing', async () => {
    const { backend, phones, choose, owner, writes } = telling;
    await choose(owner, { push: 'all' });
    await writes('Bu Sari', 'Halo');
    await expect(sendNotices(cutOff(backend, 'settle_notices'), 0)).rejects.toThrow('killed');
    await writes('Pak Adi', 'Halo juga');
    expect(await send()).toBe(0);
    await backend.sql`update notices set lease_until = now() - interval '1 second'`;
    await pause();
    await send();
    await send();
    const shown = phones.owner.shown();
    expect(shown.map(({ title }) => title)).toEqual([
      'Pesan baru di Kotak masuk: 1 menunggu',
      'Pesan baru di Kotak masuk: 2 menunggu',
    ]);
    expect(new Set(shown.map(({ tag }) => tag)).size).toBe(1);
    expect([...(await rows())]).toMatchObject([{ state: 'sent', tries: 2 }]);
  });

  test('after which everything was answered tells nobody', async () => {
    const { backend, choose, owner, writes, pushService } = telling;
    await choose(owner, { push: 'all' });
    const { conversation } = await writes('Bu Sari', 'Halo');
    pushService.status = 500;
    await send();
    expect([...(await rows())]).toMatchObject([{ state: 'waiting' }]);
    await backend
      .asUser(owner.token)
      .rpc('set_conversation_status', { conversations: [conversation], status: 'resolved' });
    await backend.sql`update notices set due_at = now()`;
    pushService.got.length = 0;
    await send();
    expect(pushService.got).toEqual([]);
    expect([...(await rows())]).toMatchObject([{ state: 'dropped' }]);
  });
});

test('the worker looks every few seconds', () => {
  expect(inboxDrains.map(({ name }) => name)).toContain('inbox.notices');
});
