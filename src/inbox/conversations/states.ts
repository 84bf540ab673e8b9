import type { ConversationRow } from './list.ts';
import type { ThreadMessage } from './thread.ts';
import type { words } from '../words.ts';

type Words = (typeof words)['id'];
interface State {
  tone: 'waiting' | 'done' | 'danger' | 'info' | 'quiet';
  word: string;
}

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

/** How far an answer got, or what became of a message; none for an ordinary one. */
export function messageState(
  { delivery, hidden, edited, removed }: Pick<ThreadMessage, 'delivery' | 'hidden' | 'edited' | 'removed'>,
  t: Words,
): State | undefined {
  if (removed) return undefined;
  if (hidden) return { tone: 'quiet', word: t.hidden };
  if (delivery) {
    const tones = {
      queued: 'info',
      sending: 'info',
      sent: 'done',
      delivered: 'done',
      read: 'done',
      failed: 'danger',
      unconfirmed: 'waiting',
    } as const;
    return { tone: tones[delivery], word: t.delivery[delivery] };
  }
  return edited ? { tone: 'quiet', word: t.edited } : undefined;
}
