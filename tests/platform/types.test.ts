import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { databaseTypes } from '#platform/process/generate-types.ts';
import { createTestDatabase } from '../support/database.ts';

const file = join(import.meta.dirname, '../../src/platform/database.types.ts');

test('database.types.ts is what the migrated schema gives, and no schema change goes unnoticed', async () => {
  const { sql, drop } = await createTestDatabase();
  try {
    const written = readFileSync(file, 'utf8');
    const types = await databaseTypes(sql);
    expect(written === types, 'src/platform/database.types.ts is stale: run npm run types').toBe(true);
    await sql`alter table businesses add column planted text`;
    expect(await databaseTypes(sql)).not.toBe(types);
  } finally {
    await drop();
  }
});
