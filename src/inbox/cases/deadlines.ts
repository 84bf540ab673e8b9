/** What happens to cases by itself: a promise that passed is told to one person, a silent resolution closes. */
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { fullMoment } from '#platform/text/i18n.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { log } from '#platform/log.ts';
import { caseWords } from './words.ts';

const batch = 20;
/** Longer than a batch of letters can take. */
const leaseSeconds = 600;
/** The rest of the lease is for the last letter. */
const awakeSeconds = leaseSeconds / 2;

/** Resolved and not objected to for this long, a case is closed; the customer can still open it again. */
const quietDays = 7;

const overdue = z.object({
  id: z.uuid(),
  email: z.string(),
  number: z.string(),
  promise: z.string(),
  due_at: z.string(),
  timezone: z.string(),
  business: z.string(),
  path: z.string(),
});

/**
 * Mails each overdue case to the person it escalates to, once for each due date. A letter that may have gone out before
 * a crash carries the same id again. Safe in any number of processes at once.
 */
export async function escalateOverdue(backend: Backend): Promise<void> {
  while ((await escalateBatch(backend)) > 0);
}

function escalateBatch(backend: Backend): Promise<number> {
  return runLedger(backend, {
    name: 'escalation',
    why: 'tell of overdue cases',
    claim: (db) => db.rpc('claim_overdue_cases', { size: batch, lease_seconds: leaseSeconds }).throwOnError(),
    row: overdue,
    keys: overdue.pick({ id: true }),
    unreadable: ({ id }) => ({ escalation: id, mailed: false }),
    act: (one) => mail(backend, one),
    judge: ({ id }, came) => ({ escalation: id, mailed: came === true }),
    settle: {
      async one(db, settled) {
        await db.rpc('settle_escalation', settled).throwOnError();
        log('info', 'inbox.case_escalated', settled);
      },
    },
    inTurn: true,
    awakeSeconds,
  });
}

async function mail(backend: Backend, one: z.infer<typeof overdue>): Promise<boolean> {
  const t = caseWords.id;
  try {
    await backend.mail.send({
      to: one.email,
      subject: t.letterSubject(one.number, one.business),
      text: t.letter(
        one.number,
        one.promise,
        fullMoment(one.due_at, 'id', one.timezone),
        backend.env.PUBLIC_URL + one.path,
      ),
      id: one.id,
    });
    return true;
  } catch (error) {
    log('warn', 'inbox.case_not_mailed', { escalation: one.id, error });
    return false;
  }
}

export async function closeSilentCases(backend: Backend): Promise<void> {
  const db = backend.asService('close resolved cases nobody objected to');
  for (;;) {
    const { data } = await db.rpc('close_silent_cases', { quiet_days: quietDays }).throwOnError();
    if (data === 0) return;
  }
}
