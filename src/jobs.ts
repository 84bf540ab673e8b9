/** Composition root of the worker: every room's jobs. */
import { inboxDrains, inboxJobs, inboxTimed } from './inbox/jobs.ts';
import { planningDrains, planningTimed } from './planning/jobs.ts';
import type { Jobs } from './platform/jobs/worker.ts';
import { forgetOldLimits } from './platform/http/rate-limit.ts';
import { publishingDrains, publishingJobs } from './publishing/jobs.ts';
import { widgetJobs, widgetTimed } from './widget/jobs.ts';

export const allJobs: Jobs = {
  onEvent: [...publishingJobs, ...inboxJobs, ...widgetJobs],
  timed: [
    ...inboxTimed,
    ...planningTimed,
    ...widgetTimed,
    { name: 'platform.forget_limits', cron: '17 3 * * *', run: forgetOldLimits },
  ],
  drains: [...publishingDrains, ...inboxDrains, ...planningDrains],
};
