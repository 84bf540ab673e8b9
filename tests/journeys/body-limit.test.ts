/** Who sends more than an address takes is told so, early and in words; forms with files take what they took. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCalendarHouse, type CalendarHouse } from '../support/calendar-house.ts';

let house: CalendarHouse;
beforeAll(async () => {
  house = await openCalendarHouse();
});
afterAll(() => house?.close());

const megabyte = 1024 * 1024;
const text = async (answer: IncomingMessage) => {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

/** Opens a form to a path; what it brings is written by the test. */
function open(path: string, headers: Record<string, string> = {}) {
  const sent = request(house.hub + path, {
    method: 'POST',
    headers: {
      Origin: house.hub,
      Cookie: house.cookie,
      Accept: 'text/html',
      'Accept-Language': 'id',
      'Content-Type': 'application/x-www-form-urlencoded',
      ...headers,
    },
  });
  // The server may hang up on who goes on sending.
  sent.on('error', () => undefined);
  const answer = once(sent, 'response').then(([one]) => one as IncomingMessage);
  return { sent, answer };
}

/** Writes until the server has answered, `most` at the most. */
async function pour({ sent, answer }: ReturnType<typeof open>, most: number): Promise<IncomingMessage> {
  let answered = false;
  void answer.then(() => (answered = true));
  const part = Buffer.alloc(64 * 1024, 'a');
  for (let size = 0; size < most && !answered; size += part.length) {
    if (!sent.write(part)) await Promise.race([once(sent, 'drain'), answer]);
  }
  if (!answered) sent.end();
  return answer;
}

describe('an address that takes no files', () => {
  test('a length that is too much is refused before anything of it came', async () => {
    for (const path of ['/masuk', `${house.base}/pengaturan`, `${house.base}/unggahan/x/promosi`]) {
      const { sent, answer } = open(path, { 'Content-Length': String(megabyte + 1) });
      sent.flushHeaders();
      const { statusCode } = await answer;
      expect([path, statusCode]).toEqual([path, 413]);
      expect(await text(await answer)).toContain('Kiriman ini terlalu besar');
      sent.destroy();
    }
  });

  test('one that was not said is refused while it comes', async () => {
    for (const path of ['/usaha-baru', `${house.base}/pengaturan`]) {
      const pouring = open(path);
      const answer = await pour(pouring, 64 * megabyte);
      expect([path, answer.statusCode]).toEqual([path, 413]);
      const page = await text(answer);
      expect(page).toContain('Kiriman ini terlalu besar');
      expect(page).toContain('Tidak ada data Anda yang berubah.');
      pouring.sent.destroy();
    }
  });

  test('in English for who reads English, and without a page for a machine', async () => {
    const length = { 'Content-Length': String(2 * megabyte) };
    const english = open('/masuk', { ...length, 'Accept-Language': 'en' });
    english.sent.flushHeaders();
    expect(await text(await english.answer)).toContain('This is too large');
    const machine = open('/kalender/x.ics', length);
    machine.sent.flushHeaders();
    expect([(await machine.answer).statusCode, await text(await machine.answer)]).toEqual([413, '']);
    for (const { sent } of [english, machine]) sent.destroy();
  });

  test('what just fits is read', async () => {
    const pouring = open('/usaha-baru', { 'Content-Length': String(megabyte) });
    const answer = await pour(pouring, megabyte);
    expect(answer.statusCode).toBe(422);
  });
});

describe('an address that takes files', () => {
  const send = (path: string, name: string, bytes: number) => {
    const body = new FormData();
    body.set(name, new File([Buffer.alloc(bytes, 'a')], 'berkas'));
    const headers = { Origin: house.hub, Cookie: house.cookie, 'Accept-Language': 'id' };
    return fetch(house.hub + path, { method: 'POST', body, headers });
  };

  test.each([
    ['media', 'pictures.files', 8],
    ['unggahan/baru', 'pictures.files', 8],
    ['katalog/baru', 'pictures.files', 8],
    ['seri/baru', 'picture', 8],
    ['impor', 'file', 2],
  ])('%s says itself what is wrong with one', async (path, name, megabytes) => {
    const answer = await send(`${house.base}/${path}`, name, megabytes * megabyte);
    expect(answer.status).toBe(422);
    expect(await answer.text()).not.toContain('Kiriman ini terlalu besar');
  });

  test('the list of posts to import has a limit of its own', async () =>
    expect((await send(`${house.base}/impor`, 'file', 5 * megabyte)).status).toBe(413));
});

test('events of the network keep their own limit', async () => {
  for (const [megabytes, status] of [
    [2, 401],
    [4, 413],
  ] as const) {
    const pouring = open('/hooks/meta', { 'Content-Type': 'application/json' });
    const answer = await pour(pouring, megabytes * megabyte);
    expect([megabytes, answer.statusCode]).toEqual([megabytes, status]);
    pouring.sent.destroy();
  }
});
