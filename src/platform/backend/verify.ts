import { createRemoteJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Keys } from './keys.ts';

const claims = z.object({
  sub: z.uuid(),
  email: z.string().default(''),
  exp: z.number(),
  user_metadata: z.record(z.string(), z.unknown()).default({}),
});
export type Claims = z.infer<typeof claims>;

/**
 * Checks session tokens without a call for each: with the known secret on our own API, with the published
 * keys (fetched once, renewed when an unknown key appears) on Supabase.
 */
export function tokenVerifier(
  supabaseUrl: string | null,
  keys: Keys,
): (token: string) => Promise<Claims | null> {
  const options = { audience: 'authenticated', clockTolerance: 5 };
  if (supabaseUrl) {
    const published = createRemoteJWKSet(new URL(`${supabaseUrl}/auth/v1/.well-known/jwks.json`));
    return (token) =>
      checked(() => jwtVerify(token, published, { ...options, algorithms: ['ES256', 'RS256'] }));
  }
  const secret = new TextEncoder().encode(keys.jwtSecret);
  return (token) => checked(() => jwtVerify(token, secret, { ...options, algorithms: ['HS256'] }));
}

async function checked(verify: () => Promise<{ payload: unknown }>): Promise<Claims | null> {
  try {
    return claims.parse((await verify()).payload);
  } catch {
    return null;
  }
}
