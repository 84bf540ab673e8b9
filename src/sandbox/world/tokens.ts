import { randomText } from './ids.ts';
import type { Network } from '../engine/network.ts';
import type { Token } from './accounts.ts';

/** A new token. `parent` is the user token that a Page token was made from. */
export function createToken(
  network: Network,
  given: Pick<Token, 'appId' | 'kind' | 'pageId' | 'parent' | 'expiresAt' | 'businessId' | 'scopes'>,
): Token {
  const token: Token = {
    ...given,
    value: `EAA${randomText(network.world, 60)}`,
    issuedAt: network.now(),
    dead: null,
  };
  network.world.tokens[token.value] = token;
  return token;
}
