/** One database, one secret: whoever comes with another must not work on it. */
import type postgres from 'postgres';
import { EnvError } from '../env.ts';
import { log } from '../log.ts';
import { unseal, UnreadableSeal } from '../seal.ts';
import type { Keys } from './keys.ts';

const foreign =
  'TANGGAP_SECRET is not the secret this database was used with: what was sealed with that one could not be read. ' +
  'Give every process the same (embedded: the file "secret" in DATA_DIR); while it is being replaced, the one before ' +
  'goes into TANGGAP_SECRET_OLD. If it is lost: npm run tanggap -- secret lost (docs/operations.md, "The secret")';

/** Before anything is changed: a program that came to the wrong database leaves it as it is. */
export async function refuseForeignSecret(sql: postgres.Sql, keys: Keys): Promise<void> {
  const [table] = await sql`select to_regclass('private.installation_secrets') as known`;
  if (table?.known) await compare(sql, keys);
}

/**
 * Compares the secret with what the database knows of it, and makes a new one known.
 * @param lost the secret before is gone: this one takes its place
 * @throws EnvError when it is another one
 */
export async function agreeOnSecret(sql: postgres.Sql, keys: Keys, lost = false): Promise<void> {
  await sql.begin(async (tx) => {
    // Two that start at once on a new database must not both find it empty.
    await tx`lock table private.installation_secrets in exclusive mode`;
    if (lost)
      await tx`delete from private.installation_secrets where fingerprint <> all (${[...keys.fingerprints]})`;
    else await compare(tx, keys);
    const [added] =
      await tx`insert into private.installation_secrets (fingerprint) values (${keys.fingerprints[0]})
      on conflict do nothing returning fingerprint`;
    if (added) log('info', 'platform.secret_known', { fingerprint: keys.fingerprints[0].slice(0, 8) });
  });
}

async function compare(sql: postgres.Sql | postgres.TransactionSql, keys: Keys): Promise<void> {
  const known = await sql<{ fingerprint: string }[]>`select fingerprint from private.installation_secrets`;
  const isForeign =
    known.length === 0
      ? !(await opensAny(sql, keys))
      : known.some(({ fingerprint }) => !keys.fingerprints.includes(fingerprint));
  if (isForeign) throw new EnvError([foreign]);
}

/** Databases of before fingerprints are known by what is sealed in them. */
async function opensAny(sql: postgres.Sql | postgres.TransactionSql, keys: Keys): Promise<boolean> {
  const [view] = await sql`select to_regclass('private.seals') as known`;
  if (!view?.known) return true;
  const seals = await sql<{ sealed: string; context: string }[]>`
    select sealed, context from private.seals order by place, id limit 200`;
  return seals.length === 0 || seals.some(({ sealed, context }) => opens(keys, sealed, context));
}

/** Whether this installation's keys open a seal. */
export function opens({ sealing }: Keys, sealed: string, context: string): boolean {
  try {
    unseal(sealing, sealed, context);
    return true;
  } catch (error) {
    if (error instanceof UnreadableSeal) return false;
    throw error;
  }
}
