import { join } from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { castsOutsidePlatform, joinedSelects } from './selects.ts';

const one = (code: string, path = 'inbox/x.ts') => new Map([[path, code]]);
const select = (columns: string) => `db.from('posts').select(${columns});`;
const untyped = expect.stringMatching(/^src\/inbox\/x.ts:\d+ selects a text without a type/);

describe('a select is one literal', () => {
  test('in every file', () => {
    const root = join(import.meta.dirname, '../../src');
    const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.(ts|astro)$/.test(path),
    );
    expect(paths.length).toBeGreaterThan(100);
    const files = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
    expect(joinedSelects(files)).toEqual([]);
  });

  test.each([
    ['joined texts', select("'a, ' + 'b'")],
    ['a joined const', `const columns = 'a, ' + 'b';\n${select('columns')}`],
    ['a variable', `let columns = 'a';\n${select('columns')}`],
    ['a const of another type', `const columns: string = 'a';\n${select('columns')}`],
    [
      'a template of a text that is not at hand',
      `const f = (columns: string) => ${select('`${columns}, b`')}`,
    ],
    ['a template that has a name and is no const', `const a = 'a';\nconst b = \`\${a}, b\`;\n${select('b')}`],
    ['a joined const of another file', `import { columns } from './y.ts';\n${select('columns')}`],
    ['one of two, of which one is joined', select("wide ? 'a, ' + 'b' : 'a'")],
    ['what a function says', select('columnsOf(post)')],
  ])('found: %s', (_, code) => {
    const files = new Map([...one(code), ['inbox/y.ts', "export const columns = 'a, ' + 'b';"]]);
    expect(joinedSelects(files)).toEqual([untyped]);
  });

  test('found in frontmatter, with its line', () => {
    const page = `---\nconst a = 1;\n${select("'a, ' + 'b'")}\n---\n<p></p>`;
    expect(joinedSelects(one(page, 'pages/x.astro'))).toEqual([
      expect.stringMatching(/^src\/pages\/x.astro:3 /),
    ]);
  });

  test.each([
    ['a text', select("'a, b'")],
    ['a text over several lines', select('`a,\n  b(c)`')],
    ['a const', `const columns = 'a, b';\n${select('columns')}`],
    ['a template of consts', `const a = 'a';\n${select('`${a}, b`')}`],
    ['a named template of consts', `const a = 'a';\nconst b = \`\${a}, b\` as const;\n${select('b')}`],
    ['a const of another file', `import { columns as c } from '#inbox/y.ts';\n${select('c')}`],
    ['a const of a neighbour', `import { columns } from './y.ts';\n${select('`${columns}, d`')}`],
    ['one of two', select("wide ? 'a, b' : 'a'")],
    ['the selection of an input', 'input.select();'],
  ])('but %s may be selected', (_, code) => {
    const files = new Map([...one(code), ['inbox/y.ts', "export const columns = 'a, b';"]]);
    expect(joinedSelects(files)).toEqual([]);
  });
});

describe('types are asserted in platform alone', () => {
  test.each([
    ['const a = rows as unknown as Row[];', /x\.ts:1 asserts Row\[\]/],
    ['const a = rows as Row[];', /asserts Row\[\]/],
    ['\nconst a = data as TargetState | null;', /x\.ts:2 asserts TargetState \| null/],
    ['db.insert(row as never);', /asserts never/],
    ['const a = found as string;', /asserts string/],
    ['const a = found as any;', /asserts any/],
    ['const a = row as unknown as PostId;', /asserts PostId/],
    ['const a = found!.x as { y: string };', /asserts \{ y: string \}/],
    ["const a = db.from('a').select('b').returns<Row[]>();", /asserts the rows of a query/],
    ["const a = db.rpc('a').overrideTypes<Row[]>();", /asserts the rows of a query/],
  ])('found: %s', (code, says) => {
    expect(castsOutsidePlatform(one(code))).toEqual([expect.stringMatching(says)]);
  });

  test('found in an .astro file, above and below the line', () => {
    const page = '---\nconst a = b as Row;\n---\n<p>{words[reason as Reason]}</p>\n<p>as Reason</p>';
    expect(castsOutsidePlatform(one(page, 'pages/x.astro'))).toEqual([
      expect.stringMatching(/x\.astro:2 asserts Row:/),
      expect.stringMatching(/x\.astro:4 asserts Reason:/),
    ]);
  });

  test.each([
    ['inbox/x.ts', "const kinds = ['a', 'b'] as const;"],
    ['inbox/x.ts', 'const kinds = { a: 1 } satisfies Record<string, number>;'],
    ['inbox/x.ts', 'const a = JSON.parse(text) as unknown;'],
    ['inbox/x.ts', 'const a = row.id as PostId;'],
    ['inbox/x.ts', 'const a = (kinds as readonly string[]).includes(kind);'],
    ['inbox/x.ts', "import { a as b } from './y.ts';\nexport { b as c };"],
    ['platform/x.ts', 'const a = value as never;'],
    ['sandbox/engine/x.ts', 'const a = value as World;'],
    ['inbox/screens/elements/x.element.ts', 'const a = event.target as HTMLElement;'],
    ['pages/x.astro', '<p>Save it as JPEG, or as Word (DOC).</p>'],
  ])('but %s may have %j', (path, code) => {
    expect(castsOutsidePlatform(one(code, path))).toEqual([]);
  });
});
