/** The three people of the demo, signed in. */
import type { Backend } from '#platform/backend/index.ts';
import type { Person } from '#platform/http/session.ts';

export const password = 'tanggap-demo';
export const emails = {
  owner: 'pemilik@demo.test',
  staff: 'staf@demo.test',
  trainer: 'pendamping@demo.test',
} as const;

export type People = Record<keyof typeof emails, Person>;

export async function signInAll(backend: Backend): Promise<People> {
  const [owner, staff, trainer] = await Promise.all(
    Object.values(emails).map((email) => signIn(backend, email)),
  );
  return { owner: owner!, staff: staff!, trainer: trainer! };
}

/** Signs in, and up first where the account is not there yet. */
async function signIn(backend: Backend, email: string): Promise<Person> {
  const token =
    (await tokenFrom(backend, 'token?grant_type=password', email)) ??
    (await tokenFrom(backend, 'signup', email));
  const claims = token && (await backend.verify(token));
  if (!claims) throw new Error(`no session for ${email}`);
  return { id: claims.sub, email, token, until: new Date(claims.exp * 1000), pendingBusiness: null };
}

/** Not through a client of the backend: one that signed somebody in goes on speaking as that person. */
async function tokenFrom({ api }: Backend, door: string, email: string): Promise<string | null> {
  const answer = await api.fetch(`${api.url}/auth/v1/${door}`, {
    method: 'POST',
    headers: { apikey: api.publishableKey, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  return ((await answer.json()) as { access_token?: string }).access_token ?? null;
}
