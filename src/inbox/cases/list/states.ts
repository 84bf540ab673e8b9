import { caseWords } from '../words.ts';
import type { CaseRow } from './find.ts';
import type { Lang } from '#platform/text/i18n.ts';

/** Where a case stands, as a word. */
export function caseStateWord(
  { state, dueAt }: Pick<CaseRow, 'state' | 'dueAt'>,
  lang: Lang,
  now: Date,
): { tone: 'waiting' | 'done' | 'danger' | 'info'; word: string } {
  const t = caseWords[lang].state;
  if (state === 'resolved') return { tone: 'waiting', word: t.resolved };
  if (state === 'closed') return { tone: 'done', word: t.closed };
  return Date.parse(dueAt) < now.getTime()
    ? { tone: 'danger', word: t.overdue }
    : { tone: 'info', word: t.open };
}
