/**
 * The small API that the element calls from other sites. Every answer can be read there, refusals too, so that a page's
 * developer sees what is wrong; what a key allows is decided here, not by the browser.
 */
import { addressOf } from '#platform/http/address.ts';
import type { Backend } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import { messageId } from '#inbox/schema.ts';
import { usualAnswer } from '../settings/answer-time.ts';
import { apiWords } from './api-words.ts';
import { freshChallenge } from './challenge.ts';
import { feedbackBody, findWidget, takeFeedback, wrongWith, type OpenWidget, type Visit } from './take.ts';
import { addPhoto } from './photo.ts';
import {
  publicKey,
  type Challenge,
  type Greeting,
  type Receipt,
  type Refusal,
  type RefusalCode,
} from '../schema.ts';

export interface Call extends Visit {
  backend: Backend;
  lang: Lang;
  /** As it stands in the address. */
  key: string;
}

const mostJsonBytes = 64 * 1024;
const mostPhotoBytes = 12 * 1024 * 1024;

const statuses: Record<RefusalCode, number> = {
  unknown_key: 404,
  origin: 403,
  too_many: 429,
  // To an element of before this code it is the same as too many: it keeps what it has, and tries again.
  challenge: 429,
  too_large: 413,
  wrong_type: 415,
  too_fast: 422,
  words: 422,
  contact: 422,
  consent: 422,
  shape: 422,
  not_a_picture: 422,
  heic: 422,
  link: 404,
};

const open = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** Answers a browser that asks whether it may ask. */
export function answerPreflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...open,
      'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
      'Access-Control-Allow-Headers': 'Content-Type, Authorization, Accept-Language',
      'Access-Control-Max-Age': '86400',
    },
  });
}

/** Whether the key is good here, and whose it is. */
export async function answerGreeting(call: Call): Promise<Response> {
  if (!(await allowed(call.backend, `sapaan:${addressOf(call, call.backend.env)}`, 240, 60))) {
    return refuse(call, 'too_many');
  }
  const widget = await widgetFor(call, 'GET');
  if (typeof widget === 'string') return refuse(call, widget);
  const { name, language, slug, sample } = widget;
  const form = `${call.backend.env.PUBLIC_URL}/f/${slug}`;
  const answers = await usualAnswer(call.backend, slug, call.lang);
  const said: Greeting = { name, lang: language, sample, form, answers };
  return json(200, said, { 'Cache-Control': 'public, max-age=300', Vary: 'Origin, Accept-Language' });
}

/** Takes what a customer wrote; once, however often it comes. */
export async function answerFeedback(call: Call): Promise<Response> {
  const type = call.request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) return refuse(call, 'wrong_type');
  const text = new TextDecoder().decode(await readAtMost(call.request, mostJsonBytes));
  if (text.length > mostJsonBytes) return refuse(call, 'too_large');
  const given = feedbackBody.safeParse(parsed(text));
  if (!given.success) return refuse(call, wrongWith(given.error));
  const widget = await widgetFor(call, 'POST');
  if (typeof widget === 'string') return refuse(call, widget);
  const door = { key: call.key };
  const taken = await takeFeedback(call.backend, call, door, widget, given.data);
  if (taken === 'challenge') return refuse(call, taken, await freshChallenge(call.backend, door));
  if (typeof taken === 'string') return refuse(call, taken);
  const said: Receipt = { number: taken.number, link: taken.link, message: taken.message };
  return json(201, said);
}

/** Takes the photo that belongs to a message; whoever sends it holds the message's private link. */
export async function answerPhoto(call: Call, message: string): Promise<Response> {
  const type = call.request.headers.get('content-type') ?? '';
  if (!/^application\/octet-stream\s*(;|$)/i.test(type)) return refuse(call, 'wrong_type');
  const [, token = ''] = /^Bearer ([\w-]+)$/.exec(call.request.headers.get('authorization') ?? '') ?? [];
  const known = messageId.safeParse(message);
  const widget = await widgetFor(call, 'POST');
  if (typeof widget === 'string') return refuse(call, widget);
  if (!known.success) return refuse(call, 'link');
  const bytes = await readAtMost(call.request, mostPhotoBytes);
  if (bytes.length > mostPhotoBytes) return refuse(call, 'too_large');
  const placed = await addPhoto(call.backend, call, token, known.data, bytes);
  return placed === 'done' ? json(201, {}) : refuse(call, placed ?? 'link');
}

async function widgetFor(
  { backend, key, request }: Call,
  method: 'GET' | 'POST',
): Promise<OpenWidget | 'unknown_key' | 'origin'> {
  const widget = publicKey.safeParse(key).success ? await findWidget(backend, { key }) : null;
  if (!widget) return 'unknown_key';
  const origin = request.headers.get('origin');
  const isOurs = origin === new URL(backend.env.PUBLIC_URL).origin || (origin === null && method === 'GET');
  const isAllowed =
    widget.origins.length === 0 || isOurs || (origin !== null && widget.origins.includes(origin));
  return isAllowed ? widget : 'origin';
}

/** At most one byte more than `most`; what follows is not kept. */
async function readAtMost({ body }: Request, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    parts.push(part);
    size += part.length;
    if (size > most) break;
  }
  return Buffer.concat(parts);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuse({ lang }: Call, code: RefusalCode, challenge?: Challenge): Response {
  const said: Refusal = { code, text: apiWords[lang].refusal[code], ...(challenge && { challenge }) };
  return json(statuses[code], said, code === 'too_many' ? { 'Retry-After': '60' } : {});
}

function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store', ...open, ...headers } });
}
