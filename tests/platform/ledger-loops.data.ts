/** Every loop that claims: a row of it, how one is torn, and how that one is settled. */
import { copyAttachments } from '#inbox/messages/attachments.ts';
import { escalateOverdue } from '#inbox/cases/deadlines.ts';
import { carryOutDue } from '#inbox/replies/comment-actions.ts';
import { deliverDue } from '#inbox/replies/deliver.ts';
import { fetchMentions } from '#inbox/receiving/mentions.ts';
import { sendNotices } from '#inbox/notices/send.ts';
import { fetchProfiles } from '#inbox/receiving/profiles.ts';
import { tellReadings } from '#inbox/replies/read-receipts.ts';
import type { Backend } from '#platform/backend/index.ts';
import { sendFirstComments } from '#publishing/first-comment/send.ts';
import { collectMetrics } from '#publishing/results/metrics.ts';
import { checkPlans } from '#publishing/preflight/check.ts';
import { publishDue } from '#publishing/publish/round.ts';
import { sendReminders } from '#publishing/assist/reminders.ts';

export const [good, bad, other] = ['a', 'b', 'c'].map(
  (sign) => `0b0e0000-0000-4000-8000-00000000000${sign}`,
) as [string, string, string];
const channel_id = '0b0e0000-0000-4000-8000-0000000000ff';
const at = '2026-11-28T07:00:00Z';

export interface Loop {
  run(backend: Backend): Promise<unknown>;
  claim: string;
  settle: string;
  /** A row as SQL gives it, and the field in which one is torn. */
  row: (id: string) => Record<string, unknown>;
  torn: object;
  /** How the torn one is settled; null where it is left to its lease. */
  settled: object | null;
}

const message = (id: string) => ({
  ...{
    id,
    version: 2,
    tries: 1,
    channel_id,
    body: 'Masih',
    parent_external_id: '7',
    way: 'comment',
    tag: null,
  },
  ...{ template: null, recipient: null, pictures: [], attempt: null, known_remote_ids: [] },
});
const work = (id: string) => ({
  ...{ id, version: 2, state: 'claimed', tries: 0, channel_id, kind: 'facebook', connected: true },
  ...{
    scheduled_at: at,
    due: true,
    container_id: null,
    container_at: null,
    media_type: 'text',
    placement: 'feed',
  },
  ...{ caption: 'Rabeg', link: null, first_comment: null, pictures: [], video: null, attempt: null },
  known_remote_ids: [],
});
const device = { id: channel_id, endpoint: 'x', p256dh: 'x', auth: 'x', language: 'id' };

export const loops: Record<string, Loop> = {
  answers: {
    ...{
      run: deliverDue,
      claim: 'claim_messages',
      settle: 'settle_message',
      row: message,
      torn: { way: 'surat' },
    },
    settled: { message: bad, expected_version: 2, state: 'failed', outcome: 'failed', reason: 'bad_request' },
  },
  'answers that may have gone out': {
    ...{ run: deliverDue, claim: 'claim_messages', settle: 'settle_message', row: message },
    torn: { body: null, attempt: { id: bad, opened_at: at } },
    settled: { message: bad, expected_version: 2, state: 'unconfirmed', outcome: 'unknown' },
  },
  'comment actions': {
    ...{
      run: carryOutDue,
      claim: 'claim_comment_actions',
      settle: 'settle_comment_action',
      torn: { wanted: 'x' },
    },
    row: (id) => ({ id, version: 2, tries: 1, channel_id, wanted: 'hide', comment: '7' }),
    settled: { action: bad, expected_version: 2, state: 'failed', reason: 'bad_request' },
  },
  'first comments': {
    ...{ run: sendFirstComments, claim: 'claim_first_comments', settle: 'settle_first_comment' },
    row: (id) => ({
      ...{
        target_id: id,
        version: 2,
        tries: 1,
        channel_id,
        kind: 'facebook',
        remote_post_id: '7',
        body: 'Halo',
      },
      ...{ opened_at: null, known_remote_ids: [] },
    }),
    torn: { kind: 'radio' },
    settled: { target: bad, expected_version: 2, verdict: 'failed', reason: 'bad_request' },
  },
  posts: {
    ...{
      run: publishDue,
      claim: 'claim_due_targets',
      settle: 'settle_targets',
      row: work,
      torn: { kind: 'radio' },
    },
    settled: { target_id: bad, version: 2, state: 'failed', reason: 'bad_request' },
  },
  plans: {
    ...{
      run: checkPlans,
      claim: 'claim_due_preflights',
      settle: 'record_preflights',
      torn: { moment: '2h' },
    },
    row: (id) => ({
      ...{ work: work(id), moment: '1h', scheduled_at: at, post_version: 1, network: 'sandbox', ahead: 0 },
      problems: [],
    }),
    settled: null,
  },
  receipts: {
    ...{
      run: tellReadings,
      claim: 'claim_read_receipts',
      settle: 'settle_read_receipts',
      torn: { external_id: null },
    },
    row: (id) => ({ conversation: id, message: id, tries: 1, channel_id, external_id: '7' }),
    settled: { conversation: bad, message: bad, told: false },
  },
  profiles: {
    ...{
      run: fetchProfiles,
      claim: 'claim_profiles',
      settle: 'settle_profiles',
      torn: { external_id: null },
    },
    row: (id) => ({ identity: id, channel_id, external_id: '7', tries: 1 }),
    settled: { identity: bad },
  },
  mentions: {
    ...{ run: fetchMentions, claim: 'claim_mentions', settle: 'settle_mention', torn: { media_id: null } },
    row: (id) => ({ id, channel_id, media_id: '7', comment_id: '', told_at: at, tries: 1 }),
    settled: { mention: bad, outcome: 'gone' },
  },
  attachments: {
    ...{
      run: copyAttachments,
      claim: 'claim_attachments',
      settle: 'settle_attachment',
      torn: { tries: null },
    },
    row: (id) => ({
      id,
      kind: 'image',
      name: null,
      source_url: null,
      source_id: null,
      tries: 1,
      channel_id,
      network: null,
    }),
    settled: { attachment: bad, result: { state: 'gone', reason: 'refused' } },
  },
  figures: {
    ...{
      run: collectMetrics,
      claim: 'claim_due_metrics',
      settle: 'record_metrics',
      torn: { media_type: 'radio' },
    },
    row: (id) => ({
      ...{ target_id: id, age_hours: 1, channel_id, kind: 'facebook', remote_id: '7', media_type: 'text' },
      placement: 'feed',
    }),
    settled: { target_id: bad, age_hours: 1, reason: 'bad_request' },
  },
  reminders: {
    ...{ run: sendReminders, claim: 'claim_due_reminders', settle: 'settle_reminders' },
    row: (id) => ({ id, email: 'x@contoh.test', target_id: id, tries: 1, path: '/u/x', devices: [] }),
    torn: { devices: [{ ...device, language: 'xx' }] },
    settled: { id: bad },
  },
  notices: {
    ...{
      run: (backend) => sendNotices(backend),
      claim: 'claim_notices',
      settle: 'settle_notices',
      torn: { kinds: 7 },
    },
    row: (id) => ({
      ...{ id, tries: 1, business_id: channel_id, path: '/u/x', waiting: 1, conversations: 1, kinds: [] },
      ...{ business: null, customer: null, words: null, devices: [] },
    }),
    settled: { id: bad, sent: false },
  },
  escalations: {
    ...{
      run: escalateOverdue,
      claim: 'claim_overdue_cases',
      settle: 'settle_escalation',
      torn: { promise: null },
    },
    row: (id) => ({
      ...{
        id,
        email: 'x@contoh.test',
        number: 'K-1',
        promise: 'Diganti',
        due_at: at,
        timezone: 'Asia/Jakarta',
      },
      ...{ business: 'Dapur', path: '/u/x' },
    }),
    settled: { escalation: bad, mailed: false },
  },
};
