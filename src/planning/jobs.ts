import type { TimedJob } from '../platform/jobs.ts';
import { fillAllSeries } from './series.ts';

export const planningTimed: TimedJob[] = [{ name: 'planning.series', cron: '7 * * * *', run: fillAllSeries }];
