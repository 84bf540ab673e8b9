/** Letters: what a machine wrote says so, and what a mail server does not take is told with its cause and without its reader. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openMail, tryMail } from '#platform/mail.ts';
import { setLogLevel } from '#platform/log.ts';
import { openMailbox } from '../support/backend.ts';
import { freePort } from '../support/server.ts';

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  setLogLevel('info');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  setLogLevel('silent');
});

const letter = { to: 'pembaca@contoh.test', subject: 'Contoh', text: 'Halo' };
const from = 'Tanggap <tanggap@contoh.test>';

test('every letter says that a machine wrote it, one that can be ended too', async () => {
  const mailbox = await openMailbox();
  const mail = openMail({ smtpUrl: mailbox.url, from });
  await mail.send(letter);
  await mail.send({ ...letter, stop: 'https://contoh.test/berhenti/x' });
  await mailbox.close();
  expect(mailbox.letters).toHaveLength(2);
  for (const { text } of mailbox.letters) expect(text).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(mailbox.letters[1]!.text).toMatch(/^List-Unsubscribe: /m);
});

test('of a dead mail server the log has the cause', async () => {
  const smtpUrl = `smtp://127.0.0.1:${await freePort()}`;
  await expect(openMail({ smtpUrl, from }).send(letter)).rejects.toThrow();
  await expect(tryMail(smtpUrl)).rejects.toThrow('ECONNREFUSED');
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ level: 'error', event: 'mail.failed', code: 'ESOCKET' });
});

test('of one that refuses the log has its number, and not whom it refused', async () => {
  const server = createServer((socket) => {
    socket.write('220 hello\r\n');
    socket
      .on('error', () => undefined)
      .on('data', (text) => {
        const isReader = /^RCPT/i.test(String(text));
        socket.write(isReader ? '550 no such person pembaca@contoh.test\r\n' : '250 yes\r\n');
      });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const smtpUrl = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(openMail({ smtpUrl, from }).send(letter)).rejects.toThrow();
  server.close();
  const said = lines.join('');
  expect(said).toMatch(/"event":"mail.failed".+"answer":550/);
  expect(said).not.toContain('pembaca@');
});
