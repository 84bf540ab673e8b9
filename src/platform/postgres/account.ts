import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The system account a server runs under; undefined means the account of this process. */
export type Account = { uid: number; gid: number };

/**
 * Chooses the account for the server. PostgreSQL refuses to run as root, so root gets another one:
 * the owner of an existing cluster or of the data folder (so that its owner can start Tanggap later, too), else
 * `tanggap`, else `postgres`, else a newly made system account, else `nobody`.
 *
 * @throws when an ordinary user meets a cluster that belongs to somebody else.
 */
export function serverAccount(cluster: string): Account | undefined {
  if (process.platform === 'win32' || !process.getuid) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (process.getuid() !== 0) {
    if (owner && owner.uid !== process.getuid()) throw new Error(foreign(cluster, owner.uid));
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = ownerOf(dirname(cluster)) ?? named('tanggap') ?? named('postgres') ?? named('_postgres');
  return known ?? created() ?? named('nobody') ?? { uid: 65534, gid: 65534 };
}

function foreign(cluster: string, uid: number): string {
  return (
    `The database folder ${cluster} belongs to another user (uid ${uid}), probably because Tanggap was once ` +
    `started as root. Start it as that user or as root, set another DATA_DIR, or give the folder away: ` +
    `sudo chown -R "$(id -un)" '${cluster}'`
  );
}

/** initdb refuses an account that has no name. */
function ownerOf(folder: string): Account | undefined {
  const { uid, gid } = statSync(folder);
  return uid !== 0 && passwd().some((entry) => Number(entry.uid) === uid) ? { uid, gid } : undefined;
}

function named(name: string): Account | undefined {
  const entry = passwd().find((one) => one.name === name);
  return entry && Number(entry.uid) > 0 ? { uid: Number(entry.uid), gid: Number(entry.gid) } : undefined;
}

function passwd(): { name?: string; uid?: string; gid?: string }[] {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
    return lines.map((line) => line.split(':')).map(([name, , uid, gid]) => ({ name, uid, gid }));
  } catch {
    return [];
  }
}

function created(): Account | undefined {
  if (process.platform !== 'linux') return undefined;
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  try {
    execFileSync('useradd', [...options, '--shell', '/usr/sbin/nologin', 'tanggap'], { stdio: 'ignore' });
  } catch {
    // A read-only or minimal system: `nobody` will do, and two starts at once may both try.
  }
  return named('tanggap');
}
