/** Letters to customers who left an address, or a WhatsApp number. None holds what was said: it stands behind the link. */
import { freshLink, linkAddress } from '#platform/http/private-link.ts';
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { allowed } from '#platform/http/rate-limit.ts';
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

/** After something was said or answered: the letter about it, where one is due. Done twice it is one letter. */
export async function writeLetter(backend: Backend, message: string): Promise<void> {
  const db = backend.asService('write to customers who left an address');
  const { token, hash } = freshLink();
  const { data } = await db.rpc('claim_feedback_letter', { message, token_hash: hash }).throwOnError();
  const due = claimed.nullable().parse(data);
  if (!due) return;
  if (due.whatsapp) {
    const came = await sendWhatsappLink(backend, due.whatsapp, due, linkAddress(backend, token));
    if (came === 'again') {
      await db.rpc('release_feedback_letter', { message }).throwOnError();
      throw new Error('WhatsApp takes no link at present');
    }
    if (came === 'over') return;
  } else await mailLetter(backend, due, linkAddress(backend, token));
  await db.rpc('settle_feedback_letter', { message }).throwOnError();
}

async function mailLetter(backend: Backend, due: z.infer<typeof claimed>, link: string): Promise<void> {
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
