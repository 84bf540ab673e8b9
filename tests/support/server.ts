import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '../..');

export interface TestServer {
  url: string;
  dataDir: string;
  process: ChildProcess;
  /** What it wrote so far. */
  said(): string;
  /** SIGTERM, and waits until it is gone. */
  stop(): Promise<void>;
  /** kill -9 of Node alone; its PostgreSQL lives on. */
  kill(): Promise<void>;
}

export interface TestServerOptions {
  dataDir: string;
  port: number;
  sandboxUrl?: string;
  env?: Record<string, string>;
  /** More arguments for Node, e.g. `--import` of something that listens. */
  nodeArguments?: string[];
  entry?: string;
}

/** Starts the real server as a process of its own and waits until it is ready. */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const { dataDir, port } = options;
  const { TEST_COMPILE_CACHE } = process.env;
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  const child = spawn(
    process.execPath,
    [...(options.nodeArguments ?? []), options.entry ?? join(root, 'src', 'server.ts')],
    {
      cwd: root,
      env: {
        ...inherited(),
        DATA_DIR: dataDir,
        PORT: String(port),
        LOG_LEVEL: 'info',
        // All servers of a run are the same program: a third of a start goes into compiling it.
        ...(TEST_COMPILE_CACHE && { NODE_COMPILE_CACHE: TEST_COMPILE_CACHE }),
        ...(options.sandboxUrl && { SANDBOX_URL: options.sandboxUrl }),
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output += part.toString()));
  for (const until = Date.now() + 180_000; ; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`the server ended:\n${output.slice(-3000)}`);
    if (Date.now() > until) throw new Error(`the server did not become ready:\n${output.slice(-3000)}`);
    if (await answers(`${url}/readyz`)) break;
  }
  return {
    url,
    dataDir,
    process: child,
    said: () => output,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** A port nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

/** A folder of somebody's own, which they remove at the end. */
export interface Folder {
  path: string;
  remove(): void;
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'tanggap-journey-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The environment of this process without settings that somebody may have made for the program. */
function inherited(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NODE_PATH', 'SYSTEMROOT'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    (answer) => answer.ok,
    () => false,
  );
}
