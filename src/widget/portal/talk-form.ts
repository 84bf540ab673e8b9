/** What a customer writes again on their private page. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { typed } from '#platform/text/typed.ts';
import { apiWords } from '../feedback/api-words.ts';
import { withTodaysNames } from '../feedback/former-names.ts';
import { feedbackUploadLimits, textOf } from '../feedback/hosted.ts';
import type { Visit } from '../feedback/take.ts';
import { writeAgain } from './talk.ts';
import { mostWords } from '../schema.ts';
import { talkWords } from './talk-words.ts';

/** For `withForm`. */
export const talkUploadLimits = feedbackUploadLimits;

/** As typed, with what is wrong with it. */
export interface TalkForm {
  key: string;
  words: string;
  wrong: string;
  wrongPhoto: string;
}

export function emptyTalkForm(): TalkForm {
  return { key: randomUUID(), words: '', wrong: '', wrongPhoto: '' };
}

/** `done`; the form with what to mend; or null when the link is none. */
export async function submitTalk(
  backend: Backend,
  visit: Visit,
  token: string,
  sent: FormData,
  lang: Lang,
): Promise<'done' | TalkForm | null> {
  const data = withTodaysNames(sent);
  const t = talkWords[lang];
  const refusal = apiWords[lang].refusal;
  const file = data.get('photo');
  const photo = file instanceof File && file.size > 0 ? file : null;
  const words = typed(textOf(data, 'words'));
  const form = {
    key: z.uuidv4().catch(randomUUID()).parse(data.get('key')),
    words,
    wrong: '',
    wrongPhoto: '',
  };
  if (words === '' && !photo) return { ...form, wrong: t.empty };
  if (words.length > mostWords) return { ...form, wrong: t.long };
  if (photo && photo.size > talkUploadLimits.fileBytes) return { ...form, wrongPhoto: refusal.too_large };
  const bytes = photo && new Uint8Array(await photo.arrayBuffer());
  const wrote = await writeAgain(backend, visit, token, { key: form.key, words, photo: bytes });
  switch (wrote) {
    case 'done':
    case null:
      return wrote;
    case 'closed':
      return { ...form, wrong: t.closed };
    case 'too_many':
      return { ...form, wrong: refusal.too_many };
    default:
      return { ...form, wrongPhoto: refusal[wrote] };
  }
}
