import { deathOf, grantOf, hasScope, liveToken } from '../graph/access.ts';
import { type Call, raise, requiredText, text } from '../graph/call.ts';
import { GraphError, refusals } from '../graph/errors.ts';
import { type Shape, showNode } from '../graph/fields.ts';
import { type Operation, listParameters } from '../graph/operation.ts';
import { listEdge } from '../graph/paging.ts';
import type { Network } from '../engine/network.ts';
import { pageShape } from './page.ts';
import { createToken } from '../world/tokens.ts';
import type { World } from '../world/shape.ts';
import type { App, Token } from '../world/accounts.ts';

const CODE_LIFE_MS = 10 * 60_000;
const SHORT_LIFE_S = 5_400;
const LONG_LIFE_S = 5_183_944;
const DATA_ACCESS_MS = 90 * 86_400_000;

export const oauthOperations: Operation[] = [
  ...['GET', 'POST'].map((method): Operation => ({
    name: 'oauth.token',
    on: `${method} root/oauth/access_token`,
    token: 'none',
    parameters: ['client_id', 'client_secret', 'redirect_uri', 'code', 'grant_type', 'fb_exchange_token'],
    run: issueToken,
  })),
  { name: 'oauth.debug', on: 'GET root/debug_token', parameters: ['input_token'], run: debugToken },
  {
    name: 'me.read',
    on: 'GET person',
    token: 'user',
    run: (call) => showNode(personShape, call.network.world, call),
  },
  { name: 'me.permissions', on: 'GET person/permissions', token: 'user', run: listPermissions },
  {
    name: 'me.revoke',
    on: 'DELETE person/permissions',
    token: 'user',
    parameters: ['permission'],
    run: revokePermission,
  },
  {
    name: 'me.accounts',
    on: 'GET person/accounts',
    token: 'user',
    parameters: listParameters,
    run: listAccounts,
  },
];

const personShape: Shape<World> = {
  name: 'User',
  defaults: ['id', 'name'],
  fields: { id: (world) => world.person.id, name: (world) => world.person.name },
};

function issueToken(call: Call): unknown {
  const app = call.network.world.apps[requiredText(call, 'client_id')] ?? raise(unknownApp());
  if (text(call, 'client_secret') !== app.secret) raise(new GraphError(1, 'Error validating client secret.'));
  const grantType = text(call, 'grant_type');
  if (grantType === 'fb_exchange_token') return exchangeToken(call, app);
  if (grantType === 'client_credentials')
    return { access_token: `${app.id}|${app.secret}`, token_type: 'bearer' };
  return redeemCode(call, app);
}

const unknownApp = (): GraphError =>
  new GraphError(101, 'Error validating application. Cannot get application info due to a system error.');

function redeemCode(call: Call, app: App): unknown {
  const { network } = call;
  const code = network.world.codes[requiredText(call, 'code')];
  if (!code || code.appId !== app.id) {
    return raise(new GraphError(100, 'Invalid verification code format.', { subcode: 36008 }));
  }
  if (code.used) raise(new GraphError(100, 'This authorization code has been used.', { subcode: 36009 }));
  if (code.issuedAt + CODE_LIFE_MS < network.now()) {
    raise(new GraphError(100, 'This authorization code has expired.', { subcode: 36007 }));
  }
  if (code.redirectUri !== text(call, 'redirect_uri')) {
    const message =
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you ' +
      'used in the OAuth dialog request';
    raise(new GraphError(100, message, { subcode: 36008 }));
  }
  code.used = true;
  return answerToken(network, app, SHORT_LIFE_S);
}

function exchangeToken(call: Call, app: App): unknown {
  const old = liveToken(call.network, requiredText(call, 'fb_exchange_token'));
  if (old.appId !== app.id || old.kind !== 'user') raise(refusals.deadToken(467));
  return answerToken(call.network, app, LONG_LIFE_S);
}

function answerToken(network: Network, app: App, seconds: number): unknown {
  const expiresAt = network.now() + seconds * 1000;
  const token = createToken(network, { appId: app.id, kind: 'user', pageId: null, parent: null, expiresAt });
  return { access_token: token.value, token_type: 'bearer', expires_in: seconds };
}

function debugToken(call: Call): unknown {
  const { network } = call;
  const value = requiredText(call, 'input_token');
  const token = network.world.tokens[value];
  if (!token || (call.app && token.appId !== call.app.id)) {
    return {
      data: { is_valid: false, scopes: [], error: { code: 190, message: 'Invalid OAuth access token.' } },
    };
  }
  const death = deathOf(network, token);
  const isSystem = token.kind === 'system';
  const grant = isSystem
    ? { granted: token.scopes ?? [], pageIds: [token.businessId] }
    : network.world.grants[token.appId];
  const seconds = (ms: number): number => Math.floor(ms / 1000);
  return {
    data: {
      app_id: token.appId,
      type: token.kind.toUpperCase(),
      application: 'Tanggap',
      data_access_expires_at: isSystem ? 0 : seconds(token.issuedAt + DATA_ACCESS_MS),
      expires_at: seconds(token.expiresAt),
      is_valid: death === 0,
      issued_at: seconds(token.issuedAt),
      ...(token.pageId ? { profile_id: token.pageId } : {}),
      scopes: grant?.granted ?? [],
      granular_scopes: (grant?.granted ?? [])
        .filter((scope) => /^(pages|instagram|whatsapp)_/.test(scope))
        .map((scope) => ({ scope, target_ids: grant?.pageIds ?? [] })),
      user_id: network.world.person.id,
      ...(death ? { error: { code: 190, subcode: death, message: refusals.deadToken(death).message } } : {}),
    },
  };
}

function listPermissions(call: Call): unknown {
  const grant = grantOf(call.network, call.token as Token);
  return {
    data: [
      ...grant.granted.map((permission) => ({ permission, status: 'granted' })),
      ...grant.declined.map((permission) => ({ permission, status: 'declined' })),
    ],
  };
}

function revokePermission(call: Call): unknown {
  const { grants } = call.network.world;
  const token = call.token as Token;
  const permission = text(call, 'permission');
  if (permission) {
    const grant = grantOf(call.network, token);
    grant.granted = grant.granted.filter((name) => name !== permission);
    if (!grant.declined.includes(permission)) grant.declined.push(permission);
  } else delete grants[token.appId];
  return { success: true };
}

function listAccounts(call: Call): unknown {
  const { network } = call;
  const token = call.token as Token;
  const visible = hasScope(network, token, 'pages_show_list') ? grantOf(network, token).pageIds : [];
  const pages = visible.flatMap((id) => network.world.accounts[id] ?? []);
  return listEdge(pageShape, pages, call);
}
