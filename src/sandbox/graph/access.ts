import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Network } from '../engine/network.ts';
import type { Account, App, Grant, Token } from '../world/accounts.ts';
import { raise } from './call.ts';
import { refusals } from './errors.ts';

/** The token behind a value, refused as Meta refuses dead ones. */
export function liveToken(network: Network, value: string): Token {
  const token = network.world.tokens[value] ?? raise(refusals.deadToken(467));
  const subcode = deathOf(network, token);
  if (subcode) raise(refusals.deadToken(subcode));
  return token;
}

/** Subcode of error 190 when the token no longer works, else 0. A Page token dies with the user token's grant. */
export function deathOf(network: Network, token: Token): number {
  if (token.dead) return token.dead;
  // Only a person's consent can be taken back; a system user's token stands for itself.
  if (token.kind !== 'system' && !network.world.grants[token.appId]) return 458;
  if (token.expiresAt && token.expiresAt <= network.now()) return 463;
  return 0;
}

/** The app behind an app token (`id|secret`), or `null` when it is not one. */
export function appOfToken(network: Network, value: string): App | null {
  const [id, secret] = value.split('|');
  if (secret === undefined) return null;
  const app = network.world.apps[id ?? ''];
  return app && same(app.secret, secret) ? app : raise(refusals.deadToken(467));
}

export function checkProof(app: App, value: string, proof: string): void {
  if (proof === '' && !app.requireProof) return;
  if (proof === '') raise(refusals.proofRequired());
  const expected = createHmac('sha256', app.secret).update(value).digest('hex');
  if (!same(expected, proof)) raise(refusals.badProof());
}

export function grantOf(network: Network, token: Token): Grant {
  return network.world.grants[token.appId] ?? raise(refusals.deadToken(458));
}

export function hasScope(network: Network, token: Token, scope: string): boolean {
  if (token.kind === 'system') return token.scopes?.includes(scope) ?? false;
  return grantOf(network, token).granted.includes(scope);
}

/** Whether the token may see what belongs to this account. */
export function mayReach(network: Network, token: Token, account: Account): boolean {
  if (token.kind === 'system') return false;
  if (token.kind === 'page') return token.pageId === account.pageId;
  return grantOf(network, token).pageIds.includes(account.pageId);
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
