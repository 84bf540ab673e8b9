/** What the forms of the answer box bring: an answer, a ready answer to put in, an answer to take back. */
import { count, type Lang } from '#platform/text/i18n.ts';
import { answerLength } from '#channels/schema.ts';
import { limitsOf, openAnswerBox, openWays, valuesOf, type AnswerBox } from './answer-box.ts';
import { cancelReply, reply } from './write.ts';
import { dropReplyPicture, storeReplyPicture, type ReplyPicture } from '../messages/sent-picture.ts';
import { fillTemplate } from './saved/kept.ts';
import { submitTemplate } from './templates/form.ts';
import { emptyDraft, type ReplyDraft, type ReplyPlace, type ReplySubmission } from './submission.ts';
import { messageId, replyWay, type MessageId, type ReplyWay } from '../schema.ts';
import { replyWords } from './words.ts';
import { words } from '../words.ts';

/** Does what a form of the box asks; null when the conversation is not there, or another business's. */
export async function submitReply(place: ReplyPlace, data: FormData): Promise<ReplySubmission | null> {
  const taken = messageId.safeParse(data.get('cancel'));
  if (taken.success) return takeBack(place, taken.data);
  if (data.has('template')) return submitTemplate(place, data);
  const given = readDraft(data);
  const box = await openAnswerBox(place.db, place.business, place.conversation, given.answers);
  if (!box) return null;
  if (data.has('use')) return useTemplate(place, box, given, String(data.get('saved')));
  return send(place, box, given, data.get('picture'));
}

function readDraft(data: FormData): ReplyDraft {
  const draft = emptyDraft(messageId.nullable().catch(null).parse(data.get('answers')));
  return {
    ...draft,
    id: messageId.catch(draft.id).parse(data.get('id')),
    text: String(data.get('text') ?? '').replaceAll('\r\n', '\n'),
    way: replyWay.nullable().catch(null).parse(data.get('way')),
  };
}

async function takeBack(place: ReplyPlace, message: MessageId): Promise<ReplySubmission> {
  const t = replyWords[place.lang];
  const taken = await cancelReply(place.db, message);
  if (!taken) return { ok: false, mistake: true, draft: { ...emptyDraft(), error: t.tooLate } };
  const { body: text, way, answers, template } = taken;
  if (template) {
    const draft = { ...emptyDraft(), note: t.undone, template: { ...template, errors: [], error: '' } };
    return { ok: false, mistake: false, draft };
  }
  const note = taken.picture ? t.undonePicture : t.undone;
  return { ok: false, mistake: false, draft: { ...emptyDraft(answers), text, way, note } };
}

function useTemplate(
  { backend, lang }: ReplyPlace,
  box: AnswerBox,
  draft: ReplyDraft,
  chosen: string,
): ReplySubmission {
  const template = box.templates.find(({ id }) => id === chosen);
  const filled = template ? fillTemplate(template.body, valuesOf(backend, box, replyWords[lang])) : '';
  const text = [draft.text.trim(), filled].filter(Boolean).join('\n\n');
  return { ok: false, mistake: false, draft: { ...draft, text } };
}

async function send(
  place: ReplyPlace,
  box: AnswerBox,
  draft: ReplyDraft,
  file: FormDataEntryValue | null,
): Promise<ReplySubmission | null> {
  const upload = file instanceof File && file.size > 0 ? file : null;
  const t = replyWords[place.lang];
  const refused = (wrong: Partial<ReplyDraft>): ReplySubmission => ({
    ok: false,
    mistake: true,
    draft: { ...draft, ...wrong },
  });
  // The way is the only one, or the one that was chosen; what has closed meanwhile is said.
  const ways = openWays(box);
  const way = ways.find((open) => open.way === draft.way)?.way ?? (ways.length === 1 ? ways[0]!.way : null);
  const hasLost = draft.way !== null && draft.way !== way && box.kind === 'comment';
  if (way === null || hasLost) return refused({ error: closedSentence(box, draft.way, place.lang) });
  const error = mistakeIn(box, draft.text, way, upload !== null, place.lang);
  if (error) return refused(error);
  const picture = upload && (await storeReplyPicture(place.backend, upload));
  if (typeof picture === 'string') return refused({ pictureError: t.pictureProblem[picture] });
  const answers = box.answering?.id ?? null;
  const queued = await queue(place, { ...draft, answers, way }, picture);
  if (queued === 'used') return refused({ error: t.closed.used });
  if (queued === 'gone') return refused({ error: t.closed.comment_gone });
  return queued && { ok: true };
}

async function queue(
  { backend, db, conversation }: ReplyPlace,
  { id, text, way, answers }: ReplyDraft & { way: ReplyWay },
  picture: ReplyPicture | null,
): Promise<'queued' | 'gone' | 'used' | null> {
  const queued = await reply(db, { id, conversation, body: text.trim(), way, answers, picture }).catch(
    async (error: unknown) => {
      if (picture) await dropReplyPicture(backend, picture);
      throw error;
    },
  );
  if (queued !== 'queued' && picture) await dropReplyPicture(backend, picture);
  return queued;
}

function mistakeIn(
  box: AnswerBox,
  typed: string,
  way: ReplyWay,
  hasPicture: boolean,
  lang: Lang,
): Partial<ReplyDraft> | null {
  const t = replyWords[lang];
  const text = typed.trim();
  const limits = limitsOf(box, way);
  const length = answerLength(text, limits.unit);
  if (length > limits.most) {
    return { error: t.long(count(length, lang), count(limits.most, lang), t.units[limits.unit]) };
  }
  if (hasPicture && limits.pictures === 0) return { pictureError: t.pictureProblem.none_here };
  if (text === '' && hasPicture && !limits.picturesAlone) return { error: t.pictureProblem.needs_words };
  if (text === '' && !hasPicture) return { error: words[lang].error.empty };
  return null;
}

/** Why a way is closed; without a way, why all are. */
export function closedSentence(box: AnswerBox, way: ReplyWay | null, lang: Lang): string {
  const t = replyWords[lang];
  if (!box.connected) return words[lang].closed;
  const shut = box.abilities.filter(({ closed }) => closed !== null);
  const reason = (shut.find((each) => each.way === way) ?? shut[0])?.closed ?? 'comment_gone';
  return `${t.closed[reason]} ${t.next[reason]}`;
}
