import { expect, test } from 'vitest';
import { readEnv } from '#platform/env.ts';
import { loginOrigin, mayChange, openToOthers, secure } from '#platform/http/guard.ts';

const home = 'https://tanggap.example.test';

function asked(method: string, headers: Record<string, string>, path = '/u/dapur/unggahan', at = home) {
  return mayChange(new Request(`${home}${path}`, { method, headers }), path, at);
}

test.each(['GET', 'HEAD', 'OPTIONS'])('%s changes nothing and passes from anywhere', (method) => {
  expect(asked(method, { origin: 'https://evil.example.test' })).toBe(true);
});

const cases: [what: string, headers: Record<string, string>, may: boolean][] = [
  ['our own origin', { origin: home }, true],
  ['a foreign origin', { origin: 'https://evil.example.test' }, false],
  [
    'a foreign origin that claims the same site',
    { origin: 'https://evil.example.test', 'sec-fetch-site': 'same-origin' },
    false,
  ],
  ['our host without TLS', { origin: 'http://tanggap.example.test' }, false],
  ['our host at another port', { origin: `${home}:8443` }, false],
  ['a host that begins like ours', { origin: `${home}.evil.test` }, false],
  ['a subdomain of ours', { origin: 'https://a.tanggap.example.test' }, false],
  ['an empty origin', { origin: '', 'sec-fetch-site': 'cross-site' }, false],
  ['origin null alone', { origin: 'null' }, false],
  ['origin null from our own private page', { origin: 'null', 'sec-fetch-site': 'same-origin' }, true],
  ['origin null from a foreign frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }, false],
  ['no origin, same origin by Sec-Fetch-Site', { 'sec-fetch-site': 'same-origin' }, true],
  ['no origin, same site only', { 'sec-fetch-site': 'same-site' }, false],
  ['no origin, another site', { 'sec-fetch-site': 'cross-site' }, false],
  ['no origin, typed by the user', { 'sec-fetch-site': 'none' }, false],
  ['neither header', {}, false],
  ['neither header, with a cookie', { cookie: 'tanggap=x' }, false],
];

test.each(cases)('a change from %s', (_, headers, may) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(asked(method, headers)).toBe(may);
});

test('PUBLIC_URL is compared as an origin, whatever its spelling', () => {
  expect(asked('POST', { origin: home }, '/masuk', `${home}/`)).toBe(true);
  expect(asked('POST', { origin: home }, '/masuk', `${home}:443`)).toBe(true);
});

test('open to others is exactly the written list: Meta, the widget, the API, mail programs', () => {
  expect(openToOthers.map(String)).toEqual([
    '/^\\/hooks\\/meta(\\/|$)/',
    '/^\\/api\\/widget\\//',
    '/^\\/api\\/v1\\//',
    '/^\\/berhenti\\/[\\w-]+$/',
  ]);
});

test.each([
  '/hooks/meta',
  '/hooks/meta/deauthorize',
  '/hooks/meta/data-deletion',
  '/api/widget/umpan-balik',
  '/api/v1/posts',
  '/berhenti/AbCdEf0123456789_-xyzQ',
])('%s takes posts from elsewhere', (path) => {
  expect(asked('POST', { origin: 'https://elsewhere.example.test' }, path)).toBe(true);
  expect(asked('POST', {}, path)).toBe(true);
});

test.each([
  '/',
  '/masuk',
  '/keluar',
  '/hooks',
  '/hooks/metadata',
  '/u/hooks/meta',
  '/api/v10/x',
  '/api',
  '/api/v1',
  '/widget.js',
  '/berhenti',
  '/berhenti/x/y',
  '/media/x',
])('%s does not', (path) => {
  expect(asked('POST', { origin: 'https://elsewhere.example.test' }, path)).toBe(false);
});

function secured(env: Record<string, string> = {}, headers: Record<string, string> = {}): Headers {
  const answer = new Headers(headers);
  secure(answer, readEnv(env));
  return answer;
}

/** The policy as directives. */
function policyOf(headers: Headers): Map<string, string[]> {
  const rules = headers.get('content-security-policy')!.split(/\s*;\s*/);
  return new Map(rules.map((rule) => rule.split(' ')).map(([name, ...sources]) => [name!, sources]));
}

test('every answer carries the headers', () => {
  const headers = secured();
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('permissions-policy')).toContain('camera=()');
});

test('the content policy allows our own scripts and styles only, and no frame', () => {
  const policy = policyOf(secured());
  expect(policy.get('default-src')).toEqual(["'none'"]);
  expect(policy.get('script-src')).toEqual(["'self'"]);
  expect(policy.get('style-src')).toEqual(["'self'"]);
  expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
  expect(policy.get('base-uri')).toEqual(["'none'"]);
  expect(policy.has('object-src')).toBe(false);
});

test.each<Record<string, string>>([{}, { PUBLIC_URL: home }, { SANDBOX_URL: 'http://127.0.0.1:4400' }])(
  'nothing is unsafe and no wildcard is there with %o',
  (env) => {
    const text = secured(env).get('content-security-policy')!;
    expect(text).not.toMatch(/unsafe|\*|data:|(?<!(img|media)-src .*)blob:/);
    expect(text).not.toMatch(/\bhttps?:(?!\/\/)/);
  },
);

test('a form may lead to the login of the networks and nowhere else', () => {
  const targets = (env: Record<string, string>) => policyOf(secured(env)).get('form-action');
  expect(targets({})).toEqual(["'self'", 'https://www.facebook.com']);
  expect(targets({ SANDBOX_URL: 'http://127.0.0.1:4400' })).toEqual([
    "'self'",
    'https://www.facebook.com',
    'http://127.0.0.1:4400',
  ]);
  expect(loginOrigin(readEnv({ META_GRAPH_URL: 'https://graph.example.test' }))).toBe(
    'https://graph.example.test',
  );
});

test('HSTS is there exactly with https', () => {
  expect(secured({ PUBLIC_URL: home }).get('strict-transport-security')).toMatch(/^max-age=31536000/);
  expect(secured().has('strict-transport-security')).toBe(false);
});

test('pages are not kept by caches; other answers decide themselves', () => {
  expect(secured({}, { 'content-type': 'text/html; charset=utf-8' }).get('cache-control')).toBe('no-store');
  expect(
    secured({}, { 'content-type': 'image/jpeg', 'cache-control': 'max-age=60' }).get('cache-control'),
  ).toBe('max-age=60');
});

test('what a page set itself stays: a private link asks for less', () => {
  const headers = secured({}, { 'referrer-policy': 'no-referrer', 'content-security-policy': 'sandbox' });
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('content-security-policy')).toBe('sandbox');
});
