import type { Drain, EventJob, TimedJob } from '../platform/jobs.ts';
import { copyAttachments } from './attachments.ts';
import { sendAway } from './hours.ts';
import { fetchMentions } from './mentions.ts';
import { pollAccounts } from './poll.ts';
import { projectPending } from './receive.ts';
import { tendConversations } from './tend.ts';
import { deliver, deliverDue } from './reply.ts';

export const inboxDrains: Drain[] = [
  { name: 'inbox.project', channel: 'tanggap_webhooks', everySeconds: 2, run: projectPending },
  { name: 'inbox.sweep', everySeconds: 5, run: deliverDue },
  {
    name: 'inbox.attachments',
    channel: 'tanggap_attachments',
    everySeconds: 10,
    lanes: 2,
    run: copyAttachments,
  },
  { name: 'inbox.mentions', channel: 'tanggap_mentions', everySeconds: 15, run: fetchMentions },
];

export const inboxJobs: EventJob[] = [
  { name: 'inbox.deliver', on: ['message.queued'], run: deliver },
  { name: 'inbox.away', on: ['message.received'], run: sendAway },
];

export const inboxTimed: TimedJob[] = [
  { name: 'inbox.poll', cron: '*/15 * * * *', run: pollAccounts },
  { name: 'inbox.tend', cron: '* * * * *', run: tendConversations },
];
