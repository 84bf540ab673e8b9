/**
 * `<tanggap-board data-base data-words data-status>`: around days (`[data-day]`) and posts that may move
 * (`[data-seen]`, each with a link to the post; its day is the nearest `[data-day]` or `[data-from]`). A post is
 * dragged with a mouse, with a finger after a long press, or with the keyboard: its link brings a button, then
 * arrow keys, Enter and Escape. `data-status` is the id of the live region that says what happens; a refusal
 * stands at the post. The server decides; afterwards the board is fetched anew. Without script the post's own
 * form does the same.
 */
import type { Board, Words } from './board.ts';
import { dayOf } from './days.ts';
import { Dragging } from './drag.ts';
import { Keys } from './keys.ts';

export class BoardElement extends HTMLElement implements Board {
  readonly #dragging = new Dragging(this);
  readonly #keys = new Keys(this);

  connectedCallback(): void {
    this.#dragging.connect();
    this.#keys.connect();
  }

  disconnectedCallback(): void {
    this.#dragging.stop();
  }

  get words(): Words {
    return JSON.parse(this.dataset['words'] ?? '{}') as Words;
  }

  say(text: string): void {
    const region = document.getElementById(this.dataset['status'] ?? '');
    if (region) region.textContent = text;
  }

  owns(day: string): boolean {
    return this.querySelector(`[data-day="${day}"]`) !== null;
  }

  mark(day: string | null): void {
    this.querySelector('[data-over]')?.removeAttribute('data-over');
    if (day) this.querySelector(`[data-day="${day}"]`)?.setAttribute('data-over', '');
  }

  free(): void {
    this.mark(null);
    delete this.dataset['busy'];
  }

  async put(post: HTMLElement, day: string): Promise<void> {
    this.querySelectorAll('.board-problem').forEach((old) => old.remove());
    const from = dayOf(post);
    if (day === from) return;
    const href = post.querySelector('a')!.getAttribute('href')!;
    const body = new FormData();
    body.set('seen', post.dataset['seen'] ?? '');
    body.set('day', day);
    body.set('from', from);
    this.say(this.words.saving);
    // The page's own following of events waits until this board is drawn anew.
    this.dataset['busy'] = '';
    const answer = await fetch(`${href}/pemindahan`, {
      method: 'POST',
      body,
      headers: { Accept: 'application/json' },
    }).catch(() => null);
    const known = answer?.headers.get('content-type')?.startsWith('application/json');
    const { ok, text } = known
      ? ((await answer!.json()) as { ok: boolean; text: string })
      : { ok: false, text: this.words.failed };
    if (ok) await this.#renew(href);
    else this.#refuse(post, text);
    this.free();
    this.say(ok ? text : '');
  }

  #refuse(post: HTMLElement, text: string): void {
    const problem = document.createElement('p');
    problem.className = 'field-error board-problem';
    problem.setAttribute('role', 'alert');
    problem.textContent = text;
    post.append(problem);
    problem.scrollIntoView({ block: 'nearest' });
  }

  /** The board as the server has it now, with the focus on the post that moved. */
  async #renew(href: string): Promise<void> {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html', 'X-Live': '1' } }).catch(
      () => null,
    );
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('tanggap-board');
    if (!fresh) return;
    this.#keys.renewed();
    this.replaceChildren(...fresh.childNodes);
    const links = [...this.querySelectorAll<HTMLElement>(`a[href="${href}"]`)];
    links.find((link) => link.checkVisibility())?.focus({ preventScroll: true });
  }
}

customElements.define('tanggap-board', BoardElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-board': BoardElement;
  }
}
