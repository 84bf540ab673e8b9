/** `npm run demo` as a child process, without npm. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '#platform/project-root.ts';

export interface Demo {
  pid: number;
  /** Everything it wrote. */
  said(): string;
  hub(): string;
  sandbox(): string;
  /** @throws with what it said, when it ended instead or took too long */
  ready(): Promise<void>;
  /** Its exit code. */
  ended(): Promise<number | null>;
  /** SIGTERM; then its exit code. */
  stop(): Promise<number | null>;
  kill(): void;
}

export async function startDemo(env: Record<string, string>): Promise<Demo> {
  // Whoever runs the tests may have a hub of their own set up.
  const unset = { DATA_DIR: '', PUBLIC_URL: '', SANDBOX_URL: '', LOG_LEVEL: '' };
  const child = spawn(process.execPath, [join(projectRoot, 'src/demo/main.ts')], {
    cwd: projectRoot,
    env: { ...process.env, ...unset, NODE_ENV: 'production', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const found = (label: string) => new RegExp(`${label} +(http://\\S+)`).exec(said)?.[1] ?? '';
  return {
    pid: child.pid!,
    said: () => said,
    hub: () => found('Buka'),
    sandbox: () => found('Pelanggan'),
    async ready() {
      const end = performance.now() + 90_000;
      while (!said.includes('Stop: Ctrl+C')) {
        if (child.exitCode !== null || performance.now() > end) throw new Error(`not ready:\n${said}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    ended: () => exit,
    stop() {
      child.kill('SIGTERM');
      return exit;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
