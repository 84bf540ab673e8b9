/** The address of a database as libpq means it, for a driver that means something else by the same words. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { checkServerIdentity, type ConnectionOptions } from 'node:tls';
import { EnvError } from '#platform/env.ts';

/** How the line is protected: not at all, if the server can, or by TLS. */
export type Tls = false | 'prefer' | ConnectionOptions;

export interface Address {
  url: string;
  ssl: Tls;
}

/** Words of libpq and its relatives that the driver would hand to the server, which refuses them. */
const ours = ['sslmode', 'sslrootcert', 'uselibpqcompat', 'channel_binding', 'pgbouncer', 'connection_limit'];
const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'] as const;

/**
 * Reads `sslmode` and `sslrootcert` as libpq does: `require` encrypts, and with a certificate authority at hand it checks
 * as well; `verify-ca` checks who signed, `verify-full` the name too. Without a mode, another machine is spoken to by TLS
 * where it can, and with `ca` it is checked in full.
 * @param ca `DATABASE_CA`: the authority's certificate, as text or a file's name
 * @throws EnvError for a mode that nobody knows, or a certificate that can't be read
 */
export function databaseAddress(given: string, ca?: string): Address {
  const url = new URL(given);
  const mode = url.searchParams.get('sslmode');
  const authority =
    certificate(ca, 'DATABASE_CA') ?? certificate(url.searchParams.get('sslrootcert'), 'DATABASE_URL');
  for (const name of ours) url.searchParams.delete(name);
  if (mode !== null && !modes.includes(mode as 'disable')) {
    throw new EnvError([`DATABASE_URL sslmode=${mode} is none of ${modes.join(', ')}`]);
  }
  return { url: url.href, ssl: tlsOf(mode as (typeof modes)[number] | null, url.hostname, authority) };
}

function tlsOf(mode: (typeof modes)[number] | null, host: string, ca: string | undefined): Tls {
  const name = host.replace(/^\[|\]$/g, '');
  // A name for the server to choose its certificate by; an address is none.
  const server = isIP(name) ? {} : { servername: name };
  const trusted = ca === undefined ? {} : { ca };
  switch (mode) {
    case 'disable':
      return false;
    case 'allow':
    case 'prefer':
      return 'prefer';
    case 'no-verify':
      return { ...server, rejectUnauthorized: false };
    case 'require':
      return ca === undefined ? { ...server, rejectUnauthorized: false } : signedBy({ ...server, ca });
    case 'verify-ca':
      return signedBy({ ...server, ...trusted });
    case 'verify-full':
      return { ...server, ...trusted, ...namedAs(name) };
    default:
      if (ca !== undefined) return { ...server, ca, ...namedAs(name) };
      return isHere(name) ? false : 'prefer';
  }
}

/**
 * Signature and name are checked.
 * NOTE: the driver hands over a socket without a name, and Node would then compare with `localhost` where the host is an
 * address.
 */
function namedAs(name: string): ConnectionOptions {
  return {
    rejectUnauthorized: true,
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
  };
}

/** Who signed it is checked, whose name it bears is not. */
function signedBy(options: ConnectionOptions): ConnectionOptions {
  return { ...options, rejectUnauthorized: true, checkServerIdentity: () => undefined };
}

function isHere(host: string): boolean {
  return (
    host === '' || host === 'localhost' || host === '::1' || host.startsWith('127.') || host.startsWith('%2F')
  );
}

function certificate(given: string | null | undefined, variable: string): string | undefined {
  if (!given || given === 'system') return undefined;
  if (given.includes('-----BEGIN')) return given;
  try {
    return readFileSync(given, 'utf8');
  } catch (error) {
    throw new EnvError([`${variable} names a certificate that can't be read: ${(error as Error).message}`]);
  }
}
