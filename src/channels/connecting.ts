/** Connecting accounts: the login dance and the choice of accounts. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Backend } from '../platform/backend/index.ts';
import type { Person } from '../platform/session.ts';
import type { Toast } from '../platform/flash.ts';
import type { Lang } from '../platform/i18n.ts';
import { log } from '../platform/log.ts';
import { seal, unseal } from '../platform/seal.ts';
import { sealContext } from './connections.ts';
import {
  accounts,
  authorizeUrl,
  exchangeCode,
  longLivedToken,
  permissions,
  subscribe,
} from './meta-login.ts';
import { availableNetworks, networkSettings, registerSandboxApp } from './networks.ts';
import type { Outcome, Reason } from './contract.ts';
import { words } from './words.ts';
import { network as networkKind, type ChannelKind, type Network } from './schema.ts';

/**
 * Begins to connect: remembers who asked, for which business, and gives the address of the network's dialog.
 * The caller has checked that the person owns the business.
 */
export async function startConnection(
  backend: Backend,
  person: Person,
  business: string,
  network: Network,
): Promise<Outcome<{ address: string }>> {
  if (!availableNetworks(backend).includes(network))
    return { ok: false, retry: 'never', reason: 'bad_request' };
  if (network === 'sandbox') {
    try {
      await registerSandboxApp(backend);
    } catch (error) {
      log('warn', 'channels.sandbox_unreachable', { error });
      return { ok: false, retry: 'later', reason: 'unreachable' };
    }
  }
  const state = randomBytes(16).toString('base64url');
  await backend
    .asService('remember who connects a channel')
    .from('connection_flows')
    .insert({ state_hash: hashed(state), business_id: business, user_id: person.id, network })
    .throwOnError();
  return { ok: true, address: authorizeUrl(networkSettings(backend, network), redirectUri(backend), state) };
}

/** An account the person may connect, as the network offered it. */
export interface OfferedAccount {
  kind: 'instagram' | 'facebook';
  externalId: string;
  pageId: string;
  name: string;
}

export interface ReturnedFlow {
  id: string;
  businessId: string;
  declined: string[];
}

/**
 * The person is back from the dialog: exchanges the code and keeps, sealed, what they may connect. Null when
 * the state is unknown, spent, too old, or another person's.
 */
export async function returnFromNetwork(
  backend: Backend,
  person: Person,
  state: string,
  code: string,
): Promise<Outcome<ReturnedFlow> | null> {
  const service = backend.asService('a person returns from the network');
  const { data: flow } = await service
    .from('connection_flows')
    .update({ returned_at: new Date().toISOString() })
    .eq('state_hash', hashed(state))
    .eq('user_id', person.id)
    .is('returned_at', null)
    .gt('expires_at', new Date().toISOString())
    .select('id, business_id, network')
    .maybeSingle()
    .throwOnError();
  if (!flow) return null;
  const settings = networkSettings(backend, networkKind.parse(flow.network));
  const short = await exchangeCode(settings, redirectUri(backend), code);
  if (short.ok !== true) return short;
  const long = await longLivedToken(settings, short.token);
  if (long.ok !== true) return long;
  const allowed = await permissions(settings, long.token);
  if (allowed.ok !== true) return allowed;
  const managed = await accounts(settings, long.token);
  if (managed.ok !== true) return managed;
  const offered: SealedOffer[] = managed.pages.flatMap(({ pageId, name, token, instagram }) =>
    token === null
      ? []
      : [
          { kind: 'facebook' as const, externalId: pageId, pageId, name, token },
          ...(instagram
            ? [
                {
                  kind: 'instagram' as const,
                  externalId: instagram.id,
                  pageId,
                  name: instagram.username ?? name,
                  token,
                },
              ]
            : []),
        ],
  );
  await service
    .from('connection_flows')
    .update({ sealed: seal(backend.keys.sealing, JSON.stringify(offered), flow.id) })
    .eq('id', flow.id)
    .throwOnError();
  return { ok: true, id: flow.id, businessId: flow.business_id, declined: allowed.declined };
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
type SealedOffer = z.infer<typeof offer>;

async function openFlow(backend: Backend, person: Person, business: string, flowId: string) {
  const { data: flow } = await backend
    .asService('continue connecting')
    .from('connection_flows')
    .select('network, sealed')
    .eq('id', flowId)
    .eq('business_id', business)
    .eq('user_id', person.id)
    .is('finished_at', null)
    .gt('expires_at', new Date().toISOString())
    .maybeSingle()
    .throwOnError();
  if (!flow?.sealed) return null;
  const offered = z.array(offer).parse(JSON.parse(unseal(backend.keys.sealing, flow.sealed, flowId)));
  return { network: networkKind.parse(flow.network), offered };
}

/** The same address for every business: networks accept only addresses that were written down beforehand. */
function redirectUri({ env }: Backend): string {
  return `${env.PUBLIC_URL}/kanal/kembali`;
}

function hashed(state: string): string {
  return `\\x${createHash('sha256').update(state).digest('hex')}`;
}
