/** Connecting accounts, second half: what the network offered, and what the person chose of it. */
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import type { Toast } from '#platform/http/flash.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { seal, unseal } from '#platform/seal.ts';
import type { Person } from '#platform/http/session.ts';
import { sealContext } from '../accounts.ts';
import type { Reason } from '#channels/contract/outcome.ts';
import { subscribe } from '#channels/meta/login.ts';
import { networkSettings } from '../networks.ts';
import { network as networkKind, type ChannelKind } from '#channels/schema.ts';
import { words } from '#channels/words/general.ts';

/** An account the person may connect, as the network offered it. */
export interface OfferedAccount {
  kind: 'instagram' | 'facebook';
  externalId: string;
  pageId: string;
  name: string;
}

/** What an unfinished flow of this person offers; null when there is none. */
export async function offeredAccounts(
  backend: Backend,
  person: Person,
  business: string,
  flowId: string,
): Promise<OfferedAccount[] | null> {
  const flow = await openFlow(backend, person, business, flowId);
  return (
    flow && flow.offered.map(({ kind, externalId, pageId, name }) => ({ kind, externalId, pageId, name }))
  );
}

export type ConnectionResult = { name: string; kind: ChannelKind } & (
  { ok: true } | { ok: false; reason: Reason | 'held_by_another' }
);

/** Connects the chosen accounts and has the network send us their events. One result for each. */
export async function finishConnection(
  backend: Backend,
  person: Person,
  business: string,
  flowId: string,
  chosen: string[],
): Promise<ConnectionResult[] | null> {
  const flow = await openFlow(backend, person, business, flowId);
  if (!flow) return null;
  const service = backend.asService('connect chosen accounts');
  const results: ConnectionResult[] = [];
  for (const offer of flow.offered.filter(({ kind, externalId }) =>
    chosen.includes(`${kind}:${externalId}`),
  )) {
    const { kind, externalId, pageId, name, token } = offer;
    const { error } = await service.rpc('connect_channel', {
      business,
      member: person.id,
      kind,
      network: flow.network,
      external_id: externalId,
      page_id: pageId,
      name,
      sealed: seal(backend.keys.sealing, token, sealContext(business, kind, externalId)),
      ...(flow.grantedBy && { granted_by: flow.grantedBy }),
    });
    if (error && error.code !== '23505') throw error;
    if (error) {
      results.push({ ok: false, kind, name, reason: 'held_by_another' });
      continue;
    }
    const settings = networkSettings(backend, flow.network);
    const subscribed = await subscribe({ settings, kind, externalId, pageId, token });
    results.push(
      subscribed.ok === true
        ? { ok: true, kind, name }
        : { ok: false, kind, name, reason: subscribed.reason },
    );
  }
  await service
    .from('connection_flows')
    .update({ finished_at: new Date().toISOString(), sealed: null })
    .eq('id', flowId)
    .throwOnError();
  return results;
}

/** What to say after connecting: what works now, and what does not and why. */
export function connectionSummary(results: ConnectionResult[], lang: Lang): Toast {
  const t = words[lang];
  const failed = results.filter((result) => !result.ok);
  const why = failed.map(({ name, reason }) => (reason === 'held_by_another' ? t.held(name) : name));
  const names = results.filter(({ ok }) => ok).map(({ name }) => name);
  const sentences = [
    names.length > 0 && t.connected(names.join(', ')),
    why.length > 0 && t.partly(why.join(', ')),
  ];
  return { kind: failed.length > 0 ? 'problem' : 'done', text: sentences.filter(Boolean).join(' ') };
}

const offer = z.object({
  kind: z.enum(['instagram', 'facebook']),
  externalId: z.string(),
  pageId: z.string(),
  name: z.string(),
  token: z.string(),
});
/** An offered account with its token: kept sealed until the choice is made. */
export type SealedOffer = z.infer<typeof offer>;

async function openFlow(backend: Backend, person: Person, business: string, flowId: string) {
  const { data: flow } = await backend
    .asService('continue connecting')
    .from('connection_flows')
    .select('network, sealed, granted_by')
    .eq('id', flowId)
    .eq('business_id', business)
    .eq('user_id', person.id)
    .is('finished_at', null)
    .gt('expires_at', new Date().toISOString())
    .maybeSingle()
    .throwOnError();
  if (!flow?.sealed) return null;
  const offered = z.array(offer).parse(JSON.parse(unseal(backend.keys.sealing, flow.sealed, flowId)));
  return { network: networkKind.parse(flow.network), grantedBy: flow.granted_by, offered };
}
