/**
 * Assisted posting from the plan to a person's tap, with a push service and a mail server of the test's own.
 * Long, because each way to miss a person is a case.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { saveAssisted } from '#channels/connections/index.ts';
import { savePost, type PostContent } from '#planning/posts/index.ts';
import type { Backend } from '#platform/backend/index.ts';
import { rememberDevice } from '#platform/jobs/devices.ts';
import { openMail } from '#platform/mail.ts';
import { pushKeys } from '#platform/jobs/push.ts';
import { publishDue } from '#publishing/publish/index.ts';
import { sendReminders, snooze } from '#publishing/assist/index.ts';
import { makeBusiness, openMailbox, openTestBackend, type Mailbox } from '../support/backend.ts';
import { signUpPerson, type TestPerson } from '../support/backend.ts';
import { cutOff } from '../support/cut-off.ts';
import { openPushService, openTestPhone, type PushService } from '../support/push-service.ts';

let backend: Backend;
let mailbox: Mailbox;
let pushService: PushService;
let owner: TestPerson;
let author: TestPerson;
let business: string;
let channel: string;

beforeAll(async () => {
  mailbox = await openMailbox();
  pushService = await openPushService();
  const people = await openTestBackend({ SANDBOX_URL: pushService.url });
  owner = await signUpPerson(people, 'pemilik@contoh.test');
  author = await signUpPerson(people, 'penulis@contoh.test');
  const bystander = await signUpPerson(people, 'rekan@contoh.test');
  business = await makeBusiness(people, owner, 'dapur-contoh');
  for (const { id } of [author, bystander]) {
    await people.sql`insert into members (business_id, user_id, role) values (${business}, ${id}, 'staff')`;
  }
  // People signed up without a letter; from here on there is a mail server.
  backend = { ...people, mail: openMail({ smtpUrl: mailbox.url, from: 'Tanggap <tanggap@contoh.test>' }) };
  channel = (await saveAssisted(backend.asUser(owner.token), business, 'Status WhatsApp', 'whatsapp'))!;
});

afterAll(async () => {
  await backend?.close();
  await mailbox?.close();
  pushService?.close();
});

beforeEach(async () => {
  await backend.sql`delete from posts`;
  await backend.sql`delete from push_devices`;
  mailbox.letters.length = 0;
  pushService.got.length = 0;
  pushService.status = 201;
});

/** A post on the assisted channel, written by staff, whose hour came so many minutes ago. */
async function plan(minutesAgo: number): Promise<string> {
  const id = randomUUID();
  const content: PostContent = {
    mediaType: 'text',
    placement: 'feed',
    messageType: 'promotional',
    goal: 'Tujuan contoh',
    goalFigure: 'reach',
    goalValue: 5,
    pillar: null,
    caption: 'Tulisan rahasia contoh',
    link: null,
    firstComment: null,
    pictures: [],
    facts: [],
    channels: [{ channel_id: channel, caption: null }],
    localTime: new Date(Date.now() + (7 * 60 - minutesAgo) * 60_000).toISOString().slice(0, 16),
  };
  const saved = await savePost(backend.asUser(author.token), business, id, 0, content, true);
  expect(saved).toMatchObject({ ok: true, state: 'scheduled' });
  const [target] = await backend.sql<{ id: string }[]>`select id from post_targets where post_id = ${id}`;
  return target!.id;
}

const targetOf = async (id: string) => (await backend.sql`select * from post_targets where id = ${id}`)[0]!;
const remindersOf = (id: string) => backend.sql<{ state: string; way: string | null; tries: number }[]>`
  select r.state, r.way, r.tries from reminders r where r.target_id = ${id} order by r.user_id`;
const addressees = () => mailbox.letters.map(({ to }) => to).sort();

describe('at its hour', () => {
  test('the post waits for a person, and who made it and the owner are reminded once', async () => {
    const target = await plan(1);
    expect(await publishDue(backend)).toBe(1);
    expect(await targetOf(target)).toMatchObject({
      state: 'unconfirmed',
      reason: 'your_turn',
      remote_id: null,
    });
    const attempts =
      await backend.sql`select outcome, reason from publish_attempts where target_id = ${target}`;
    expect(attempts).toEqual([{ outcome: 'unknown', reason: 'your_turn' }]);
    await Promise.all([sendReminders(backend), sendReminders(backend)]);
    await sendReminders(backend);
    expect(addressees()).toEqual(['pemilik@contoh.test', 'penulis@contoh.test']);
    const { post_id } = await targetOf(target);
    for (const { text } of mailbox.letters) {
      expect(text).toContain('Saatnya mengunggah');
      expect(text).toContain(`/u/dapur-contoh/unggahan/${post_id}/target/${target}/bantu`);
      expect(text).not.toContain('rahasia');
    }
    expect(await publishDue(backend)).toBe(0);
  });

  test('not before it', async () => {
    const target = await plan(-5);
    expect(await publishDue(backend)).toBe(0);
    expect(await targetOf(target)).toMatchObject({ state: 'scheduled' });
    expect(await remindersOf(target)).toEqual([]);
  });

  test('after its "not after" it is missed, and nobody is reminded', async () => {
    const target = await plan(7 * 60);
    await publishDue(backend);
    const db = backend.asService('test');
    await db.rpc('sweep_targets', { size: 10 }).throwOnError();
    expect(await targetOf(target)).toMatchObject({ state: 'missed' });
    expect(await sendReminders(backend)).toBe(0);
    expect(mailbox.letters).toEqual([]);
  });

  test('a reminder whose post is not right any more is dropped', async () => {
    const target = await plan(1);
    await publishDue(backend);
    await backend.sql`update reminders set not_after = now() - interval '1 second'`;
    expect(await sendReminders(backend)).toBe(0);
    expect((await remindersOf(target)).map(({ state }) => state)).toEqual(['dropped', 'dropped']);
    expect(mailbox.letters).toEqual([]);
  });

  test('nor is anybody reminded of what was posted meanwhile', async () => {
    const target = await plan(1);
    await publishDue(backend);
    await backend.asUser(author.token).rpc('confirm_assisted', { target }).throwOnError();
    await sendReminders(backend);
    expect(mailbox.letters).toEqual([]);
    expect(await targetOf(target)).toMatchObject({ state: 'published' });
  });
});

describe('a crash', () => {
  test('between the attempt and its settling leaves a post that waits for a person, reminded once', async () => {
    const target = await plan(1);
    const cut = cutOff(backend, 'settle_targets');
    await expect(publishDue(cut)).rejects.toThrow('killed');
    expect(await targetOf(target)).toMatchObject({ state: 'publishing' });
    expect(await remindersOf(target)).toEqual([]);
    await backend.sql`update post_targets set lease_until = now() - interval '1 second' where id = ${target}`;
    expect(await publishDue(backend)).toBe(1);
    expect(await targetOf(target)).toMatchObject({ state: 'unconfirmed', reason: 'your_turn' });
    await sendReminders(backend);
    expect(addressees()).toEqual(['pemilik@contoh.test', 'penulis@contoh.test']);
  });

  test('between sending and writing it down sends it again, under the same id', async () => {
    const target = await plan(1);
    await publishDue(backend);
    const cut = cutOff(backend, 'settle_reminders');
    await expect(sendReminders(cut)).rejects.toThrow('killed');
    expect(mailbox.letters).toHaveLength(2);
    expect(await sendReminders(backend)).toBe(0);
    await backend.sql`update reminders set lease_until = now() - interval '1 second'`;
    await sendReminders(backend);
    await sendReminders(backend);
    expect(mailbox.letters).toHaveLength(4);
    const ids = mailbox.letters.map(({ text }) => /^message-id: (.+)$/im.exec(text)?.[1]);
    expect(new Set(ids).size).toBe(2);
    expect(await remindersOf(target)).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
  });
});

describe('a phone', () => {
  const device = () => openTestPhone(pushService).device;

  test('gets a push instead of a letter, encrypted, with nothing of the post in it', async () => {
    await rememberDevice(backend.asUser(owner.token), device(), 'id');
    const target = await plan(1);
    await publishDue(backend);
    await sendReminders(backend);
    expect(addressees()).toEqual(['penulis@contoh.test']);
    expect(pushService.got).toHaveLength(1);
    expect(pushService.got[0]!.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      ttl: '3600',
      topic: target.replaceAll('-', ''),
    });
    expect(pushService.got[0]!.headers.authorization).toMatch(/^vapid t=/);
    const ways = (await remindersOf(target)).map(({ way }) => way).sort();
    expect(ways).toEqual(['mail', 'push']);
  });

  test.each([404, 410])('that is gone (%i) is forgotten, and a letter is sent', async (status) => {
    pushService.status = status;
    await rememberDevice(backend.asUser(owner.token), device(), 'id');
    await plan(1);
    await publishDue(backend);
    await sendReminders(backend);
    expect(addressees()).toEqual(['pemilik@contoh.test', 'penulis@contoh.test']);
    expect(await backend.sql`select from push_devices`).toHaveLength(0);
  });

  test.each([302, 500])(
    'whose push service answers %i keeps its place, and a letter is sent',
    async (status) => {
      pushService.status = status;
      await rememberDevice(backend.asUser(owner.token), device(), 'id');
      await plan(1);
      await publishDue(backend);
      await sendReminders(backend);
      expect(pushService.got).toHaveLength(1);
      expect(addressees()).toEqual(['pemilik@contoh.test', 'penulis@contoh.test']);
      expect(await backend.sql`select from push_devices`).toHaveLength(1);
    },
  );

  test('the keys are made once, and kept sealed', async () => {
    const all = await Promise.all([pushKeys(backend), pushKeys(backend), pushKeys(backend)]);
    expect(new Set(all.map(({ privateKey }) => privateKey)).size).toBe(1);
    const [row] = await backend.sql`select sealed from installation_keys`;
    expect(row!.sealed).not.toContain(all[0].privateKey);
  });
});

test('"later" reminds once more after its hour, and only whom asked', async () => {
  const target = await plan(1);
  await publishDue(backend);
  await sendReminders(backend);
  mailbox.letters.length = 0;
  const due = await snooze(backend.asUser(author.token), target);
  expect(new Date(due!).getTime()).toBeGreaterThan(Date.now());
  expect(await sendReminders(backend)).toBe(0);
  await backend.sql`update reminders set due_at = now() where state = 'waiting'`;
  await sendReminders(backend);
  expect(addressees()).toEqual(['penulis@contoh.test']);
});

test('a letter that no server takes is tried again', async () => {
  const target = await plan(1);
  await publishDue(backend);
  const deaf = { ...backend, mail: { send: () => Promise.reject(new Error('no mail server')) } };
  await sendReminders(deaf);
  const waiting = { state: 'waiting', tries: 1 };
  expect(await remindersOf(target)).toMatchObject([waiting, waiting]);
  expect(await sendReminders(backend)).toBe(0);
  await backend.sql`update reminders set due_at = now()`;
  await sendReminders(backend);
  expect(addressees()).toEqual(['pemilik@contoh.test', 'penulis@contoh.test']);
});

test('what was planned on a channel that was taken away fails visibly', async () => {
  const target = await plan(1);
  await backend.sql`update channels set disconnected_at = now() where id = ${channel}`;
  await publishDue(backend);
  await backend.sql`update channels set disconnected_at = null where id = ${channel}`;
  expect(await targetOf(target)).toMatchObject({ state: 'failed', reason: 'token_dead' });
});
