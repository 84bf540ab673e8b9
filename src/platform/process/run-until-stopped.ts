import { EnvError } from '../env.ts';
import { log } from '../log.ts';

/** Runs until told to stop, then closes in order; every command that serves or works ends like this. */
export async function runUntilStopped(start: () => Promise<{ stop(): Promise<void> }>): Promise<void> {
  try {
    const running = await start();
    let stopping = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (stopping) return;
        stopping = true;
        log('info', 'server.stopping', { signal });
        running.stop().then(
          () => process.exit(0),
          (error: unknown) => {
            log('error', 'server.stop_failed', { error });
            process.exit(1);
          },
        );
      });
    }
  } catch (error) {
    const said = error instanceof EnvError ? error.message : `Tanggap could not start: ${String(error)}`;
    process.stderr.write(`${said}\n`);
    process.exit(1);
  }
}
