import { createHmac, hkdfSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync, chmodSync, renameSync, linkSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** Everything an installation derives from its one secret, so that every process agrees. */
export interface Keys {
  /** HS256 secret of our own API's session tokens. */
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
  /** AES-256 key for credentials at rest. */
  sealing: Buffer;
  /** A key of its own for a purpose, e.g. `sandbox-app`. */
  derive(purpose: string, bytes: number): Buffer;
}

export function keysFrom(secret: string): Keys {
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, 'tanggap', purpose, bytes));
  return {
    jwtSecret: derive('jwt', 32).toString('base64url'),
    publishableKey: apiKey('sb_publishable', derive('publishable-key', 16)),
    secretKey: apiKey('sb_secret', derive('secret-key', 16)),
    sealing: derive('sealing', 32),
    derive,
  };
}

function apiKey(prefix: string, bytes: Buffer): string {
  const body = bytes.toString('base64url').slice(0, 22);
  const check = createHmac('sha256', prefix).update(body).digest('base64url').slice(0, 8);
  return `${prefix}_${body}_${check}`;
}

/**
 * The secret of an embedded installation: made once, kept readable by its owner alone.
 * Two processes that start at once end up with the same one.
 */
export function installationSecret(dataDir: string): string {
  const path = join(dataDir, 'secret');
  const read = () => readFileSync(path, 'utf8').trim();
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(dataDir, { recursive: true });
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  chmodSync(fresh, 0o600);
  try {
    linkSync(fresh, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Some file systems know no hard links; there the rename decides.
    if (code !== 'EEXIST') renameSync(fresh, path);
  } finally {
    rmSync(fresh, { force: true });
  }
  return read();
}
