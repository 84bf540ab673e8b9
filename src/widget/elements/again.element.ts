/**
 * `<tanggap-again data-arrived>` around a part with an id and a `[role=status]`: fetches the page again from time to time
 * while it is looked at, puts in what is new, and says so (`data-arrived`). No events.
 */
const everyMs = 15_000;

export class AgainElement extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    this.#timer = window.setInterval(() => void this.#look(), everyMs);
    document.addEventListener('visibilitychange', this.#seen);
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#seen);
  }

  #seen = (): void => void this.#look();

  async #look(): Promise<void> {
    const shown = this.querySelector('[id]');
    if (!shown || document.hidden) return;
    const answer = await fetch(location.pathname, { headers: { Accept: 'text/html', 'X-Live': '1' } }).catch(
      () => null,
    );
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById(shown.id);
    if (!fresh || fresh.innerHTML === shown.innerHTML || shown.contains(document.activeElement)) return;
    shown.replaceChildren(...fresh.childNodes);
    const status = this.querySelector('[role=status]');
    if (status) status.textContent = this.dataset['arrived'] ?? '';
  }
}

customElements.define('tanggap-again', AgainElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-again': AgainElement;
  }
}
