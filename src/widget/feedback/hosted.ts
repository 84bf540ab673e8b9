/** The hosted form: the same as the element, as a plain form that works without script. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addressOf } from '#platform/http/address.ts';
import type { Backend } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import type { UploadLimits } from '#platform/http/body/upload.ts';
import { apiWords } from './api-words.ts';
import { freshChallenge, isUnderAttack, ticketOf, waitSeconds } from './challenge.ts';
import { panelWords } from '../elements/panel-words.ts';
import { formWords } from './form-words.ts';
import { withTodaysNames } from './former-names.ts';
import { feedbackBody, takeFeedback, wrongWith, type OpenWidget, type Visit } from './take.ts';
import { dropCustomersPhoto, storeCustomersPhoto, type CustomersPhoto } from '#inbox/index.ts';
import { placePhoto } from './photo.ts';
import {
  feedbackKinds,
  feedbackWishes,
  noticeVersion,
  type FeedbackKind,
  type FeedbackWish,
  type RefusalCode,
} from '../schema.ts';

/** For `withForm`. */
export const feedbackUploadLimits: UploadLimits = { fileBytes: 25 * 1024 * 1024, files: 1 };

/** As typed, with what is wrong with it by field. */
export interface HostedForm {
  key: string;
  kind: FeedbackKind | '';
  words: string;
  ordered: string;
  wants: FeedbackWish;
  name: string;
  contact: string;
  consent: boolean;
  /** The page and product it began from. */
  page: string;
  product: string;
  /** When the form was first opened. */
  opened: number;
  /** While the form is under attack: a challenge to solve, or without script to wait with. */
  ticket: string;
  mistakes: Partial<Record<'words' | 'contact' | 'photo' | 'consent' | 'all', string>>;
}

function emptyHosted(query: URLSearchParams, now = Date.now()): HostedForm {
  return {
    key: randomUUID(),
    kind: kindOf(query.get('jenis')),
    words: '',
    ordered: '',
    wants: 'unknown',
    name: '',
    contact: '',
    consent: false,
    page: (query.get('dari') ?? '').slice(0, 2000),
    product: (query.get('produk') ?? '').slice(0, 200),
    opened: now,
    ticket: '',
    mistakes: {},
  };
}

/** The form as it is opened; under attack with a challenge, so that it is solved or waited with while somebody writes. */
export async function openHosted(
  backend: Backend,
  query: URLSearchParams,
  slug: string,
): Promise<HostedForm> {
  const form = emptyHosted(query);
  return (await isUnderAttack(backend, { slug }))
    ? { ...form, ticket: await freshTicket(backend, slug) }
    : form;
}

async function freshTicket(backend: Backend, slug: string): Promise<string> {
  return ticketOf(await freshChallenge(backend, { slug }));
}

/** Takes the form, with its photo; the private address it leads to, or the form with what to mend. */
export async function submitHosted(
  backend: Backend,
  visit: Visit,
  { widget, slug, lang }: { widget: OpenWidget; slug: string; lang: Lang },
  sent: FormData,
): Promise<{ link: string } | { form: HostedForm; tooMany: boolean }> {
  const data = withTodaysNames(sent);
  const form = readHosted(data);
  const refused = (code: RefusalCode) => ({
    form: { ...form, mistakes: { [fieldOf(code)]: apiWords[lang].refusal[code] } },
    tooMany: code === 'too_many',
  });
  const challenged = async () => ({
    form: {
      ...form,
      ticket: await freshTicket(backend, slug),
      mistakes: { all: formWords[lang].flooded(waitSeconds) },
    },
    tooMany: true,
  });
  if (!form.consent) {
    if (form.words.trim() === '') form.mistakes.words = panelWords[lang].empty;
    form.mistakes.consent = panelWords[lang].needConsent;
    return { form, tooMany: false };
  }
  const given = feedbackBody.safeParse({
    ...form,
    kind: form.kind || null,
    lang,
    notice: noticeVersion,
    took: Date.now() - form.opened,
    url: textOf(data, 'url'),
    proof: textOf(data, 'proof'),
  });
  if (!given.success) return refused(wrongWith(given.error));
  const photo = await photoOf(backend, visit, data.get('photo'));
  if (typeof photo === 'string') return refused(photo);
  const taken = await takeFeedback(backend, visit, { slug }, widget, given.data, form.ticket);
  const placed =
    photo && typeof taken !== 'string' && (await placePhoto(backend, taken.token, taken.message, photo));
  if (photo && placed !== 'done') await dropCustomersPhoto(backend, photo);
  if (taken === 'challenge') return challenged();
  return typeof taken === 'string' ? refused(taken) : { link: `/s/${taken.token}?terkirim` };
}

function readHosted(data: FormData): HostedForm {
  const text = (name: string) => textOf(data, name);
  const fresh = emptyHosted(new URLSearchParams());
  return {
    key: z.uuidv4().catch(fresh.key).parse(text('key')),
    kind: kindOf(text('kind')),
    words: text('words'),
    ordered: text('ordered').slice(0, 200),
    wants: z.enum(feedbackWishes).catch('unknown').parse(text('wants')),
    name: text('name').slice(0, 80),
    contact: text('contact').slice(0, 254),
    consent: data.has('consent'),
    page: text('page').slice(0, 2000),
    product: text('product').slice(0, 200),
    opened: Number(text('opened')) || fresh.opened,
    ticket: text('ticket').slice(0, 2000),
    mistakes: {},
  };
}

/** Stored before the words are taken, so that a photo that is none can be told while nothing is sent yet. */
async function photoOf(
  backend: Backend,
  visit: Visit,
  file: FormDataEntryValue | null,
): Promise<CustomersPhoto | RefusalCode | null> {
  if (!(file instanceof File) || file.size === 0) return null;
  if (file.size > feedbackUploadLimits.fileBytes) return 'too_large';
  if (!(await allowed(backend, `masukan-foto:${addressOf(visit, backend.env)}`, 20, 600))) return 'too_many';
  return storeCustomersPhoto(backend, new Uint8Array(await file.arrayBuffer()));
}

/** A field of a form; '' where it is a file, or missing. */
export function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

function kindOf(text: string | null): FeedbackKind | '' {
  return z.enum(feedbackKinds).or(z.literal('')).catch('').parse(text);
}

function fieldOf(code: RefusalCode): keyof HostedForm['mistakes'] {
  switch (code) {
    case 'words':
      return 'words';
    case 'contact':
      return 'contact';
    case 'too_large':
    case 'not_a_picture':
    case 'heic':
      return 'photo';
    default:
      return 'all';
  }
}
