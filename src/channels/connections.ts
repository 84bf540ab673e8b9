/** Connected accounts and their sealed credentials. */
import type { Backend, Db } from '../platform/backend/index.ts';
import { log } from '../platform/log.ts';
import { seal, unseal } from '../platform/seal.ts';
import type { Person } from '../platform/session.ts';
import { availableNetworks, networkSettings, registerSandboxApp } from './networks.ts';
import { channel as channelOf } from './registry.ts';
import { inspectNumber, subscribeNumber, wrong, type Inspection } from './whatsapp/number.ts';
import type { Account, Reason } from './contract.ts';
import {
  channelKind,
  network as networkKind,
  place as placeKind,
  type ChannelId,
  type ChannelKind,
  type Network,
  type Place,
} from './schema.ts';

export interface ConnectedChannel {
  id: ChannelId;
  kind: ChannelKind;
  network: Network | null;
  /** Of an assisted channel alone. */
  place: Place | null;
  name: string;
  connectedAt: string;
  problem: Reason | null;
}

/** The channels of a business that are connected now. */
export async function listChannels(db: Db, business: string): Promise<ConnectedChannel[]> {
  const { data } = await db
    .from('channels')
    .select('id, kind, network, place, name, connected_at, problem')
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
    place: row.kind === 'assisted' ? placeKind.catch('other').parse(row.place) : null,
    name: row.name,
    connectedAt: row.connected_at,
    problem: row.problem as Reason | null,
  }));
}

/** Those of them for which posts can be planned. */
export async function listPublishing(db: Db, business: string): Promise<ConnectedChannel[]> {
  const all = await listChannels(db, business);
  return all.filter(({ kind }) => channelOf(kind)?.publishes);
}

/** True when it was connected until now and the person owns the business. Destroys the credentials. */
export async function disconnect(db: Db, channel: ChannelId): Promise<boolean> {
  const { data } = await db.rpc('disconnect_channel', { channel }).throwOnError();
  return data === true;
}

/**
 * The live credentials of channels, by channel id; those without are absent. An assisted channel needs none. For jobs
 * alone.
 */
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
    if (row.kind === 'assisted') found.set(row.id, unconnected(row.id));
    const sealed = [row.channel_secrets].flat()[0]?.sealed;
    if (!sealed || !row.network || !row.external_id) continue;
    const kind = channelKind.parse(row.kind);
    const token = opened(backend, sealed, sealContext(row.business_id, kind, row.external_id));
    if (token === null) continue;
    found.set(row.id, {
      settings: networkSettings(backend, networkKind.parse(row.network)),
      kind,
      externalId: row.external_id,
      pageId: row.page_id ?? row.external_id,
      token,
    });
  }
  return found;
}

/** A credential sealed with another secret (a backup brought here) is as good as none: connect again. */
function opened(backend: Backend, sealed: string, context: string): string | null {
  try {
    return unseal(backend.keys.sealing, sealed, context);
  } catch (error) {
    log('warn', 'channels.unreadable_credential', { error });
    return null;
  }
}

/** Stands for the account of a channel that has none; whoever wants to call a network with it has made a mistake. */
function unconnected(channel: string): Account {
  const refuse = (): never => {
    throw new Error('an assisted channel has no account');
  };
  return {
    kind: 'assisted',
    externalId: channel,
    pageId: channel,
    get settings() {
      return refuse();
    },
    get token() {
      return refuse();
    },
  };
}

/**
 * Adds an account that a person posts on by hand; with `channel`, changes its name and place. Null when the person is
 * no owner, or another channel has this name there.
 */
export async function saveAssisted(
  db: Db,
  business: string,
  name: string,
  place: Place,
  channel?: ChannelId,
): Promise<string | null> {
  const { data } = await db
    .rpc('save_assisted_channel', { business, name, place, ...(channel && { channel }) })
    .throwOnError();
  return data;
}

/** A WhatsApp number as its owner enters it. */
export interface NumberEntry {
  network: Network;
  numberId: string;
  wabaId: string;
  token: string;
}

/**
 * Connects a WhatsApp number, or renews its token: checked with the network, subscribed to, then kept sealed. The
 * caller has checked that the person owns the business; the database checks it again.
 */
export async function connectNumber(
  backend: Backend,
  person: Person,
  business: string,
  { network, numberId, wabaId, token }: NumberEntry,
): Promise<Inspection | { ok: false; entry: 'number'; reason: 'held_by_another' }> {
  if (!availableNetworks(backend).includes(network)) return { ok: false, entry: null, reason: 'bad_request' };
  if (network === 'sandbox' && !(await knownToSandbox(backend)))
    return { ok: false, entry: null, reason: 'unreachable' };
  const settings = networkSettings(backend, network);
  const account: Account = { settings, kind: 'whatsapp', externalId: numberId, pageId: wabaId, token };
  const found = await inspectNumber(account);
  if (!found.ok) return found;
  const subscribed = await subscribeNumber(account);
  if (subscribed.ok !== true) return wrong('subscription', subscribed);
  const { error } = await backend.asService('connect a WhatsApp number').rpc('connect_channel', {
    business,
    member: person.id,
    kind: 'whatsapp',
    network,
    external_id: numberId,
    page_id: wabaId,
    name: [found.name, found.shownNumber]
      .filter((part, index, all) => part && all.indexOf(part) === index)
      .join(', ')
      .slice(0, 120),
    sealed: seal(backend.keys.sealing, token, sealContext(business, 'whatsapp', numberId)),
  });
  if (error?.code === '23505') return { ok: false, entry: 'number', reason: 'held_by_another' };
  if (error) throw error;
  return found;
}

/** The ids of a connected number, for its form; null when it is not there, or another business's. */
export async function findNumber(
  db: Db,
  business: string,
  channel: ChannelId,
): Promise<Omit<NumberEntry, 'token'> | null> {
  const { data } = await db
    .from('channels')
    .select('network, external_id, page_id')
    .eq('id', channel)
    .eq('business_id', business)
    .eq('kind', 'whatsapp')
    .maybeSingle()
    .throwOnError();
  if (!data?.external_id || !data.page_id) return null;
  return {
    network: networkKind.parse(data.network),
    numberId: data.external_id,
    wabaId: data.page_id,
  };
}

/** Makes our app known to the sandbox; there a token is made for an app. False when the sandbox can't be reached. */
export async function knownToSandbox(backend: Backend): Promise<boolean> {
  try {
    await registerSandboxApp(backend);
    return true;
  } catch (error) {
    log('warn', 'channels.sandbox_unreachable', { error });
    return false;
  }
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

/** What a credential is bound to when it is sealed. */
export function sealContext(business: string, kind: string, externalId: string): string {
  return `${business}:${kind}:${externalId}`;
}
