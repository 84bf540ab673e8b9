import type { Backend } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';

const batch = 200;

/**
 * Gives what was left behind a state that a person can see, however old it is.
 * @returns how many there were
 */
export async function sweepTargets(backend: Backend): Promise<number> {
  const db = backend.asService('find targets that were left behind');
  const { data: swept } = await db.rpc('sweep_targets', { size: batch }).throwOnError();
  if (swept > 0) log('warn', 'publishing.swept', { swept });
  return swept;
}
