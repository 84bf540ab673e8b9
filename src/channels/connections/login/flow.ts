/**
 * Connecting accounts, first half: the network's own dialog, and what comes back from it. And WhatsApp numbers, which
 * have no dialog: an owner enters them.
 */
import { freshLink, linkHash } from '#platform/http/private-link.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import type { Person } from '#platform/http/session.ts';
import { log } from '#platform/log.ts';
import { seal } from '#platform/seal.ts';
import {
  accounts,
  authorizeUrl,
  exchangeCode,
  grantedBy,
  longLivedToken,
  permissions,
} from '#channels/meta/login.ts';
import { availableNetworks, networkSettings, registerSandboxApp } from '../networks.ts';
import { sealContext } from '../accounts.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Outcome } from '#channels/contract/outcome.ts';
import type { SealedOffer } from './offers.ts';
import { network as networkKind, type ChannelId, type Network } from '#channels/schema.ts';
import {
  inspectNumber,
  subscribeNumber,
  wrong,
  type Inspection,
  type NumberEntry,
} from '#channels/whatsapp/number.ts';

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
  if (network === 'sandbox' && !(await knownToSandbox(backend)))
    return { ok: false, retry: 'later', reason: 'unreachable' };
  const { token: state, hash } = freshLink();
  await backend
    .asService('remember who connects a channel')
    .from('connection_flows')
    .insert({ state_hash: hash, business_id: business, user_id: person.id, network })
    .throwOnError();
  return { ok: true, address: authorizeUrl(networkSettings(backend, network), redirectUri(backend), state) };
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
    .eq('state_hash', linkHash(state))
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
  const who = await grantedBy(settings, long.token);
  if (who.ok !== true) return who;
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
    .update({ sealed: seal(backend.keys.sealing, JSON.stringify(offered), flow.id), granted_by: who.id })
    .eq('id', flow.id)
    .throwOnError();
  return { ok: true, id: flow.id, businessId: flow.business_id, declined: allowed.declined };
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

/** The same address for every business: networks accept only addresses that were written down beforehand. */
function redirectUri({ env }: Backend): string {
  return `${env.PUBLIC_URL}/kanal/kembali`;
}
