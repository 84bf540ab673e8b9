/**
 * How much is taken: of an address, through a key, and for a business, each for itself; counted in the database, so the same
 * in two processes and after a restart; and nothing of an address is kept.
 */
import { createHash, createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Backend } from '#platform/backend/index.ts';
import { installationSecret, keysFrom } from '#platform/backend/keys.ts';
import { freshChallenge } from '#widget/feedback/challenge.ts';
import { prove } from '#widget/elements/prove.ts';
import { freePort, startTestServer, type TestServer } from '../support/server.ts';
import { feedback, openWidgetHouse, type WidgetHouse } from './house.ts';

let house: WidgetHouse;
/** Another process on the same database. */
let second: TestServer;

beforeAll(async () => {
  house = await openWidgetHouse({ TRUST_PROXY: 'on' });
  second = await startAnother();
}, 240_000);
afterAll(async () => {
  await second?.stop();
  await house?.close();
});
afterEach(() => house.forgive());

async function startAnother(): Promise<TestServer> {
  return startTestServer({
    dataDir: house.dataDir,
    port: await freePort(),
    env: { WORKER: 'off', TRUST_PROXY: 'on', PUBLIC_URL: house.hub },
  });
}

let nth = 0;
const fresh = () => `10.1.${++nth >> 8}.${nth & 255}`;

/** What became of it: its status, or the code of the refusal. */
async function send(hub: string, address: string, key = house.key, more = {}): Promise<number | string> {
  const answer = await fetch(`${hub}/api/widget/${key}/masukan`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Origin: 'https://toko.test',
      'X-Forwarded-For': `203.0.113.1, ${address}`,
    },
    body: JSON.stringify(feedback(more)),
  });
  return answer.ok ? answer.status : ((await answer.json()) as { code: string }).code;
}
const proven = async (key = house.key) => ({
  proof: await prove(
    await freshChallenge({ keys: keysFrom(installationSecret(house.dataDir)) } as Backend, { key }),
  ),
});
/** Fills what is counted for a subject, as so many tries would have. */
async function fill(subject: string, level: number): Promise<void> {
  const digest = keysFrom(installationSecret(house.dataDir)).derive('rate-limits', 32);
  const key = createHash('sha256')
    .update(createHmac('sha256', digest).update(subject).digest('base64url'))
    .digest();
  await house.sql`insert into rate_limits (key, level) values (${key}, ${level})`;
}

describe('an address', () => {
  test('sends ten at once, in two processes together; a restart forgets nothing', async () => {
    const one = fresh();
    const answers = [];
    for (let n = 0; n < 10; n++) answers.push(await send(n % 2 ? house.hub : second.url, one));
    expect(answers).toEqual(Array(10).fill(201));
    expect([await send(house.hub, one), await send(second.url, one)]).toEqual(['too_many', 'too_many']);
    await second.kill();
    second = await startAnother();
    expect([await send(second.url, one), await send(second.url, fresh())]).toEqual(['too_many', 201]);
  });

  test('has the same ten when it sends them all at the same moment to both', async () => {
    const one = fresh();
    const answers = await Promise.all(
      Array.from({ length: 18 }, (_, n) => send(n % 2 ? house.hub : second.url, one)),
    );
    expect(answers.filter((answer) => answer === 201)).toHaveLength(10);
  });

  test('is a network of IPv6, which one holder has whole; another is another', async () => {
    const answers = [];
    for (let n = 0; n < 11; n++) answers.push(await send(house.hub, `2001:db8:7:7::${n.toString(16)}`));
    expect(answers).toEqual([...Array<number>(10).fill(201), 'too_many']);
    expect(await send(house.hub, '2001:db8:7:8::1')).toBe(201);
  });

  test('is not kept, nor what it could be tried out from', async () => {
    const one = fresh();
    await send(house.hub, one);
    const kept = await house.sql<{ key: Buffer }[]>`select key from rate_limits`;
    expect(kept.length).toBeGreaterThan(2);
    const digests = ['masukan', 'masukan-tanpa-bukti', ''].map((name) =>
      createHash('sha256')
        .update(name ? `${name}:${one}` : one)
        .digest('hex'),
    );
    for (const { key } of kept) expect(digests).not.toContain(key.toString('hex'));
    const [{ found }] = await house.sql<[{ found: number }]>`
      select count(*)::integer as found from feedbacks f, conversations c, contacts p
      where f.conversation_id = c.id and p.id = c.contact_id
        and (f::text || c::text || p::text) like ${`%${one}%`}`;
    expect(found).toBe(0);
  });
});

describe('a key', () => {
  test('takes 120 at once, also of those who solved; in both processes, and no other key is held up by it', async () => {
    await fill(`masukan-kunci:${house.key}`, 118);
    const at = [house.hub, second.url, house.hub, second.url];
    const answers = [];
    for (const hub of at) answers.push(await send(hub, fresh(), house.key, await proven()));
    expect(answers).toEqual([201, 201, 'too_many', 'too_many']);
    const [{ key: other }] = await house.sql<[{ key: string }]>`
      insert into widget_keys (business_id, channel_id, ends_at)
      select business_id, channel_id, now() + interval '1 day' from widget_keys limit 1 returning key`;
    expect(await send(house.hub, fresh(), other)).toBe(201);
  });
});

describe('a business', () => {
  test('takes 240 at once through all its doors together', async () => {
    const [{ id }] = await house.sql<[{ id: string }]>`select id from businesses`;
    await fill(`masukan-usaha:${id}`, 239);
    expect([await send(house.hub, fresh()), await send(second.url, fresh())]).toEqual([201, 'too_many']);
    const form = new FormData();
    for (const [name, value] of Object.entries({ words: 'Lewat formulir', consent: 'ya', opened: '1' }))
      form.set(name, value);
    const answer = await fetch(`${house.hub}/f/${house.slug}`, {
      method: 'POST',
      headers: { Origin: house.hub, 'X-Forwarded-For': fresh() },
      body: form,
      redirect: 'manual',
    });
    expect(answer.status).toBe(429);
    expect(await answer.text()).toContain('Terlalu banyak pesan');
  });
});
