/**
 * Keeps what is typed into an answer box on this device, so that neither a closed page nor a lost network costs a
 * word. It is forgotten once the answer is on the page; until then it is sent under the same id, and so only once.
 */
export interface KeptAnswer {
  /** Of the message it will be. */
  id: string;
  text: string;
  way: string;
  /** The form was sent with these words; whether it arrived is not known here. */
  sent: boolean;
}

const prefix = 'tanggap.jawaban.';

export function keepAnswer(conversation: string, answer: KeptAnswer): void {
  try {
    if (answer.text.trim() === '') localStorage.removeItem(prefix + conversation);
    else localStorage.setItem(prefix + conversation, JSON.stringify(answer));
  } catch {
    // A full or forbidden storage costs the copy on this device, nothing else.
  }
}

/** What was kept and is not on the page as an answer. */
export function keptAnswer(conversation: string): KeptAnswer | null {
  try {
    const kept = JSON.parse(localStorage.getItem(prefix + conversation) ?? 'null') as KeptAnswer | null;
    if (!kept || !(kept.sent && document.getElementById(kept.id))) return kept;
    localStorage.removeItem(prefix + conversation);
  } catch {
    // What can't be read was not kept.
  }
  return null;
}
