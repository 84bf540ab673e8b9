import type { TimedJob } from '#platform/jobs/worker.ts';
import { fillAllSeries } from './series/plans.ts';

export const planningTimed: TimedJob[] = [{ name: 'planning.series', cron: '7 * * * *', run: fillAllSeries }];
