import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nextId } from '../world/ids.ts';
import type { World } from '../world/shape.ts';

export interface Picture {
  mime: string;
  bytes: Uint8Array;
}

export interface PictureStore {
  keep(picture: Picture): string;
  find(id: string): Picture | null;
}

/** Pictures as fetched. With a snapshot file they lie beside it, in `<file>.pictures/`. */
export function createPictureStore(world: World, file: string | undefined): PictureStore {
  const bytesById = new Map<string, Uint8Array>();
  const folder = file ? `${file}.pictures` : null;
  return {
    keep({ mime, bytes }) {
      const id = nextId(world, '5', 15);
      world.pictures[id] = { mime };
      bytesById.set(id, bytes);
      if (folder) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, id), bytes);
      }
      return id;
    },
    find(id) {
      const known = world.pictures[id];
      if (!known) return null;
      const bytes = bytesById.get(id) ?? (folder ? readOrNull(join(folder, id)) : null);
      if (bytes) bytesById.set(id, bytes);
      return bytes ? { mime: known.mime, bytes } : null;
    },
  };
}

function readOrNull(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
