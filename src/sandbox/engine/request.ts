import type { IncomingMessage } from 'node:http';

export interface Request {
  method: string;
  url: URL;
  authorization: string;
  contentType: string;
  /** The header by which the upload host is told what to fetch. */
  fileUrl: string;
  body: Buffer;
}

const MOST_BYTES = 40 * 1024 * 1024;

/** Reads a whole request; throws when it is larger than anything the sandbox takes. */
export async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error('request too large');
    parts.push(part);
  }
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'http://sandbox'),
    authorization: incoming.headers.authorization ?? '',
    contentType: incoming.headers['content-type'] ?? '',
    fileUrl: String(incoming.headers['file_url'] ?? ''),
    body: Buffer.concat(parts),
  };
}

/** Query and body together; the body wins. `null` when the body is not what its type says. */
export function readParameters(request: Request): Map<string, unknown> | null {
  const parameters = new Map<string, unknown>();
  add(parameters, request.url.searchParams);
  if (request.body.length === 0) return parameters;
  if (request.contentType.includes('application/json')) {
    const json = readJson(request);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
    for (const [name, value] of Object.entries(json)) parameters.set(name, value);
  } else add(parameters, readForm(request));
  return parameters;
}

export const readForm = (request: Request): URLSearchParams =>
  new URLSearchParams(request.body.toString('utf8'));

/** The JSON body, or `undefined` when it is none. */
export function readJson(request: Request): unknown {
  try {
    return JSON.parse(request.body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

// `children[0]=…&children[1]=…` and `children[]=…` make lists, as in PHP.
function add(parameters: Map<string, unknown>, given: URLSearchParams): void {
  for (const [name, value] of given) {
    const list = /^(\w+)\[\d*\]$/.exec(name)?.[1];
    const before = list ? parameters.get(list) : undefined;
    if (list) parameters.set(list, [...(Array.isArray(before) ? before : []), value]);
    else parameters.set(name, value);
  }
}
