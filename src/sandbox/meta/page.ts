import { hasScope } from '../graph/access.ts';
import { type Call, raise, texts } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { type Shape, pick, show, showNode } from '../graph/fields.ts';
import { accountOf } from '../graph/nodes.ts';
import type { Operation } from '../graph/operation.ts';
import { mentionedField } from './mentions.ts';
import { createToken } from '../world/tokens.ts';
import type { Account, Token } from '../world/accounts.ts';

// From the published list; Instagram's `comments` is not among them.
const subscribable = (
  'feed mention messages message_echoes message_deliveries message_reads message_reactions message_edits ' +
  'messaging_postbacks messaging_optins messaging_referrals name picture category description conversations ' +
  'ratings videos live_videos standby'
).split(' ');

export const pageOperations: Operation[] = [
  {
    name: 'page.read',
    on: 'GET page',
    run: (call) => showNode(pageShape, accountOf(call), call),
  },
  {
    name: 'page.subscribe',
    on: 'POST page/subscribed_apps',
    token: 'page',
    scopes: ['pages_manage_metadata'],
    parameters: ['subscribed_fields'],
    run: subscribe,
  },
  {
    name: 'page.subscriptions',
    on: 'GET page/subscribed_apps',
    token: 'page',
    scopes: ['pages_manage_metadata'],
    run: listSubscriptions,
  },
  {
    name: 'page.unsubscribe',
    on: 'DELETE page/subscribed_apps',
    token: 'page',
    scopes: ['pages_manage_metadata'],
    run: unsubscribe,
  },
  {
    name: 'ig.read',
    on: 'GET instagram',
    scopes: ['instagram_basic'],
    run: (call) => showNode(instagramShape, accountOf(call), call),
  },
];

const instagramShape: Shape<Account> = {
  name: 'IGUser',
  defaults: ['id'],
  fields: {
    id: (account) => account.id,
    username: (account) => account.username,
    name: (account) => account.name,
    biography: () => 'Usaha contoh di jaringan latihan',
    followers_count: (account) => account.followers,
    mentioned_comment: mentionedField('comment_id'),
    mentioned_media: mentionedField('media_id'),
    follows_count: (account) => Math.floor(account.followers / 4),
    media_count: (account, call) =>
      Object.values(call.network.world.posts).filter((post) => post.accountId === account.id).length,
  },
};

export const pageShape: Shape<Account> = {
  name: 'Page',
  defaults: ['id', 'name'],
  fields: {
    id: (page) => page.id,
    name: (page) => page.name,
    username: (page) => page.username,
    category: () => 'Food & Beverage',
    tasks: () => ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'],
    followers_count: (page) => page.followers,
    fan_count: (page) => page.followers,
    link: (page, call) => `${call.network.url}/fb/${page.id}`,
    access_token: pageToken,
    instagram_business_account(page, call, field) {
      const linked = call.network.world.accounts[page.instagramId ?? ''];
      if (!linked || !hasScope(call.network, call.token as Token, 'instagram_basic')) return undefined;
      return show(instagramShape, linked, call, field.fields);
    },
    picture: (page, call, field) =>
      pick({ data: { url: `${call.network.url}/_sandbox/avatar.svg` } }, field, 'Page'),
  },
};

// Asking twice with the same user token gives the same Page token, as Meta does.
function pageToken(page: Account, call: Call): string {
  const given = call.token as Token;
  if (given.kind === 'page') return given.value;
  const known = Object.values(call.network.world.tokens).find(
    (token) => token.parent === given.value && token.pageId === page.id && !token.dead,
  );
  if (known) return known.value;
  // Only a Page token made from a short-lived user token runs out with it.
  const isShort = given.expiresAt !== 0 && given.expiresAt - given.issuedAt < 86_400_000;
  const expiresAt = isShort ? given.expiresAt : 0;
  return createToken(call.network, {
    appId: given.appId,
    kind: 'page',
    pageId: page.id,
    parent: given.value,
    expiresAt,
  }).value;
}

function subscribe(call: Call): unknown {
  const fields = texts(call, 'subscribed_fields');
  if (fields.length === 0) raise(refusals.required('subscribed_fields'));
  for (const [index, field] of fields.entries()) {
    if (!subscribable.includes(field)) {
      const choices = `{${subscribable.join(', ')}}`;
      raise(
        refusals.badParameter(
          `Param subscribed_fields[${index}] must be one of ${choices} - got "${field}".`,
        ),
      );
    }
  }
  accountOf(call).subscribed[(call.token as Token).appId] = fields;
  return { success: true };
}

function listSubscriptions(call: Call): unknown {
  const apps = Object.entries(accountOf(call).subscribed);
  return { data: apps.map(([id, subscribed_fields]) => ({ id, name: 'Tanggap', subscribed_fields })) };
}

function unsubscribe(call: Call): unknown {
  delete accountOf(call).subscribed[(call.token as Token).appId];
  return { success: true };
}
