/**
 * "Your turn": at its hour an assisted post is put before a person, by push where they have a phone, else by mail. Who
 * is reminded stands in SQL: who made the post, and the owners, each once.
 */
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { dropDevices } from '#platform/jobs/devices.ts';
import { isLang } from '#platform/text/i18n.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { whenAgain, type Tries } from '#platform/ledger/verdict.ts';
import { log } from '#platform/log.ts';
import { push } from '#platform/jobs/push.ts';
import { assistWords } from './words.ts';

const batch = 20;
/** Longer than a push and a mail can take together. */
const leaseSeconds = 120;
const patience: Tries = { most: 6, first: 30 };

const reminder = z.object({
  id: z.uuid(),
  email: z.string(),
  target_id: z.uuid(),
  tries: z.number(),
  path: z.string(),
  devices: z.array(
    z.object({
      id: z.uuid(),
      endpoint: z.string(),
      p256dh: z.string(),
      auth: z.string(),
      language: z.string().refine(isLang),
    }),
  ),
});
type Reminder = z.infer<typeof reminder>;

interface Settled {
  id: string;
  way?: 'push' | 'mail';
  retry_seconds?: number;
}

/**
 * Sends the reminders that are due. Safe in any number of processes at once.
 * @returns how many were looked at
 */
export function sendReminders(backend: Backend): Promise<number> {
  return runLedger(backend, {
    name: 'reminder',
    why: 'remind of assisted posts',
    claim: (db) => db.rpc('claim_due_reminders', { size: batch, lease_seconds: leaseSeconds }).throwOnError(),
    row: reminder,
    keys: reminder.pick({ id: true }),
    unreadable: ({ id }): Settled => ({ id }),
    act: (one) => remind(backend, one),
    judge({ id, tries }, came): Settled {
      if (came.ok === true) return { id, way: came.way };
      const wait = whenAgain(came, tries, patience);
      return { id, ...(wait !== null && { retry_seconds: wait }) };
    },
    settle: {
      async all(db, results) {
        await db.rpc('settle_reminders', { results: results as never }).throwOnError();
        for (const { id, way } of results)
          log('info', 'publishing.reminded', { reminder: id, way: way ?? 'none' });
      },
    },
  });
}

/** By push where a phone takes it, else by mail. */
async function remind(backend: Backend, due: Reminder) {
  if (await pushAll(backend, due)) return { ok: true, way: 'push' } as const;
  try {
    const t = assistWords.id;
    await backend.mail.send({
      to: due.email,
      subject: t.reminder,
      text: t.letter(backend.env.PUBLIC_URL + due.path),
      id: due.id,
    });
    return { ok: true, way: 'mail' } as const;
  } catch (error) {
    log('warn', 'publishing.reminder_not_mailed', { reminder: due.id, error });
    return { ok: false, retry: 'later' } as const;
  }
}

/** @returns whether at least one phone's push service took it */
async function pushAll(backend: Backend, due: Reminder): Promise<boolean> {
  const outcomes = await Promise.all(
    due.devices.map((device) =>
      push(backend, device, {
        title: assistWords[device.language].reminder,
        path: due.path,
        tag: due.target_id,
      }),
    ),
  );
  await dropDevices(
    backend,
    due.devices.filter((_, index) => outcomes[index] === 'gone').map(({ id }) => id),
  );
  return outcomes.includes('taken');
}

/** The person wants to be reminded once more, in an hour. Null when that would be too late, or nothing is left to do. */
export async function snooze(db: Db, target: string): Promise<string | null> {
  const { data } = await db.rpc('snooze_reminder', { target }).throwOnError();
  return data;
}
