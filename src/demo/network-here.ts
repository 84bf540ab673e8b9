/** The demo's own sandbox network: it keeps its world, and where it can its port, in the data folder. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '#sandbox/index.ts';
import type { Marker } from './marker.ts';

export async function startNetwork(dataDir: string, before: Marker | null): Promise<Sandbox> {
  const file = join(dataDir, 'sandbox.json');
  // Without a finished business the world holds half a story.
  if (!before) for (const path of [file, `${file}.pictures`]) rmSync(path, { recursive: true, force: true });
  const port = before ? Number(new URL(before.sandboxUrl).port) : 0;
  try {
    return await startSandbox({ file, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return startSandbox({ file, port: 0 });
  }
}
