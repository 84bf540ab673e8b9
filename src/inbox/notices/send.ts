/** Tells members' phones of new messages. Who is told of what, and when, is decided in SQL. */
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { channelWords } from '#channels/words/index.ts';
import { channelKind } from '#channels/schema.ts';
import { dropDevices } from '#platform/jobs/devices.ts';
import { count, isLang, type Lang } from '#platform/text/i18n.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { whenAgain, type Came, type Tries } from '#platform/ledger/verdict.ts';
import { log } from '#platform/log.ts';
import { push } from '#platform/jobs/push.ts';
import { noticeWords } from './words.ts';

const batch = 50;
/** Longer than a push can take. */
const leaseSeconds = 120;
/** Claiming works out what is to be told, which takes a while for many; the rest of the lease is for telling it. */
const awakeSeconds = leaseSeconds / 2;
/** What comes in a burst is one notice. */
const settleSeconds = 10;
const patience: Tries = { most: 5, first: 30 };
/** A phone that was off still hears of it. */
const lifeSeconds = 6 * 3600;

const notice = z.object({
  id: z.uuid(),
  tries: z.number(),
  business_id: z.uuid(),
  path: z.string(),
  waiting: z.number(),
  conversations: z.number(),
  kinds: z.array(channelKind),
  /** Its name, where the member has several. */
  business: z.string().nullable(),
  /** The newest, and only where the member wants them shown. */
  customer: z.string().nullable(),
  words: z.string().nullable(),
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
export type Notice = z.infer<typeof notice>;

/**
 * Sends the notices that are due. Safe in any number of processes at once.
 * @returns how many were looked at
 */
export function sendNotices(backend: Backend, settle = settleSeconds): Promise<number> {
  return runLedger(backend, {
    name: 'notice',
    why: 'tell members of new messages',
    claim: (db) =>
      db
        .rpc('claim_notices', { size: batch, lease_seconds: leaseSeconds, settle_seconds: settle })
        .throwOnError(),
    row: notice,
    keys: notice.pick({ id: true }),
    unreadable: ({ id }): Settled => ({ id, sent: false }),
    act: (one) => tell(backend, one),
    judge: ({ id, tries }, came): Settled => {
      const wait = whenAgain(came, tries, patience);
      return { id, sent: came.ok === true, ...(wait !== null && { retry_seconds: wait }) };
    },
    awakeSeconds,
    settle: {
      async all(db, results) {
        await db.rpc('settle_notices', { results: results as never }).throwOnError();
        for (const { id, sent } of results) log('info', 'inbox.noticed', { notice: id, sent });
      },
    },
  });
}

interface Settled {
  id: string;
  sent: boolean;
  retry_seconds?: number;
}

async function tell(backend: Backend, one: Notice): Promise<Came> {
  const { devices } = one;
  const outcomes = await Promise.all(
    devices.map((device) => push(backend, device, { ...shown(one, device.language), lifeSeconds })),
  );
  const gone = devices.filter((_, index) => outcomes[index] === 'gone');
  await dropDevices(
    backend,
    gone.map((device) => device.id),
  );
  if (outcomes.includes('taken')) return { ok: true };
  return { ok: false, retry: outcomes.includes('failed') ? 'later' : 'never' };
}

/** What a phone shows: how many wait and where; who and what only where the member wants it. */
function shown(
  { business_id, path, waiting, conversations, kinds, business, customer, words }: Notice,
  lang: Lang,
): { title: string; body: string; path: string; tag: string } {
  const t = noticeWords[lang];
  const places = new Intl.ListFormat(lang).format(kinds.map((kind) => channelWords[lang].kind[kind]));
  const said = words !== null && t.said(customer || t.someone, words);
  const others = said !== false && conversations > 1 && t.andOthers(count(conversations - 1, lang));
  const body = [said, others, [business, places].filter(Boolean).join(' · ')].filter(Boolean).join('\n');
  return { title: t.waiting(count(waiting, lang)), body, path, tag: business_id };
}

/** How long it is kept who was told what. */
const keptDays = 90;

export async function forgetOldNotices(backend: Backend): Promise<void> {
  await backend
    .asService('forget what members were told')
    .rpc('forget_old_notices', { days: keptDays })
    .throwOnError();
}
