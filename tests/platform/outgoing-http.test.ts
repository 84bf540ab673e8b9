import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPublic, mayReach, send } from '#platform/http/outgoing.ts';

let server: Server;
let here: string;
let asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/big') response.end(Buffer.alloc(26 * 1024 * 1024));
    else response.writeHead(302, { Location: `${here}/elsewhere` }).end('moved');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = { method: 'GET', headers: {} } as const;

describe('what is refused before anything is sent', () => {
  test.each([
    ['http://push.example/x', 'not_https'],
    ['ftp://push.example/x', 'not_https'],
    ['https://user:secret@push.example/x', 'not_https'],
    ['no address', 'not_https'],
    ['https://127.0.0.1/x', 'not_public'],
    ['https://10.1.2.3/x', 'not_public'],
    ['https://169.254.169.254/latest/meta-data', 'not_public'],
    ['https://[::1]/x', 'not_public'],
    ['https://[fd00::1]/x', 'not_public'],
    ['https://[::ffff:127.0.0.1]/x', 'not_public'],
    ['https://2130706433/x', 'not_public'],
  ])('%s', async (address, code) => {
    expect(mayReach(address)).toBe(false);
    await expect(send(address, get)).rejects.toMatchObject({ code });
  });

  test('a name that leads to this machine', async () => {
    expect(mayReach('https://localhost/x')).toBe(true);
    await expect(send('https://localhost/x', get)).rejects.toMatchObject({ code: 'not_public' });
  });
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['172.16.0.1', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['255.255.255.255', false],
  ['fe80::1', false],
  ['2001:db8::1', false],
  ['2002:7f00:1::', false],
  ['64:ff9b::7f00:1', false],
])('%s is public: %s', (address, verdict) => {
  expect(isPublic(address)).toBe(verdict);
});

test('an exempt origin is asked, and its redirect is an answer that nobody follows', async () => {
  asked = [];
  const answer = await send(`${here}/first`, get, [here]);
  expect([answer.status, answer.body.toString()]).toEqual([302, 'moved']);
  expect(asked).toEqual(['/first']);
});

test('another port of the same machine is not exempt', async () => {
  await expect(send('http://127.0.0.1:1/x', get, [here])).rejects.toMatchObject({ code: 'not_https' });
});

test('an answer that is too large is cut off', async () => {
  await expect(send(`${here}/big`, get, [here])).rejects.toMatchObject({ code: 'too_large' });
});
