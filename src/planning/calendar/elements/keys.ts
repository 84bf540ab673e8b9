import type { Board } from './board.ts';
import { dayOf, named, shifted } from './days.ts';

const arrows: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A post's link brings a button; then arrow keys, Enter and Escape move the post. */
export class Keys {
  #button: HTMLButtonElement | null = null;
  /** Where the keyboard holds a post. */
  #held: string | null = null;
  readonly #board: Board;

  constructor(board: Board) {
    this.#board = board;
  }

  connect(): void {
    this.#board.addEventListener('focusin', this.#offer);
    this.#board.addEventListener('focusout', this.#leave);
    this.#board.addEventListener('keydown', this.#key);
  }

  /** The board is drawn anew, and the button goes with what it stood at. */
  renewed(): void {
    this.#button = null;
  }

  /** The link of a post has the focus: the button that moves it is next. */
  #offer = (event: FocusEvent): void => {
    const post = (event.target as HTMLElement).closest<HTMLElement>('.cal-cards > [data-seen]');
    if (!post || post.contains(this.#button)) return;
    this.#button?.remove();
    this.#button = document.createElement('button');
    this.#button.type = 'button';
    this.#button.className = 'button board-move';
    this.#button.textContent = this.#board.words.move;
    this.#button.addEventListener('click', () => this.#hold(post));
    post.append(this.#button);
  };

  #leave = (event: FocusEvent): void => {
    const to = event.relatedTarget as HTMLElement | null;
    if (this.#held && event.target === this.#button) this.#letGo(this.#board.words.dropped);
    if (this.#button && !this.#button.parentElement?.contains(to)) {
      this.#button.remove();
      this.#button = null;
    }
  };

  #hold(post: HTMLElement): void {
    if (this.#held) return;
    this.#held = dayOf(post);
    this.#board.dataset['busy'] = '';
    this.#button?.setAttribute('aria-pressed', 'true');
    this.#board.mark(this.#held);
    this.#board.say(this.#board.words.picked + named(this.#held));
  }

  #letGo(said: string): void {
    this.#held = null;
    this.#button?.removeAttribute('aria-pressed');
    this.#board.free();
    this.#board.say(said);
  }

  #key = (event: KeyboardEvent): void => {
    const post = this.#button?.closest<HTMLElement>('[data-seen]');
    if (!this.#held || !post) return;
    const days = arrows[event.key];
    if (days !== undefined) {
      const day = shifted(this.#held, days);
      if (this.#board.owns(day)) {
        this.#held = day;
        this.#board.mark(day);
        this.#board.querySelector(`[data-day="${day}"]`)?.scrollIntoView({ block: 'nearest' });
        this.#board.say(`${this.#board.words.at} ${named(day)}`);
      }
    } else if (event.key === 'Enter' || event.key === ' ') {
      const day = this.#held;
      this.#letGo('');
      void this.#board.put(post, day);
    } else if (event.key === 'Escape') {
      this.#letGo(this.#board.words.dropped);
    } else return;
    event.preventDefault();
  };
}
