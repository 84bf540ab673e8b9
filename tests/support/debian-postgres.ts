/** A PostgreSQL of Debian's packages, where one is installed: the program's own is not the only one it must run on. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { serverAccount } from '#platform/postgres/account.ts';
import type { Connection } from '#platform/postgres/index.ts';
import { until } from './backend.ts';

const run = promisify(execFile);

/** @param major one of the folders of `/usr/lib/postgresql` */
export async function startDebian(major: string): Promise<{ connection: Connection; stop(): Promise<void> }> {
  const binaries = `/usr/lib/postgresql/${major}/bin`;
  const folder = mkdtempSync(join(tmpdir(), 'debian-pg-'));
  const account = serverAccount(folder);
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await run(join(binaries, 'initdb'), init, { ...account, cwd: folder });
  const options = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  const child = spawn(join(binaries, 'postgres'), options, { ...account, cwd: folder, stdio: 'ignore' });
  const connection = { host: folder, port: 5432, user: 'postgres', database: 'postgres' };
  await until(
    'PostgreSQL of Debian answers',
    async () => {
      const sql = postgres({ ...connection, max: 1, connect_timeout: 2 });
      try {
        await sql`select 1`;
        return true;
      } catch {
        return false;
      } finally {
        await sql.end({ timeout: 1 });
      }
    },
    60_000,
  );
  return {
    connection,
    async stop() {
      child.kill('SIGINT');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
