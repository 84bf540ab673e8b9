import type { Board } from './board.ts';

interface Drag {
  post: HTMLElement;
  id: number;
  x: number;
  y: number;
  /** Under way, and no more a tap or a scroll. */
  on: boolean;
  timer: number;
}

const longPress = 400;
const slop = 8;

/** A post is dragged with a mouse, or with a finger after a long press. */
export class Dragging {
  #drag: Drag | null = null;
  #justDragged = false;
  readonly #board: Board;

  constructor(board: Board) {
    this.#board = board;
  }

  connect(): void {
    const board = this.#board;
    board.addEventListener('pointerdown', this.#press);
    board.addEventListener('click', this.#click, true);
    board.addEventListener('dragstart', (event) => event.preventDefault());
    board.addEventListener('contextmenu', (event) => this.#drag && event.preventDefault());
    // NOTE: a finger's scroll can only be stopped by a listener that is not passive.
    board.addEventListener('touchmove', (event) => this.#drag?.on && event.preventDefault(), {
      passive: false,
    });
  }

  #press = (event: PointerEvent): void => {
    const target = event.target as HTMLElement;
    const post = target.closest<HTMLElement>('[data-seen]');
    if (!post || event.button !== 0 || target.closest('button, summary, form, dialog')) return;
    this.stop();
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
    this.#board.dataset['busy'] = '';
  }

  #move = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (!drag || event.pointerId !== drag.id) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.on) {
      if (Math.hypot(dx, dy) < slop) return;
      // Before the long press is over a moving finger scrolls.
      if (event.pointerType !== 'mouse') return this.stop();
      this.#lift();
    }
    drag.post.style.transform = `translate(${dx}px, ${dy}px)`;
    this.#board.mark(dayUnder(event)?.dataset['day'] ?? null);
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
    this.stop();
    this.#justDragged = on;
    // A click that follows comes at once; one that comes later is another.
    setTimeout(() => (this.#justDragged = false));
    if (day && this.#board.owns(day)) void this.#board.put(post, day);
  };

  #cancel = (): void => this.stop();

  #escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.stop();
  };

  /** Puts the post back where it was. */
  stop(): void {
    if (!this.#drag) return;
    clearTimeout(this.#drag.timer);
    delete this.#drag.post.dataset['dragged'];
    this.#drag.post.style.transform = '';
    this.#drag = null;
    this.#board.free();
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
}

function dayUnder(event: PointerEvent): HTMLElement | null {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-day]') ?? null;
}
