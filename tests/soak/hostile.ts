/** Ten thousand hostile requests in one run: the test of the widget, which sends fewer each time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { SoakOptions } from './main.ts';

export async function soakHostile({ seed, requests }: SoakOptions): Promise<void> {
  const env = { ...process.env, SEED: String(seed), REQUESTS: String(requests) };
  const tested = spawn('npx', ['vitest', 'run', 'tests/widget/hostile.test.ts'], { env, stdio: 'inherit' });
  const [code] = (await once(tested, 'exit')) as [number | null];
  if (code !== 0) throw new Error('something hostile got through');
}
