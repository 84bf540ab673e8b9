import type { Connection } from '../../src/platform/postgres/index.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: Connection;
  }
}

/** The migrated database that tests clone. */
export const template = 'tanggap_template';
