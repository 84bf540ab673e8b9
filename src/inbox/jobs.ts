import type { Drain } from '#platform/jobs/drain.ts';
import type { EventJob, TimedJob } from '#platform/jobs/worker.ts';
import { copyAttachments } from './messages/attachments.ts';
import { sendAway } from './hours/opening.ts';
import { fetchMentions } from './receiving/mentions.ts';
import { pollAccounts } from './receiving/poll.ts';
import { eraseRawItems } from './customers/privacy/rights.ts';
import { eraseExpired } from './customers/retention/months.ts';
import { projectPending } from './receiving/receive.ts';
import { closeSilentCases, escalateOverdue } from './cases/deadlines.ts';
import { sendDigests } from './notices/digests.ts';
import { readTemplates } from './replies/templates/approved.ts';
import { fetchProfiles } from './receiving/profiles.ts';
import { tellReadings } from './replies/read-receipts.ts';
import { forgetOldNotices, sendNotices } from './notices/send.ts';
import { closeQuiet } from './conversations/auto-close.ts';
import { carryOut, carryOutDue } from './replies/comment-actions.ts';
import { deliver, deliverDue } from './replies/deliver.ts';

export const inboxDrains: Drain[] = [
  { name: 'inbox.project', channel: 'tanggap_webhooks', everySeconds: 60, run: projectPending },
  // An answer is held for five seconds: whoever waits for it sees it go soon after, because the rows say when.
  { name: 'inbox.sweep', everySeconds: 60, run: deliverDue },
  { name: 'inbox.moderate_due', everySeconds: 120, run: carryOutDue },
  {
    name: 'inbox.attachments',
    channel: 'tanggap_attachments',
    everySeconds: 300,
    lanes: 2,
    run: copyAttachments,
  },
  { name: 'inbox.readings', channel: 'tanggap_read_receipts', everySeconds: 300, run: tellReadings },
  { name: 'inbox.profiles', channel: 'tanggap_profiles', everySeconds: 300, run: fetchProfiles },
  { name: 'inbox.notices', everySeconds: 120, run: (backend) => sendNotices(backend) },
  { name: 'inbox.mentions', channel: 'tanggap_mentions', everySeconds: 300, run: fetchMentions },
  { name: 'inbox.raw_items', channel: 'tanggap_erasures', everySeconds: 300, run: eraseRawItems },
];

export const inboxJobs: EventJob[] = [
  { name: 'inbox.deliver', on: ['message.queued'], run: deliver },
  { name: 'inbox.away', on: ['message.received'], sieve: 'may_send_away', run: sendAway },
  { name: 'inbox.templates', on: ['channel.connected'], run: readTemplates },
  { name: 'inbox.moderate', on: ['action.queued'], run: carryOut },
];

export const inboxTimed: TimedJob[] = [
  { name: 'inbox.poll', cron: '*/15 * * * *', run: pollAccounts },
  { name: 'inbox.tend', cron: '* * * * *', run: closeQuiet },
  { name: 'inbox.overdue_cases', cron: '* * * * *', run: escalateOverdue },
  // At night in Indonesia.
  { name: 'inbox.retention', cron: '17 19 * * *', run: eraseExpired },
  { name: 'inbox.digests', cron: '* * * * *', run: sendDigests },
  { name: 'inbox.forget_notices', cron: '41 3 * * *', run: forgetOldNotices },
  { name: 'inbox.silent_cases', cron: '7 * * * *', run: closeSilentCases },
];
