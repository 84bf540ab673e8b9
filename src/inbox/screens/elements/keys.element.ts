/**
 * `<tanggap-inbox-keys>`: shortcuts of the inbox. j and k walk through the list, Enter opens (a link does that by
 * itself), r writes an answer, n a note, e presses what says `data-key="e"`, / searches, ? shows the list. They rest
 * while something is typed, and can be switched off for good (WCAG 2.1.4). Content: a button and a dialog with a
 * checkbox.
 */
const kept = 'tanggap-pintasan';

export class InboxKeysElement extends HTMLElement {
  connectedCallback(): void {
    this.hidden = false;
    const dialog = this.querySelector('dialog');
    this.querySelector('button')?.addEventListener('click', () => dialog?.showModal());
    const box = this.querySelector<HTMLInputElement>('input[type=checkbox]');
    if (box) {
      box.checked = isOn();
      box.addEventListener('change', () => keep(box.checked));
    }
    document.addEventListener('keydown', this.press);
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.press);
  }

  private press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]') || !isOn()) return;
    const act = this.actions[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  private actions: Record<string, () => void> = {
    j: () => walk(1),
    k: () => walk(-1),
    r: () => document.getElementById('jawaban')?.focus(),
    n: () => document.getElementById('catatan')?.focus(),
    e: () => document.querySelector<HTMLElement>('[data-key="e"]')?.click(),
    '/': () => document.getElementById('cari')?.focus(),
    '?': () => this.querySelector('dialog')?.showModal(),
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/** The row after (or before) the one with the focus, else the one that is open, else the first. */
function walk(step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('a.list-row')];
  const focused = rows.findIndex((row) => row === document.activeElement);
  const from = focused >= 0 ? focused : rows.findIndex((row) => row.hasAttribute('aria-current'));
  rows[Math.max(0, Math.min(rows.length - 1, from + step))]?.focus();
}

// A browser may forbid storage; the shortcuts are on then.
function isOn(): boolean {
  try {
    return localStorage.getItem(kept) !== 'mati';
  } catch {
    return true;
  }
}

function keep(on: boolean): void {
  try {
    if (on) localStorage.removeItem(kept);
    else localStorage.setItem(kept, 'mati');
  } catch {
    // Nothing to keep it in.
  }
}

customElements.define('tanggap-inbox-keys', InboxKeysElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-inbox-keys': InboxKeysElement;
  }
}
