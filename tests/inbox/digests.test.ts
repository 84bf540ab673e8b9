/**
 * The letter of what waits: one a day at most, whatever happens on the way, with counts and no word of a customer.
 * Long, because a letter has many ways to go wrong.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sendDigests, writeDigest } from '#inbox/notices/digests.ts';
import { inboxTimed } from '#inbox/jobs.ts';
import { cutOff } from '../support/cut-off.ts';
import { openTelling, type Telling } from './telling.ts';

let telling: Telling;
beforeAll(async () => {
  telling = await openTelling();
});
afterAll(() => telling?.close());
beforeEach(() => telling.reset());

const send = () => sendDigests(telling.backend);
const states = async () =>
  (await telling.backend.sql<{ state: string }[]>`select state from digests order by user_id`).map(
    ({ state }) => state,
  );
/** Every morning at this very hour, chosen yesterday. */
async function chooseDaily(who = telling.owner, language: 'id' | 'en' = 'id') {
  const [clock] = await telling.backend.sql<[{ hour: number }]>`
    select extract(hour from now() at time zone 'Asia/Jakarta')::integer as hour`;
  await telling.choose(who, { digest: 'daily', digest_hour: clock.hour }, language);
  await telling.backend.sql`update notice_choices set chosen_at = now() - interval '1 day'`;
}
/** The clock of the business is at noon, wherever it stands. */
async function atNoon(): Promise<void> {
  const [zone] = await telling.backend.sql<[{ name: string }]>`
    select name from pg_timezone_names where name like 'Etc/GMT%'
      and extract(hour from now() at time zone name) = 12 order by name limit 1`;
  await telling.backend.sql`update businesses set timezone = ${zone.name} where id = ${telling.business}`;
}

describe('each morning', () => {
  test('one letter says how much waits, in the member’s language, with links and a way to end it', async () => {
    const { writes, staff, mailbox } = telling;
    await chooseDaily(staff, 'en');
    const { conversation } = await writes('Bu Rahasia', 'Kata rahasia', { minutesAgo: 60 * 30 });
    await writes('Pak Rahasia', 'Basi rahasia!', { intent: 'complaint' });
    await telling.backend
      .asUser(staff.token)
      .rpc('assign_conversations', { conversations: [conversation], member: staff.id });
    await send();
    expect(mailbox.letters).toHaveLength(1);
    const [{ to, text }] = mailbox.letters as [{ to: string; text: string }];
    expect(to).toBe('staf@contoh.test');
    const inbox = 'http://localhost:9/u/dapur-contoh/kotak-masuk';
    expect(text).toContain('Subject: Waiting for an answer at Usaha dapur-contoh: 2');
    expect(text).toContain(`Past the promised time: 1\n${inbox}?tampil=terlambat`);
    expect(text).toContain(`Complaints: 1\n${inbox}?maksud=complaint`);
    expect(text).toContain(`Assigned to you: 1\n${inbox}?tampil=saya&keadaan=open`);
    expect(text).not.toMatch(/rahasia/i);
    const stop = /^List-Unsubscribe: <(.+)>$/im.exec(text.replace(/\n /g, ' '))?.[1]?.trim();
    expect(stop).toMatch(/^http:\/\/localhost:9\/berhenti\/[\w-]{22}$/);
    expect(text).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/im);
    expect(text).toContain(`Stop receiving it:\n${stop}`);
    expect(await states()).toEqual(['sent']);
  });

  test('to each who wants one, from two processes at once and again every minute, once', async () => {
    await chooseDaily(telling.owner);
    await chooseDaily(telling.staff);
    await telling.writes('Bu Sari', 'Halo');
    await Promise.all([send(), send()]);
    await send();
    expect(telling.mailbox.letters.map(({ to }) => to).sort()).toEqual([
      'pemilik@contoh.test',
      'staf@contoh.test',
    ]);
  });

  test('none when nothing waits, nor later that day', async () => {
    await chooseDaily();
    await send();
    await telling.writes('Bu Sari', 'Halo');
    await send();
    expect(telling.mailbox.letters).toEqual([]);
    expect(await states()).toEqual(['dropped']);
  });

  test('none before its hour, and none for an hour that had passed when it was chosen', async () => {
    await atNoon();
    await telling.writes('Bu Sari', 'Halo');
    await telling.choose(telling.owner, { digest: 'daily', digest_hour: 13 });
    await telling.choose(telling.staff, { digest: 'daily', digest_hour: 11 });
    await send();
    expect(telling.mailbox.letters).toEqual([]);
    await telling.backend.sql`update notice_choices set chosen_at = now() - interval '1 day'`;
    await send();
    expect(telling.mailbox.letters.map(({ to }) => to)).toEqual(['staf@contoh.test']);
    await telling.backend.sql`update businesses set timezone = 'Asia/Jakarta'`;
  });
});

describe('when somebody waits too long', () => {
  test('a letter comes by day, and no second one within twenty hours', async () => {
    const { backend, choose, owner, writes, mailbox } = telling;
    await atNoon();
    await choose(owner, { digest: 'waiting', digest_after_hours: 4 });
    await writes('Bu Sari', 'Halo', { minutesAgo: 3 * 60 });
    await send();
    expect(mailbox.letters).toEqual([]);
    await writes('Pak Adi', 'Halo', { minutesAgo: 5 * 60 });
    await send();
    expect(mailbox.letters).toHaveLength(1);
    expect(mailbox.letters[0]!.text).toContain('Ada yang menunggu jawaban lebih dari 4 jam.');
    await backend.sql`update digests set day = day - 1, made_at = now() - interval '19 hours'`;
    await send();
    expect(mailbox.letters).toHaveLength(1);
    await backend.sql`update digests set made_at = now() - interval '21 hours'`;
    await send();
    expect(mailbox.letters).toHaveLength(2);
    await backend.sql`update businesses set timezone = 'Asia/Jakarta'`;
  });

  test('not at night, and not of what is put off', async () => {
    const { backend, choose, owner, writes, mailbox } = telling;
    const { conversation } = await writes('Bu Sari', 'Halo', { minutesAgo: 5 * 60 });
    await choose(owner, { digest: 'waiting' });
    const [night] = await backend.sql<[{ name: string }]>`
      select name from pg_timezone_names where name like 'Etc/GMT%'
        and extract(hour from now() at time zone name) = 3 order by name limit 1`;
    await backend.sql`update businesses set timezone = ${night.name}`;
    await send();
    await atNoon();
    await backend.asUser(owner.token).rpc('set_conversation_status', {
      conversations: [conversation],
      status: 'snoozed',
      until: '2099-01-01T08:00',
    });
    await send();
    expect(mailbox.letters).toEqual([]);
    await backend.sql`update businesses set timezone = 'Asia/Jakarta'`;
  });
});

describe('a crash', () => {
  test('before the letter is handed over sends it later, once', async () => {
    await chooseDaily();
    await telling.writes('Bu Sari', 'Halo');
    await sendDigests(cutOff(telling.backend, 'open_digest'));
    await send();
    expect(telling.mailbox.letters).toEqual([]);
    await telling.backend.sql`update digests set lease_until = now() - interval '1 second'`;
    await send();
    await send();
    expect(telling.mailbox.letters).toHaveLength(1);
  });

  test('after it was handed over sends none again, and the next day’s says what waits', async () => {
    const { backend, mailbox } = telling;
    await chooseDaily();
    await telling.writes('Bu Sari', 'Halo', { minutesAgo: 5 });
    await expect(sendDigests(cutOff(backend, 'settle_digest'))).rejects.toThrow('killed');
    expect(mailbox.letters).toHaveLength(1);
    await backend.sql`update digests set lease_until = now() - interval '1 second'`;
    await send();
    await send();
    expect(mailbox.letters).toHaveLength(1);
    expect(await states()).toEqual(['unconfirmed']);
    await backend.sql`update digests set day = day - 1, made_at = now() - interval '1 day'`;
    await send();
    expect(mailbox.letters).toHaveLength(2);
    expect(mailbox.letters[1]!.text).toContain('Menunggu jawaban: 1');
  });

  test('of the mail server delays the letter, under the same id, and doubles nothing', async () => {
    const { backend, mailbox } = telling;
    await chooseDaily();
    await telling.writes('Bu Sari', 'Halo');
    const ids: (string | undefined)[] = [];
    const deaf = {
      ...backend,
      mail: {
        send: ({ id }: { id?: string }) => (ids.push(id), Promise.reject(new Error('no mail server'))),
      },
    };
    await sendDigests(deaf);
    await send();
    expect(mailbox.letters).toEqual([]);
    await backend.sql`update digests set due_at = now()`;
    await send();
    expect(mailbox.letters).toHaveLength(1);
    expect(mailbox.letters[0]!.text).toContain(`Message-ID: <${ids[0]}@`);
  });
});

test('who turned them off meanwhile gets none', async () => {
  await chooseDaily();
  await telling.writes('Bu Sari', 'Halo');
  await sendDigests(cutOff(telling.backend, 'open_digest'));
  await telling.choose(telling.owner, { digest: 'off' });
  await telling.backend.sql`update digests set lease_until = now() - interval '1 second'`;
  await send();
  expect(telling.mailbox.letters).toEqual([]);
  expect(await states()).toEqual(['dropped']);
});

test('where cases alone are late the letter says so', () => {
  const { subject, text } = writeDigest(
    {
      email: 'x@contoh.test',
      language: 'id',
      business: 'Dapur',
      slug: 'dapur',
      timezone: 'Asia/Jakarta',
      because: 'daily',
      after_hours: 4,
      waiting: 0,
      since: null,
      overdue: 0,
      complaints: 0,
      mine: 0,
      cases: 2,
    },
    'https://tanggap.contoh.test',
    'https://tanggap.contoh.test/berhenti/x',
    new Date('2026-03-03T00:00:00Z'),
  );
  expect(subject).toBe('2 janji terlewat di Dapur');
  expect(text).toContain('Kotak masuk Dapur, Selasa, 3 Maret 2026');
  expect(text).toContain(
    'Kasus yang janjinya terlewat: 2\nhttps://tanggap.contoh.test/u/dapur/kasus?tampil=terlambat',
  );
  expect(text).not.toContain('Komplain');
});

test('it is looked at every minute', () => {
  expect(inboxTimed).toContainEqual(expect.objectContaining({ cron: '* * * * *', run: sendDigests }));
});
