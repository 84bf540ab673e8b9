import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { startSandbox } from '#sandbox/index.ts';
import { onTestFinished } from 'vitest';
import { allScopes, appId, appSecret, caller, connect, startHub, verifyToken } from './support.ts';

async function unconnected() {
  const hub = await startHub();
  const sandbox = await startSandbox({ quiet: true });
  onTestFinished(() => sandbox.stop());
  sandbox.apps({ id: appId, secret: appSecret, callbackUrl: `${hub.url}/hooks/meta`, verifyToken });
  return { hub, sandbox, redirectUri: `${hub.url}/kembali?usaha=dapur` };
}

const dialogQuery = (redirectUri: string) =>
  new URLSearchParams({
    client_id: appId,
    redirect_uri: redirectUri,
    state: 'abc',
    scope: allScopes.join(','),
  });

test('the dialog asks in Indonesian and carries a code back', async () => {
  const { sandbox, redirectUri } = await unconnected();
  const dialog = `${sandbox.url}/v26.0/dialog/oauth`;
  const page = await fetch(`${dialog}?${dialogQuery(redirectUri)}`);
  const text = await page.text();
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(text).toContain('<html lang="id">');
  expect(text).toContain('Izinkan</button>');

  const form = dialogQuery(redirectUri);
  form.set('answer', 'allow');
  for (const scope of allScopes.filter((name) => name !== 'read_insights')) form.append('granted', scope);
  for (const [, id = ''] of text.matchAll(/name="page"\s+value="(\d+)"/g)) form.append('page', id);
  const answer = await fetch(dialog, { method: 'POST', body: form, redirect: 'manual' });
  expect(answer.status).toBe(303);
  const back = new URL(answer.headers.get('location') ?? '');
  expect(back.href.startsWith(`${redirectUri}&`)).toBe(true);
  expect(back.searchParams.get('state')).toBe('abc');

  const open = caller(sandbox, '');
  const given = { client_id: appId, client_secret: appSecret, code: back.searchParams.get('code') };
  const wrong = await open('GET', 'oauth/access_token', { ...given, redirect_uri: `${redirectUri}/` });
  expect(wrong.body.error).toMatchObject({ code: 100, error_subcode: 36008 });
  const secret = await open('GET', 'oauth/access_token', {
    ...given,
    client_secret: 'x',
    redirect_uri: redirectUri,
  });
  expect(secret.body.error.code).toBe(1);
  const token = await open('GET', 'oauth/access_token', { ...given, redirect_uri: redirectUri });
  expect(token.body).toMatchObject({ token_type: 'bearer', expires_in: 5400 });
  const again = await open('GET', 'oauth/access_token', { ...given, redirect_uri: redirectUri });
  expect(again.body.error).toMatchObject({ code: 100, error_subcode: 36009 });

  const permissions = await caller(sandbox, token.body.access_token)('GET', 'me/permissions');
  expect(permissions.body.data).toContainEqual({ permission: 'read_insights', status: 'declined' });
  expect(permissions.body.data).toContainEqual({ permission: 'instagram_basic', status: 'granted' });
});

test('saying no comes back as access_denied', async () => {
  const { sandbox, redirectUri } = await unconnected();
  const form = dialogQuery(redirectUri);
  form.set('answer', 'deny');
  const answer = await fetch(`${sandbox.url}/v26.0/dialog/oauth`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const back = new URL(answer.headers.get('location') ?? '');
  expect(Object.fromEntries(back.searchParams)).toMatchObject({
    error: 'access_denied',
    error_reason: 'user_denied',
    state: 'abc',
  });
});

test('the dialog does not redirect for an app it does not know', async () => {
  const { sandbox } = await unconnected();
  const answer = await fetch(
    `${sandbox.url}/v26.0/dialog/oauth?client_id=1&redirect_uri=https://contoh.id/`,
    {
      redirect: 'manual',
    },
  );
  expect(answer.status).toBe(400);
});

test('a long-lived token brings Page tokens that never run out', async () => {
  const { callWith, userToken, sandbox, page } = await connect();
  const accounts = await callWith(userToken)('GET', 'me/accounts', {
    fields: 'id,name,access_token,tasks,instagram_business_account{id,username,name}',
    limit: 2,
  });
  expect(accounts.body.data).toHaveLength(2);
  expect(accounts.body.data[0]).toMatchObject({
    name: 'Dapur Serang (contoh)',
    access_token: page.token,
    instagram_business_account: { username: 'dapurserang.contoh' },
  });
  expect(accounts.body.data[0].id).toMatch(/^\d{15}$/);
  const next = await (await fetch(accounts.body.paging.next)).json();
  expect(next.data).toHaveLength(1);
  expect(next.data[0]).not.toHaveProperty('instagram_business_account');
  expect(next.paging).not.toHaveProperty('next');

  const debug = await caller(sandbox, `${appId}|${appSecret}`)('GET', 'debug_token', {
    input_token: page.token,
  });
  expect(debug.body.data).toMatchObject({ is_valid: true, expires_at: 0, type: 'PAGE', profile_id: page.id });
});

test('dead tokens are refused with their subcode', async () => {
  let now = Date.UTC(2026, 9, 1);
  const { callWith, userToken, sandbox, page, graph } = await connect({ now: () => now });
  const wrong = await callWith('EAAsalah')('GET', 'me/accounts');
  expect(wrong.body.error).toMatchObject({ type: 'OAuthException', code: 190, error_subcode: 467 });
  now += 61 * 86_400_000;
  const expired = await callWith(userToken)('GET', 'me/accounts');
  expect(expired.status).toBe(401);
  expect(expired.body.error).toMatchObject({ code: 190, error_subcode: 463 });
  expect((await graph('GET', page.id)).status).toBe(200);
  sandbox.tokens({ action: 'remove_app' });
  expect((await graph('GET', page.id)).body.error).toMatchObject({ code: 190, error_subcode: 458 });
  expect((await callWith('')('GET', page.id)).body.error.code).toBe(104);
});

test('missing permissions are refused for each network in its own way', async () => {
  const { graph, page, instagram, hub, callWith, userToken } = await connect({
    scopes: ['pages_show_list', 'instagram_basic'],
  });
  const instagramCall = await graph('POST', `${instagram}/media`, { image_url: `${hub.url}/a.jpg` });
  expect(instagramCall.body.error.code).toBe(10);
  expect((await graph('POST', `${page.id}/feed`, { message: 'Buka' })).body.error.code).toBe(200);
  const asUser = await callWith(userToken)('POST', `${page.id}/feed`, { message: 'Buka' });
  expect(asUser.body.error).toMatchObject({ code: 190, error_subcode: 2069032 });
});

test('a Page token does not reach another Page', async () => {
  const { callWith, userToken, graph } = await connect();
  const accounts = await callWith(userToken)('GET', 'me/accounts', { fields: 'id' });
  const other = await graph('GET', accounts.body.data[1].id);
  expect(other.body.error).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' });
});

test('appsecret_proof is verified when present', async () => {
  const { graph, page } = await connect();
  const proof = createHmac('sha256', appSecret).update(page.token).digest('hex');
  expect((await graph('GET', page.id, { appsecret_proof: proof })).status).toBe(200);
  expect((await graph('GET', page.id, { appsecret_proof: 'salah' })).body.error.code).toBe(100);
});

test('unversioned calls, unknown fields and unknown parameters are refused', async () => {
  const { graph, page, sandbox } = await connect();
  const unversioned = await fetch(`${sandbox.url}/${page.id}?access_token=${page.token}`);
  expect(unversioned.status).toBe(400);
  const field = await graph('GET', page.id, { fields: 'id,warna' });
  expect(field.body.error).toMatchObject({
    code: 100,
    message: '(#100) Tried accessing nonexisting field (warna) on node type (Page)',
  });
  const parameter = await graph('POST', `${page.id}/feed`, { message: 'Buka', jadwal: 'besok' });
  expect(parameter.body.error.message).toBe('(#100) Unexpected/invalid parameter: jadwal');
  expect((await graph('GET', '999999999999999')).body.error).toMatchObject({ code: 100, error_subcode: 33 });
});
