/** Letters to customers who left an address. None holds what was said: it stands behind the link. */
import { z } from 'zod';
import type { Backend } from '../platform/backend/index.ts';
import { allowed } from '../platform/rate-limit.ts';
import { freshLink, linkAddress } from '../inbox/index.ts';
import { letterWords } from './letter-words.ts';

const addressed = z.object({
  email: z.string(),
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
  // Anybody can type anybody's address into a form: few of these letters a day reach it.
  const most = due.about === 'ticket' ? 4 : 40;
  if (await allowed(backend, `surat-${due.about}:${due.email.toLowerCase()}`, most, 86_400)) {
    const t = letterWords[due.language];
    await backend.mail.send({
      to: due.email,
      subject: t.subject[due.about](due.business, due.number),
      text: t.text[due.about](due.business, due.number, linkAddress(backend, token)),
      id: `${due.about}-${due.id}`,
    });
  }
  await db.rpc('settle_feedback_letter', { message }).throwOnError();
}

/** The new link, to the address that was left. */
export async function lostLetter(backend: Backend, given: unknown, link: string): Promise<void> {
  const { email, business, number, language } = addressed.parse(given);
  const t = letterWords[language];
  await backend.mail.send({
    to: email,
    subject: t.subject.lost(business, number),
    text: t.text.lost(business, number, link),
  });
}
