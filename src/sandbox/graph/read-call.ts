import type { Network } from '../engine/network.ts';
import { findOperation } from '../engine/operations.ts';
import { type Request, readParameters } from '../engine/request.ts';
import { type Call, text } from './call.ts';
import { type GraphError, refusals } from './errors.ts';
import { findNode } from './nodes.ts';
import { type Node } from './node.ts';
import type { Operation } from './operation.ts';

const rootEdges = ['oauth/access_token', 'debug_token'];

export interface Reading {
  call: Call;
  operation: Operation | undefined;
  problem: GraphError | null;
}

/**
 * Understands a request, as far as it can be understood. Even a call that cannot be has a name, so that
 * faults and the log can tell of it.
 */
export function readCall(network: Network, request: Request): Reading {
  const parts = graphPath(request.url.pathname).split('/').slice(1).map(decodeURIComponent);
  const version = /^v\d+\.\d+$/.test(parts[0] ?? '') ? (parts.shift() as string) : '';
  const path = parts.join('/').replace(/\/$/, '');
  const parameters = readParameters(request);
  if (parameters && request.fileUrl) parameters.set('file_url', request.fileUrl);
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
  call.op = operation?.phases?.[text(call, 'upload_phase')] ?? operation?.name ?? 'unknown';
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

// The upload host's address of a video becomes an edge of the video.
function graphPath(pathname: string): string {
  return pathname.replace(/^\/video-upload\/(v\d+\.\d+)\/(\d+)$/, '/$1/$2/upload');
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
