import { raise, requiredText, text, texts, type Call } from '../graph/call.ts';
import { GraphError, refusals } from '../graph/errors.ts';
import type { Operation } from '../graph/operation.ts';
import type { App } from '../world/accounts.ts';
import { verifyCallback } from './verify.ts';

/** What the dashboard of an app would have ticked. */
export const everyField = (): Record<string, string[]> => ({
  page: [
    ...['feed', 'mention', 'messages', 'message_echoes', 'message_deliveries', 'message_reads'],
    ...['message_reactions', 'message_edits', 'messaging_postbacks'],
  ],
  instagram: [
    ...['comments', 'mentions', 'messages', 'message_reactions', 'messaging_seen', 'messaging_postbacks'],
    'message_edit',
  ],
  whatsapp_business_account: ['messages'],
});

export const subscriptionOperations: Operation[] = [
  {
    name: 'app.subscribe',
    on: 'POST app/subscriptions',
    token: 'app',
    parameters: ['object', 'callback_url', 'fields', 'verify_token', 'include_values'],
    run: subscribe,
  },
  { name: 'app.subscriptions', on: 'GET app/subscriptions', token: 'app', run: list },
];

async function subscribe(call: Call): Promise<unknown> {
  const app = ownApp(call);
  const object = requiredText(call, 'object');
  const known =
    everyField()[object] ??
    raise(refusals.badParameter('Param object must be page, instagram or whatsapp_business_account'));
  app.callbackUrl = requiredText(call, 'callback_url');
  app.verifyToken = text(call, 'verify_token');
  if (!(await verifyCallback(call.network, app))) {
    const reason = app.verification?.reason ?? '';
    raise(new GraphError(2200, `(#2200) Callback verification failed with the following errors: ${reason}`));
  }
  // `fields` is taken apart by hand: every call may have it, with another meaning.
  app.subscriptions[object] = texts(call, 'fields').filter((field) => known.includes(field));
  return { success: true };
}

function list(call: Call): unknown {
  const app = ownApp(call);
  return {
    data: Object.entries(app.subscriptions).map(([object, fields]) => ({
      object,
      callback_url: app.callbackUrl,
      active: app.verification?.ok ?? false,
      fields: fields.map((name) => ({ name, version: call.version })),
    })),
  };
}

function ownApp(call: Call): App {
  return call.node.kind === 'app' && call.app?.id === call.node.app.id
    ? call.node.app
    : raise(refusals.missing(call.path, call.method.toLowerCase()));
}
