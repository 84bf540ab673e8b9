import type { EventJob, TimedJob } from '../platform/jobs.ts';
import { tendAnswerTimes } from './answer-time.ts';
import { writeLetter } from './letters.ts';

export const widgetJobs: EventJob[] = [
  {
    name: 'widget.letter',
    on: ['message.received', 'message.sent'],
    sieve: 'may_write_letter',
    run: writeLetter,
  },
];

export const widgetTimed: TimedJob[] = [
  { name: 'widget.answer_times', cron: '23 * * * *', run: tendAnswerTimes },
];
