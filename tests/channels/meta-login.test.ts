import { afterEach, expect, test } from 'vitest';
import * as login from '#channels/meta/login.ts';
import { scriptedNetwork, settingsFor } from './scripted-network.ts';
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

test('the dialog gets app, redirect, state and scopes, and asks again when told to', () => {
  const settings = settingsFor('https://dialog.example');
  const url = new URL(login.authorizeUrl(settings, 'https://hub.example/kembali?x=1&y', 'st', true));
  expect(url.origin + url.pathname).toBe('https://dialog.example/v26.0/dialog/oauth');
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: '1001',
    redirect_uri: 'https://hub.example/kembali?x=1&y',
    state: 'st',
    response_type: 'code',
    auth_type: 'rerequest',
  });
  expect(url.searchParams.get('scope')?.split(',')).toContain('instagram_content_publish');
});

test('a code becomes a token with its end, a long-lived one may have none', async () => {
  const network = await networkThat(
    { body: { access_token: 'short', expires_in: 3600 } },
    { body: { access_token: 'long' } },
  );
  const short = await login.exchangeCode(network.settings, 'https://hub.example/kembali', 'code');
  expect(short).toMatchObject({ ok: true, token: 'short', expiresAt: expect.any(Date) });
  expect(await login.longLivedToken(network.settings, 'short')).toEqual({
    ok: true,
    token: 'long',
    expiresAt: null,
  });
  expect(network.received[0]?.headers.authorization).toBeUndefined();
  expect(network.received[1]?.query.get('grant_type')).toBe('fb_exchange_token');
});

test('what was unticked counts as declined, and so does what was never asked', async () => {
  const data = [
    { permission: 'pages_show_list', status: 'granted' },
    { permission: 'pages_messaging', status: 'declined' },
  ];
  const network = await networkThat({ body: { data } });
  const answer = await login.permissions(network.settings, 'token');
  expect(answer).toMatchObject({ ok: true, granted: ['pages_show_list'] });
  expect((answer as { declined: string[] }).declined).toEqual(
    login.SCOPES.filter((scope) => scope !== 'pages_show_list'),
  );
});

test('all Pages are listed, with and without Instagram and token', async () => {
  const next = 'https://graph.example/me/accounts?after=x';
  const linked = { id: '17841400000000001', username: 'dapur' };
  const first = {
    id: '1',
    name: 'Dapur',
    access_token: 't',
    tasks: ['MANAGE'],
    instagram_business_account: linked,
  };
  const network = await networkThat(
    { body: { data: [first], paging: { cursors: { after: 'x' }, next } } },
    { body: { data: [{ id: '2', name: 'Lain' }] } },
  );
  expect(await login.accounts(network.settings, 'token')).toEqual({
    ok: true,
    pages: [
      { pageId: '1', name: 'Dapur', token: 't', tasks: ['MANAGE'], instagram: linked },
      { pageId: '2', name: 'Lain', token: null, tasks: [], instagram: null },
    ],
  });
});

test('subscribing goes to the Page, and may be tried again when its end is unknown', async () => {
  const network = await networkThat({ body: { success: 'true' } }, { status: 500, body: '' });
  expect(await login.subscribe(network.account())).toEqual({ ok: true });
  expect(network.received[0]?.path).toBe('/v26.0/100000000000001/subscribed_apps');
  expect(String(network.received[0]?.body['subscribed_fields'])).toMatch(/^feed,.*messages,message_echoes/);
  expect(await login.subscribe(network.account())).toMatchObject({ ok: false, retry: 'later' });
});
