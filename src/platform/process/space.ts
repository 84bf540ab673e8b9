import { statfs } from 'node:fs/promises';

export interface Space {
  /** `low`: somebody should see to it; `full`: nothing more is taken. */
  state: 'enough' | 'low' | 'full';
  /** Bytes that this process may still use; null where nobody can tell. */
  free: number | null;
}

const megabyte = 1024 * 1024;
/** A video may have 100 MB, and PostgreSQL needs room to write before it can make room. */
const low = 1024 * megabyte;
const full = 64 * megabyte;

/** How much room there is in a folder; what is not there yet has enough. */
export async function spaceIn(folder: string): Promise<Space> {
  try {
    const { bavail, bsize, blocks } = await statfs(folder);
    const free = bavail * bsize;
    // On a small disk a gigabyte may be all there is.
    const scale = Math.min(1, (blocks * bsize) / (20 * low));
    return { state: stateOf(free, scale), free };
  } catch {
    return { state: 'enough', free: null };
  }
}

/** @param scale how much smaller than usual the disk is */
export function stateOf(free: number, scale = 1): Space['state'] {
  if (free < full * scale) return 'full';
  return free < low * scale ? 'low' : 'enough';
}
