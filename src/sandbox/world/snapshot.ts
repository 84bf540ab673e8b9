import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { addWhatsApp, emptyWhatsApp } from '../whatsapp/world.ts';
import type { World } from './shape.ts';

export interface Snapshot {
  /** Saves soon; many changes in a row make one file. */
  changed(): void;
  /** Saves now and waits until the file is whole. */
  flush(): Promise<void>;
}

/** Reads a saved world, or `null` when there is none yet. */
export async function loadWorld(file: string): Promise<World | null> {
  try {
    const saved = JSON.parse(await readFile(file, 'utf8')) as World;
    // Networks that were kept before there were videos, mentions, or WhatsApp.
    const world = {
      ...saved,
      videos: saved.videos ?? {},
      mentions: saved.mentions ?? {},
      whatsapp: saved.whatsapp ?? emptyWhatsApp(),
    };
    if (Object.keys(world.whatsapp.numbers).length === 0) addWhatsApp(world);
    return world;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Keeps `file` in step with the world; does nothing without a file. */
export function keepSnapshot(
  world: World,
  file: string | undefined,
  report: (problem: string) => void,
): Snapshot {
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    timer = null;
    if (!file) return writing;
    writing = writing
      .then(() => writeWhole(file, JSON.stringify(world)))
      .catch((error: Error) => report(`snapshot not written: ${error.message}`));
    return writing;
  };
  return {
    changed: () => {
      if (file) timer ??= setTimeout(write, 150);
    },
    flush: () => {
      if (timer) clearTimeout(timer);
      return write();
    },
  };
}

// A half-written file after a power cut would lose the whole network, so the new one replaces the old in one step.
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(`${file}.new`, 'w');
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
  await rename(`${file}.new`, file);
}
