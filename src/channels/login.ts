/** Connecting accounts, first half: the network's own dialog, and what comes back from it. */
import { createHash, randomBytes } from 'node:crypto';
import type { Backend } from '../platform/backend/index.ts';
import type { Person } from '../platform/session.ts';
import { log } from '../platform/log.ts';
import { seal } from '../platform/seal.ts';
import { accounts, authorizeUrl, exchangeCode, longLivedToken, permissions } from './meta-login.ts';
import { availableNetworks, networkSettings, registerSandboxApp } from './networks.ts';
import type { Outcome } from './contract.ts';
import type { SealedOffer } from './offers.ts';
import { network as networkKind, type Network } from './schema.ts';

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

/** The same address for every business: networks accept only addresses that were written down beforehand. */
function redirectUri({ env }: Backend): string {
  return `${env.PUBLIC_URL}/kanal/kembali`;
}

function hashed(state: string): string {
  return `\\x${createHash('sha256').update(state).digest('hex')}`;
}
