/** Sign-in by cookie, without client script. The access token is verified here; no call for each page. */
import { createServerClient, parseCookieHeader } from '@supabase/ssr';
import type { AstroCookies } from 'astro';
import type { Backend, Db } from '../backend/index.ts';
import { log } from '../log.ts';

export interface Person {
  id: string;
  email: string;
  /** When the access token ends; open streams end with it. */
  until: Date;
  token: string;
  /** The name of the business given at sign-up, while it still has to be made. */
  pendingBusiness: string | null;
}

/** An expected refusal at the door, by the name of the words that explain it. */
export type AuthFailure =
  'wrong_password' | 'unconfirmed' | 'address_taken' | 'weak_password' | 'link_expired' | 'unavailable';
export type AuthResult = { ok: true; confirm?: boolean } | { ok: false; reason: AuthFailure };

/** The person behind the request's cookies, or null. Refreshes the session when it is due. */
export async function personOf(
  backend: Backend,
  request: Request,
  cookies: AstroCookies,
): Promise<Person | null> {
  if (!cookieNames(request, cookies).some((name) => name.startsWith(cookieName(backend)))) return null;
  const { data } = await authClient(backend, request, cookies).auth.getSession();
  if (!data.session) return null;
  const claims = await backend.verify(data.session.access_token);
  if (!claims) return null;
  // Our own API leaves metadata out of its tokens; the name is a wish of the person's own, so the cookie will do.
  const pending = claims.user_metadata.business_name ?? data.session.user.user_metadata?.business_name;
  return {
    id: claims.sub,
    email: claims.email,
    until: new Date(claims.exp * 1000),
    token: data.session.access_token,
    pendingBusiness: typeof pending === 'string' ? pending : null,
  };
}

export async function signIn(door: Door, email: string, password: string): Promise<AuthResult> {
  return result((await client(door).auth.signInWithPassword({ email, password })).error);
}

/** `confirm: true` in the answer means that a letter was sent and must be followed first. */
export async function signUp(
  door: Door,
  email: string,
  password: string,
  businessName: string,
): Promise<AuthResult> {
  const { data, error } = await inTurn(email, () =>
    client(door).auth.signUp({ email, password, options: { data: { business_name: businessName } } }),
  );
  // Asked again within a second: the letter is on its way, and nobody learns whether the address was known.
  if (error?.code === 'over_email_send_rate_limit') return { ok: true, confirm: true };
  return error ? result(error) : { ok: true, confirm: data.session === null };
}

const signingUp = new Map<string, Promise<unknown>>();

/** Our own API fails where the same address signs up twice at once, as when a button is pressed twice. */
async function inTurn<T>(email: string, ask: () => Promise<T>): Promise<T> {
  const before = signingUp.get(email) ?? Promise.resolve();
  const mine = before.then(ask, ask);
  signingUp.set(email, mine);
  try {
    return await mine;
  } finally {
    if (signingUp.get(email) === mine) signingUp.delete(email);
  }
}

export async function signOut(door: Door): Promise<void> {
  await client(door).auth.signOut({ scope: 'local' });
}

/** Sends a letter when the address is known; the answer is the same when it is not. */
export async function askReset(door: Door, email: string): Promise<void> {
  const { error } = await client(door).auth.resetPasswordForEmail(email);
  if (error) log('info', 'session.reset_refused', { code: error.code });
}

export async function confirmLink(
  door: Door,
  tokenHash: string,
  type: 'signup' | 'recovery' | 'email_change' | 'email',
): Promise<AuthResult> {
  return result((await client(door).auth.verifyOtp({ token_hash: tokenHash, type })).error);
}

export async function setPassword(door: Door, password: string): Promise<AuthResult> {
  return result((await client(door).auth.updateUser({ password })).error);
}

/** What a page hands over so that cookies can be read and set. */
export interface Door {
  backend: Backend;
  request: Request;
  cookies: AstroCookies;
}

function client({ backend, request, cookies }: Door): Db {
  return authClient(backend, request, cookies);
}

function cookieName({ env }: Backend): string {
  return env.PUBLIC_URL.startsWith('https:') ? '__Host-tanggap' : 'tanggap';
}

/** Cookies set during this request: who signs in is somebody at once. */
const freshNames = new WeakMap<AstroCookies, Set<string>>();

function cookieNames(request: Request, cookies: AstroCookies): string[] {
  const came = parseCookieHeader(request.headers.get('cookie') ?? '').map(({ name }) => name);
  return [...new Set([...came, ...(freshNames.get(cookies) ?? [])])];
}

function authClient(backend: Backend, request: Request, cookies: AstroCookies): Db {
  const secure = backend.env.PUBLIC_URL.startsWith('https:');
  return createServerClient(backend.api.url, backend.api.publishableKey, {
    global: { fetch: backend.api.fetch },
    cookieOptions: { name: cookieName(backend), path: '/', httpOnly: true, sameSite: 'lax', secure },
    cookies: {
      getAll: () =>
        cookieNames(request, cookies).map((name) => ({ name, value: cookies.get(name)?.value ?? '' })),
      setAll(changed) {
        const fresh = freshNames.get(cookies) ?? new Set();
        freshNames.set(cookies, fresh);
        for (const { name, value, options } of changed) {
          // Our links carry a token hash, which needs no verifier; they would pile up for a year.
          if (name.endsWith('-code-verifier')) continue;
          fresh.add(name);
          cookies.set(name, value, { ...options, path: '/', httpOnly: true, secure, sameSite: 'lax' });
        }
      },
    },
  }) as unknown as Db;
}

function result(
  error: { code?: string | undefined; status?: number | undefined; message: string } | null,
): AuthResult {
  if (!error) return { ok: true };
  const known: Record<string, AuthFailure> = {
    invalid_credentials: 'wrong_password',
    email_not_confirmed: 'unconfirmed',
    user_already_exists: 'address_taken',
    email_exists: 'address_taken',
    weak_password: 'weak_password',
    same_password: 'weak_password',
    otp_expired: 'link_expired',
  };
  const reason = known[error.code ?? ''] ?? 'unavailable';
  if (reason === 'unavailable') log('warn', 'session.refused', { code: error.code, status: error.status });
  return { ok: false, reason };
}
