/** Connecting accounts: the login dance, the choice of accounts, the sealed credentials. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Backend, Db } from '../platform/backend/index.ts';
import type { Person } from '../platform/session.ts';
import { log } from '../platform/log.ts';
import { seal, unseal } from '../platform/seal.ts';
import {
  accounts,
  authorizeUrl,
  exchangeCode,
  longLivedToken,
  permissions,
  subscribe,
} from './meta-login.ts';
import { availableNetworks, networkSettings, registerSandboxApp } from './networks.ts';
import type { Account, Outcome, Reason } from './contract.ts';
import {
  channelKind,
  network as networkKind,
  type ChannelId,
  type ChannelKind,
  type Network,
} from './schema.ts';

export interface ConnectedChannel {
  id: ChannelId;
  kind: ChannelKind;
  network: Network | null;
  name: string;
  connectedAt: string;
  problem: Reason | null;
}

/** The channels of a business that are connected now. */
export async function listChannels(db: Db, business: string): Promise<ConnectedChannel[]> {
  const { data } = await db
    .from('channels')
    .select('id, kind, network, name, connected_at, problem')
    .eq('business_id', business)
    .is('disconnected_at', null)
    .order('connected_at')
    .order('id')
    .limit(100)
    .throwOnError();
  return data.map((row) => ({
    id: row.id as ChannelId,
    kind: channelKind.parse(row.kind),
    network: networkKind.nullable().parse(row.network),
    name: row.name,
    connectedAt: row.connected_at,
    problem: row.problem as Reason | null,
  }));
}

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
  flowId: string,
): Promise<OfferedAccount[] | null> {
  const flow = await openFlow(backend, person, flowId);
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
  flowId: string,
  chosen: string[],
): Promise<ConnectionResult[] | null> {
  const flow = await openFlow(backend, person, flowId);
  if (!flow) return null;
  const service = backend.asService('connect chosen accounts');
  const results: ConnectionResult[] = [];
  for (const offer of flow.offered.filter(({ kind, externalId }) =>
    chosen.includes(`${kind}:${externalId}`),
  )) {
    const { kind, externalId, pageId, name, token } = offer;
    const { error } = await service.rpc('connect_channel', {
      business: flow.businessId,
      member: person.id,
      kind,
      network: flow.network,
      external_id: externalId,
      page_id: pageId,
      name,
      sealed: seal(backend.keys.sealing, token, sealContext(flow.businessId, kind, externalId)),
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

/** True when it was connected until now and the person owns the business. Destroys the credentials. */
export async function disconnect(db: Db, channel: ChannelId): Promise<boolean> {
  const { data } = await db.rpc('disconnect_channel', { channel }).throwOnError();
  return data === true;
}

/** The live credentials of channels, by channel id; those without are absent. For jobs alone. */
export async function findAccounts(backend: Backend, channels: string[]): Promise<Map<string, Account>> {
  const { data } = await backend
    .asService('use channel credentials')
    .from('channels')
    .select('id, business_id, kind, network, external_id, page_id, channel_secrets(sealed)')
    .in('id', channels)
    .is('disconnected_at', null)
    .throwOnError();
  const found = new Map<string, Account>();
  for (const row of data) {
    const sealed = [row.channel_secrets].flat()[0]?.sealed;
    if (!sealed || !row.network || !row.external_id) continue;
    const kind = channelKind.parse(row.kind);
    found.set(row.id, {
      settings: networkSettings(backend, networkKind.parse(row.network)),
      kind,
      externalId: row.external_id,
      pageId: row.page_id ?? row.external_id,
      token: unseal(backend.keys.sealing, sealed, sealContext(row.business_id, kind, row.external_id)),
    });
  }
  return found;
}

/** Marks a channel as broken after a dead token or a missing permission, once. */
export async function reportProblem(backend: Backend, channel: string, reason: Reason): Promise<void> {
  await backend
    .asService('mark a channel that must be connected again')
    .from('channels')
    .update({ problem: reason, problem_at: new Date().toISOString() })
    .eq('id', channel)
    .is('problem', null)
    .throwOnError();
}

const offer = z.object({
  kind: z.enum(['instagram', 'facebook']),
  externalId: z.string(),
  pageId: z.string(),
  name: z.string(),
  token: z.string(),
});
type SealedOffer = z.infer<typeof offer>;

async function openFlow(backend: Backend, person: Person, flowId: string) {
  const { data: flow } = await backend
    .asService('continue connecting')
    .from('connection_flows')
    .select('business_id, network, sealed')
    .eq('id', flowId)
    .eq('user_id', person.id)
    .is('finished_at', null)
    .gt('expires_at', new Date().toISOString())
    .maybeSingle()
    .throwOnError();
  if (!flow?.sealed) return null;
  const offered = z.array(offer).parse(JSON.parse(unseal(backend.keys.sealing, flow.sealed, flowId)));
  return { businessId: flow.business_id, network: networkKind.parse(flow.network), offered };
}

/** The same address for every business: networks accept only addresses that were written down beforehand. */
function redirectUri({ env }: Backend): string {
  return `${env.PUBLIC_URL}/kanal/kembali`;
}

function sealContext(business: string, kind: string, externalId: string): string {
  return `${business}:${kind}:${externalId}`;
}

function hashed(state: string): string {
  return `\\x${createHash('sha256').update(state).digest('hex')}`;
}
