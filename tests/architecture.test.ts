/**
 * The rules of the house, each a line that says how to mend what breaks it. What they hold stands in tests/rules.
 * Long, because it is one list of rules.
 */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wrongImports } from './rules/arrows.ts';
import { wrongDoors } from './rules/doors.ts';
import { environmentReads } from './rules/environment.ts';
import { fieldsOf, fieldWords, foreignFields } from './rules/fields.ts';
import { looseClaims } from './rules/claims.ts';
import { crowdedFolders, longFiles, repeatedNames } from './rules/folders.ts';
import {
  allowedImports,
  ownFields,
  plantedEnvironment,
  plantedFields,
  plantedImports,
  plantedTests,
  trustedTests,
} from './rules/planted.data.ts';
import { castsOutsidePlatform, joinedSelects } from './rules/selects.ts';
import { importsOf, readSources } from './rules/sources.ts';
import { readSql, wrongSql } from './rules/sql.ts';
import { circles, upwardImports } from './rules/topics.ts';
import { distrusted } from './rules/trust.ts';

const sources = readSources(join(import.meta.dirname, '../src'));
/** All may only fall. */
const castsToday = 36;
const longFilesToday = 10;
const waitsToday = 6;

const one = (path: string, text: string) => new Map([[path, text]]);
const lines = (count: number) => 'x\n'.repeat(count);

test('the reader sees the imports of the real tree, in .astro files too', () => {
  const seen = (path: string) =>
    importsOf(path, sources.get(path)!).map(({ target, specifier }) => target ?? specifier);
  expect(sources.size).toBeGreaterThan(100);
  expect(seen('jobs.ts')).toEqual(
    expect.arrayContaining(['inbox/jobs.ts', 'platform/jobs/worker.ts', 'publishing/jobs.ts']),
  );
  expect(seen('ui/layout.astro')).toContain('platform/text/i18n.ts');
  expect(seen('server.ts')).toContain('astro');
});

describe('imports follow the arrows', () => {
  test('everywhere, through doors', () => expect(wrongImports(sources)).toEqual([]));

  test.each(plantedImports)('found: %s with %j', (path, code, says) => {
    expect(wrongImports(one(path, code))).toEqual([expect.stringMatching(says)]);
  });

  test.each(allowedImports)('but %s may have %j', (path, code) => {
    expect([...wrongImports(one(path, code)), ...environmentReads(one(path, code))]).toEqual([]);
  });
});

describe('only one file reads the environment', () => {
  test('everywhere', () => expect(environmentReads(sources)).toEqual([]));

  test.each(plantedEnvironment)('found: %s with %j', (path, code, says) => {
    expect(environmentReads(one(path, code))).toEqual([expect.stringMatching(says)]);
  });
});

describe('1. at most twelve .ts files lie flat in a folder', () => {
  test('everywhere', () => expect(crowdedFolders(sources)).toEqual([]));

  test('a thirteenth is found', () => {
    const crowd = new Map(Array.from({ length: 13 }, (_, n) => [`inbox/cases/x${n}.ts`, '']));
    expect(crowdedFolders(crowd)).toEqual([expect.stringMatching(/src\/inbox\/cases has 13/)]);
  });
});

describe('2. topics import along a written order, and nothing in a circle', () => {
  test('everywhere, along the order', () => expect(upwardImports(sources)).toEqual([]));

  test('everywhere, without a circle', () => expect(circles(sources)).toEqual([]));

  test('an import up the order is found, and a topic that is not written down', () => {
    expect(upwardImports(one('inbox/hours/x.ts', "import type { A } from '../cases/steps.ts';"))).toEqual([
      expect.stringMatching(/in inbox\/ hours stands below cases/),
    ]);
    expect(upwardImports(one('inbox/odds/x.ts', ''))).toEqual([
      expect.stringMatching(/in no topic of inbox/),
    ]);
    expect(upwardImports(one('inbox/cases/x.ts', "import { a } from '../hours/opening.ts';"))).toEqual([]);
  });

  test('a circle is found, of types and over three files too', () => {
    const three = new Map([
      ['inbox/a.ts', "import type { B } from './b.ts';"],
      ['inbox/b.ts', "import { c } from '#inbox/c.ts';"],
      ['inbox/c.ts', "export type C = import('./a.ts').A;"],
      ['inbox/d.ts', "import './a.ts';"],
    ]);
    expect(circles(three)).toEqual([
      'these import each other in a circle: inbox/a.ts, inbox/b.ts, inbox/c.ts.',
    ]);
  });
});

describe('3. doors name what goes out, at most fifteen names', () => {
  test('everywhere', () => expect(wrongDoors(sources)).toEqual([]));

  test('a star is found, and a sixteenth name', () => {
    expect(wrongDoors(one('inbox/x.ts', "export * from './a.ts';"))).toHaveLength(1);
    expect(wrongDoors(one('inbox/x.ts', "export type * from './a.ts';"))).toHaveLength(1);
    const names = (count: number) => Array.from({ length: count }, (_, n) => `n${n}`).join(', ');
    expect(wrongDoors(one('inbox/cases/index.ts', `export { ${names(16)} } from './a.ts';`))).toEqual([
      expect.stringMatching(/hands on 16 names/),
    ]);
    expect(wrongDoors(one('inbox/cases/index.ts', `export { ${names(15)} } from './a.ts';`))).toEqual([]);
  });
});

describe('4. no file repeats the name of its folder', () => {
  test('everywhere', () => expect(repeatedNames(sources)).toEqual([]));

  test.each([
    'inbox/cases/cases.ts',
    'inbox/cases/case-list.ts',
    'inbox/replies/reply.ts',
    'ui/parts/x-part.astro',
  ])('found: %s', (path) => expect(repeatedNames(one(path, ''))).toHaveLength(1));
});

describe('5. a select is one literal, and types are asserted in platform alone', () => {
  test('every select', () => expect(joinedSelects(sources)).toEqual([]));

  test('casts elsewhere only become fewer', () =>
    expect(castsOutsidePlatform(sources).length).toBeLessThanOrEqual(castsToday));
});

describe('6. whoever claims, claims through the ledger', () => {
  test('everywhere', () => expect(looseClaims(sources)).toEqual([]));

  test("a claim of somebody's own is found", () => {
    const own = "const { data } = await db.rpc('claim_notices', { size: 5 }).throwOnError();";
    expect(looseClaims(one('inbox/notices/x.ts', own))).toHaveLength(1);
  });
});

describe('7. a function, view, policy or trigger has one file', () => {
  test('everywhere', () => expect(wrongSql(readSql(join(import.meta.dirname, '../supabase')))).toEqual([]));
});

describe('8. fields of forms have English names', () => {
  const words = fieldWords(sources.get('platform/database.types.ts')!);

  test('everywhere', () => expect(foreignFields(sources, words)).toEqual([]));

  test('the reader sees the fields of the real tree, in markup, in templates of lit and where they are read', () => {
    const seen = (path: string) => fieldsOf(path, sources.get(path)!).map(({ name }) => name);
    expect(seen('widget/feedback/parts/form.astro')).toEqual(
      expect.arrayContaining(['key', 'words', 'consent']),
    );
    expect(seen('widget/elements/panel/form.ts')).toEqual(
      expect.arrayContaining(['kind', 'words', 'consent']),
    );
    expect(seen('inbox/hours/form.ts')).toEqual(expect.arrayContaining(['away', 'opens-${index + 1}']));
    expect(seen('inbox/conversations/parts/list.astro')).toEqual(['id']);
    expect(seen('inbox/screens/parts/head.astro'), 'a form that asks').toEqual([]);
  });

  test.each(plantedFields)('found: in %s %j', (path, code, says) => {
    expect(foreignFields(one(path, code), words)).toEqual([expect.stringMatching(says)]);
  });

  test.each(ownFields)('but %s may have %j', (path, code) => {
    expect(foreignFields(one(path, code), words)).toEqual([]);
  });
});

describe('10. the number of files over 200 lines only falls', () => {
  test('today', () => expect(longFiles(sources).length).toBeLessThanOrEqual(longFilesToday));

  test('a longer one is counted, a table of data is not', () => {
    expect(longFiles(one('inbox/cases/x.ts', lines(201)))).toEqual(['inbox/cases/x.ts']);
    expect(longFiles(one('inbox/cases/x.ts', lines(200)))).toEqual([]);
    expect(longFiles(one('demo/story/x.data.ts', lines(400)))).toEqual([]);
  });
});

describe('11. no test depends on how fast a machine is, or on its fonts', () => {
  // What measures speed is not among them: bench and soak.
  const tests = new Map(
    [...readSources(import.meta.dirname)].filter(([path]) => !/^(bench|soak)\//.test(path)),
  );
  const found = distrusted(tests);
  const isWait = (one: string) => one.includes('waits for time to pass');

  test('no duration is asserted, and no pixel that fonts decide', () => {
    expect(tests.size).toBeGreaterThan(100);
    expect(found.filter((one) => !isWait(one))).toEqual([]);
  });

  test('what waits for time to pass only becomes less', () =>
    expect(found.filter(isWait).length).toBeLessThanOrEqual(waitsToday));

  test.each(plantedTests)('found: %j', (code, says) => {
    expect(distrusted(one('inbox/x.test.ts', code))).toEqual([expect.stringMatching(says)]);
  });

  test.each(trustedTests)('left alone: %j', (code) => {
    expect(distrusted(one('inbox/x.test.ts', code))).toEqual([]);
  });
});
