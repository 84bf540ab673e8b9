/** What the demo remembers in its data folder: that the sample business is complete, and where the network was. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Marker {
  filledAt: string;
  sandboxUrl: string;
}

export function readMarker(dataDir: string): Marker | null {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Marker;
  } catch {
    return null;
  }
}

export function writeMarker(dataDir: string, marker: Marker): void {
  writeFileSync(fileIn(dataDir), JSON.stringify(marker));
}

const fileIn = (dataDir: string): string => join(dataDir, 'demo.json');
