import type { Drain, TimedJob } from '#platform/jobs/worker.ts';
import { forgetUnusedMedia } from '#media/library/list.ts';
import { removeFiles } from '#media/files/stored.ts';
import { fillAllSeries } from './series/plans.ts';

export const planningDrains: Drain[] = [
  { name: 'planning.remove_files', channel: 'tanggap_media', everySeconds: 60, run: removeFiles },
];

export const planningTimed: TimedJob[] = [
  { name: 'planning.forget_media', cron: '41 19 * * *', run: forgetUnusedMedia },
  { name: 'planning.series', cron: '7 * * * *', run: fillAllSeries },
];
