/** What the form of a message template brings: one that fits, or what is wrong with it. */
import { listMessageTemplates, gapValue, sendTemplate } from './approved.ts';
import { offersTemplates, openAnswerBox } from '../answer-box.ts';
import { emptyDraft, type ReplyPlace, type ReplySubmission } from '../submission.ts';
import { messageId } from '#inbox/schema.ts';
import { templateWords } from './words.ts';

/** Sends the template, or (`preview`) shows what it becomes. Null when the conversation is not there. */
export async function submitTemplate(place: ReplyPlace, data: FormData): Promise<ReplySubmission | null> {
  const { db, business, conversation, lang } = place;
  const t = templateWords[lang];
  const [box, list] = await Promise.all([
    openAnswerBox(db, business, conversation, null),
    listMessageTemplates(db, conversation),
  ]);
  if (!box || !list) return null;
  const empty = emptyDraft();
  const id = messageId.catch(empty.id).parse(data.get('id'));
  const [name, language] = [String(data.get('template')), String(data.get('language'))];
  const template = list.templates.find((each) => each.name === name && each.language === language);
  const values = (template?.gaps ?? []).map((_, index) => String(data.get(`value-${index + 1}`) ?? ''));
  const back = (mistake: boolean, error: string, errors: string[] = []): ReplySubmission => ({
    ok: false,
    mistake,
    draft: { ...empty, id, template: { name, language, values, errors, error } },
  });
  if (!template) return back(true, t.gone);
  if (data.has('preview')) return back(false, '');
  const filled = values.map(gapValue);
  const errors = filled.map((value) => (value === null ? t.empty : ''));
  if (errors.some(Boolean)) return back(true, '', errors);
  // Whoever wrote meanwhile is answered in words of one's own.
  if (!offersTemplates(box)) return back(true, t.notNeeded);
  const said = filled.filter((value) => value !== null);
  const queued = await sendTemplate(db, id, conversation, template, said);
  return queued === 'gone' ? back(true, t.gone) : queued && { ok: true };
}
