/** Builds what other sites load: `/widget.js` and the panel that it fetches when somebody is about to write. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { projectRoot } from '#platform/project-root.ts';

const widgetFolder = join(projectRoot, 'dist', 'widget');

/** Writes `widget.js` and `panel-HASH.js`, each plain and compressed as far as it goes. */
export async function bundleWidget(): Promise<void> {
  const panel = await bundle('panel.element.ts', 'es', 'panel-[hash].js', {});
  const launcher = await bundle('launcher.ts', 'iife', 'widget.js', {
    PANEL_FILE: JSON.stringify(panel.fileName),
  });
  await rm(widgetFolder, { recursive: true, force: true });
  await mkdir(widgetFolder, { recursive: true });
  for (const { fileName, code } of [panel, launcher]) {
    await writeFile(join(widgetFolder, fileName), code);
    await writeFile(join(widgetFolder, `${fileName}.br`), brotliCompressSync(code));
  }
}

async function bundle(
  entry: string,
  format: 'es' | 'iife',
  fileName: string,
  define: Record<string, string>,
): Promise<Rollup.OutputChunk> {
  const made = (await build({
    configFile: false,
    root: projectRoot,
    publicDir: false,
    logLevel: 'warn',
    define,
    build: {
      write: false,
      minify: true,
      target: ['chrome111', 'safari16.4', 'firefox114'],
      lib: { entry: join(import.meta.dirname, '../elements', entry), formats: [format], name: 'tanggap' },
      rollupOptions: { output: { entryFileNames: fileName } },
    },
  })) as Rollup.RollupOutput[];
  return made[0]!.output[0];
}
