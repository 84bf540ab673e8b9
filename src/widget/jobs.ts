import type { EventJob } from '../platform/jobs.ts';
import { writeLetter } from './letters.ts';

export const widgetJobs: EventJob[] = [
  { name: 'widget.letter', on: ['message.received', 'message.sent'], run: writeLetter },
];
