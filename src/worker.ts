/** `npm run worker`: one more worker beside the server; any number may run. */
import { allJobs } from './jobs.ts';
import { backend } from './platform/backend/index.ts';
import { startWorker } from './platform/jobs/worker.ts';
import { startHeart } from './platform/process/processes.ts';
import { runUntilStopped } from './platform/process/run-until-stopped.ts';

await runUntilStopped(async () => {
  const running = await backend();
  const worker = await startWorker(running, allJobs);
  const heart = await startHeart(running, 'worker', worker);
  return {
    async stop() {
      await worker.stop();
      await heart.stop();
      await running.close();
    },
  };
});
