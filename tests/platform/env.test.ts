import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { EnvError, readEnv, strangeVariables } from '#platform/env.ts';

/** The lines of the refusal, or an empty list when the environment is right. */
function mistakes(source: Record<string, string>): string[] {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.mistakes;
    throw error;
  }
}

const secret = 'thirty-two characters are enough';
const supabase = {
  SUPABASE_URL: 'https://abc.supabase.co',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_x',
  SUPABASE_SECRET_KEY: 'sb_secret_x',
};
const database = { DATABASE_URL: 'postgres://tanggap@db.internal/tanggap', TANGGAP_SECRET: secret };
const store = {
  S3_ENDPOINT: 'https://s3.example.test',
  S3_BUCKET: 'media',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'key',
};
const meta = { META_APP_ID: '123', META_APP_SECRET: 'x', META_VERIFY_TOKEN: 'long enough' };

test('an empty environment is the embedded size with the written defaults', () => {
  expect(readEnv({})).toEqual({
    HOST: '127.0.0.1',
    PORT: 4321,
    PUBLIC_URL: 'http://127.0.0.1:4321',
    TRUST_PROXY: false,
    DATA_DIR: resolve('data'),
    META_GRAPH_URL: 'https://graph.facebook.com',
    META_GRAPH_VERSION: 'v26.0',
    MAIL_FROM: 'Tanggap <tanggap@localhost>',
    LOG_LEVEL: 'info',
    WORKER: 'in-process',
  });
});

const wrong: [variable: string, value: string, others?: Record<string, string>][] = [
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['PORT', '80.5'],
  ['PORT', '-1'],
  ['PUBLIC_URL', 'tanggap.example.test'],
  ['PUBLIC_URL', 'ftp://tanggap.example.test'],
  ['TRUST_PROXY', 'maybe'],
  ['DATABASE_URL', 'mysql://db/tanggap', { TANGGAP_SECRET: secret }],
  ['SUPABASE_URL', 'abc.supabase.co', { ...database, ...supabase }],
  ['TANGGAP_SECRET', 'short'],
  ['META_APP_ID', 'tanggap', meta],
  ['META_VERIFY_TOKEN', 'short', meta],
  ['META_GRAPH_URL', 'graph.facebook.com'],
  ['META_GRAPH_VERSION', '26'],
  ['SANDBOX_URL', 'localhost:4400'],
  ['S3_ENDPOINT', 's3.example.test', store],
  ['OPENAI_BASE_URL', 'localhost'],
  ['SMTP_URL', 'https://mail.example.test'],
  ['MAIL_FROM', 'x'],
  ['LOG_LEVEL', 'loud'],
  ['WORKER', 'on'],
];

test.each(wrong)('%s=%s is refused by name, alone', (variable, value, others = {}) => {
  expect(mistakes({ ...others, [variable]: value })).toEqual([
    expect.stringMatching(new RegExp(`^${variable} \\S+`)),
  ]);
});

test('every mistake is named at once, in one message', () => {
  const wrongTwice = { PORT: 'eighty', LOG_LEVEL: 'loud', DATABASE_URL: 'postgres://db/tanggap' };
  expect(mistakes(wrongTwice).map((line) => line.split(' ')[0])).toEqual([
    'TANGGAP_SECRET',
    'PORT',
    'LOG_LEVEL',
  ]);
  expect(() => readEnv(wrongTwice)).toThrow(/PORT .+\n.+LOG_LEVEL /);
});

test('a refusal never shows the value of a secret', () => {
  const said = mistakes({ TANGGAP_SECRET: 'rahasia-pendek', DATABASE_URL: 'mysql://u:rahasia@h/d' });
  expect(said.length).toBeGreaterThan(0);
  expect(said.join('\n')).not.toContain('rahasia');
});

const incomplete: [given: Record<string, string>, ...missing: string[]][] = [
  [{ DATABASE_URL: database.DATABASE_URL }, 'TANGGAP_SECRET'],
  [supabase, 'DATABASE_URL'],
  [{ ...database, SUPABASE_URL: supabase.SUPABASE_URL }, 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY'],
  [{ META_APP_ID: '123' }, 'META_APP_SECRET', 'META_VERIFY_TOKEN'],
  [{ META_APP_SECRET: 'x' }, 'META_APP_ID'],
  [{ S3_BUCKET: 'media' }, 'S3_ENDPOINT'],
  [{ S3_SECRET_ACCESS_KEY: 'x', S3_ACCESS_KEY_ID: 'y' }, 'S3_ENDPOINT'],
  [{ SUPABASE_SECRET_KEY: 'x' }, 'SUPABASE_URL'],
  [{ S3_ENDPOINT: store.S3_ENDPOINT }, 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
];

test.each(incomplete)('%o misses what it needs', (given, ...missing) => {
  expect(mistakes(given)).toEqual(
    missing.map((name) => expect.stringMatching(new RegExp(`^${name} is missing: \\w+ needs it$`))),
  );
});

test.each([
  ['own server', database],
  ['hosted', { ...database, ...supabase }],
  ['Meta', meta],
  ['S3', store],
  ['mail', { SMTP_URL: 'smtps://user:pass@mail.example.test:465', MAIL_FROM: 'Tanggap <t@example.test>' }],
])('%s passes when it is complete', (_, given) => {
  expect(mistakes(given)).toEqual([]);
});

test('a variable that looks like one of ours is named, with what may have been meant; others are not', () => {
  const mistyped = {
    ...{ DATABSE_URL: '', PUBLIC_URI: '', TANGGAP_SECRETS: '', META_APPSECRET: '', S3_BUCKETS: '' },
    ...{ TRUST_PROXIES: '', SMTP_HOST: '', DATA_DIRS: '', LOGLEVEL: '' },
  };
  const found = Object.fromEntries(strangeVariables(mistyped));
  expect(found).toMatchObject({
    ...{ DATABSE_URL: 'DATABASE_URL', PUBLIC_URI: 'PUBLIC_URL', TANGGAP_SECRETS: 'TANGGAP_SECRET' },
    ...{
      META_APPSECRET: 'META_APP_SECRET',
      S3_BUCKETS: 'S3_BUCKET',
      DATA_DIRS: 'DATA_DIR',
      LOGLEVEL: 'LOG_LEVEL',
    },
  });
  expect(found).toHaveProperty('SMTP_HOST');
  const usual = [
    'PATH',
    'HOME',
    'POST',
    'SORT',
    'LANG',
    'NODE_OPTIONS',
    'PWD',
    'SHELL',
    'TERM',
    'PORT',
    'WORKERS_DEV',
  ];
  expect(strangeVariables(Object.fromEntries(usual.map((name) => [name, 'x'])))).toEqual([]);
});

test('an empty value counts as not given', () => {
  expect(readEnv({ PORT: '', DATABASE_URL: '', PUBLIC_URL: '' })).toMatchObject({
    PORT: 4321,
    PUBLIC_URL: 'http://127.0.0.1:4321',
  });
  expect(mistakes({ DATABASE_URL: database.DATABASE_URL, TANGGAP_SECRET: '' })).toHaveLength(1);
});

test.each([
  ['on', true],
  ['true', true],
  ['1', true],
  ['off', false],
  ['false', false],
  ['0', false],
])('TRUST_PROXY=%s is %s', (value, meant) => {
  expect(readEnv({ TRUST_PROXY: value }).TRUST_PROXY).toBe(meant);
});

test.each([
  [{ HOST: '0.0.0.0', PORT: '8080' }, 'http://0.0.0.0:8080'],
  [{ HOST: '::1', PORT: '8080' }, 'http://[::1]:8080'],
  [{ HOST: 'tanggap.lan' }, 'http://tanggap.lan:4321'],
])('without PUBLIC_URL it follows %o', (given, address) => {
  expect(readEnv(given).PUBLIC_URL).toBe(address);
  expect(new URL(address).href).toBe(`${address}/`);
});

test.each([
  ['https://tanggap.example.test/', 'https://tanggap.example.test'],
  ['HTTPS://Tanggap.Example.test', 'https://tanggap.example.test'],
  ['https://tanggap.example.test:443', 'https://tanggap.example.test'],
])('PUBLIC_URL=%s is %s everywhere: cookies, headers and links compare its beginning', (given, meant) => {
  expect(readEnv({ PUBLIC_URL: given }).PUBLIC_URL).toBe(meant);
});

test('PUBLIC_URL is an origin: a path would get lost in some links and not in others', () => {
  expect(mistakes({ PUBLIC_URL: 'https://example.test/tanggap' })).toEqual([
    expect.stringMatching(/^PUBLIC_URL /),
  ]);
});

test('DATA_DIR becomes absolute, so that a later change of folder moves nothing', () => {
  expect(readEnv({ DATA_DIR: './somewhere' }).DATA_DIR).toBe(resolve('somewhere'));
});
