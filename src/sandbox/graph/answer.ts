import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { randomText } from '../ids.ts';
import type { Network } from '../network.ts';
import { findOperation } from '../operations.ts';
import { type Request, readParameters } from '../request.ts';
import type { Token } from '../world.ts';
import { appOfToken, checkProof, hasScope, liveToken, mayReach } from './access.ts';
import { type Call, faultOf, raise, text } from './call.ts';
import { GraphError, errorBody, refusals } from './errors.ts';
import { findNode, type Node, ownerOf } from './nodes.ts';
import { commonParameters, type Operation } from './operation.ts';
import { usageHeaders } from './usage.ts';

const rootEdges = ['oauth/access_token', 'debug_token'];

/** Answers one Graph API call, with whatever faults were ordered for it. */
export async function answerGraph(
  network: Network,
  request: Request,
  response: ServerResponse,
): Promise<void> {
  const at = network.now();
  const { call, operation, problem } = readCall(network, request);
  const log = (status: number, error?: GraphError): void =>
    network.calls.add({
      op: call.op,
      method: call.method,
      path: call.path,
      at,
      status,
      code: error?.code ?? null,
      subcode: error?.details.subcode ?? null,
    });
  const drop = (): void => {
    log(0);
    response.destroy();
  };
  const answer = async (status: number, body: unknown, error?: GraphError): Promise<void> => {
    log(status, error);
    await send(response, status, body, usageHeaders(call));
    await network.calls.tell(call.op, call.path, 'answered');
  };
  const refuse = (error: GraphError): Promise<void> =>
    answer(error.status, errorBody(error, `A${randomText(network.world, 22)}`), error);

  await network.calls.tell(call.op, call.path, 'received');
  const delay = faultOf(call, 'delay');
  if (delay) await pause(delay.ms ?? 1000);
  if (faultOf(call, 'drop_before')) return drop();
  try {
    if (problem) throw problem;
    const body = await perform(call, operation as Operation);
    if (call.method !== 'GET') network.changed();
    await network.calls.tell(call.op, call.path, 'accepted');
    if (faultOf(call, 'accept_then_drop')) return drop();
    if (faultOf(call, 'accept_then_500')) return refuse(refusals.internal());
    return await answer(200, body);
  } catch (error) {
    if (error instanceof GraphError) return refuse(error);
    network.warn(`${call.op} ${call.path}: ${(error as Error).stack}`);
    return refuse(refusals.internal());
  }
}

interface Reading {
  call: Call;
  operation: Operation | undefined;
  problem: GraphError | null;
}

// Even a call that cannot be understood has a name, so that faults and the log can tell of it.
function readCall(network: Network, request: Request): Reading {
  const parts = request.url.pathname.split('/').slice(1).map(decodeURIComponent);
  const version = /^v\d+\.\d+$/.test(parts[0] ?? '') ? (parts.shift() as string) : '';
  const path = parts.join('/').replace(/\/$/, '');
  const parameters = readParameters(request);
  const bearer = /^(?:Bearer|OAuth) (.+)$/.exec(request.authorization)?.[1];
  if (bearer && parameters && !parameters.has('access_token')) parameters.set('access_token', bearer);
  const call: Call = {
    network,
    op: 'unknown',
    method: request.method,
    version,
    path,
    edge: '',
    parameters: parameters ?? new Map(),
    node: { kind: 'root' },
    token: null,
    app: null,
    faults: [],
  };
  const operation = place(call);
  call.op = operation?.name ?? 'unknown';
  call.faults = network.faults.take(call.op, call.method, path);
  const problem = !version
    ? refusals.unversioned()
    : parameters === null
      ? refusals.badParameter('The request body could not be read')
      : operation
        ? null
        : notThere(call);
  return { call, operation, problem };
}

// Sets the call's node and edge and finds what it asks for.
function place(call: Call): Operation | undefined {
  const { world } = call.network;
  if (rootEdges.includes(call.path)) {
    call.edge = call.path;
  } else {
    const [id = '', ...edge] = call.path.split('/');
    call.edge = edge.join('/');
    const node = id === 'me' ? me(call) : findNode(world, id);
    if (!node) return undefined;
    call.node = node;
  }
  return findOperation(`${call.method} ${call.node.kind}${call.edge ? `/${call.edge}` : ''}`);
}

function me(call: Call): Node {
  const token = call.network.world.tokens[text(call, 'access_token')];
  const page = call.network.world.accounts[token?.pageId ?? ''];
  return page ? { kind: 'page', account: page } : { kind: 'person' };
}

function notThere(call: Call): GraphError {
  const [id = ''] = call.path.split('/');
  if (call.node.kind === 'root') return refusals.missing(id, call.method.toLowerCase());
  return call.method === 'GET'
    ? refusals.unknownPath(`/${call.edge}`)
    : refusals.missing(id, call.method.toLowerCase());
}

async function perform(call: Call, operation: Operation): Promise<unknown> {
  strikeBefore(call);
  authorize(call, operation);
  for (const name of call.parameters.keys()) {
    const isKnown = commonParameters.includes(name) || operation.parameters?.includes(name);
    if (!isKnown) raise(refusals.unknownParameter(name));
  }
  return operation.run(call);
}

function strikeBefore(call: Call): void {
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
  const limit = faultOf(call, 'rate_limit');
  if (limit) raise(refusals.rateLimit(limit.code ?? 4));
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

async function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string>,
): Promise<void> {
  if (response.destroyed) return;
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json; charset=UTF-8',
    'facebook-api-version': 'v26.0',
    'cache-control': 'private, no-store',
  });
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.end(JSON.stringify(body), () => resolve());
  });
}
