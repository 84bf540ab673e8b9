/**
 * Who may do what, in the words of a grant; whatever is not here, nobody may. Written by hand: a change of
 * a grant is a change of this list, and of the cases beside it.
 * Long, because it is one list.
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
      'update (name, timezone, language, posting_target_per_week, answer_promise_hours, requires_approval, ' +
        'catalogue_public, escalates_to)',
    ],
    service_role: ['select', 'insert', 'update (media_quota_bytes)'],
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
    authenticated: [
      'select',
      'insert (id, business_id, mime, bytes, width, height, original_id, shape, fit, focus, ' +
        'original_width, original_height, duration_ms, codec, has_poster, video_bytes)',
      'update (alt_text)',
      'delete',
    ],
    service_role: ['select', 'insert', 'delete'],
  },
  media_removals: { service_role: ['select', 'delete'] },
  // People fill the catalogue through save_product; which facts a post carries, the composer's function says.
  products: { authenticated: read, service_role: read },
  product_media: { authenticated: read, service_role: read },
  product_marks: { authenticated: read, service_role: read },
  post_facts: { authenticated: read, service_role: read },
  // People plan through save_post.
  posts: { authenticated: read, service_role: ['select', 'insert'] },
  post_media: { authenticated: read, service_role: ['select', 'insert'] },
  post_targets: { authenticated: read, service_role: ['select', 'insert'] },
  post_revisions: { authenticated: read },
  post_reviews: { authenticated: read },
  post_notes: { authenticated: ['select', 'insert (id, post_id, business_id, body)'] },
  post_promotions: {
    authenticated: [
      'select',
      'insert (post_id, business_id, account, agreement, link, result)',
      'update (post_id, business_id, account, agreement, link, result)',
      'delete',
    ],
  },
  hashtag_sets: {
    authenticated: ['select', 'insert (id, business_id, name, tags)', 'update (name, tags)', 'delete'],
  },
  post_templates: {
    authenticated: [
      'select',
      'insert (id, business_id, name, caption, first_comment, message_type, pillar, goal, goal_figure, goal_value)',
      'delete',
    ],
  },
  // People plan series through save_series and move_series.
  post_series: { authenticated: read, service_role: read },
  series_channels: { authenticated: read },
  series_media: { authenticated: read },
  series_facts: { authenticated: read },
  series_skips: { authenticated: read },
  publish_attempts: { authenticated: read, service_role: read },
  // Made by replace_calendar_feed, read by calendar_feed.
  calendar_feeds: { authenticated: ['select (id, business_id, user_id, made_at)', 'delete'] },
  post_metrics: { authenticated: read, service_role: read },
  channel_metrics: { authenticated: read, service_role: read },
  first_comments: { authenticated: read, service_role: read },
  preflights: { authenticated: read, service_role: read },

  contacts: { authenticated: read, service_role: read },
  identities: { authenticated: read, service_role: read },
  conversations: { authenticated: read, service_role: read },
  // People answer through queue_reply.
  messages: { authenticated: read, service_role: read },
  reply_pictures: { authenticated: read, service_role: read },
  comment_actions: { authenticated: read, service_role: read },
  reply_templates: {
    authenticated: [
      'select',
      'insert (id, business_id, shortcut, body)',
      'update (shortcut, body)',
      'delete',
    ],
  },
  message_sends: { authenticated: read, service_role: read },
  message_corrections: { authenticated: read, service_role: read },
  conversation_states: { authenticated: read, service_role: read },
  labels: { authenticated: ['select', 'delete'], service_role: read },
  conversation_labels: { authenticated: read, service_role: read },
  conversation_notes: {
    authenticated: ['select', 'delete', 'insert (id, business_id, conversation_id, body)'],
    service_role: read,
  },
  conversation_reads: { authenticated: read, service_role: read },
  saved_views: {
    authenticated: ['select', 'delete', 'insert (business_id, name, query)'],
    service_role: read,
  },
  contact_merges: { authenticated: read, service_role: read },
  business_hours: { authenticated: read, service_role: read },
  business_hour_exceptions: {
    authenticated: ['select', 'delete', 'insert (business_id, name, from_on, to_on, opens, closes)'],
    service_role: read,
  },
  away_messages: { authenticated: read, service_role: read },
  // Where a file came from has a signature in it.
  message_attachments: {
    authenticated: [
      'select (id, business_id, message_id, position, kind, name, state, reason, mime, bytes, width, height, ' +
        'has_preview, arrived_at, stored_at)',
    ],
    service_role: read,
  },
  message_reactions: { authenticated: read, service_role: read },
  mentions: { authenticated: read, service_role: read },
  poll_marks: { service_role: write },
  // People change cases through their verbs; customers only through a private link.
  cases: { authenticated: read, service_role: read },
  case_promises: { authenticated: read, service_role: read },
  case_steps: {
    authenticated: ['select', 'insert (id, business_id, case_id, what, for_customer)'],
    service_role: read,
  },
  case_resolutions: { authenticated: read, service_role: read },
  case_closures: { authenticated: read, service_role: read },
  case_reopenings: { authenticated: read, service_role: read },
  case_links: {
    authenticated: ['select (id, business_id, case_id, made_by, made_at, revoked_by, revoked_at)'],
  },
  case_escalations: { authenticated: read, service_role: read },
  ratings: { authenticated: read, service_role: read },
  // Keys are changed by their verbs; what comes through the widget is taken by the program.
  widget_keys: { authenticated: read, service_role: read },
  feedbacks: { authenticated: read, service_role: read },
  feedback_links: { authenticated: ['select (id, business_id, feedback_id, made_at)'] },
  webhook_items: { service_role: read },
  // rate_limits: only through take_rate_limit.
};

const callers = {
  /** Before signing in as well. */
  everyone: [
    'calendar_feed',
    'confirm_case',
    'customer_case',
    'customer_feedback',
    'customers_photo',
    'dispute_case',
    'erase_feedback',
    'invitation_preview',
    'public_catalogue',
    'rate_case',
  ],
  people: [
    'accept_invitation',
    'answer_box',
    'approve_post',
    'archive_product',
    'ask_comment_action',
    'asks_approval',
    'assign_conversations',
    'calendar_month',
    'cancel_reply',
    'cancel_target',
    'close_case',
    'confirm_assisted',
    'confirm_published',
    'correct_sorting',
    'create_business',
    'decide_first_comment',
    'decide_message',
    'describe_case',
    'discard_post',
    'disconnect_channel',
    'due_assisted',
    'end_widget_key',
    'enter_business',
    'forget_device',
    'import_plan',
    'label_conversations',
    'list_drafts',
    'list_media',
    'list_members',
    'list_posts',
    'list_preflight_problems',
    'list_products',
    'list_series',
    'log_talk',
    'look_at_conversation',
    'make_case_link',
    'media_usage',
    'merge_contacts',
    'move_post',
    'move_series',
    'open_case',
    'place_product',
    'plan_warnings',
    'post_results',
    'preview_catalogue',
    'promise_case',
    'queue_reply',
    'remember_device',
    'rename_contact',
    'reopen_case',
    'replace_calendar_feed',
    'resolve_case',
    'return_post',
    'revoke_case_link',
    'rotate_widget_key',
    'save_assisted_channel',
    'save_business_hours',
    'save_post',
    'save_product',
    'save_series',
    'schedule_target',
    'search_conversations',
    'set_conversation_status',
    'set_widget_origins',
    'snooze_reminder',
    'start_reply_templates',
    'turn_on_widget',
    'undo_merge',
    'waiting_clock',
  ],
  program: [
    'add_customers_photo',
    'adopt_told_messages',
    'claim_attachments',
    'claim_channel_letter',
    'claim_comment_actions',
    'claim_due_followers',
    'claim_due_metrics',
    'claim_due_preflights',
    'claim_due_reminders',
    'claim_due_targets',
    'claim_feedback_letter',
    'claim_first_comments',
    'claim_mentions',
    'claim_messages',
    'claim_overdue_cases',
    'claim_webhook_items',
    'close_silent_cases',
    'connect_channel',
    'fill_series',
    'forget_rate_limits',
    'forget_unused_media',
    'list_unknown_items',
    'open_attempts',
    'project_items',
    'record_followers',
    'record_metrics',
    'record_preflights',
    'replace_lost_link',
    'replay_webhook_items',
    'send_away',
    'set_permalink',
    'settle_attachment',
    'settle_comment_action',
    'settle_escalation',
    'settle_feedback_letter',
    'settle_first_comment',
    'settle_mention',
    'settle_message',
    'settle_reminders',
    'settle_targets',
    'sort_messages',
    'store_webhook_items',
    'sweep_targets',
    'take_feedback',
    'take_rate_limit',
    'tend_conversations',
    'widget_greeting',
    'write_again',
  ],
  /** In `private`: policies call them with the person's own rights. */
  policies: ['figure_of', 'my_business_ids', 'my_owned_business_ids'],
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
