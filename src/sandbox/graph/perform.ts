import type { Token } from '../world/accounts.ts';
import { appOfToken, checkProof, hasScope, liveToken, mayReach } from './access.ts';
import { type Call, faultOf, raise, text } from './call.ts';
import { GraphError, refusals } from './errors.ts';
import { ownerOf } from './nodes.ts';
import { commonParameters, type Operation } from './operation.ts';

/** Does what the call asks, after everything that may refuse it: token, permission, ordered errors, parameters. */
export async function perform(call: Call, operation: Operation): Promise<unknown> {
  strikeToken(call);
  authorize(call, operation);
  strikeBefore(call, operation);
  for (const name of call.parameters.keys()) {
    const isKnown = commonParameters.includes(name) || operation.parameters?.includes(name);
    if (!isKnown) raise(refusals.unknownParameter(name));
  }
  return operation.run(call);
}

function strikeBefore(call: Call, operation: Operation): void {
  const error = faultOf(call, 'error_before');
  if (error) {
    const { code = 2, subcode, status, message, transient } = error;
    raise(
      new GraphError(code, message ?? `(#${code}) An error was ordered for this call.`, {
        ...(subcode === undefined ? {} : { subcode }),
        ...(status === undefined ? { status: code === 1 || code === 2 ? 500 : 400 } : { status }),
        ...(transient === undefined ? {} : { transient }),
      }),
    );
  }
  if (faultOf(call, 'permission_missing')) {
    raise(refusals.permission(operation.scopes?.[0] ?? 'pages_manage_posts'));
  }
  if (faultOf(call, 'duplicate_post')) raise(refusals.duplicatePost());
  if (faultOf(call, 'policy_block')) raise(refusals.policyBlock());
  if (faultOf(call, 'spam_suspected')) raise(refusals.spamSuspected());
  const limit = faultOf(call, 'rate_limit');
  if (limit) raise(refusals.rateLimit(limit.code ?? 4));
}

function strikeToken(call: Call): void {
  const token = call.network.world.tokens[text(call, 'access_token')];
  const revoked = faultOf(call, 'revoke_token');
  if (token && faultOf(call, 'expire_token')) token.dead = 463;
  if (token && revoked) token.dead = revoked.subcode ?? 458;
}

function authorize(call: Call, operation: Operation): void {
  const wanted = operation.token ?? 'any';
  if (wanted === 'none') return;
  const { network } = call;
  const value = text(call, 'access_token');
  if (!value) raise(refusals.noToken());
  call.app = appOfToken(network, value);
  if (call.app) {
    // An app token reads tokens and manages the app; nothing else.
    if (wanted !== 'app' && operation.name !== 'oauth.debug') raise(refusals.permission('pages_show_list'));
    return;
  }
  const token = liveToken(network, value);
  call.token = token;
  const app = network.world.apps[token.appId] ?? raise(refusals.deadToken(458));
  checkProof(app, value, text(call, 'appsecret_proof'));
  authorizeToken(call, token, wanted, operation.scopes ?? []);
}

function authorizeToken(call: Call, token: Token, wanted: string, scopes: string[]): void {
  const { network } = call;
  if (wanted === 'app') raise(refusals.permission('manage_app'));
  const owner = ownerOf(network.world, call.node);
  if (owner && !mayReach(network, token, owner)) {
    raise(refusals.missing(call.path.split('/')[0] ?? '', call.method.toLowerCase()));
  }
  if (wanted === 'page' && token.kind !== 'page') raise(refusals.needsPageToken());
  for (const scope of scopes) if (!hasScope(network, token, scope)) raise(refusals.permission(scope));
}
