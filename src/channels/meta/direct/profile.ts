import { z } from 'zod';
import { graph } from '#channels/graph/client.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Outcome } from '#channels/contract/outcome.ts';
import type { Profile } from '#channels/contract/answering.ts';

/**
 * Asks what a person calls themselves; the network tells it once they have written.
 * @see https://developers.facebook.com/docs/messenger-platform/identity/user-profile
 * @see https://developers.facebook.com/docs/messenger-platform/instagram/features/user-profile
 */
export async function profile(account: Account, personId: string): Promise<Outcome<{ profile: Profile }>> {
  const fields = account.kind === 'instagram' ? 'name,username' : 'first_name,last_name';
  const answer = await graph(account).get(personId, { fields }, person);
  if (answer.ok !== true) return answer;
  const { name, username, first_name, last_name } = answer.data;
  const whole = name ?? [first_name, last_name].filter(Boolean).join(' ');
  return { ok: true, profile: { name: whole || null, username: username ?? null } };
}

const text = z.string().nullish().catch(null);
const person = z.object({ name: text, username: text, first_name: text, last_name: text });
