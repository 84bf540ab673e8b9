import type { State } from '../messages/states.ts';
import type { ConversationRow } from './list.ts';
import type { words } from '../words.ts';

type Words = (typeof words)['id'];

/** A conversation's state as a word; late when it has waited since before `promised` (an instant). */
export function conversationState(
  { waitingSince, status, lastDirection }: Pick<ConversationRow, 'waitingSince' | 'status' | 'lastDirection'>,
  t: Words,
  promised = '',
): State {
  switch (status) {
    case 'snoozed':
      return { tone: 'quiet', word: t.state.snoozed };
    case 'resolved':
      return { tone: 'done', word: t.state.resolved };
    case 'spam':
      return { tone: 'quiet', word: t.state.spam };
    default:
      break;
  }
  if (waitingSince) {
    const late = promised !== '' && Date.parse(waitingSince) < Date.parse(promised);
    return late ? { tone: 'danger', word: t.state.late } : { tone: 'waiting', word: t.state.waiting };
  }
  return lastDirection === 'out'
    ? { tone: 'done', word: t.state.answered }
    : { tone: 'quiet', word: t.state.read };
}
