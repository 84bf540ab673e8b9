/**
 * The customer comes back by a private link: reads the answer, writes again, adds a photo; a lost link is replaced.
 */
import { freshLink, isToken, linkAddress } from '#platform/http/private-link.ts';
import { z } from 'zod';
import { addressOf } from '#platform/http/address.ts';
import { orNull } from '#platform/backend/arguments.ts';
import type { Backend } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import { isWordless } from '#channels/index.ts';
import {
  attachmentStream,
  dropCustomersPhoto,
  sortingOf,
  storeCustomersPhoto,
  type PictureProblem,
} from '#inbox/index.ts';
import { readContact } from '../feedback/contact.ts';
import { mayWrite, placePhoto } from '../feedback/photo.ts';
import type { Visit } from '../feedback/take.ts';
import { lostLetter } from './letters.ts';
import { feedbackKinds, feedbackWishes } from '../schema.ts';

const photo = z.object({
  id: z.uuid(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  small: z.boolean(),
});
const talk = z.object({
  business: z.string(),
  slug: z.string(),
  catalogue: z.string().nullable(),
  timezone: z.string(),
  sample: z.boolean(),
  number: z.string(),
  kind: z.enum(feedbackKinds).nullable(),
  ordered: z.string(),
  wants: z.enum(feedbackWishes),
  product: z.string(),
  /** Whether the customer may write here now. */
  open: z.boolean(),
  /** Masked. */
  email: z.string().nullable(),
  whatsapp: z.string().nullable(),
  /** Whether the customer is asked how they were served, and what they said. */
  may_rate: z.boolean(),
  score: z.number().nullable(),
  messages: z.array(
    z.object({
      id: z.uuid(),
      direction: z.enum(['in', 'out']),
      automatic: z.boolean(),
      body: z.string(),
      at: z.string(),
      photos: z.array(photo),
      picture: z.object({ id: z.uuid(), width: z.number(), height: z.number() }).nullable(),
    }),
  ),
});
export type CustomersTalk = z.infer<typeof talk>;

/** The conversation behind a private link; null when it is none, or one of a case. Reading changes nothing. */
export async function readTalk(
  backend: Backend,
  visit: Visit,
  token: string,
): Promise<CustomersTalk | 'too_many' | null> {
  if (!isToken(token)) return null;
  if (!(await allowed(backend, `percakapan-pribadi:${addressOf(visit, backend.env)}`, 240, 60)))
    return 'too_many';
  const { data } = await backend.asAnon().rpc('customer_feedback', { token }).throwOnError();
  return talk.nullable().parse(data);
}

export type WroteAgain = 'done' | 'closed' | 'too_many' | PictureProblem | null;

/** The customer writes again, with a photo if there is one; null when the link is none. */
export async function writeAgain(
  backend: Backend,
  visit: Visit,
  token: string,
  said: { key: string; words: string; photo: Uint8Array | null },
): Promise<WroteAgain> {
  if (!isToken(token)) return null;
  if (!(await mayWrite(backend, visit, token))) return 'too_many';
  // Looked at before anything is stored: words without the photo they speak of are half of it.
  const stored = said.photo && (await storeCustomersPhoto(backend, said.photo));
  if (typeof stored === 'string') return stored;
  const { data } = await backend
    .asService('take words of a customer')
    .rpc('write_again', {
      token,
      key: said.key,
      words: said.words,
      wordless: isWordless(said.words) && !stored,
      sorting: { ...sortingOf(said.words) },
    })
    .throwOnError();
  const answer = z
    .union([z.uuid(), z.literal('closed')])
    .nullable()
    .parse(data);
  const refused = answer === null || answer === 'closed';
  if (stored) {
    const placed = refused ? null : await placePhoto(backend, token, answer, stored);
    if (placed !== 'done') await dropCustomersPhoto(backend, stored);
  }
  return refused ? answer : 'done';
}

/** Erases what the customer said and how they can be reached; the link ends with it. Null when it is none. */
export async function eraseTalk(
  backend: Backend,
  visit: Visit,
  token: string,
): Promise<'done' | 'too_many' | null> {
  if (!isToken(token)) return null;
  if (!(await mayWrite(backend, visit, token))) return 'too_many';
  const { data } = await backend.asAnon().rpc('erase_feedback', { token }).throwOnError();
  return z.literal('done').nullable().parse(data);
}

/** A photo of the conversation behind a link, piece by piece; null when the link does not lead to it. */
export async function customersPhoto(
  backend: Backend,
  visit: Visit,
  token: string,
  id: string,
  small: boolean,
): Promise<ReadableStream<Uint8Array> | null> {
  if (!isToken(token) || !z.uuid().safeParse(id).success) return null;
  if (!(await allowed(backend, `percakapan-pribadi-foto:${addressOf(visit, backend.env)}`, 240, 60)))
    return null;
  const { data } = await backend.asAnon().rpc('customers_photo', { token, photo: id }).throwOnError();
  return data ? attachmentStream(backend, { id }, small) : null;
}

export const lostLink = z.object({
  number: z.string().transform((text) => text.replaceAll(/\D/g, '').slice(0, 12)),
  contact: z
    .string()
    .max(254)
    .transform((typed, context) => {
      const contact = readContact(typed);
      if (contact?.email || contact?.whatsapp) return contact;
      context.addIssue('neither an address nor a number');
      return z.NEVER;
    }),
});

/**
 * Sends a new link where number and contact belong together, to that contact. Whoever asks learns nothing of that: the answer is the
 * same in any case. `too_many`: ask later.
 */
export async function sendLostLink(
  backend: Backend,
  visit: Visit,
  slug: string,
  { number, contact }: z.infer<typeof lostLink>,
): Promise<'done' | 'too_many'> {
  if (!(await allowed(backend, `tautan-hilang:${addressOf(visit, backend.env)}`, 5, 900))) return 'too_many';
  if (!(await allowed(backend, `tautan-hilang:${slug}:${number}`, 5, 3_600))) return 'too_many';
  const { token, hash } = freshLink();
  const { data } = await backend
    .asService('replace a lost link')
    .rpc('replace_lost_link', {
      slug,
      number,
      email: orNull(contact.email),
      whatsapp: orNull(contact.whatsapp),
      token_hash: hash,
    })
    .throwOnError();
  // Not waited for: how long it takes would tell whether there was somebody to write to.
  if (data !== null) {
    void lostLetter(backend, data, linkAddress(backend, token)).catch((error: unknown) =>
      log('warn', 'widget.lost_link_not_sent', { error }),
    );
  }
  return 'done';
}
