import type { Drain, EventJob, TimedJob } from '../platform/jobs.ts';
import { pollComments } from './poll.ts';
import { projectPending } from './receive.ts';
import { closeSilentCases, escalateOverdue } from './case-tending.ts';
import { tendConversations } from './tend.ts';
import { deliver, deliverDue } from './reply.ts';

export const inboxDrains: Drain[] = [
  { name: 'inbox.project', channel: 'tanggap_webhooks', everySeconds: 2, run: projectPending },
  { name: 'inbox.sweep', everySeconds: 5, run: deliverDue },
];

export const inboxJobs: EventJob[] = [{ name: 'inbox.deliver', on: ['message.queued'], run: deliver }];

export const inboxTimed: TimedJob[] = [
  { name: 'inbox.poll', cron: '*/15 * * * *', run: pollComments },
  { name: 'inbox.tend', cron: '* * * * *', run: tendConversations },
  { name: 'inbox.overdue_cases', cron: '* * * * *', run: escalateOverdue },
  { name: 'inbox.silent_cases', cron: '7 * * * *', run: closeSilentCases },
];
