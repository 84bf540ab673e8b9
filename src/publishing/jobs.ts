import type { Drain, EventJob } from '../platform/jobs.ts';
import { fetchPermalink } from './permalink.ts';
import { publishDue } from './publish.ts';

export const publishingDrains: Drain[] = [
  { name: 'publishing.publish', channel: 'tanggap_due', everySeconds: 1, lanes: 3, run: publishDue },
];

export const publishingJobs: EventJob[] = [
  { name: 'publishing.permalink', on: ['target.published'], run: fetchPermalink },
];
