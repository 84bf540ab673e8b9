import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { log } from '#platform/log.ts';
import { preflightWords } from './words.ts';

const letter = z.object({
  email: z.string(),
  channel: z.string(),
  business: z.string(),
  slug: z.string(),
  language: z.enum(['id', 'en']),
});
type Letter = z.infer<typeof letter>;

/** What was claimed comes again tomorrow at the soonest: a letter late by minutes is better than none. */
const awakeSeconds = 3_600;

/**
 * Tells the owners that a channel must be connected again: one letter a day, whoever finds it. What the mail server
 * does not take is not tried again before tomorrow; the pages say it all the same.
 */
export async function writeOwners(backend: Backend, channel: string): Promise<void> {
  await runLedger(backend, {
    name: 'channel_letter',
    why: 'write to owners about a channel',
    claim: (db) => db.rpc('claim_channel_letter', { channel }).throwOnError(),
    row: letter,
    act: (one) => mail(backend, channel, one),
    judge: () => null,
    // The claim alone says that it was written today.
    settle: { one: () => Promise.resolve() },
    inTurn: true,
    awakeSeconds,
  });
}

async function mail(backend: Backend, channel: string, one: Letter): Promise<void> {
  const t = preflightWords[one.language].letter;
  const link = `${backend.env.PUBLIC_URL}/u/${one.slug}/kanal`;
  try {
    const text = t.text(one.channel, one.business, link);
    await backend.mail.send({ to: one.email, subject: t.subject(one.channel), text });
  } catch (error) {
    log('warn', 'publishing.letter_failed', { channel, error });
  }
}
