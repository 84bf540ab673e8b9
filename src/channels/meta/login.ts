import { z } from 'zod';
import { graph, harmless } from '../graph/client.ts';
import { pages } from '../graph/pages.ts';
import { remoteId } from '../graph/json.ts';
import type { Account, NetworkSettings } from '../contract/account.ts';
import type { Outcome } from '../contract/outcome.ts';

/** What we ask a person to allow. All are needed for planning, publishing and answering. */
export const SCOPES = [
  'pages_show_list',
  'pages_read_engagement',
  'pages_read_user_content',
  'pages_manage_posts',
  'pages_manage_engagement',
  'pages_manage_metadata',
  'pages_messaging',
  'read_insights',
  'business_management',
  'instagram_basic',
  'instagram_content_publish',
  'instagram_manage_comments',
  'instagram_manage_insights',
  'instagram_manage_messages',
] as const;

/** Asked for as well; nothing is broken without: liking a comment alone needs it. */
export const EXTRA_SCOPES = ['instagram_manage_engagement'] as const;

/** What a Page sends us; the linked Instagram account's own fields are set once for the app. */
const SUBSCRIBED_FIELDS = [
  'feed',
  'mention',
  'messages',
  'message_echoes',
  'message_deliveries',
  'message_reads',
  'message_reactions',
  'message_edits',
  'messaging_postbacks',
] as const;

export interface UserToken {
  token: string;
  /** `null` when the network names no end. */
  expiresAt: Date | null;
}

/** A Page the person may manage, with the Instagram account behind it. */
export interface ManagedPage {
  pageId: string;
  name: string;
  /** The Page's token; `null` when the person's role gives none. */
  token: string | null;
  tasks: string[];
  instagram: { id: string; username: string | null } | null;
}

/**
 * The address of the login dialog. `again` asks once more for what was declined.
 * @see https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
 */
export function authorizeUrl(
  settings: NetworkSettings,
  redirectUri: string,
  state: string,
  again = false,
): string {
  const url = new URL(`${settings.dialogUrl}/${settings.version}/dialog/oauth`);
  url.search = new URLSearchParams({
    client_id: settings.appId,
    redirect_uri: redirectUri,
    state,
    response_type: 'code',
    scope: [...SCOPES, ...EXTRA_SCOPES].join(','),
    ...(again ? { auth_type: 'rerequest' } : {}),
  }).toString();
  return url.href;
}

/** Exchanges the code of a redirect for a short-lived token; `redirectUri` must be the same, byte for byte. */
export function exchangeCode(
  settings: NetworkSettings,
  redirectUri: string,
  code: string,
): Promise<Outcome<UserToken>> {
  return userToken(settings, { redirect_uri: redirectUri, code });
}

/**
 * Exchanges a short-lived token for one of about 60 days. A Page token taken with it has no end.
 * @see https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
 */
export function longLivedToken(settings: NetworkSettings, token: string): Promise<Outcome<UserToken>> {
  return userToken(settings, { grant_type: 'fb_exchange_token', fb_exchange_token: token });
}

/** What the person allowed and what not: the dialog lets them untick each one. */
export async function permissions(
  settings: NetworkSettings,
  token: string,
): Promise<Outcome<{ granted: string[]; declined: string[] }>> {
  const schema = z.object({ data: z.array(z.object({ permission: z.string(), status: z.string() })) });
  const answer = await graph({ settings, token }).get('me/permissions', {}, schema);
  if (answer.ok !== true) return answer;
  const granted = answer.data.data.filter((each) => each.status === 'granted').map((each) => each.permission);
  return { ok: true, granted, declined: SCOPES.filter((scope) => !granted.includes(scope)) };
}

/** The person who granted it, by the id the network gave our app for them. */
export async function grantedBy(settings: NetworkSettings, token: string): Promise<Outcome<{ id: string }>> {
  const answer = await graph({ settings, token }).get('me', { fields: 'id' }, z.object({ id: remoteId }));
  return answer.ok === true ? { ok: true, id: answer.data.id } : answer;
}

/** The Pages the person manages, with tokens and linked Instagram accounts. */
export async function accounts(
  settings: NetworkSettings,
  token: string,
): Promise<Outcome<{ pages: ManagedPage[] }>> {
  const fields = 'id,name,access_token,tasks,instagram_business_account{id,username}';
  const found: ManagedPage[] = [];
  for await (const page of pages({ settings, token }, 'me/accounts', { fields, limit: 50 }, managed, 20)) {
    if (page.ok !== true) return page;
    found.push(...page.items.map(toPage));
  }
  return { ok: true, pages: found };
}

/** Has the network send us the account's events. Harmless when repeated. */
export async function subscribe(account: Account): Promise<Outcome> {
  const params = { subscribed_fields: SUBSCRIBED_FIELDS.join(',') };
  // Older pages of the documentation print the text "true".
  const schema = z.object({ success: z.union([z.literal(true), z.literal('true')]) });
  const answer = await graph(account).post(`${account.pageId}/subscribed_apps`, params, schema);
  return harmless(answer.ok === true ? { ok: true } : answer);
}

async function userToken(
  settings: NetworkSettings,
  params: Record<string, string>,
): Promise<Outcome<UserToken>> {
  const app = { client_id: settings.appId, client_secret: settings.appSecret };
  const access = { settings, token: null };
  const answer = await graph(access).get('oauth/access_token', { ...app, ...params }, granted);
  if (answer.ok !== true) return answer;
  const { access_token, expires_in } = answer.data;
  const expiresAt = expires_in ? new Date(Date.now() + expires_in * 1000) : null;
  return { ok: true, token: access_token, expiresAt };
}

const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().optional() });

const managed = z.object({
  id: remoteId,
  name: z.string().catch(''),
  access_token: z.string().optional(),
  tasks: z.array(z.string()).catch([]),
  instagram_business_account: z
    .object({ id: remoteId, username: z.string().optional() })
    .nullish()
    .catch(null),
});

function toPage(page: z.infer<typeof managed>): ManagedPage {
  const linked = page.instagram_business_account;
  return {
    pageId: page.id,
    name: page.name,
    token: page.access_token ?? null,
    tasks: page.tasks,
    instagram: linked ? { id: linked.id, username: linked.username ?? null } : null,
  };
}
