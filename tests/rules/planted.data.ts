/** Imports planted to be found, and some that look like it and are allowed. */
type Planted = [path: string, code: string, says: RegExp];

export const plantedImports: Planted[] = [
  ['platform/x.ts', "import { a } from '#inbox/index.ts';", /platform\/ may not know inbox\//],
  ['platform/x.ts', "import type { A } from '#planning/schema.ts';", /platform\/ may not know planning\//],
  ['platform/x.ts', "export * from '#channels/index.ts';", /platform\/ may not know channels\//],
  ['platform/x.ts', "const a = await import('#inbox/index.ts');", /platform\/ may not know inbox\//],
  ['platform/x.ts', "type A = import('#inbox/index.ts').A;", /platform\/ may not know inbox\//],
  ['platform/x.ts', "import Icon from '#ui/icon.astro';", /platform\/ may not know ui\//],
  ['channels/x.ts', "import { a } from '#inbox/index.ts';", /channels\/ may not know inbox\//],
  ['channels/x.ts', "import { b } from '#platform/backend/index.ts';", /a channel has no database/],
  [
    'channels/facebook/x.ts',
    "import type { Db } from '#platform/backend/index.ts';",
    /a channel has no database/,
  ],
  [
    'channels/facebook/x.ts',
    "import { findAccounts } from '#channels/connections/accounts.ts';",
    /a channel has no database/,
  ],
  ['channels/x.ts', "import { createClient } from '@supabase/supabase-js';", /opened in platform\//],
  ['assistant/x.ts', "import { a } from '#channels/index.ts';", /assistant\/ may not know channels\//],
  ['ui/x.astro', "---\nimport { a } from '#inbox/schema.ts';\n---\n<p></p>", /ui\/ may not know inbox\//],
  [
    'ui/x.astro',
    "<p></p>\n<script>\n  import '#inbox/elements/a.element.ts';\n</script>",
    /src\/ui\/x.astro:3 .*ui\/ may not know/,
  ],
  ['ui/x.astro', '<script src="../inbox/elements/a.element.ts"></script>', /ui\/ may not know inbox\//],
  ['ui/x.astro', "<p>{(await import('#inbox/index.ts')).a}</p>", /ui\/ may not know inbox\//],
  ['inbox/x.ts', "import { a } from '#planning/index.ts';", /the arrow inbox -> planning is not in/],
  ['inbox/x.ts', "import type { A } from '#planning/schema.ts';", /the arrow inbox -> planning is not in/],
  [
    'planning/x.ts',
    "import { a } from '#publishing/index.ts';",
    /the arrow planning -> publishing is not in/,
  ],
  ['inbox/x.ts', "import { a } from '#businesses/index.ts';", /the arrow inbox -> businesses is not in/],
  ['indicators/x.ts', "import { a } from '#inbox/index.ts';", /the arrow indicators -> inbox is not in/],
  ['publishing/x.ts', "import { a } from '#planning/posts/targets.ts';", /only through doors/],
  ['publishing/x.ts', "import { a } from '#channels/instagram/publish.ts';", /through its doors/],
  ['inbox/x.ts', "import { a } from '#sandbox/index.ts';", /only composition roots and tests/],
  ['pages/x.astro', "---\nimport { a } from '#sandbox/index.ts';\n---", /only composition roots and tests/],
  ['channels/x.ts', "const a = import('#sandbox/index.ts');", /only composition roots and tests/],
  ['sandbox/x.ts', "import { log } from '#platform/log.ts';", /a program of its own/],
  ['sandbox/x.ts', "import { a } from '#inbox/index.ts';", /a program of its own/],
  ['sandbox/x.ts', "import type { A } from '#channels/schema.ts';", /a program of its own/],
  ['inbox/x.ts', "import { a } from '../pages/masuk.astro';", /nothing imports a page/],
  ['pages/a.astro', "---\nimport B from './b.astro';\n---", /nothing imports a page/],
  ['pages/a.ts', "import { startServer } from '#server.ts';", /composition roots start the others/],
  ['inbox/x.ts', "import { allJobs } from '#jobs.ts';", /composition roots start the others/],
  ['inbox/elements/a.element.ts', "import { a } from '../reply.ts';", /an element runs in the browser/],
  [
    'inbox/elements/a.element.ts',
    "import { log } from '#platform/log.ts';",
    /an element runs in the browser/,
  ],
  ['inbox/elements/a.element.ts', "import { readFileSync } from 'node:fs';", /no node: modules/],
  ['inbox/schema.ts', "import { a } from './reply.ts';", /browser-safe door/],
  ['inbox/schema.ts', "import { randomUUID } from 'node:crypto';", /no node: modules/],
  ['inbox/x.ts', "import postgres from 'postgres';", /opened in platform\//],
  ['inbox/x.ts', "const all = import.meta.glob('#planning/*.ts');", /the arrow inbox -> planning/],
  ['inbox/x.ts', "import { a } from '/src/planning/index.ts';", /the arrow inbox -> planning/],
  ['inbox/x.ts', "import { a } from '../../tests/support/backend.ts';", /does not know its tests/],
  ['helpers/x.ts', 'export const a = 1;', /belongs to no area/],
  ['stray.ts', 'export const a = 1;', /belongs to no area/],
  ['widget/x.ts', "import { a } from '#inbox/cases/index.ts';", /only through doors/],
  ['pages/x.astro', "---\nimport { a } from '#inbox/cases/steps.ts';\n---", /enter a topic by its index.ts/],
  ['demo/x.ts', "import { a } from '#inbox/cases/steps.ts';", /enter a topic by its index.ts/],
  ['channels/facebook/x.ts', "import { a } from '#channels/index.ts';", /a channel has no database/],
  [
    'planning/calendar/feed/x.ts',
    "import { a } from '../../posts/targets.ts';",
    /climbs more than one level/,
  ],
];

export const plantedEnvironment: Planted[] = [
  ['inbox/x.ts', 'const port = process.env.PORT;', /src\/inbox\/x.ts:1 reads the environment/],
  ['inbox/x.ts', "const port = process['env'].PORT;", /reads the environment/],
  ['inbox/x.ts', "import { env } from 'node:process';", /reads the environment/],
  ['inbox/x.ts', 'const { env } = process;', /reads the environment/],
  ['ui/x.astro', '<p>{import.meta.env.PUBLIC_URL}</p>', /reads the environment/],
  ['server.ts', 'const port = process.env.PORT;', /reads the environment/],
];

export const allowedImports: [path: string, code: string][] = [
  ['server.ts', "import { allJobs } from './jobs.ts';\nprocess.env.ASTRO_NODE_AUTOSTART = 'disabled';"],
  ['demo/main.ts', "import { startSandbox } from '#sandbox/index.ts';\nprocess.env.HOST ??= '127.0.0.1';"],
  [
    'pages/u/[slug]/index.astro',
    "---\nimport { a } from '#inbox/index.ts';\nimport Frame from '#pages/_frame.astro';\n---",
  ],
  ['publishing/x.ts', "import { a } from '#planning/index.ts';\nimport { b } from '#channels/schema.ts';"],
  ['widget/x.ts', "import { a } from '#inbox/schema.ts';"],
  ['channels/connections/x.ts', "import type { Db } from '#platform/backend/index.ts';"],
  ['channels/facebook/x.ts', "import { log } from '#platform/log.ts';"],
  [
    'inbox/elements/a.element.ts',
    "import { caseId } from '../schema.ts';\nimport { b } from '#ui/tone.ts';\nimport './a.styles.ts';",
  ],
  [
    'platform/x.ts',
    "// import { a } from '#inbox/index.ts'; and process.env is read in env.ts\nimport 'postgres';",
  ],
  ['platform/x.ts', 'const text = "import { a } from \'#inbox/index.ts\'";'],
  ['platform/env.ts', 'const port = process.env.PORT;'],
  // A constant of the build, not of the environment.
  ['pages/ui.astro', '---\nif (!import.meta.env.DEV) return;\n---'],
  ['planning/x.astro', "---\nimport Field from '#media/library/parts/picture-field.astro';\n---"],
  ['publishing/x.ts', "import type { Outcome } from '#channels/contract/outcome.ts';"],
];

export const plantedFields: Planted[] = [
  ['inbox/x.astro', '<form method="post">\n  <input name="wilayah" />\n</form>', /x.astro:2 .*wilayah/],
  ['inbox/x.astro', '<form method="post"><button name="hapus" value="on">x</button></form>', /hapus/],
  [
    'inbox/x.astro',
    '<form\n  method="post"\n><FormField\n  label={t.x}\n  name="alamat"\n/></form>',
    /alamat/,
  ],
  ['inbox/parts/x.astro', '<ChoiceGroup name="warna" options={all.map((a) => ({ value: a }))} />', /warna/],
  ['inbox/parts/x.astro', '<select name={`jumlah-${n + 1}`}></select>', /\(jumlah\)/],
  ['inbox/parts/x.astro', "<input name={first ? 'id' : 'urutan'} />", /urutan/],
  ['inbox/parts/x.astro', "<ListItem choice={{ name: 'terpilih', value: id }} />", /terpilih/],
  ['inbox/parts/x.astro', '<form action="/cari"><input name="kota" /></form><input name="kota" />', /kota/],
  ['inbox/parts/x.astro', '<input onclick={() => go()} name="orderTujuan" />', /\(tujuan\)/],
  ['widget/elements/x.ts', "html`<form @submit=${on}><input name='surel' /></form>`", /surel/],
  [
    'inbox/form.ts',
    "export const read = (data: FormData) => data.get('kelurahan');",
    /form.ts:1 .*kelurahan/,
  ],
  ['inbox/form.ts', "const text = (name: string) => form.get(name);\nconst a = text('ongkir');", /form.ts:2/],
  ['pages/x.astro', "---\nconst form = await read();\nform.getAll('ukuran');\n---\n<p></p>", /x.astro:3/],
];

export const ownFields: [path: string, code: string][] = [
  ['inbox/x.astro', '<form method="post"><input name="expectedVersion" /><input name={name} /></form>'],
  ['inbox/x.astro', '<form><input name="kota" /></form><form method="get"><input name="cari" /></form>'],
  [
    'inbox/x.astro',
    '<Icon name="gembok" /><slot name="bawah" /><meta name="warna" /><details name="lipat"></details>',
  ],
  ['inbox/x.ts', "const view = query.get('tampil') ?? url.searchParams.get('kota');"],
];

export const plantedTests: [code: string, says: RegExp][] = [
  ['await page.waitForTimeout(500);', /tests\/inbox\/x\.test\.ts:1 waits for time to pass/],
  ['await other\n  .page\n  .waitForTimeout(ms);', /waits for time to pass/],
  ['expect(Date.now() - began).toBeLessThan(300);', /asserts how long something took/],
  ['expect(performance.now() - began).not.toBeGreaterThan(most);', /asserts how long/],
  [
    'const took = performance.now() - began;\nexpect(took).toBeLessThan(1_000);',
    /test\.ts:2 asserts how long/,
  ],
  [
    'const took = Date.now() - at.getTime();\nconst seconds = took / 1000;\nexpect(Math.round(seconds)).toBe(3);',
    /test\.ts:3 asserts how long/,
  ],
  [
    'const box = (await button.boundingBox())!;\nexpect(box.x).toBeGreaterThan(180);',
    /pixels that fonts decide/,
  ],
  [
    'const { x, width } = (await button.boundingBox())!;\nexpect(x + width).toBe(178);',
    /pixels that fonts decide/,
  ],
  ['expect(await p.evaluate((one) => one.offsetHeight)).toBeCloseTo(31.5);', /pixels that fonts decide/],
  [
    'const tall = await p.evaluate((one) => one.getBoundingClientRect().height);\nexpect(tall).toEqual(72);',
    /pixels that fonts decide/,
  ],
];

export const trustedTests: [code: string][] = [
  ['await page.waitForURL(address);'],
  // A moment, not a duration.
  ['expect(await look(new Date(Date.now() - 60_000))).toBeNull();'],
  ['expect(Date.parse(at)).toBeGreaterThan(Date.now() - 60_000);'],
  ['const ago = Date.now() - 2 * hour;\nexpect(ago).toBeLessThan(later);'],
  ['const took = performance.now() - began;\nconsole.log(took);'],
  // One size on the page and another, the edge of the window, and what a target is at least.
  ['const { x, width } = (await one.boundingBox())!;\nexpect(x).toBeLessThan(viewport.width - (x + width));'],
  ['expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);'],
  ['expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);'],
  ['const { x } = (await one.boundingBox())!;\nexpect(point.x).toBe(7);'],
];
