/** Connected accounts and their sealed credentials. */
import type { Backend, Db } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import { unseal } from '#platform/seal.ts';
import { networkSettings } from './networks.ts';
import { channel as channelOf } from '../registry.ts';
import type { Account } from '../contract/account.ts';
import type { Reason } from '../contract/outcome.ts';
import {
  channelKind,
  network as networkKind,
  place as placeKind,
  type ChannelId,
  type ChannelKind,
  type Network,
  type Place,
} from '../schema.ts';

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
 * The live credentials of channels, by channel id; those without are absent, those that can't be opened here are
 * sealed. An assisted channel and the widget need none. For jobs alone.
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
    if (row.kind === 'assisted' || row.kind === 'widget') found.set(row.id, unconnected(row.kind, row.id));
    const sealed = [row.channel_secrets].flat()[0]?.sealed;
    if (!sealed || !row.network || !row.external_id) continue;
    const kind = channelKind.parse(row.kind);
    const token = opened(backend, sealed, sealContext(row.business_id, kind, row.external_id));
    found.set(row.id, {
      settings: networkSettings(backend, networkKind.parse(row.network)),
      kind,
      externalId: row.external_id,
      pageId: row.page_id ?? row.external_id,
      token: token ?? '',
      ...(token === null && { isSealed: true }),
    });
  }
  return found;
}

/** For a ledger: the live credentials of the channels its rows are about. */
export function accountsOf(
  backend: Backend,
): (rows: readonly { channel_id: string }[]) => Promise<Map<string, Account>> {
  return (rows) => findAccounts(backend, [...new Set(rows.map(({ channel_id }) => channel_id))]);
}

/** Null for a credential sealed with another secret: it is not dead, and may be opened again any moment. */
function opened(backend: Backend, sealed: string, context: string): string | null {
  try {
    return unseal(backend.keys.sealing, sealed, context);
  } catch (error) {
    log('error', 'channels.unreadable_credential', { error });
    return null;
  }
}

/** Stands for the account of a channel that has none; whoever wants to call a network with it has made a mistake. */
function unconnected(kind: 'assisted' | 'widget', channel: string): Account {
  const refuse = (): never => {
    throw new Error(`a channel of kind ${kind} has no account`);
  };
  return {
    kind,
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
