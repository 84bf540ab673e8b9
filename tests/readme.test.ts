/** The README and the pages beside it give the map; this keeps it true. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const mediaType = /^(application|audio|font|image|text|video)\/[\w.+-]+$/;
const extension = /\.(astro|css|example|html|js|json|jsonl|md|mjs|sql|svg|toml|ts|txt|yml|webmanifest)$/;

/** What a README names in links and code spans and that looks like a path of this repository. */
function pathsIn(markdown: string): string[] {
  const text = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
  const links = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)/gm)]
    .map((match) => match[1] ?? match[2]!)
    .filter((target) => !/^([a-z][a-z+.-]*:|#|\/\/)/i.test(target))
    .map((target) => decodeURI(target.replace(/[#?].*$/, '')));
  const spans = [...text.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)]
    .map((match) => match[1]!.trim())
    .filter(looksLikePath);
  return [...new Set([...links, ...spans])];
}

/** `src/inbox/` and `package.json` are paths; `/masuk`, `image/jpeg`, `@supabase/lite` and `npm ci` are not. */
function looksLikePath(span: string): boolean {
  if (!/^(\.\/)?[\w.*[\]-][\w./*[\]{},-]*$/.test(span) || mediaType.test(span)) return false;
  return span.includes('/') || extension.test(span);
}

/** A part of an address below a business, such as `unggahan/.../promosi`. */
function isAddress(path: string): boolean {
  return globSync(`src/pages/**/${path.split('/')[0]!}{,.astro,.ts}`, { cwd: root }).length > 0;
}

/** Made by running the program, so absent from a fresh checkout. */
function isMade(path: string): boolean {
  const ignored = read('.gitignore')
    .split('\n')
    .filter((line) => line.endsWith('/'))
    .map((line) => line.replace(/^\//, ''));
  return ignored.some((folder) => `${path.replace(/^\.\//, '')}/`.startsWith(folder));
}

function isThere(path: string): boolean {
  return /[*{]/.test(path) ? globSync(path, { cwd: root }).length > 0 : existsSync(join(root, path));
}

const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/*.md', { cwd: root })];

test.each(pages)('every path that %s names exists', (page) => {
  const missing = pathsIn(read(page))
    // A recipe's own pattern, and an address of the program.
    .filter((path) => !/\.\.\.|^(name|\*)\./.test(path) && !isAddress(path))
    .filter((path) => !isMade(path) && !isThere(path));
  expect(missing, `${page} names these; write paths from the root of the repository`).toEqual([]);
});

test.each(pages)('every npm script that %s names exists', (page) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...read(page).matchAll(/\bnpm run ([\w:-]+)/g)].map((match) => match[1]!);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('every folder and table of the glossary exists', () => {
  const rows = read('docs/glossary.md')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const tables = read('src/platform/database.types.ts');
  const named = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.flatMap((row) => named(row[4]!)).filter((folder) => !isThere(folder))).toEqual([]);
  expect(
    rows
      .flatMap((row) => named(row[5]!))
      .filter((table) => !table.startsWith('auth.') && !tables.includes(`      ${table}: {`)),
  ).toEqual([]);
});

test('the README names paths at all', () => {
  const paths = pathsIn(read('README.md'));
  expect(paths.filter((path) => path.startsWith('src/')).length).toBeGreaterThanOrEqual(5);
});

test('the reader tells paths from addresses, commands and media types', () => {
  const markdown = [
    'See [the map](src/inbox/reply.ts#L3 "map"), [web](https://example.test/a.md), [below](#below) and [doc][d].',
    'In `src/gone/` and `package.json`, never `/masuk`, `npm ci`, `image/jpeg`, `@supabase/lite`, `DATA_DIR`, `a.b`.',
    'Any `src/*/words.ts`, or ``a `quoted` one``.',
    '[d]: docs/gone.md',
    '```',
    '`src/in-a-block.ts`',
    '```',
  ].join('\n');
  expect(pathsIn(markdown)).toEqual([
    'src/inbox/reply.ts',
    'docs/gone.md',
    'src/gone/',
    'package.json',
    'src/*/words.ts',
  ]);
  expect(isThere('src/gone/')).toBe(false);
  expect(isThere('src/*/words.ts')).toBe(true);
  expect(isMade('data/secret')).toBe(true);
});

test('.env.example lists exactly the variables that env.ts reads', () => {
  const listed = [...read('.env.example').matchAll(/^#?[ \t]*([A-Z][A-Z0-9_]*)=/gm)].map(
    (match) => match[1]!,
  );
  expect([...new Set(listed)]).toHaveLength(listed.length);
  expect(listed.toSorted()).toEqual(variables().toSorted());
});

/** The names in env.ts's `const variables = z.object({ ... })`. */
function variables(): string[] {
  const source = ts.createSourceFile('env.ts', read('src/platform/env.ts'), ts.ScriptTarget.Latest);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === 'variables') {
      const call = node.initializer as ts.CallExpression;
      for (const property of (call.arguments[0] as ts.ObjectLiteralExpression).properties) {
        names.push((property.name as ts.Identifier).text);
      }
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

test('env.ts reads the variables of the contract', () => {
  expect(variables()).toEqual(
    `HOST PORT PUBLIC_URL TRUST_PROXY DATA_DIR DATABASE_URL DATABASE_DIRECT_URL DATABASE_CA DATABASE_POOL SUPABASE_URL SUPABASE_PUBLISHABLE_KEY
     SUPABASE_SECRET_KEY TANGGAP_SECRET TANGGAP_SECRET_OLD META_APP_ID META_APP_SECRET META_IG_APP_SECRET META_VERIFY_TOKEN
     META_GRAPH_URL META_GRAPH_VERSION SANDBOX_URL S3_ENDPOINT S3_BUCKET S3_ACCESS_KEY_ID S3_SECRET_ACCESS_KEY S3_REGION
     OPENAI_API_KEY OPENAI_BASE_URL OPENAI_MODEL SMTP_URL MAIL_FROM LOG_LEVEL WORKER`.split(/\s+/),
  );
});
