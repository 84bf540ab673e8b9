/** Letters to customers who left an address, or a WhatsApp number. None holds what was said: it stands behind the link. */
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { log } from '#platform/log.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import { freshLink, linkAddress } from '#platform/http/private-link.ts';
import { letterWords } from './letter-words.ts';
import { sendWhatsappLink, whatsappWay } from './whatsapp-links.ts';

const addressed = z.object({
  email: z.string().nullable(),
  whatsapp: whatsappWay.nullable(),
  business: z.string(),
  number: z.string(),
  language: z.enum(['id', 'en']).catch('id'),
});
const claimed = addressed.extend({ id: z.uuid(), about: z.enum(['ticket', 'answer']) });

type Letter = z.infer<typeof claimed>;

/** After something was said or answered: the letter about it, where one is due. Done twice it is one letter. */
export async function writeLetter(backend: Backend, message: string): Promise<void> {
  const { token, hash } = freshLink();
  await runLedger(backend, {
    name: 'letter',
    why: 'write to customers who left an address',
    async claim(db) {
      const { data } = await db.rpc('claim_feedback_letter', { message, token_hash: hash }).throwOnError();
      return { data: data === null ? [] : [data] };
    },
    row: claimed,
    act: (due) => sendLetter(backend, due, linkAddress(backend, token)),
    // By mail it carries the same id again; a link by WhatsApp, of which nobody knows, is not sent a second time.
    judge: (due, came) => (typeof came === 'string' ? came : due.whatsapp ? 'over' : 'unknown'),
    // It has no lease: the job comes again instead.
    slept: () => 'again',
    settle: {
      async one(db, came) {
        if (came === 'sent') await db.rpc('settle_feedback_letter', { message }).throwOnError();
        if (came === 'again') await db.rpc('release_feedback_letter', { message }).throwOnError();
        if (came === 'again' || came === 'unknown')
          throw new Error('the letter could not be sent at present');
      },
    },
  });
}

type Came = 'sent' | 'again' | 'over' | 'unknown';

async function sendLetter(backend: Backend, due: Letter, link: string): Promise<Came> {
  if (due.whatsapp) return sendWhatsappLink(backend, due.whatsapp, due, link);
  try {
    await mailLetter(backend, due, link);
    return 'sent';
  } catch (error) {
    log('warn', 'widget.letter_not_mailed', { letter: due.id, error });
    return 'unknown';
  }
}

async function mailLetter(backend: Backend, due: Letter, link: string): Promise<void> {
  const { id, email, about, language, business, number } = due;
  if (email === null) return;
  // Anybody can type anybody's address into a form: few of these letters a day reach it.
  const most = about === 'ticket' ? 4 : 40;
  if (!(await allowed(backend, `surat-${about}:${email.toLowerCase()}`, most, 86_400))) return;
  const t = letterWords[language];
  await backend.mail.send({
    to: email,
    subject: t.subject[about](business, number),
    text: t.text[about](business, number, link),
    id: `${about}-${id}`,
  });
}

/** The new link, to the address or number that was left. */
export async function lostLetter(backend: Backend, given: unknown, link: string): Promise<void> {
  const { email, whatsapp, business, number, language } = addressed.parse(given);
  const t = letterWords[language];
  if (whatsapp) await sendWhatsappLink(backend, whatsapp, { business, number }, link);
  else if (email !== null)
    await backend.mail.send({
      to: email,
      subject: t.subject.lost(business, number),
      text: t.text.lost(business, number, link),
    });
}
