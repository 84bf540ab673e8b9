/** What somebody says through the widget or the hosted form, on its way into the inbox: once, however often it is sent. */
import { freshLink, linkAddress } from '#platform/http/private-link.ts';
import { z } from 'zod';
import { addressOf } from '#platform/http/address.ts';
import type { Backend } from '#platform/backend/index.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import { typed } from '#platform/text/typed.ts';
import { isWordless } from '#channels/index.ts';
import { sortingOf } from '#inbox/index.ts';
import { hasWaited, isSolved, needsProof, type Door } from './challenge.ts';
import { readContact } from './contact.ts';
import {
  feedbackKinds,
  feedbackWishes,
  leastMs,
  mostName,
  mostOrdered,
  mostWords,
  noticeVersion,
  type RefusalCode,
} from '../schema.ts';

export interface Visit {
  request: Request;
  clientAddress: string;
}

const greeting = z.object({
  business: z.uuid(),
  name: z.string(),
  slug: z.string(),
  language: z.enum(['id', 'en']).catch('id'),
  sample: z.boolean(),
  origins: z.array(z.string()),
});
export type OpenWidget = z.infer<typeof greeting>;

/** The widget behind a public key, or a business's hosted form; null while it is off, or there is none. */
export async function findWidget(backend: Backend, door: Door): Promise<OpenWidget | null> {
  const { data } = await backend
    .asService('greet a visitor of the widget')
    .rpc('widget_greeting', { ...door })
    .throwOnError();
  return greeting.nullable().parse(data);
}

const line = (most: number) => z.string().transform(typed).pipe(z.string().max(most));
const absent = <T extends z.ZodType>(shape: T) => shape.optional();

/** What the element sends as JSON, and what the hosted form amounts to. */
export const feedbackBody = z.object({
  key: z.uuidv4(),
  kind: z.enum(feedbackKinds).nullable(),
  words: line(mostWords).pipe(z.string().min(1)),
  name: absent(line(mostName)),
  contact: absent(line(254)),
  ordered: absent(line(mostOrdered)),
  wants: absent(z.enum(feedbackWishes)),
  page: absent(line(2000)),
  product: absent(line(200)),
  lang: z.enum(['id', 'en']),
  notice: z.literal(noticeVersion),
  took: z.number(),
  url: z.literal('').optional(),
  proof: absent(z.string().max(2000)),
});
export type FeedbackGiven = z.infer<typeof feedbackBody>;

/** Which refusal a body that has not the shape amounts to: the first thing a person can mend. */
export function wrongWith(error: z.ZodError): RefusalCode {
  const field = error.issues[0]?.path[0];
  if (field === 'words') return 'words';
  if (field === 'notice') return 'consent';
  if (field === 'contact') return 'contact';
  return field === 'url' ? 'too_fast' : 'shape';
}

export interface TakenFeedback {
  number: string;
  message: string;
  token: string;
  link: string;
}

/** Stores it in the inbox and makes an address to it; or says why not. `ticket`: of a form that may wait instead. */
export async function takeFeedback(
  backend: Backend,
  visit: Visit,
  door: Door,
  { business }: OpenWidget,
  given: FeedbackGiven,
  ticket = '',
): Promise<TakenFeedback | RefusalCode> {
  const contact = readContact(given.contact ?? '');
  if (!contact) return 'contact';
  if (given.took < leastMs) return 'too_fast';
  const address = addressOf(visit, backend.env);
  const unproven = await mayComeIn(backend, address, door, { proof: given.proof ?? '', ticket });
  if (unproven) return unproven;
  if (!(await mayGive(backend, address, door, business))) return 'too_many';
  const { token, hash } = freshLink();
  const complains = given.kind === 'complaint';
  const { data } = await backend
    .asService('take feedback of a customer')
    .rpc('take_feedback', {
      token_hash: hash,
      given: {
        widget: door.key ?? null,
        slug: door.slug ?? null,
        key: given.key,
        kind: given.kind,
        words: given.words,
        wordless: isWordless(given.words),
        sorting: { ...sortingOf(given.words) },
        name: given.name ?? '',
        ...contact,
        ordered: complains ? (given.ordered ?? '') : '',
        wants: complains ? (given.wants ?? 'unknown') : 'unknown',
        page: pageOf(given.page ?? ''),
        product: given.product ?? '',
        language: given.lang,
        notice: given.notice,
      },
    })
    .throwOnError();
  const taken = z.object({ message: z.uuid(), number: z.string() }).nullable().parse(data);
  return taken ? { ...taken, token, link: linkAddress(backend, token) } : 'unknown_key';
}

/**
 * While a door is under attack it lets in who brings a proof of work. This stands before the limits, so that those who
 * bring none use up nothing of what the key takes. An address has twenty tries without a proof, then one a minute: one
 * alone cannot put a key under attack.
 *
 * The hosted form has to do without script too, and such a customer must not be lost: there it is enough to have waited
 * with the form open, which somebody who writes does anyway. That is little against a program, so it has a small share
 * of its own: two an address in ten minutes, one a minute for the form. A riddle instead would keep out those who read
 * with difficulty, and no program.
 */
async function mayComeIn(
  backend: Backend,
  address: string,
  door: Door,
  { proof, ticket }: { proof: string; ticket: string },
): Promise<'too_many' | 'challenge' | null> {
  if (await isSolved(backend, door, proof)) return null;
  if (!(await allowed(backend, `masukan-tanpa-bukti:${address}`, 20, 1_200))) return 'too_many';
  if (!(await needsProof(backend, door))) return null;
  const waited =
    ticket !== '' &&
    (await hasWaited(backend, door, ticket)) &&
    (await allowed(backend, `masukan-menunggu:${address}`, 2, 600)) &&
    (await allowed(backend, `masukan-menunggu-pintu:${door.key ?? door.slug}`, 20, 1_200));
  return waited ? null : 'challenge';
}

/**
 * Ten at once from an address, then one a minute (many phones share one); for a key and a business what a busy day
 * brings, and no more.
 */
async function mayGive(backend: Backend, address: string, door: Door, business: string): Promise<boolean> {
  return (
    (await allowed(backend, `masukan:${address}`, 10, 600)) &&
    (await allowed(backend, `masukan-kunci:${door.key ?? door.slug}`, 120, 1_200)) &&
    (await allowed(backend, `masukan-usaha:${business}`, 240, 2_400))
  );
}

/** The page it was written on, without what stands behind the question mark: that may be the visitor's secret. */
function pageOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, origin, pathname } = new URL(address);
  return /^https?:$/.test(protocol) ? (origin + pathname).slice(0, 2000) : null;
}
