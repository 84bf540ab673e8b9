import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Whether any account may pass through every folder down to this one. */
export function openToOthers(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
