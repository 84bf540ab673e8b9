import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Lang } from '#platform/text/i18n.ts';
import { contactWords } from './words.ts';
import type { Talk } from './contacts.ts';
import { contactId, talkWay, type ContactId } from '../schema.ts';

/** How long ago a talk was, as one picks it. */
export const talkWhen = z.enum(['now', 'hour', 'yesterday']);
const agoMs = { now: 0, hour: 3_600_000, yesterday: 86_400_000 };

/** The form as typed, with what is wrong with it by field. */
export interface TalkForm {
  id: string;
  contact: ContactId | null;
  name: string;
  way: string;
  when: string;
  said: string;
  answered: string;
  mistakes: { name?: string; said?: string };
}

export function emptyTalk(contact: ContactId | null): TalkForm {
  const typed = { name: '', way: 'talk', when: 'now', said: '', answered: '' };
  return { id: randomUUID(), contact, ...typed, mistakes: {} };
}

/** Reads the form; `talk` is null while something is missing. */
export function readTalk(data: FormData, lang: Lang, now: Date): { form: TalkForm; talk: Talk | null } {
  const t = contactWords[lang];
  const text = (name: string) =>
    String(data.get(name) ?? '')
      .replaceAll('\r\n', '\n')
      .trim();
  const form: TalkForm = {
    id: z.uuid().catch(randomUUID()).parse(data.get('id')),
    contact: contactId
      .nullable()
      .catch(null)
      .parse(data.get('contact') || null),
    name: text('name').slice(0, 200),
    way: talkWay.catch('talk').parse(data.get('way')),
    when: talkWhen.catch('now').parse(data.get('when')),
    said: text('said'),
    answered: text('answered').slice(0, 10_000),
    mistakes: {},
  };
  if (!form.contact && form.name === '') form.mistakes.name = t.needName;
  if (form.said === '' || form.said.length > 10_000) form.mistakes.said = t.needSaid;
  if (Object.keys(form.mistakes).length > 0) return { form, talk: null };
  const at = new Date(now.getTime() - agoMs[talkWhen.parse(form.when)]);
  const { id, contact, name, said, answered } = form;
  return { form, talk: { id, contact, name, way: talkWay.parse(form.way), said, answered, at } };
}
