/**
 * Requests to addresses that came from data (a phone's push endpoint, an attachment): https only, the address it
 * resolves to is public and is the one connected to, no redirects, limited in size and time.
 */
import { lookup as resolve, type LookupAddress } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export interface Outgoing {
  method: 'GET' | 'POST';
  headers: Record<string, string | number>;
  body?: Buffer | undefined;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Why a request was not made, or not finished. */
export class OutgoingError extends Error {
  override name = 'OutgoingError';
  readonly code: 'not_https' | 'not_public' | 'too_large' | 'too_slow' | 'unreachable';

  constructor(code: OutgoingError['code'], cause?: unknown) {
    super(`outgoing request: ${code}`, { cause });
    this.code = code;
  }
}

const mostBytes = 25 * 1024 * 1024;
const mostMs = 15_000;

/**
 * Sends one request. An answer of any status is an answer, a redirect too: nobody follows it.
 * @param exempt origins that need be neither https nor public: the sandbox network's
 * @throws OutgoingError
 */
export async function send(address: string, outgoing: Outgoing, exempt: string[] = []): Promise<Answer> {
  const refusal = refusalOf(address, exempt);
  if (refusal) throw new OutgoingError(refusal);
  const url = new URL(address);
  return exchange(url, outgoing, exempt.includes(url.origin));
}

/** Whether an address may be asked at all, as far as it can be told before its name is resolved. */
export function mayReach(address: string, exempt: string[] = []): boolean {
  return refusalOf(address, exempt) === null;
}

function refusalOf(address: string, exempt: string[]): 'not_https' | 'not_public' | null {
  if (!URL.canParse(address)) return 'not_https';
  const { protocol, origin, username, password, hostname } = new URL(address);
  if (exempt.includes(origin)) return null;
  if (protocol !== 'https:' || username || password) return 'not_https';
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) && !isPublic(host) ? 'not_public' : null;
}

function exchange(url: URL, { method, headers, body }: Outgoing, isExempt: boolean): Promise<Answer> {
  const request = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((done, failed) => {
    const fail = (error: unknown) =>
      failed(error instanceof OutgoingError ? error : new OutgoingError('unreachable', error));
    const slow = setTimeout(() => sent.destroy(new OutgoingError('too_slow')), mostMs);
    const sent = request(
      url,
      { method, headers, agent: false, ...(!isExempt && { lookup: publicAlone }) },
      (answer) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        answer.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes > mostBytes) sent.destroy(new OutgoingError('too_large'));
          else parts.push(part);
        });
        answer.on('error', fail);
        answer.on('end', () =>
          done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
        );
      },
    );
    sent.on('error', fail).on('close', () => clearTimeout(slow));
    sent.end(body);
  });
}

/** Resolves a name for the connection itself, so that what was checked is what is connected to. */
const publicAlone: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const refused = error ?? (found.every(({ address }) => isPublic(address)) ? null : notPublic());
    if (refused || !found[0]) done(refused ?? notPublic(), '', 4);
    else if (options.all) done(null, found);
    else done(null, found[0].address, found[0].family);
  });
};

const notPublic = () => new OutgoingError('not_public') as NodeJS.ErrnoException;

/** Whether an address is one of the open internet: not this machine's, not a private network's, not a reserved one. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return isPublic(mapped);
  if (family === 6) return open6.check(address, 'ipv6') && !closed.check(address, 'ipv6');
  return family === 4 && !closed.check(address, 'ipv4');
}

const open6 = new BlockList();
open6.addSubnet('2000::', 3, 'ipv6');

// IANA's special-purpose registries; tunnels that carry another address within are among them.
const closed = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  closed.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  closed.addSubnet(network, bits, 'ipv6');
}
