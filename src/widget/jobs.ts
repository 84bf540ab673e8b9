import type { EventJob, TimedJob } from '#platform/jobs/worker.ts';
import { tendAnswerTimes } from './settings/answer-time.ts';
import { writeLetter } from './portal/letters.ts';

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
