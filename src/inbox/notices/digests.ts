/** Letters of what waits, one a day at most, and the address in each that ends them. */
import { freshLink, isToken, linkDigest } from '#platform/http/private-link.ts';
import { z } from 'zod';
import { addressOf } from '#platform/http/address.ts';
import type { Backend } from '#platform/backend/index.ts';
import { count, fullMoment, isLang } from '#platform/text/i18n.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { log } from '#platform/log.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import { caseViews } from '../cases/list/find.ts';
import { viewOf, writeFilters } from '../conversations/filters.ts';
import { noticeWords } from './words.ts';

const batch = 20;
/** Longer than a batch of letters can take. */
const leaseSeconds = 900;
/** The rest of the lease is for the last letter. */
const awakeSeconds = leaseSeconds / 2;

const told = z.object({
  email: z.string(),
  language: z.string().refine(isLang),
  business: z.string(),
  slug: z.string(),
  timezone: z.string(),
  because: z.enum(['daily', 'waiting']),
  after_hours: z.number(),
  waiting: z.number(),
  since: z.string().nullable(),
  overdue: z.number(),
  complaints: z.number(),
  mine: z.number(),
  cases: z.number(),
});
export type Digest = z.infer<typeof told>;

/** Sends the letters that are due. Safe in any number of processes at once. */
export async function sendDigests(backend: Backend): Promise<void> {
  while ((await sendBatch(backend)) > 0);
}

function sendBatch(backend: Backend): Promise<number> {
  return runLedger(backend, {
    name: 'digest',
    why: 'write to members what waits',
    claim: (db) => db.rpc('claim_digests', { size: batch, lease_seconds: leaseSeconds }).throwOnError(),
    row: z.uuid(),
    act: (digest) => sendDigest(backend, digest),
    judge: (digest, came) => ({ digest, mailed: came === null ? null : came === true }),
    settle: {
      async one(db, { digest, mailed }) {
        // Nothing is to be told any more, and SQL has put it aside.
        if (mailed === null) return;
        await db.rpc('settle_digest', { digest, mailed }).throwOnError();
        log('info', 'inbox.digest', { digest, mailed });
      },
    },
    inTurn: true,
    awakeSeconds,
  });
}

/** @returns null when nothing waits any more */
async function sendDigest(backend: Backend, digest: string): Promise<boolean | null> {
  const db = backend.asService('write to a member what waits');
  const { token, hash } = freshLink();
  const { data } = await db.rpc('open_digest', { digest, token_hash: hash }).throwOnError();
  const one = told.nullable().parse(data);
  return one && mail(backend, digest, one, `${backend.env.PUBLIC_URL}/berhenti/${token}`);
}

async function mail(backend: Backend, digest: string, one: Digest, stop: string): Promise<boolean> {
  try {
    await backend.mail.send({
      to: one.email,
      ...writeDigest(one, backend.env.PUBLIC_URL, stop, new Date()),
      id: digest,
      stop,
    });
    return true;
  } catch (error) {
    log('warn', 'inbox.digest_not_mailed', { digest, error });
    return false;
  }
}

/** The letter: counts with links, no customer and no words of theirs. */
export function writeDigest(
  one: Digest,
  publicUrl: string,
  stop: string,
  now: Date,
): { subject: string; text: string } {
  const { language: lang, business, slug, timezone, waiting, since, overdue, complaints, mine, cases } = one;
  const t = noticeWords[lang].letter;
  const base = `${publicUrl}/u/${slug}`;
  const inbox = (filters: Partial<ReturnType<typeof viewOf>>) =>
    `${base}/kotak-masuk${writeFilters({ ...viewOf('unanswered'), ...filters })}`;
  const n = (value: number) => count(value, lang);
  const lines: [number, string, string][] = [
    [waiting, since ? t.waiting(n(waiting), fullMoment(since, lang, timezone)) : '', inbox({})],
    [overdue, t.overdue(n(overdue)), inbox({ view: 'overdue' })],
    [complaints, t.complaints(n(complaints)), inbox({ intent: 'complaint' })],
    [mine, t.mine(n(mine)), inbox({ view: 'mine', status: 'open' })],
    [cases, t.cases(n(cases)), `${base}/kasus?tampil=${caseViews.overdue}`],
  ];
  const parts = [
    t.begin(business, fullMoment(now, lang, timezone)),
    ...(one.because === 'waiting' && waiting > 0 ? [t.because(n(one.after_hours))] : []),
    ...lines.filter(([many]) => many > 0).map(([, words, link]) => `${words}\n${link}`),
    `${t.settings}\n${base}/pengaturan/pemberitahuan`,
    `${t.stop}\n${stop}`,
    'Tanggap',
  ];
  const subject = waiting > 0 ? t.subject(n(waiting), business) : t.subjectCases(n(cases), business);
  return { subject, text: parts.join('\n\n') };
}

const link = z.object({ business: z.string(), on: z.boolean() });
type Visit = { request: Request; clientAddress: string };

/** What the address in a letter is about. It changes nothing: programs that check mail fetch it. */
export async function readDigestLink(
  backend: Backend,
  visit: Visit,
  token: string,
): Promise<z.infer<typeof link> | 'too_many' | null> {
  if (!isToken(token)) return null;
  if (!(await allowed(backend, `berhenti:${addressOf(visit, backend.env)}`, 60, 60))) return 'too_many';
  const { data } = await backend.asAnon().rpc('digest_of_link', { token }).throwOnError();
  return link.nullable().parse(data);
}

/** Ends the letters to whom this address was sent. False for what is no such address. */
export async function stopDigests(
  backend: Backend,
  visit: Visit,
  token: string,
): Promise<boolean | 'too_many'> {
  if (!isToken(token)) return false;
  const subject = linkDigest(token);
  if (!(await allowed(backend, `berhenti-ubah:${addressOf(visit, backend.env)}`, 20, 300))) return 'too_many';
  if (!(await allowed(backend, `berhenti-tautan:${subject}`, 20, 1_200))) return 'too_many';
  const { data } = await backend.asAnon().rpc('stop_digests', { token }).throwOnError();
  return data;
}
