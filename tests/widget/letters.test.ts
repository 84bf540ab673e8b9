/** Letters to customers who left an address: that it arrived, that it was answered, a lost link; never the words. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Backend } from '#platform/backend/index.ts';
import { deliverDue } from '#inbox/replies/deliver.ts';
import { findWidget, takeFeedback } from '#widget/feedback/index.ts';
import { lostLink, sendLostLink } from '#widget/portal/index.ts';
import { writeLetter } from '#widget/portal/letters.ts';
import { noticeVersion } from '#widget/schema.ts';
import {
  makeBusiness,
  openMailbox,
  openTestBackend,
  signUpPerson,
  until,
  type Mailbox,
  type TestPerson,
} from '../support/backend.ts';
import { answering } from '../support/claimed.ts';

let mailbox: Mailbox;
let backend: Backend;
let owner: TestPerson;
let business: string;
const slug = 'usaha-surat';
const visit = { request: new Request('http://hub.test/'), clientAddress: '192.0.2.1' };

beforeAll(async () => {
  mailbox = await openMailbox();
  // Without SMTP people sign up with no mail to confirm; the letters then go to our mailbox.
  backend = await openTestBackend();
  owner = await signUpPerson(backend, 'pemilik@contoh.test');
  business = await makeBusiness(backend, owner, slug);
  await backend.asUser(owner.token).rpc('turn_on_widget', { business }).throwOnError();
  const { openMail } = await import('#platform/mail.ts');
  backend.mail = openMail({ smtpUrl: mailbox.url, from: 'Tanggap <hub@contoh.test>' });
});
afterAll(async () => {
  await backend?.close();
  await mailbox?.close();
});

async function say(words: string, contact: string) {
  const widget = await findWidget(backend, { slug });
  const taken = await takeFeedback(backend, visit, { slug }, widget!, {
    key: randomUUID(),
    kind: null,
    words,
    contact,
    lang: 'id',
    notice: noticeVersion,
    took: 9_000,
  });
  if (typeof taken === 'string') throw new Error(taken);
  return taken;
}

const newest = async (count: number) => {
  await until(`${count} letters`, () => mailbox.letters.length === count);
  return mailbox.letters.at(-1)!;
};
const linkIn = (text: string) => /\/s\/([\w-]{22})/.exec(text)![1]!;
const read = async (token: string) =>
  (await backend.asAnon().rpc('customer_feedback', { token }).throwOnError()).data as {
    number: string;
  } | null;

test('who left an address is told the number and a link; then that there is an answer, without its words', async () => {
  const { message, number } = await say('Kata rahasia pelanggan', 'ani@contoh.test');
  await writeLetter(backend, message);
  await writeLetter(backend, message);
  const first = await newest(1);
  expect(first.to).toBe('ani@contoh.test');
  expect(first.text).toContain(number);
  expect(first.text).not.toContain('rahasia');
  expect(await read(linkIn(first.text))).toMatchObject({ number });

  const { data: asked } = await backend
    .asUser(owner.token)
    .from('messages')
    .select('conversation_id')
    .eq('id', message)
    .single()
    .throwOnError();
  const answer = randomUUID();
  await backend
    .asUser(owner.token)
    .rpc('queue_reply', {
      id: answer,
      conversation: asked.conversation_id,
      body: 'Jawaban rahasia usaha',
      way: 'direct',
    })
    .throwOnError();
  await backend.sql`update messages set next_try_at = now() where id = ${answer}`;
  expect(await deliverDue(backend)).toBe(1);
  const [sent] = await backend.sql`select delivery, external_id from messages where id = ${answer}`;
  expect(sent).toEqual({ delivery: 'sent', external_id: answer });
  await writeLetter(backend, answer);
  await writeLetter(backend, answer);
  const second = await newest(2);
  expect(second.text).toContain('menjawab pesan Anda');
  expect(second.text).not.toContain('rahasia');
  expect(JSON.stringify(await read(linkIn(second.text)))).toContain('Jawaban rahasia usaha');
});

test('nobody is written to who left no address', async () => {
  const { message } = await say('Tanpa kontak', '');
  await writeLetter(backend, message);
  const { message: other } = await say('Lewat WhatsApp', '081234567890');
  await writeLetter(backend, other);
  expect(mailbox.letters).toHaveLength(2);
});

test('an address that somebody types in again and again gets few letters a day', async () => {
  for (let n = 0; n < 6; n++)
    await writeLetter(backend, (await say(`Iseng ${n}`, 'korban@contoh.test')).message);
  expect(mailbox.letters.filter(({ to }) => to === 'korban@contoh.test')).toHaveLength(4);
});

test('a lost link goes to the address that was left, and whoever asks learns nothing', async () => {
  await backend.sql`delete from rate_limits`;
  const before = mailbox.letters.length;
  const { number } = await say('Hilang tautannya', 'budi@contoh.test');
  const ask = (number: string, email: string) =>
    sendLostLink(backend, visit, slug, lostLink.parse({ number, contact: email }));
  expect(await ask(number, 'pencuri@contoh.test')).toBe('done');
  expect(await ask('99999999', 'budi@contoh.test')).toBe('done');
  expect(await ask(number, 'BUDI@contoh.test')).toBe('done');
  const letter = await newest(before + 1);
  expect(letter.to).toBe('budi@contoh.test');
  expect(await read(linkIn(letter.text))).toMatchObject({ number });
  for (let n = 0; n < 2; n++) await ask(number, 'pencuri@contoh.test');
  expect(await ask(number, 'budi@contoh.test')).toBe('too_many');
  expect(mailbox.letters).toHaveLength(before + 1);
});

test('a job that slept over its letter leaves it to the next', async () => {
  const { message } = await say('Kata pelanggan', 'tidur@contoh.test');
  const now = Date.now.bind(Date);
  const sleeper = answering(backend, 'claim_feedback_letter', (claimed) => {
    vi.spyOn(Date, 'now').mockImplementation(() => now() + 11_000);
    return claimed;
  });
  const before = mailbox.letters.length;
  await expect(writeLetter(sleeper, message)).rejects.toThrow('the letter could not be sent at present');
  vi.restoreAllMocks();
  expect(mailbox.letters).toHaveLength(before);
  await writeLetter(backend, message);
  await writeLetter(backend, message);
  expect((await newest(before + 1)).to).toBe('tidur@contoh.test');
});
