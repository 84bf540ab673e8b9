/** What is planted must not come out: a log is read by more people than the data it is about. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { log, masked, setLogLevel } from '#platform/log.ts';

let lines: string[] = [];

beforeEach(() => {
  lines = [];
  setLogLevel('debug');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
});

afterEach(() => vi.restoreAllMocks());

const planted = 'PLANTED-4f9a';

/** The one line that was written, as text; it is one line of JSON. */
function said(fields: Record<string, unknown>): string {
  lines = [];
  log('info', 'test.said', fields);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^\{.*\}\n$/);
  return lines[0]!;
}

test('a line is JSON with an instant, a level, a name and its fields', () => {
  expect(JSON.parse(said({ target: 't1', ms: 12, ok: true, none: null }))).toEqual({
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    level: 'info',
    event: 'test.said',
    target: 't1',
    ms: 12,
    ok: true,
    none: null,
  });
});

test.each([
  'token',
  'access_token',
  'pageToken',
  'refreshToken',
  'client_secret',
  'appSecret',
  'password',
  'Authorization',
  'cookie',
  'set-cookie',
  'signature',
  'x-hub-signature-256',
  'body',
  'text',
  'caption',
  'email',
  'userEmail',
  'apikey',
])('a field named %s is never printed', (name) => {
  expect(said({ [name]: planted })).not.toContain(planted);
});

test.each([
  ['an object', { answer: { access_token: planted, page: { name: 'x', token: planted } } }],
  ['a list', { items: [{ body: planted }, { text: planted }] }],
  ['a message and its sender', { message: { id: 'm1', text: planted, from: { email: planted } } }],
])('nor inside %s', (_, fields) => {
  expect(said(fields)).not.toContain(planted);
});

test('a list in a log stays readable otherwise', () => {
  expect(JSON.parse(said({ applied: ['1', '2'], counts: { done: 3 } }))).toMatchObject({
    applied: ['1', '2'],
    counts: { done: 3 },
  });
});

const link = 'AbCdEf0123456789_-xyzQ';

test.each([
  `/s/${link}`,
  `/h/${link}`,
  `https://tanggap.example.test/undangan/${link}`,
  `/kalender/${link}.ics`,
  `/berhenti/${link}`,
  `GET /s/${link}?lang=id 200`,
])('a private link is hidden: %s', (text) => {
  expect(masked(text)).not.toContain(link);
  expect(said({ path: text })).not.toContain(link);
});

test.each([
  `https://graph.facebook.com/v26.0/me?access_token=${planted}&fields=id`,
  `https://graph.facebook.com/oauth/access_token?client_secret=${planted}`,
  `https://graph.facebook.com/oauth/access_token?grant_type=fb_exchange_token&fb_exchange_token=${planted}`,
  `https://graph.facebook.com/debug_token?input_token=${planted}`,
  `https://graph.facebook.com/me?appsecret_proof=${planted}`,
  `/konfirmasi?token_hash=${planted}&type=signup`,
  `/kanal/sambung?code=${planted}&state=s`,
  `/kanal/sambung?state=${planted}`,
  `/auth/v1/token?refresh_token=${planted}`,
  `/hooks/meta?hub.mode=subscribe&hub.verify_token=${planted}&hub.challenge=1`,
  `https://s3.example.test/media/x?X-Amz-Signature=${planted}&X-Amz-Date=1`,
  `postgres://tanggap:${planted}@db.internal/tanggap`,
  `smtps://user:${planted}@mail.example.test:465`,
  `Authorization: Bearer ${planted}.${planted}.${planted}`,
])('a credential in an address is hidden: %s', (text) => {
  expect(masked(text)).not.toContain(planted);
  expect(said({ url: text })).not.toContain(planted);
});

test('what is harmless in an address stays', () => {
  const address = 'https://graph.facebook.com/v26.0/178/media?fields=id,status_code&limit=25';
  expect(masked(address)).toBe(address);
  expect(masked('/u/dapur-serang/kotak-masuk/0b1e')).toBe('/u/dapur-serang/kotak-masuk/0b1e');
});

test('an error is printed by name, code and a masked message, without what hangs on it', () => {
  const error = Object.assign(new TypeError(`refused ?access_token=${planted}`), {
    code: '23505',
    status: 409,
    detail: `Key (email)=(${planted}) already exists.`,
    query: `insert into messages values ('${planted}')`,
    parameters: [planted],
    cause: new Error(planted),
  });
  const line = said({ error });
  expect(line).not.toContain(planted);
  expect((JSON.parse(line) as { error: unknown }).error).toMatchObject({
    name: 'TypeError',
    message: 'refused ?access_token=[hidden]',
    code: '23505',
    status: 409,
  });
});

test('an error that is not an Error hides as much: supabase-js hands over plain objects', () => {
  expect(
    said({ error: { code: '23505', details: `Key (email)=(${planted})`, message: 'duplicate key' } }),
  ).not.toContain(planted);
});

test('nothing in a field can break a line or stop the program', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(() => said({ circle })).not.toThrow();
  expect(() => said({ big: 1n })).not.toThrow();
  expect(said({ name: 'a\nb' }).trim().split('\n')).toHaveLength(1);
});

test.each([
  ['debug', 4],
  ['info', 3],
  ['warn', 2],
  ['error', 1],
  ['silent', 0],
] as const)('LOG_LEVEL=%s lets %i of four levels through', (level, count) => {
  setLogLevel(level);
  for (const one of ['debug', 'info', 'warn', 'error'] as const) log(one, 'test.said');
  expect(lines).toHaveLength(count);
});
