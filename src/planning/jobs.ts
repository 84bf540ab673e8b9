import type { Drain } from '../platform/jobs/drain.ts';
import type { TimedJob } from '../platform/jobs.ts';
import { forgetUnusedMedia } from './library.ts';
import { removeFiles } from './media-files.ts';
import { fillAllSeries } from './series.ts';

export const planningDrains: Drain[] = [
  { name: 'planning.remove_files', channel: 'tanggap_media', everySeconds: 600, run: removeFiles },
];

export const planningTimed: TimedJob[] = [
  { name: 'planning.forget_media', cron: '41 19 * * *', run: forgetUnusedMedia },
  { name: 'planning.series', cron: '7 * * * *', run: fillAllSeries },
];
