import { execFile } from 'node:child_process';
import { accessSync, constants, lstatSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

const run = promisify(execFile);

/** Starts the Chromium that npm brought, or an installed Chrome where npm has none; it reaches this machine only. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const standard = await chromiumOptions();
  return chromium.launch({ ...standard, ...options, args: [...standard.args, ...(options.args ?? [])] });
}

/**
 * How to launch it with playwright, also for vitest's browser provider (`launchOptions`).
 *
 * @throws when neither npm nor the machine has a Chromium.
 */
async function chromiumOptions(): Promise<LaunchOptions & { args: string[] }> {
  if (process.platform === 'linux' && process.arch === 'x64') {
    const folder = await unpacked();
    return { executablePath: join(folder, 'chromium'), args: flags, env: await environment(folder) };
  }
  return { ...installed(), args: flags };
}

const flags = [
  // The tests run as root as well, and inside containers without user namespaces; they open own pages only.
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
];

const unpack = `
  const chromium = await import(process.env.PACKAGE);
  await chromium.default.executablePath();
  await chromium.inflate(process.env.LIBRARIES);
`;

/**
 * Unpacks the browser once per user. The package itself unpacks into the shared temporary folder, where
 * another user's, or a half-written, copy would be taken for ours; so it runs with a fresh one as its own.
 */
async function unpacked(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const root = entry.slice(0, entry.lastIndexOf('chromium') + 'chromium'.length);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const folder = join(cache(), `chromium-${version}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  const fresh = mkdtempSync(`${folder}-`);
  const env = {
    ...process.env,
    TMPDIR: fresh,
    PACKAGE: entry,
    LIBRARIES: join(root, 'bin', 'al2023.tar.br'),
  };
  await run(process.execPath, ['--input-type=module', '-e', unpack], { env });
  writeFonts(fresh, folder);
  try {
    renameSync(fresh, folder);
  } catch {
    // Another process of the same run was quicker.
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}

/** Beside the packages when this user may write there, else a private folder in the temporary one. */
function cache(): string {
  const uid = process.getuid?.() ?? 0;
  const shared = resolve(import.meta.dirname, '../../node_modules/.cache');
  const near = join(shared, `tanggap-${uid}`);
  try {
    mkdirSync(shared, { recursive: true });
    mkdirSync(near, { recursive: true, mode: 0o700 });
    accessSync(near, constants.W_OK);
    return near;
  } catch {
    const folder = join(tmpdir(), `tanggap-chromium-${uid}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    const own = found.isDirectory() && found.uid === uid && (found.mode & 0o022) === 0;
    return own ? folder : mkdtempSync(`${folder}-`);
  }
}

function writeFonts(fresh: string, folder: string): void {
  const dirs = [join(folder, 'fonts', 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const list = dirs.map((dir) => `<dir>${dir}</dir>`).join('');
  const cached = `<cachedir>${join(folder, 'fonts', 'cache')}</cachedir>`;
  writeFileSync(
    join(fresh, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig>${list}${cached}</fontconfig>`,
  );
}

async function environment(folder: string): Promise<Record<string, string>> {
  const env = Object.fromEntries(Object.entries(process.env).filter((pair) => pair[1] !== undefined));
  const libraries = (await lacksLibraries(join(folder, 'chromium')))
    ? join(folder, 'al2023', 'lib')
    : undefined;
  return {
    ...(env as Record<string, string>),
    // The same glyphs on every machine, and some on a machine without fonts.
    FONTCONFIG_FILE: join(folder, 'fonts', 'fonts.conf'),
    ...(libraries && { LD_LIBRARY_PATH: [libraries, env.LD_LIBRARY_PATH].filter(Boolean).join(':') }),
    ...(!writable(homedir()) && { HOME: dirname(folder) }),
  };
}

async function lacksLibraries(program: string): Promise<boolean> {
  try {
    return (await run('ldd', [program])).stdout.includes('not found');
  } catch {
    return true;
  }
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function installed(): LaunchOptions {
  const places = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ];
  const executablePath = places.find((place) => existsSync(place));
  if (executablePath) return { executablePath };
  throw new Error(
    'No Chromium for this machine comes by npm, and no Chrome was found. Install Chrome or Chromium.',
  );
}
