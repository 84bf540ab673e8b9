import type { Readable, Writable } from 'node:stream';
import type { Backend } from '../backend/index.ts';

/** One command of `npm run tanggap`; `name` may be two words. */
export type Command = { name: string; usage: string; does: string } & (OnBackend | Alone);

interface OnBackend {
  alone?: false;
  /** Runs although the database was used with another secret. */
  acceptsSecret?: true;
  /** @returns what to print */
  run(backend: Backend, words: string[]): Promise<string>;
}

/** Needs no database and no environment; reads and writes as it goes. */
interface Alone {
  alone: true;
  /** @returns the exit code */
  run(words: string[], streams: Streams): Promise<number>;
}

export interface Streams {
  input: Readable;
  output: Writable;
  errors: Writable;
}

/** A command that was called in the wrong way, with the sentence that helps. */
export class UsageError extends Error {
  override name = 'UsageError';
}
