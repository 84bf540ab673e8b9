/**
 * The one door to Meta's API: what it sends, and what it makes of every answer.
 * Long, because it is one list of answers and what each means.
 */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { graph } from '#channels/graph/client.ts';
import { uploadHosted } from '#channels/graph/upload.ts';
import { checkToken } from '#channels/meta/check-token.ts';
import { pages } from '#channels/graph/pages.ts';
import { parseJson } from '#channels/graph/json.ts';
import { accountAt, refused, scriptedNetwork, settingsFor } from './scripted-network.ts';
import type { Scripted, ScriptedNetwork } from './scripted-network.ts';

const open: ScriptedNetwork[] = [];
afterEach(async () => {
  for (const network of open.splice(0)) await network.close();
});

async function networkThat(...answers: Scripted[]): Promise<ScriptedNetwork> {
  const network = await scriptedNetwork(answers);
  open.push(network);
  return network;
}

const anything = z.object({}).loose();
const drop: Scripted = (response) => response.destroy();

test('a call carries version, bearer token and appsecret_proof, and no token in the address', async () => {
  const network = await networkThat({ body: { id: '1' } });
  const account = network.account();
  await graph(account).get('me', { fields: 'id' }, anything);
  await graph(account).post('me/feed', { message: 'a & b #c', nothing: null }, anything);
  const proof = createHmac('sha256', 'app-secret').update('page-token').digest('hex');
  const [get, post] = network.received;
  expect(get?.path).toBe('/v26.0/me');
  expect(get?.headers.authorization).toBe('Bearer page-token');
  expect(Object.fromEntries(get!.query)).toEqual({ fields: 'id', appsecret_proof: proof });
  expect(post?.body).toEqual({ message: 'a & b #c', appsecret_proof: proof });
  expect(String(post?.query)).toBe('');
});

test('for an account whose credential can’t be opened no call is made, and it is not called dead', async () => {
  const network = await networkThat({ body: {} });
  const account = { ...network.account(), token: '', isSealed: true as const };
  const api = graph(account);
  const answers = [
    await api.get('me', {}, anything),
    await api.post('me/feed', { message: 'a' }, anything),
    await api.delete('1', {}, anything),
    await uploadHosted(account, '1', 'https://contoh.test/a.mp4'),
    await checkToken(account, []),
  ];
  for (const answer of answers)
    expect(answer).toMatchObject({ ok: false, retry: 'later', reason: 'credential_unreadable' });
  expect(network.received).toEqual([]);
});

test('an id written as a large number keeps all its digits', async () => {
  const network = await networkThat({ body: '{"id":17841405793187218123,"n":5,"f":0.1}' });
  const answer = await graph(network.account()).get('me', {}, anything);
  expect(answer).toEqual({ ok: true, data: { id: '17841405793187218123', n: 5, f: 0.1 } });
});

test('wherever an integer stands, it keeps all its digits', () => {
  const integer = fc.oneof(
    fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }),
    fc.bigInt({ min: 2n ** 53n - 9n, max: 2n ** 53n + 9n }),
  );
  const places = ['_', ' _', '[_]', '[1,_]', '{"a":_}', '{"a" : \n_ }', '[[_],"a"]', '{"a":{"_":_}}'];
  fc.assert(
    fc.property(integer, fc.constantFrom(...places), (n, place) => {
      const kept = Number.isSafeInteger(Number(n)) ? String(n) : `"${n}"`;
      const quoted = place.replaceAll('"_"', '"#"');
      const expected = quoted.replaceAll('_', kept).replaceAll('#', String(n));
      const given = quoted.replaceAll('_', String(n)).replaceAll('#', String(n));
      expect(parseJson(given)).toEqual(JSON.parse(expected));
    }),
  );
});

test('text that PostgreSQL could not store is made storable', () => {
  expect(parseJson('{"a":"x\\u0000y","b":"\\ud83d"}')).toEqual({ a: 'x\ufffdy', b: '\ufffd' });
});

test('a GET is tried again after a dropped answer and a 500', async () => {
  const network = await networkThat(drop, refused(2, undefined, { status: 500 }), { body: { id: '1' } });
  const answer = await graph(network.account()).get('me', {}, anything);
  expect(answer.ok).toBe(true);
  expect(network.received).toHaveLength(3);
});

test('a GET that never succeeds ends as a failure to try later, never as unknown', async () => {
  const network = await networkThat(drop);
  const answer = await graph(network.account()).get('me', {}, anything);
  expect(answer).toMatchObject({ ok: false, retry: 'later', reason: 'unreachable' });
});

test.each<[string, Scripted]>([
  ['a dropped answer', drop],
  ['a 500 in Meta’s shape', refused(2, undefined, { status: 500 })],
  ['a 500 with a code that would be certain on a 400', refused(100, 33, { status: 500 })],
  ['a 503 in no shape', { status: 503, body: '<html>busy</html>' }],
  ['a transient error on a 400', refused(1, undefined, { is_transient: true })],
  ['a suspicion of spam, which can come although the post is live', refused(4, 2207051)],
  ['a 200 that is cut off', { body: '{"id":' }],
  ['a 200 without the id', { body: {} }],
  ['a redirect', { status: 302, headers: { location: '/elsewhere' }, body: {} }],
])('a POST answered by %s is unknown and sent once', async (_name, answer) => {
  const network = await networkThat(answer);
  const outcome = await graph(network.account()).post('1/media_publish', {}, z.object({ id: z.string() }));
  expect(outcome.ok).toBe('unknown');
  expect(network.received).toHaveLength(1);
});

test('a POST to a server that is not there is a failure to try later', async () => {
  const network = await networkThat(drop);
  const gone = network.account();
  await open.pop()!.close();
  const outcome = await graph(gone).post('1/feed', {}, anything);
  expect(outcome).toMatchObject({ ok: false, retry: 'later', reason: 'unreachable' });
});

test('a POST to a name that does not exist is a failure to try later', async () => {
  const nowhere = accountAt(settingsFor('http://graph.invalid'), 'facebook');
  const outcome = await graph(nowhere).post('1/feed', {}, anything);
  expect(outcome).toMatchObject({ ok: false, retry: 'later', reason: 'unreachable' });
});

test.each([
  [190, 463, 'never', 'token_dead'],
  [190, undefined, 'never', 'token_dead'],
  [200, undefined, 'never', 'permission_missing'],
  [10, undefined, 'never', 'permission_missing'],
  [10, 2534022, 'never', 'window_closed'],
  [10, 2018278, 'never', 'window_closed'],
  [551, 1545041, 'never', 'person_unavailable'],
  [100, 33, 'never', 'not_found'],
  [100, undefined, 'never', 'bad_request'],
  [368, undefined, 'never', 'policy_block'],
  [506, undefined, 'never', 'duplicate_post'],
  [9, 2207042, 'later', 'quota_reached'],
  [24, 2207008, 'later', 'container_expired'],
  [9004, 2207052, 'never', 'media_unreachable'],
  [9007, 2207027, 'later', 'container_not_ready'],
  [36000, 2207004, 'never', 'media_too_large'],
  [36001, 2207005, 'never', 'media_format'],
  [36003, 2207009, 'never', 'media_ratio'],
  [36004, 2207010, 'never', 'caption_too_long'],
  [777777, undefined, 'never', 'bad_request'],
] as const)('error %i/%s means %s: %s', async (code, subcode, retry, reason) => {
  const network = await networkThat(refused(code, subcode));
  const outcome = await graph(network.account()).post('1/media', {}, anything);
  expect(outcome).toMatchObject({ ok: false, retry, reason, trace: 'A1' });
});

test.each([4, 17, 32, 613, 80001, 80002, 80006])(
  'rate limit %i pauses the account without another call',
  async (code) => {
    const network = await networkThat(refused(code, undefined, { is_transient: true }));
    const first = await graph(network.account()).post('1/media', {}, anything);
    const second = await graph(network.account()).get('1', {}, anything);
    expect(first).toMatchObject({ ok: false, retry: 'later', reason: 'rate_limited' });
    expect(second).toMatchObject({ ok: false, retry: 'later', reason: 'rate_limited' });
    expect((second as { after: number }).after).toBeGreaterThan(30);
    expect(network.received).toHaveLength(1);
  },
);

test('a rate limit waits as many minutes as Meta names', async () => {
  const account = accountAt(settingsFor('x'), 'instagram');
  const usage = {
    [account.externalId]: [{ type: 'instagram', call_count: 100, estimated_time_to_regain_access: 7 }],
  };
  const limited = refused(80002) as { status: number; body: unknown };
  const headers = { 'x-business-use-case-usage': JSON.stringify(usage) };
  const network = await networkThat({ ...limited, headers });
  const outcome = await graph(network.account()).post('1/media', {}, anything);
  expect(outcome).toMatchObject({ ok: false, retry: 'later', reason: 'rate_limited', after: 420 });
});

test('usage of 90 percent pauses before Meta has to refuse, other accounts go on', async () => {
  const usage = {
    '17841400000000001': [{ type: 'instagram', call_count: 91, total_time: 3, total_cputime: 3 }],
  };
  const network = await networkThat({
    body: { id: '1' },
    headers: { 'x-business-use-case-usage': JSON.stringify(usage) },
  });
  const account = network.account();
  const other = { ...account, externalId: '17841400000000002', pageId: '100000000000002' };
  expect((await graph(account).get('1', {}, anything)).ok).toBe(true);
  expect(await graph(account).get('1', {}, anything)).toMatchObject({ reason: 'rate_limited' });
  expect((await graph(other).get('1', {}, anything)).ok).toBe(true);
});

test('usage of 90 percent of the app pauses all its accounts', async () => {
  const headers = { 'x-app-usage': JSON.stringify({ call_count: 12, total_time: 90, total_cputime: 1 }) };
  const network = await networkThat({ body: { id: '1' }, headers });
  await graph(network.account('facebook')).get('1', {}, anything);
  expect(await graph(network.account('instagram')).get('1', {}, anything)).toMatchObject({
    reason: 'rate_limited',
  });
});

test('usage of 89 percent pauses nothing', async () => {
  const headers = { 'x-app-usage': JSON.stringify({ call_count: 89, total_time: 1, total_cputime: 1 }) };
  const network = await networkThat({ body: { id: '1' }, headers });
  await graph(network.account()).get('1', {}, anything);
  expect((await graph(network.account()).get('1', {}, anything)).ok).toBe(true);
});

test('a list is followed past short and empty pages, never to another host, until next is absent', async () => {
  const next = 'https://elsewhere.example/v26.0/1/media?access_token=secret&limit=2';
  const network = await networkThat(
    { body: { data: [{ id: 'a' }], paging: { cursors: { after: 'p2' }, next } } },
    { body: { data: [], paging: { next: `${next}&after=p3` } } },
    { body: { data: [{ id: 'b' }], paging: { cursors: { after: 'p4' } } } },
  );
  const ids: string[] = [];
  for await (const page of pages(
    network.account(),
    '1/media',
    { limit: 2 },
    z.object({ id: z.string() }),
    9,
  )) {
    if (page.ok === true) ids.push(...page.items.map((item) => item.id));
  }
  expect(ids).toEqual(['a', 'b']);
  expect(network.received.map((call) => call.query.get('after'))).toEqual([null, 'p2', 'p3']);
});

test('a list that never ends is cut off', async () => {
  const network = await networkThat({
    body: { data: [], paging: { cursors: { after: 'x' }, next: 'https://graph.example/?after=x' } },
  });
  let count = 0;
  for await (const page of pages(network.account(), '1/media', {}, anything, 4)) {
    count += 1;
    expect(page).toMatchObject({ ok: true, last: false });
  }
  expect(count).toBe(4);
});
