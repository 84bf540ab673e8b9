/** Connects the kitchen's two accounts the way an owner does: dialog, return, choice. */
import {
  finishConnection,
  offeredAccounts,
  returnFromNetwork,
  startConnection,
} from '#channels/connections/login/index.ts';
import type { Backend } from '#platform/backend/index.ts';
import type { Person } from '#platform/http/session.ts';
import type { Platform } from './story/script.ts';

/** The page of the sandbox's world that plays the kitchen. */
export const kitchen = { page: 'Dapur Serang (contoh)', username: 'dapurserang.contoh' } as const;

/** @returns the channel of each platform */
export async function connectKitchen(
  backend: Backend,
  owner: Person,
  business: string,
  pageId: string,
): Promise<Record<Platform, string>> {
  const started = await startConnection(backend, owner, business, 'sandbox');
  if (started.ok !== true) throw new Error(`could not begin to connect: ${started.reason}`);
  const { code, state } = await consent(started.address, pageId);
  const returned = await returnFromNetwork(backend, owner, state, code);
  if (returned?.ok !== true) throw new Error(`the network gave no accounts: ${returned?.reason}`);
  const offered = (await offeredAccounts(backend, owner, business, returned.id)) ?? [];
  const chosen = offered
    .filter((account) => account.pageId === pageId)
    .map(({ kind, externalId }) => `${kind}:${externalId}`);
  const results = (await finishConnection(backend, owner, business, returned.id, chosen)) ?? [];
  const refused = results.find(({ ok }) => !ok);
  if (refused || results.length !== 2) throw new Error(`not connected: ${JSON.stringify(results)}`);
  const channels = await backend.sql<{ id: string; kind: Platform }[]>`
    select id, kind from channels where business_id = ${business} and disconnected_at is null`;
  return Object.fromEntries(channels.map(({ id, kind }) => [kind, id])) as Record<Platform, string>;
}

/** Fills in the dialog: this page, all permissions. */
async function consent(address: string, pageId: string): Promise<{ code: string; state: string }> {
  const asked = new URL(address);
  const form = new URLSearchParams(asked.search);
  form.set('answer', 'allow');
  form.set('page', pageId);
  for (const scope of (asked.searchParams.get('scope') ?? '').split(',')) form.append('granted', scope);
  const answer = await fetch(asked.origin + asked.pathname, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const back = new URL(answer.headers.get('location') ?? '', asked.origin).searchParams;
  const [code, state] = [back.get('code'), back.get('state')];
  if (!code || !state) throw new Error(`the dialog answered ${answer.status}`);
  return { code, state };
}
