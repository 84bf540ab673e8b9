/**
 * Whether what is planned could go out: a day and an hour before its hour, and after each change. A check that fails
 * because the network can't be asked says nothing about the post.
 */
import { z } from 'zod';
import { channel, findAccounts, reportProblem } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';
import { network } from '#channels/schema.ts';
import type { Backend } from '#platform/backend/index.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { log } from '#platform/log.ts';
import { mediaAddress } from '#platform/media/address.ts';
import { mediaProblems } from './media.ts';
import { writeOwners } from './letter.ts';
import { accountCodes, problem, type Problem } from './problems.ts';
import { draftOf, work } from '../publish/work.ts';

const batch = 50;
/** Longer than a batch lasts when each call is repeated. */
const leaseSeconds = 900;
const patienceSeconds = 300;

const due = z.object({
  work,
  moment: z.enum(['24h', '1h']),
  scheduled_at: z.string(),
  post_version: z.number(),
  network,
  ahead: z.number(),
  problems: z.array(problem).catch([]),
});
type Due = z.infer<typeof due>;

/** What the network says of an account; null: it could not be asked. */
interface Standing {
  dead: 'token_dead' | 'permission_missing' | null;
  endsAt: Date | null;
  /** Posts of the last 24 hours, and how many there may be. */
  used: number | null;
  total: number | null;
}

/**
 * Checks what is due, asking each channel once. Safe in any number of processes at once.
 * @returns how many were looked at
 */
export function checkPlans(backend: Backend): Promise<number> {
  let checked: Checked[] = [];
  return runLedger(backend, {
    name: 'preflight',
    why: 'check what is planned',
    claim: (db) =>
      db.rpc('claim_due_preflights', { size: batch, lease_seconds: leaseSeconds }).throwOnError(),
    row: due,
    // One that can't be read is due again when its lease ends, until its hour: then publishing settles it.
    async together(plans) {
      checked = await checkChannels(backend, plans);
      return checked.flatMap(({ results }) => results);
    },
    settle: {
      async all(db, results) {
        await db.rpc('record_preflights', { results: results as never }).throwOnError();
        await tellOwners(backend, checked);
        const troubled = results.filter(({ problems }) => problems.length > 0).length;
        log('info', 'publishing.checked', { checked: results.length, troubled });
      },
    },
  });
}

/** What was found out about the plans of one channel. */
interface Checked {
  id: string;
  isConnected: boolean;
  standing: Standing | null;
  results: Awaited<ReturnType<typeof judge>>[];
}

async function checkChannels(backend: Backend, plans: Due[]): Promise<Checked[]> {
  const byChannel = Map.groupBy(plans, ({ work }) => work.channel_id);
  const accounts = await findAccounts(backend, [...byChannel.keys()]);
  return Promise.all(
    [...byChannel].map(async ([id, own]) => {
      const account = accounts.get(id);
      const standing = account ? await ask(account) : disconnected;
      const results = await Promise.all(own.map((plan) => judge(backend, plan, standing)));
      return { id, isConnected: account !== undefined, standing, results };
    }),
  );
}

async function tellOwners(backend: Backend, checked: Checked[]): Promise<void> {
  for (const { id, isConnected, standing, results } of checked) {
    if (isConnected && standing?.dead) await reportProblem(backend, id, standing.dead);
    const isBroken = results.some(({ problems }) => problems.some(({ code }) => letterCodes.has(code)));
    if (standing && isBroken) await writeOwners(backend, id);
  }
}

const letterCodes = new Set<string>(['token_dead', 'permission_missing', 'token_ends']);
const disconnected: Standing = { dead: 'token_dead', endsAt: null, used: null, total: null };

async function ask(account: Account): Promise<Standing | null> {
  try {
    const { check, quota } = channel(account.kind)!;
    const checked = await check(account);
    if (checked.ok !== true) {
      const { reason } = checked;
      return reason === 'token_dead' || reason === 'permission_missing'
        ? { ...disconnected, dead: reason }
        : null;
    }
    const limits = await quota(account);
    if (limits.ok !== true) return null;
    return { dead: null, endsAt: checked.endsAt, used: limits.used, total: limits.total };
  } catch (error) {
    log('error', 'publishing.preflight_mistake', { account: account.externalId, error });
    return null;
  }
}

async function judge(backend: Backend, plan: Due, standing: Standing | null) {
  const { work: target, moment, scheduled_at, post_version } = plan;
  const draft = draftOf(target, (id, mime) => mediaAddress(backend, id, mime));
  // Storage that can't be asked says nothing about the file.
  const files = await mediaProblems(backend, target, plan.network).catch((error: unknown) => {
    log('warn', 'publishing.files_unknown', { target: target.id, error });
    return null;
  });
  const found: Problem[] = [
    ...(standing
      ? accountProblems(plan, standing)
      : plan.problems.filter(({ code }) => accountCodes.has(code))),
    ...(channel(target.kind)?.refuses(draft) ?? []),
    ...(files ?? plan.problems.filter(({ code }) => code.startsWith('media_'))),
  ];
  return {
    ...{ target_id: target.id, scheduled_at, post_version, moment, problems: found },
    ...((standing === null || files === null) && { retry_seconds: patienceSeconds }),
  };
}

function accountProblems({ work: target, moment, ahead }: Due, standing: Standing): Problem[] {
  const { dead, endsAt, used, total } = standing;
  if (dead) return [{ code: dead }];
  const found: Problem[] = [];
  if (endsAt && endsAt <= target.scheduled_at) found.push({ code: 'token_ends' });
  // What was used a day before is free again at the hour; what is planned until then is not.
  const taken = ahead + (moment === '1h' ? (used ?? 0) : 0);
  if (total !== null && taken > total) found.push({ code: 'quota_reached', limit: total });
  return found;
}
