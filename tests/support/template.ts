import type { Connection } from '#platform/postgres/index.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: Connection;
    /** Of this run: what is prepared once lies here. */
    runFolder: string;
  }
}

/** The migrated database that tests clone. */
export const template = 'tanggap_template';
