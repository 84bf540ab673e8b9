/**
 * `<tanggap-until data-until>`: around a sentence that says until when something can be done. When the instant has
 * come it says so to the answer box around it, which closes what is no longer possible. Without script the server
 * refuses instead.
 */
class WayClosedEvent extends Event {
  constructor() {
    super('tanggap-way-closed', { bubbles: true });
  }
}

/** A browser's timer can't wait longer than some 24 days; nor need it. */
const mostMs = 12 * 3_600_000;

export class UntilElement extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    this.#wait();
    document.addEventListener('visibilitychange', this.#wait);
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#wait);
  }

  // A phone that slept wakes with its timers late.
  #wait = (): void => {
    clearTimeout(this.#timer);
    const left = Date.parse(this.dataset['until'] ?? '') - Date.now();
    if (Number.isNaN(left)) return;
    if (left <= 0) this.dispatchEvent(new WayClosedEvent());
    else this.#timer = window.setTimeout(this.#wait, Math.min(left + 250, mostMs));
  };
}

customElements.define('tanggap-until', UntilElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-until': UntilElement;
  }
}
