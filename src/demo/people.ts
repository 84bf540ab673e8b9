/** The three people of the demo, signed in. */
import { createClient } from '@supabase/supabase-js';
import type { Backend } from '../platform/backend/index.ts';
import type { Person } from '../platform/session.ts';

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
  const { api } = backend;
  const door = createClient(api.url, api.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { fetch: api.fetch },
  });
  const known = await door.auth.signInWithPassword({ email, password });
  const { data, error } = known.data.session ? known : await door.auth.signUp({ email, password });
  if (error || !data.session) throw error ?? new Error(`no session for ${email}`);
  const token = data.session.access_token;
  const claims = await backend.verify(token);
  if (!claims) throw new Error(`the session of ${email} is not valid`);
  return { id: claims.sub, email, token, until: new Date(claims.exp * 1000), pendingBusiness: null };
}
