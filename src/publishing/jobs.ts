import type { Drain } from '#platform/jobs/drain.ts';
import type { EventJob } from '#platform/jobs/worker.ts';
import { sendFirstComments } from './first-comment/send.ts';
import { collectMetrics, countFollowers } from './results/metrics.ts';
import { fetchPermalink } from './publish/permalink.ts';
import { checkPlans } from './preflight/check.ts';
import { publishDue } from './publish/round.ts';
import { sendReminders } from './assist/reminders.ts';
import { sweepTargets } from './publish/sweep.ts';

export const publishingDrains: Drain[] = [
  // Looking every minute is for what is prepared ten minutes ahead; the hour itself is told to the millisecond.
  { name: 'publishing.publish', channel: 'tanggap_due', everySeconds: 60, lanes: 3, run: publishDue },
  { name: 'publishing.sweep', everySeconds: 60, run: sweepTargets },
  { name: 'publishing.comments', channel: 'tanggap_comments', everySeconds: 60, run: sendFirstComments },
  { name: 'publishing.preflight', channel: 'tanggap_due', everySeconds: 300, run: checkPlans },
  { name: 'publishing.metrics', everySeconds: 300, run: collectMetrics },
  { name: 'publishing.reminders', channel: 'tanggap_reminders', everySeconds: 120, run: sendReminders },
  { name: 'publishing.followers', everySeconds: 600, run: countFollowers },
];

export const publishingJobs: EventJob[] = [
  { name: 'publishing.permalink', on: ['target.published'], run: fetchPermalink },
];
