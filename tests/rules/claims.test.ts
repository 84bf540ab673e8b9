import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { looseClaims } from './claims.ts';

const src = join(import.meta.dirname, '../../src');
const sources = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|astro)$/.test(path))
    .map((path) => [path, readFileSync(join(src, path), 'utf8')]),
);
const one = (path: string, text: string) => new Map([[path, text]]);
const imported = "import { runLedger } from '../platform/ledger/run.ts';\n";
const through = "runLedger(backend, { claim: (db) => db.rpc('claim_things', { size: 1 }).throwOnError() });";

describe('6. whoever claims, claims through the ledger', () => {
  test('everywhere', () => expect(looseClaims(sources)).toEqual([]));

  test('the reader sees the claims of the real tree', () => {
    // Without its ledger every one of them is found.
    const without = [...sources].map(([path, text]) => [path, text.replaceAll('runLedger', 'run')] as const);
    expect(looseClaims(new Map(without)).length).toBeGreaterThan(15);
  });

  test('a loop of its own is found, with its line', () => {
    const loop = "const size = 1;\nconst { data } = await db.rpc('claim_things', { size }).throwOnError();";
    expect(looseClaims(one('inbox/x.ts', loop))).toEqual([
      expect.stringMatching(/^src\/inbox\/x\.ts:2 claims \(claim_things\) beside the ledger/),
    ]);
  });

  test.each([
    ['by a name kept elsewhere', "const name = 'claim_things';\nawait db.rpc(name);"],
    ['in a statement', 'await sql`select * from claim_things(${size})`;'],
    ['by rows that are locked', 'await sql`select id from things where due\n for update  SKIP LOCKED`;'],
    ['beside a ledger', `${imported}${through}\nawait db.rpc('claim_more');`],
    ['in a ledger of its own', `const runLedger = (a, b) => b.claim(a);\n${through}`],
  ])('one is found %s', (_name, text) => {
    expect(looseClaims(one('inbox/x.ts', text))).toHaveLength(1);
  });

  test('in a page it is found too', () => {
    const page =
      "---\nconst { db } = await requireMember(Astro);\nawait db.rpc('claim_things');\n---\n<p>'claim_this'</p>\n";
    expect(looseClaims(one('pages/x.astro', page))).toEqual([expect.stringContaining('x.astro:3 ')]);
  });

  test.each([
    ['through the ledger', `${imported}${through}`],
    ['through the ledger by its full name', `${imported.replace('../', '#')}${through}`],
    ['in a comment', '// As claim_things does.\nconst a = 1;'],
    ['where it is projected in SQL', "await db.rpc('claim_webhook_items', { size: 100 });"],
  ])('but not %s', (_name, text) => {
    expect(looseClaims(one('inbox/x.ts', text))).toEqual([]);
  });
});
