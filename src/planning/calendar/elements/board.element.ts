/**
 * `<tanggap-board data-base data-words data-status>`: around days (`[data-day]`) and posts that may move
 * (`[data-seen]`, each with a link to the post; its day is the nearest `[data-day]` or `[data-from]`). A post is
 * dragged with a mouse, with a finger after a long press, or with the keyboard: its link brings a button, then
 * arrow keys, Enter and Escape. `data-status` is the id of the live region that says what happens; a refusal
 * stands at the post. The server decides; afterwards the board is fetched anew. Without script the post's own
 * form does the same.
 * Long, because mouse, finger and keys share one picked-up card.
 */
interface Words {
  move: string;
  picked: string;
  at: string;
  dropped: string;
  saving: string;
  failed: string;
}

interface Drag {
  post: HTMLElement;
  id: number;
  x: number;
  y: number;
  /** Under way, and no more a tap or a scroll. */
  on: boolean;
  timer: number;
}

const arrows: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const longPress = 400;
const slop = 8;

export class BoardElement extends HTMLElement {
  #drag: Drag | null = null;
  #button: HTMLButtonElement | null = null;
  /** Where the keyboard holds a post. */
  #held: string | null = null;
  #justDragged = false;

  connectedCallback(): void {
    this.addEventListener('pointerdown', this.#press);
    this.addEventListener('click', this.#click, true);
    this.addEventListener('dragstart', (event) => event.preventDefault());
    this.addEventListener('contextmenu', (event) => this.#drag && event.preventDefault());
    // NOTE: a finger's scroll can only be stopped by a listener that is not passive.
    this.addEventListener('touchmove', (event) => this.#drag?.on && event.preventDefault(), {
      passive: false,
    });
    this.addEventListener('focusin', this.#offer);
    this.addEventListener('focusout', this.#leave);
    this.addEventListener('keydown', this.#key);
  }

  disconnectedCallback(): void {
    this.#stopDrag();
  }

  get #words(): Words {
    return JSON.parse(this.dataset['words'] ?? '{}') as Words;
  }

  #say(text: string): void {
    const region = document.getElementById(this.dataset['status'] ?? '');
    if (region) region.textContent = text;
  }

  // By pointer ---------------------------------------------------------------

  #press = (event: PointerEvent): void => {
    const target = event.target as HTMLElement;
    const post = target.closest<HTMLElement>('[data-seen]');
    if (!post || event.button !== 0 || target.closest('button, summary, form, dialog')) return;
    this.#stopDrag();
    const { pointerId: id, clientX: x, clientY: y } = event;
    const timer = event.pointerType === 'mouse' ? 0 : window.setTimeout(() => this.#lift(), longPress);
    this.#drag = { post, id, x, y, on: false, timer };
    window.addEventListener('pointermove', this.#move);
    window.addEventListener('pointerup', this.#release);
    window.addEventListener('pointercancel', this.#cancel);
    window.addEventListener('keydown', this.#escape);
  };

  #lift(): void {
    if (!this.#drag) return;
    this.#drag.on = true;
    this.#drag.post.dataset['dragged'] = '';
    this.dataset['busy'] = '';
  }

  #move = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (!drag || event.pointerId !== drag.id) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.on) {
      if (Math.hypot(dx, dy) < slop) return;
      // Before the long press is over a moving finger scrolls.
      if (event.pointerType !== 'mouse') return this.#stopDrag();
      this.#lift();
    }
    drag.post.style.transform = `translate(${dx}px, ${dy}px)`;
    this.#mark(dayUnder(event)?.dataset['day'] ?? null);
    const edge = event.clientY < 72 ? -12 : event.clientY > innerHeight - 96 ? 12 : 0;
    if (edge) {
      scrollBy(0, edge);
      drag.y -= edge;
    }
  };

  #release = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (!drag || event.pointerId !== drag.id) return;
    const day = drag.on ? dayUnder(event)?.dataset['day'] : undefined;
    const { post, on } = drag;
    this.#stopDrag();
    this.#justDragged = on;
    // A click that follows comes at once; one that comes later is another.
    setTimeout(() => (this.#justDragged = false));
    if (day && this.#owns(day)) void this.#put(post, day);
  };

  #cancel = (): void => this.#stopDrag();

  #escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#stopDrag();
  };

  #stopDrag(): void {
    if (!this.#drag) return;
    clearTimeout(this.#drag.timer);
    delete this.#drag.post.dataset['dragged'];
    this.#drag.post.style.transform = '';
    this.#drag = null;
    this.#free();
    window.removeEventListener('pointermove', this.#move);
    window.removeEventListener('pointerup', this.#release);
    window.removeEventListener('pointercancel', this.#cancel);
    window.removeEventListener('keydown', this.#escape);
  }

  #click = (event: MouseEvent): void => {
    if (!this.#justDragged) return;
    event.preventDefault();
    event.stopPropagation();
  };

  // By keyboard --------------------------------------------------------------

  /** The link of a post has the focus: the button that moves it is next. */
  #offer = (event: FocusEvent): void => {
    const post = (event.target as HTMLElement).closest<HTMLElement>('.cal-cards > [data-seen]');
    if (!post || post.contains(this.#button)) return;
    this.#button?.remove();
    this.#button = document.createElement('button');
    this.#button.type = 'button';
    this.#button.className = 'button board-move';
    this.#button.textContent = this.#words.move;
    this.#button.addEventListener('click', () => this.#hold(post));
    post.append(this.#button);
  };

  #leave = (event: FocusEvent): void => {
    const to = event.relatedTarget as HTMLElement | null;
    if (this.#held && event.target === this.#button) this.#letGo(this.#words.dropped);
    if (this.#button && !this.#button.parentElement?.contains(to)) {
      this.#button.remove();
      this.#button = null;
    }
  };

  #hold(post: HTMLElement): void {
    if (this.#held) return;
    this.#held = dayOf(post);
    this.dataset['busy'] = '';
    this.#button?.setAttribute('aria-pressed', 'true');
    this.#mark(this.#held);
    this.#say(this.#words.picked + named(this.#held));
  }

  #letGo(said: string): void {
    this.#held = null;
    this.#button?.removeAttribute('aria-pressed');
    this.#free();
    this.#say(said);
  }

  #key = (event: KeyboardEvent): void => {
    const post = this.#button?.closest<HTMLElement>('[data-seen]');
    if (!this.#held || !post) return;
    const days = arrows[event.key];
    if (days !== undefined) {
      const day = shifted(this.#held, days);
      if (this.#owns(day)) {
        this.#held = day;
        this.#mark(day);
        this.querySelector(`[data-day="${day}"]`)?.scrollIntoView({ block: 'nearest' });
        this.#say(`${this.#words.at} ${named(day)}`);
      }
    } else if (event.key === 'Enter' || event.key === ' ') {
      const day = this.#held;
      this.#letGo('');
      void this.#put(post, day);
    } else if (event.key === 'Escape') {
      this.#letGo(this.#words.dropped);
    } else return;
    event.preventDefault();
  };

  // Either way ---------------------------------------------------------------

  #owns(day: string): boolean {
    return this.querySelector(`[data-day="${day}"]`) !== null;
  }

  #mark(day: string | null): void {
    this.querySelector('[data-over]')?.removeAttribute('data-over');
    if (day) this.querySelector(`[data-day="${day}"]`)?.setAttribute('data-over', '');
  }

  #free(): void {
    this.#mark(null);
    delete this.dataset['busy'];
  }

  async #put(post: HTMLElement, day: string): Promise<void> {
    this.querySelectorAll('.board-problem').forEach((old) => old.remove());
    const from = dayOf(post);
    if (day === from) return;
    const href = post.querySelector('a')!.getAttribute('href')!;
    const body = new FormData();
    body.set('seen', post.dataset['seen'] ?? '');
    body.set('day', day);
    body.set('from', from);
    this.#say(this.#words.saving);
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
      : { ok: false, text: this.#words.failed };
    if (ok) await this.#renew(href);
    else this.#refuse(post, text);
    this.#free();
    this.#say(ok ? text : '');
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
    this.#button = null;
    this.replaceChildren(...fresh.childNodes);
    const links = [...this.querySelectorAll<HTMLElement>(`a[href="${href}"]`)];
    links.find((link) => link.checkVisibility())?.focus({ preventScroll: true });
  }
}

function dayUnder(event: PointerEvent): HTMLElement | null {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-day]') ?? null;
}

function dayOf(post: HTMLElement): string {
  const place = post.closest<HTMLElement>('[data-day], [data-from]');
  return place?.dataset['day'] ?? place?.dataset['from'] ?? '';
}

function shifted(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

function named(day: string): string {
  const parts = { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' } as const;
  const locale = document.documentElement.lang === 'en' ? 'en-GB' : 'id-ID';
  return new Intl.DateTimeFormat(locale, parts).format(new Date(`${day}T12:00:00Z`));
}

customElements.define('tanggap-board', BoardElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-board': BoardElement;
  }
}
