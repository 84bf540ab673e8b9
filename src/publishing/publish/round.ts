/**
 * From a plan to exactly one post. Each round claims what is due, writes an attempt before every call that is
 * not idempotent, makes the calls, and settles. Whoever finds an open attempt asks the network first.
 * Long, because it is one round.
 */
import { randomUUID } from 'node:crypto';
import { channel as channelNetwork } from 'node:diagnostics_channel';
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { keepAwake } from '#platform/ledger/awake.ts';
import { orUnknown } from '#platform/ledger/mistake.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { log } from '#platform/log.ts';
import { channel, channels, accountsOf, POST_TIMEOUT_MS } from '#channels/index.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Channel } from '#channels/contract/channel.ts';
import type { Draft } from '#channels/contract/publishing.ts';
import type { Outcome } from '#channels/contract/outcome.ts';
import { mediaAddress } from '#platform/media/address.ts';
import { afterLookup, afterPoll, afterPrepare, afterPublish, beforeHour, withoutAccount } from './decide.ts';
import { reportDeadChannels } from './trouble.ts';
import { draftOf, unreadable, unreadWork, work, type Settlement, type Work } from './work.ts';

const batch = 50;
/** Longer than a call can last with its repeats, so that nobody looks while it is still under way. */
const leaseSeconds = (3 * POST_TIMEOUT_MS) / 1000;
const containerLifeMs = 20 * 3_600_000;

const ahead = Object.values(channels).filter(({ prepareAhead }) => prepareAhead > 0);

/** The moments between which a crash can fall; the chaos tests listen. */
const boundary = channelNetwork('tanggap:attempt');

/**
 * One round over everything that is due. Safe in any number of processes at once.
 * @returns how many targets were handled
 */
export function publishDue(backend: Backend): Promise<number> {
  const accounts = new Map<string, Account>();
  return runLedger(backend, {
    name: 'attempt',
    why: 'publish what is due',
    claim: (db) =>
      db
        .rpc('claim_due_targets', {
          size: batch,
          lease_seconds: leaseSeconds,
          ahead_seconds: Math.max(0, ...ahead.map(({ prepareAhead }) => prepareAhead)),
          ahead_kinds: ahead.map(({ kind }) => kind),
        })
        .throwOnError(),
    row: work,
    keys: unreadWork,
    unreadable,
    async together(claimed, db) {
      (await accountsOf(backend)(claimed)).forEach((account, id) => accounts.set(id, account));
      return handle({ backend, db, accounts }, claimed);
    },
    settle: { all: (db, results) => settle({ backend, db, accounts }, results) },
  });
}

interface Round {
  backend: Backend;
  db: Db;
  accounts: Map<string, Account>;
}

async function handle(round: Round, claimed: Work[]): Promise<Settlement[]> {
  const open = claimed.filter(({ state }) => state === 'publishing');
  const bare = claimed.filter((target) => needsContainer(target));
  const ready = claimed.filter((target) => !open.includes(target) && !bare.includes(target));
  const settled = await Promise.all([
    reconcile(round, open),
    prepare(round, bare),
    publish(
      round,
      ready.filter(({ due }) => due),
    ),
  ]);
  // Claimed ahead with its kind, but there is nothing to prepare.
  return [...settled.flat(), ...ready.filter(({ due }) => !due).map(beforeHour)];
}

function needsContainer(target: Work): boolean {
  const { state, kind, container_id, container_at } = target;
  if (state !== 'claimed' || !channel(kind)?.prepares(draftOf(target, () => ''))) return false;
  return container_id === null || Date.now() - (container_at?.getTime() ?? 0) > containerLifeMs;
}

async function reconcile(round: Round, targets: Work[]): Promise<Settlement[]> {
  return withAccounts(round, targets, async (target, account, at) => {
    const outcome = await ask(round, target, (network, draft) =>
      network.lookup(account, {
        draft,
        containerId: target.container_id,
        openedAt: target.attempt?.opened_at ?? target.scheduled_at,
        knownRemoteIds: target.known_remote_ids,
      }),
    );
    log('info', 'publishing.looked_up', { target: target.id, ok: outcome.ok });
    return afterLookup(target, at, outcome);
  });
}

async function prepare(round: Round, targets: Work[]): Promise<Settlement[]> {
  return withAttempts(round, targets, 'prepare', async (target, account, at) => {
    const outcome = await ask(round, target, (network, draft) => network.prepare(account, draft));
    return afterPrepare(target, at, outcome);
  });
}

async function publish(round: Round, targets: Work[]): Promise<Settlement[]> {
  const waiting: Settlement[] = [];
  const ready: Work[] = [];
  const polled = targets.filter(({ container_id }) => container_id !== null);
  waiting.push(
    ...(await withAccounts(round, polled, async (target, account, at) => {
      const outcome = await ask(round, target, (network) => network.poll(account, target.container_id!));
      const verdict = afterPoll(target, at, outcome);
      if (verdict === null) ready.push(target);
      return verdict;
    })),
  );
  ready.push(...targets.filter(({ container_id }) => container_id === null));
  const published = await withAttempts(round, ready, 'publish', async (target, account, at) => {
    const outcome = await ask(round, target, (network, draft) =>
      network.publish(account, draft, target.container_id),
    );
    boundary.publish({ moment: 'answered' });
    return afterPublish(target, at, outcome);
  });
  return [...waiting, ...published];
}

function ask<T>(
  { backend }: Round,
  target: Work,
  call: (network: Channel, draft: Draft) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return orUnknown('attempt', target, () =>
    call(
      channel(target.kind)!,
      draftOf(target, (id, mime) => mediaAddress(backend, id, mime)),
    ),
  );
}

type At = Pick<Settlement, 'target_id' | 'version'>;
type Step = (target: Work, account: Account, at: At) => Promise<Settlement | null>;

/** Runs a step that may be repeated at will, for each target whose account is live. */
async function withAccounts(round: Round, targets: Work[], step: Step): Promise<Settlement[]> {
  const settled = await Promise.all(
    targets.map((target) => {
      const at = { target_id: target.id, version: target.version };
      const account = round.accounts.get(target.channel_id);
      return account ? step(target, account, at) : withoutAccount(target, at);
    }),
  );
  return settled.filter((settlement) => settlement !== null);
}

/** Opens an attempt for each target, all in one statement, and runs the step for those that got theirs. */
async function withAttempts(
  round: Round,
  targets: Work[],
  step: 'prepare' | 'publish',
  run: Step,
): Promise<Settlement[]> {
  const live = targets.filter(({ channel_id }) => round.accounts.has(channel_id));
  const dead = targets.filter(({ channel_id }) => !round.accounts.has(channel_id));
  const lost = dead.map((target) =>
    withoutAccount(target, { target_id: target.id, version: target.version }),
  );
  if (live.length === 0) return lost;
  const attempts = live.map((target) => ({
    id: randomUUID(),
    target_id: target.id,
    version: target.version,
    step,
  }));
  const awake = keepAwake();
  const { data } = await round.db
    .rpc('open_attempts', { attempts, lease_seconds: leaseSeconds })
    .throwOnError();
  const opened = new Set(z.array(z.string()).parse(data));
  boundary.publish({ moment: `${step}_opened` });
  if (!awake()) return lost;
  const mine = live.filter((_, index) => opened.has(attempts[index]!.id));
  // Opening moved each target one version on.
  const results = await withAccounts(
    round,
    mine.map((target) => ({ ...target, version: target.version + 1 })),
    run,
  );
  return [...lost, ...results];
}

async function settle({ backend, db, accounts }: Round, results: Settlement[]): Promise<void> {
  const { data: moved } = await db.rpc('settle_targets', { results: results as never }).throwOnError();
  for (const { target_id, state, outcome, reason, trace } of results) {
    log('info', 'publishing.settled', { target: target_id, state, outcome, reason, trace });
  }
  if (moved !== results.length) log('warn', 'publishing.lost_claims', { of: results.length, moved });
  await reportDeadChannels(backend, db, results, accounts);
}
