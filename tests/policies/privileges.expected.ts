/**
 * Who may do what, in the words of a grant; whatever is not here, nobody may. Written by hand: a change of
 * a grant is a change of this list, and of the cases beside it.
 */
import type { Privileges } from './privileges.ts';

const usage = ['usage'];
const read = ['select'];
const write = ['select', 'insert', 'update', 'delete'];

/** People who signed in (their membership decides about rows), and the program itself. */
const tables: Privileges = {
  businesses: {
    authenticated: [
      'select',
      'update (name, timezone, language, posting_target_per_week, answer_promise_hours)',
    ],
    service_role: ['select', 'insert'],
  },
  members: {
    authenticated: ['select', 'update (role)', 'delete'],
    service_role: ['select', 'insert'],
  },
  invitations: {
    authenticated: [
      'select (id, business_id, email, role, invited_by, invited_at, expires_at, accepted_at)',
      'insert (business_id, email, role, token_hash)',
      'delete',
    ],
    service_role: ['select', 'insert'],
  },
  events: {
    authenticated: ['select (business_id, number, kind, subject, actor, at)'],
    service_role: read,
  },

  channels: { authenticated: read, service_role: ['select', 'insert', 'update'] },
  installation_keys: { service_role: ['select', 'insert', 'delete'] },
  push_devices: { service_role: ['select', 'delete'] },
  reminders: { authenticated: read, service_role: read },
  channel_secrets: { service_role: write },
  connection_flows: { service_role: write },

  media: {
    authenticated: ['select', 'insert (id, business_id, mime, bytes, width, height)'],
    service_role: ['select', 'insert'],
  },
  // People plan through plan_post.
  posts: { authenticated: read, service_role: ['select', 'insert'] },
  post_media: { authenticated: read, service_role: ['select', 'insert'] },
  post_targets: { authenticated: read, service_role: ['select', 'insert'] },
  publish_attempts: { authenticated: read, service_role: read },

  contacts: { authenticated: read, service_role: read },
  identities: { authenticated: read, service_role: read },
  conversations: { authenticated: read, service_role: read },
  messages: {
    authenticated: ['select', 'insert (id, conversation_id, body)'],
    service_role: read,
  },
  message_sends: { authenticated: read, service_role: read },
  webhook_items: { service_role: read },
  // rate_limits: only through take_rate_limit.
};

const callers = {
  /** Before signing in as well. */
  everyone: ['invitation_preview'],
  people: [
    'accept_invitation',
    'cancel_target',
    'confirm_published',
    'create_business',
    'decide_message',
    'disconnect_channel',
    'enter_business',
    'list_members',
    'plan_post',
    'schedule_target',
    // Assisted posting.
    ...['confirm_assisted', 'due_assisted', 'forget_device', 'remember_device', 'save_assisted_channel'],
    'snooze_reminder',
  ],
  program: [
    'claim_due_targets',
    ...['claim_due_reminders', 'settle_reminders'],
    'claim_messages',
    'claim_webhook_items',
    'connect_channel',
    'forget_rate_limits',
    'open_attempts',
    'project_items',
    'replay_webhook_items',
    'set_permalink',
    'settle_message',
    'settle_targets',
    'store_webhook_items',
    'take_rate_limit',
  ],
  /** In `private`: policies call them with the person's own rights. */
  policies: ['my_business_ids', 'my_owned_business_ids'],
};

const run = ['execute'];
const named = (prefix: string, names: string[], roles: Privileges[string]): Privileges =>
  Object.fromEntries(names.map((name) => [`${prefix}${name}`, roles]));

export const expected: Privileges = {
  'schema public': { anon: usage, authenticated: usage, service_role: usage },
  'schema private': { anon: usage, authenticated: usage, service_role: usage },
  'schema storage': { service_role: usage },
  'table storage.buckets': { service_role: write },
  'table storage.objects': { service_role: write },
  ...Object.fromEntries(Object.entries(tables).map(([name, roles]) => [`table public.${name}`, roles])),
  ...named('function public.', callers.everyone, { anon: run, authenticated: run }),
  ...named('function public.', callers.people, { authenticated: run }),
  ...named('function public.', callers.program, { service_role: run }),
  ...named('function private.', callers.policies, { authenticated: run }),
};
