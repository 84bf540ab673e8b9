import type { Drain, EventJob } from '#platform/jobs/worker.ts';
import { sendFirstComments } from './first-comment/send.ts';
import { collectMetrics, countFollowers } from './results/metrics.ts';
import { fetchPermalink } from './publish/permalink.ts';
import { checkPlans } from './preflight/check.ts';
import { publishDue } from './publish/round.ts';
import { sendReminders } from './assist/reminders.ts';
import { sweepTargets } from './publish/sweep.ts';

export const publishingDrains: Drain[] = [
  { name: 'publishing.publish', channel: 'tanggap_due', everySeconds: 1, lanes: 3, run: publishDue },
  { name: 'publishing.sweep', everySeconds: 60, run: sweepTargets },
  { name: 'publishing.comments', channel: 'tanggap_comments', everySeconds: 5, run: sendFirstComments },
  { name: 'publishing.preflight', channel: 'tanggap_due', everySeconds: 60, run: checkPlans },
  { name: 'publishing.metrics', everySeconds: 60, run: collectMetrics },
  { name: 'publishing.reminders', channel: 'tanggap_reminders', everySeconds: 15, run: sendReminders },
  { name: 'publishing.followers', everySeconds: 300, run: countFollowers },
];

export const publishingJobs: EventJob[] = [
  { name: 'publishing.permalink', on: ['target.published'], run: fetchPermalink },
];
