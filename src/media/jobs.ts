import type { Drain } from '#platform/jobs/drain.ts';
import type { TimedJob } from '#platform/jobs/worker.ts';
import { removeFiles } from './files/stored.ts';
import { forgetUnusedMedia } from './library/list.ts';

export const mediaDrains: Drain[] = [
  { name: 'media.remove_files', channel: 'tanggap_media', everySeconds: 600, run: removeFiles },
];

export const mediaTimed: TimedJob[] = [
  { name: 'media.forget_unused', cron: '41 19 * * *', run: forgetUnusedMedia },
];
