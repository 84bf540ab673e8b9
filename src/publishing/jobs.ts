import type { Drain, EventJob } from '../platform/jobs.ts';
import { fetchPermalink } from './permalink.ts';
import { publishDue } from './publish.ts';
import { sweepTargets } from './sweep.ts';

export const publishingDrains: Drain[] = [
  { name: 'publishing.publish', channel: 'tanggap_due', everySeconds: 1, lanes: 3, run: publishDue },
  { name: 'publishing.sweep', everySeconds: 60, run: sweepTargets },
];

export const publishingJobs: EventJob[] = [
  { name: 'publishing.permalink', on: ['target.published'], run: fetchPermalink },
];
