/** `tanggap secret`: what an operator does when the installation's secret is replaced, or lost. */
import { agreeOnSecret, opens } from '#platform/backend/secret.ts';
import type { Backend } from '#platform/backend/index.ts';
import { isFreshlySealed, seal, unseal } from '#platform/seal.ts';
import { UsageError, type Command } from '../command.ts';
import { listProcesses } from '../processes.ts';

export const secretCommands: Command[] = [
  {
    name: 'secret reseal',
    usage: 'secret reseal',
    does: 'seals everything with TANGGAP_SECRET anew; TANGGAP_SECRET_OLD is not needed afterwards',
    run: reseal,
  },
  {
    name: 'secret lost',
    usage: 'secret lost',
    does: 'the secret before is gone: takes this one, and says what must be connected again',
    acceptsSecret: true,
    run: nameLost,
  },
];

/** Harmless when repeated, and while the program runs. */
async function reseal(backend: Backend): Promise<string> {
  const { sql, keys } = backend;
  const [fingerprint] = keys.fingerprints;
  const behind = (await listProcesses(sql)).filter((one) => one.isAlive && one.fingerprint !== fingerprint);
  if (behind.length > 0) {
    const named = behind.map(({ kind, host, pid }) => `  ${kind} ${pid} on ${host}`).join('\n');
    throw new UsageError(`These processes still run with the secret before. Restart them first:\n${named}`);
  }
  const seals = await sealsOf(backend);
  const old = seals.filter(({ sealed }) => !isFreshlySealed(keys.sealing, sealed));
  const mine = old.filter(({ sealed, context }) => opens(keys, sealed, context));
  for (const { place, id, sealed, context } of mine) {
    const fresh = seal(keys.sealing, unseal(keys.sealing, sealed, context), context);
    await sql`select private.replace_seal(${place}, ${id}, ${sealed}, ${fresh})`;
  }
  if (old.length > mine.length) {
    return `${mine.length} sealed anew; ${old.length - mine.length} can be read by neither secret and stay as they are`;
  }
  await agreeOnSecret(sql, { ...keys, fingerprints: [fingerprint] }, true);
  return `${mine.length} sealed anew; take TANGGAP_SECRET_OLD (embedded: the file secret.old) away`;
}

async function nameLost(backend: Backend): Promise<string> {
  const { sql, keys } = backend;
  const lost = (await sealsOf(backend)).filter(({ sealed, context }) => !opens(keys, sealed, context));
  const named = lost.map(({ place, id }) => ({ place, id }));
  const [told] = await sql<{ channels: number }[]>`
    select private.give_up_seals(${sql.json(named)})::int as channels`;
  return `this secret is taken; ${told!.channels} channels must be connected again by their owners, who see it under Kanal`;
}

function sealsOf({ sql }: Backend) {
  return sql<{ place: string; id: string; sealed: string; context: string }[]>`
    select place, id, sealed, context from private.seals order by place, id`;
}
