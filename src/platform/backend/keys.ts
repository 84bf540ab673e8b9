import { createHmac, hkdfSync } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Env } from '../env.ts';
import type { KeyRing } from '../seal.ts';

/** Everything an installation derives from its one secret, so that every process agrees. */
export interface Keys {
  /** HS256 secret of our own API's session tokens. */
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
  /** AES-256 keys for credentials at rest: the secret's own, and that of the secret before it while both are given. */
  sealing: KeyRing;
  /** What the database knows the secrets by, in the same order; no secret can be told from it. */
  fingerprints: readonly [string, ...string[]];
  /** A key of its own for a purpose, e.g. `sandbox-app`. */
  derive(purpose: string, bytes: number): Buffer;
}

/** @param before the secret that is being replaced: it opens what it sealed, and is good for nothing else */
export function keysFrom(secret: string, before?: string): Keys {
  const derive = (purpose: string, bytes: number) => derived(secret, purpose, bytes);
  const older = before === undefined || before === secret ? [] : [before];
  return {
    jwtSecret: derive('jwt', 32).toString('base64url'),
    publishableKey: apiKey('sb_publishable', derive('publishable-key', 16)),
    secretKey: apiKey('sb_secret', derive('secret-key', 16)),
    sealing: [sealingKey(secret), ...older.map(sealingKey)],
    fingerprints: [fingerprintOf(secret), ...older.map(fingerprintOf)],
    derive,
  };
}

function derived(secret: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'tanggap', purpose, bytes));
}

function sealingKey(secret: string) {
  return { id: `k${fingerprintOf(secret).slice(0, 8)}`, key: derived(secret, 'sealing', 32) };
}

function fingerprintOf(secret: string): string {
  return derived(secret, 'fingerprint', 16).toString('hex');
}

function apiKey(prefix: string, bytes: Buffer): string {
  const body = bytes.toString('base64url').slice(0, 22);
  const check = createHmac('sha256', prefix).update(body).digest('base64url').slice(0, 8);
  return `${prefix}_${body}_${check}`;
}

/** The secrets of an installation: as the environment gives them, else those of its folder. */
export function installationKeys({ TANGGAP_SECRET, TANGGAP_SECRET_OLD, DATA_DIR }: Env): Keys {
  if (TANGGAP_SECRET) return keysFrom(TANGGAP_SECRET, TANGGAP_SECRET_OLD);
  return keysFrom(installationSecret(DATA_DIR), TANGGAP_SECRET_OLD ?? replacedSecret(DATA_DIR));
}

/** `secret` was renamed to this so that a new one is made. */
function replacedSecret(dataDir: string): string | undefined {
  const path = join(dataDir, 'secret.old');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
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
