import type { words } from '../words.ts';
import type { ThreadMessage } from './shown.ts';

type Words = (typeof words)['id'];
/** A state as a word, and the tone it is said in. */
export interface State {
  tone: 'waiting' | 'done' | 'danger' | 'info' | 'quiet';
  word: string;
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
