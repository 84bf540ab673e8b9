import { randomText } from '../world/ids.ts';
import type { Network } from '../engine/network.ts';
import { type ConsentRequest, consentPage, consentProblem } from '../pages/consent.ts';
import { type Request, readForm } from '../engine/request.ts';
import type { Grant } from '../world/accounts.ts';

export type PageAnswer = { status: number; html: string } | { status: 303; location: string };

const ALL_SCOPES = (
  'pages_show_list pages_read_engagement pages_read_user_content pages_manage_posts pages_manage_engagement ' +
  'pages_manage_metadata pages_messaging read_insights business_management instagram_basic ' +
  'instagram_content_publish instagram_manage_comments instagram_manage_engagement instagram_manage_insights ' +
  'instagram_manage_messages'
).split(' ');

/** The login dialog: GET asks, POST carries the answer back to the app. */
export function answerDialog(network: Network, version: string, request: Request): PageAnswer {
  const given = request.method === 'POST' ? readForm(request) : request.url.searchParams;
  const asked = readConsent(network, version, given);
  if (typeof asked === 'string') return { status: 400, html: consentProblem(asked) };
  if (request.method !== 'POST') return { status: 200, html: consentPage(asked) };
  if (given.get('answer') !== 'allow') return back(asked, denied);
  const granted = asked.scopes.filter((scope) => given.getAll('granted').includes(scope));
  const code = allow(network, asked, {
    granted,
    declined: asked.scopes.filter((scope) => !granted.includes(scope)),
    pageIds: asked.pages.map((page) => page.id).filter((id) => given.getAll('page').includes(id)),
  });
  return back(asked, { code });
}

/** Records what the person allowed; returns the code to exchange. Also the way in for tests. */
export function allow(
  network: Network,
  asked: Pick<ConsentRequest, 'clientId' | 'redirectUri' | 'scopes'>,
  grant: Grant,
): string {
  const { world } = network;
  world.grants[asked.clientId] = grant;
  const value = `AQ${randomText(world, 60)}`;
  world.codes[value] = {
    value,
    appId: asked.clientId,
    redirectUri: asked.redirectUri,
    scopes: asked.scopes,
    issuedAt: network.now(),
    used: false,
  };
  network.changed();
  return value;
}

const denied = {
  error: 'access_denied',
  error_code: '200',
  error_description: 'Permissions error',
  error_reason: 'user_denied',
};

function readConsent(network: Network, version: string, given: URLSearchParams): ConsentRequest | string {
  const { world } = network;
  const app = world.apps[given.get('client_id') ?? ''];
  if (!app) return 'Aplikasi tidak dikenal. Daftarkan dulu di jaringan latihan (client_id).';
  const redirectUri = given.get('redirect_uri') ?? '';
  if (!/^https?:\/\//.test(redirectUri) || !URL.canParse(redirectUri))
    return 'Alamat kembali (redirect_uri) tidak sah.';
  if (app.redirectUris.length > 0 && !app.redirectUris.includes(redirectUri)) {
    return 'Alamat kembali (redirect_uri) tidak terdaftar pada aplikasi ini.';
  }
  if ((given.get('response_type') ?? 'code') !== 'code') return 'Hanya response_type=code yang dilayani.';
  const pages = Object.values(world.accounts).filter((account) => account.platform === 'facebook');
  return {
    version,
    clientId: app.id,
    redirectUri,
    state: given.get('state') ?? '',
    scopes: scopesOf(given),
    person: world.person.name,
    pages,
    handles: Object.fromEntries(
      pages.flatMap((page) =>
        page.instagramId ? [[page.id, world.accounts[page.instagramId]?.username ?? '']] : [],
      ),
    ),
  };
}

// Login for Business names a configuration instead of scopes; here every configuration asks for all.
function scopesOf(given: URLSearchParams): string[] {
  const scopes = (given.get('scope') ?? '').split(/[\s,]+/).filter(Boolean);
  return scopes.length === 0 && given.get('config_id') ? ALL_SCOPES : scopes;
}

function back(asked: ConsentRequest, answer: Record<string, string>): PageAnswer {
  const url = new URL(asked.redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (asked.state) url.searchParams.set('state', asked.state);
  return { status: 303, location: url.href };
}
