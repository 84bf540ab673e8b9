/** A promise that passed is mailed to the person it escalates to: once, whatever happens on the way. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { escalateOverdue } from '#inbox/cases/deadlines.ts';
import { inboxTimed } from '#inbox/jobs.ts';
import type { Backend } from '#platform/backend/index.ts';
import { openMail } from '#platform/mail.ts';
import {
  makeBusiness,
  openMailbox,
  openTestBackend,
  signUpPerson,
  type Mailbox,
} from '../support/backend.ts';
import { answering } from '../support/claimed.ts';

let backend: Backend;
let mailbox: Mailbox;
let one: string;

beforeAll(async () => {
  mailbox = await openMailbox();
  const people = await openTestBackend();
  const owner = await signUpPerson(people, 'pemilik@contoh.test');
  const business = await makeBusiness(people, owner, 'dapur-contoh');
  backend = { ...people, mail: openMail({ smtpUrl: mailbox.url, from: 'Tanggap <tanggap@contoh.test>' }) };
  const { data: conversation } = await people
    .asUser(owner.token)
    .rpc('log_talk', {
      id: crypto.randomUUID(),
      business,
      contact: null as unknown as string,
      name: 'Bu Contoh',
      way: 'talk',
      said: 'Pesanan saya rahasia dan basi',
      answered: '',
      at: new Date().toISOString(),
    })
    .throwOnError();
  const { data } = await people
    .asUser(owner.token)
    .rpc('open_case', {
      conversation: conversation!,
      message: null as unknown as string,
      category: 'quality',
      complaint: 'Pesanan saya rahasia dan basi',
      promise: 'Kami ganti sore ini',
      due: new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 16),
    })
    .throwOnError();
  one = data!;
});
afterAll(async () => {
  await backend?.close();
  await mailbox?.close();
});
beforeEach(async () => {
  await backend.sql`delete from case_escalations`;
  mailbox.letters.length = 0;
});

afterEach(() => vi.restoreAllMocks());

const pass = () => backend.sql`update cases set due_at = now() - interval '5 minutes' where id = ${one}`;

test('nothing is said before the hour', async () => {
  await escalateOverdue(backend);
  expect(mailbox.letters).toEqual([]);
});

test('after it one letter goes to the owner, from two processes at once and again later', async () => {
  await pass();
  await Promise.all([escalateOverdue(backend), escalateOverdue(backend)]);
  await escalateOverdue(backend);
  expect(mailbox.letters).toHaveLength(1);
  const [{ to, text }] = mailbox.letters as [{ to: string; text: string }];
  expect(to).toBe('pemilik@contoh.test');
  expect(text).toContain('Kami ganti sore ini');
  expect(text).toContain(`/u/dapur-contoh/kasus/${one}`);
  expect(text).not.toContain('rahasia');
});

test('a mail server that is away delays the letter and doubles nothing', async () => {
  await pass();
  const away = { ...backend, mail: { send: () => Promise.reject(new Error('the mail server is away')) } };
  await escalateOverdue(away);
  await escalateOverdue(backend);
  expect(mailbox.letters).toEqual([]);
  await backend.sql`update case_escalations set lease_until = now() - interval '1 second'`;
  await escalateOverdue(backend);
  await escalateOverdue(backend);
  expect(mailbox.letters).toHaveLength(1);
});

test('who slept over a letter does not send what somebody else has sent meanwhile', async () => {
  await pass();
  const now = Date.now.bind(Date);
  let hasSlept = false;
  const sleeper = answering(backend, 'claim_overdue_cases', async (claimed) => {
    if (hasSlept) return claimed;
    hasSlept = true;
    await backend.sql`update case_escalations set lease_until = now() - interval '1 second'`;
    await escalateOverdue(backend);
    vi.spyOn(Date, 'now').mockImplementation(() => now() + 601_000);
    return claimed;
  });
  await escalateOverdue(sleeper);
  expect(hasSlept).toBe(true);
  expect(mailbox.letters).toHaveLength(1);
});

test('it runs every minute', () => {
  expect(inboxTimed).toContainEqual(expect.objectContaining({ cron: '* * * * *', run: escalateOverdue }));
});
