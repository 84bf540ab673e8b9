/** Composition root of the worker: every room's jobs. */
import { inboxDrains, inboxJobs, inboxTimed } from './inbox/jobs.ts';
import { mediaDrains, mediaTimed } from './media/jobs.ts';
import { planningTimed } from './planning/jobs.ts';
import type { Jobs } from './platform/jobs/worker.ts';
import { forgetOldLimits } from './platform/http/rate-limit.ts';
import { publishingDrains, publishingJobs } from './publishing/jobs.ts';
import { widgetJobs, widgetTimed } from './widget/jobs.ts';

export const allJobs: Jobs = {
  onEvent: [...publishingJobs, ...inboxJobs, ...widgetJobs],
  timed: [
    ...inboxTimed,
    ...planningTimed,
    ...mediaTimed,
    ...widgetTimed,
    { name: 'platform.forget_limits', cron: '17 3 * * *', run: forgetOldLimits },
  ],
  drains: [...publishingDrains, ...inboxDrains, ...mediaDrains],
};
