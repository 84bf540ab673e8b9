export interface Template {
  shortcut: string;
  text: string;
}

const mostOffered = 5;

/** Ready answers, offered after a slash below the field of an answer. */
export class ReadyAnswers {
  readonly #around: HTMLElement;
  readonly #box: HTMLTextAreaElement;
  readonly #templates: Template[];
  readonly #changed: () => void;

  /**
   * @param around holds the place where they are offered (`[data-suggestions]`)
   * @param changed called once one was put in
   */
  constructor(around: HTMLElement, box: HTMLTextAreaElement, templates: Template[], changed: () => void) {
    this.#around = around;
    this.#box = box;
    this.#templates = templates;
    this.#changed = changed;
  }

  /** What stands between a slash and the caret, where a ready answer may be meant. */
  get #typed(): string | null {
    const before = this.#box.value.slice(0, this.#box.selectionStart);
    return /(?:^|\s)\/([a-z0-9-]*)$/i.exec(before)?.[1]?.toLowerCase() ?? null;
  }

  get #fitting(): Template[] {
    const typed = this.#typed;
    if (typed === null) return [];
    return this.#templates.filter(({ shortcut }) => shortcut.startsWith(typed)).slice(0, mostOffered);
  }

  /** Shows the answers that fit what is typed, or none. */
  offer(): void {
    const place = this.#place;
    if (!place) return;
    const fitting = this.#fitting;
    place.hidden = fitting.length === 0;
    place.replaceChildren(
      ...fitting.map((template) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'suggestion';
        const name = document.createElement('b');
        name.textContent = `/${template.shortcut}`;
        button.append(name, ` ${template.text}`);
        button.addEventListener('click', () => this.#put(template));
        return button;
      }),
    );
  }

  #put({ text }: Template): void {
    const { value, selectionStart } = this.#box;
    const start = selectionStart - (this.#typed?.length ?? 0) - 1;
    this.#box.value = value.slice(0, start) + text + value.slice(selectionStart);
    this.#box.focus();
    this.#box.setSelectionRange(start + text.length, start + text.length);
    this.offer();
    this.#changed();
  }

  /** While answers are offered: Enter takes the first, the arrow goes to it, Escape hides them. */
  press(event: KeyboardEvent): void {
    const [first] = this.#fitting;
    const place = this.#place;
    if (!first || !place || place.hidden || event.isComposing) return;
    if (event.key === 'Escape') place.hidden = true;
    else if (event.key === 'Enter') this.#put(first);
    else if (event.key === 'ArrowDown') place.querySelector('button')?.focus();
    else return;
    event.preventDefault();
  }

  get #place(): HTMLElement | null {
    return this.#around.querySelector<HTMLElement>('[data-suggestions]');
  }
}
