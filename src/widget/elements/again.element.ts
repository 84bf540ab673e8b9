/**
 * `<tanggap-again data-arrived data-seen>` around a private page, whose parts with `data-fresh` and an id are put in anew
 * when there is something new; a `[role=status]` then says so (`data-arrived`). It hears of it by a stream, from what was
 * seen (`data-seen`) on; where there is none it looks from time to time. Only while it is looked at. No events.
 */
const everyMs = 15_000;

export class AgainElement extends HTMLElement {
  #timer = 0;
  #stream: EventSource | null = null;

  connectedCallback(): void {
    this.#timer = window.setInterval(() => {
      if (this.#stream?.readyState !== EventSource.OPEN) void this.#look(false);
    }, everyMs);
    document.addEventListener('visibilitychange', this.#seen);
    this.#listen();
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#seen);
    this.#stream?.close();
  }

  /** A page that nobody looks at holds no line; back again it asks what it missed. */
  #seen = (): void => {
    this.#stream?.close();
    if (!document.hidden) this.#listen();
  };

  #listen(): void {
    const seen = this.dataset['seen'] ?? '';
    this.#stream = new EventSource(`${location.pathname.replace(/\/$/, '')}/peristiwa?sejak=${seen}`);
    this.#stream.addEventListener('talk.changed', ({ lastEventId }) => {
      this.dataset['seen'] = lastEventId;
      void this.#look(true);
    });
    // Refused, and not only a broken line: perhaps the link has ended.
    this.#stream.addEventListener('error', () => {
      if (this.#stream?.readyState === EventSource.CLOSED) void this.#look(false);
    });
  }

  /** @param told by the hub that there is something new; a part that only tells the time anew is none */
  async #look(told: boolean): Promise<void> {
    if (document.hidden) return;
    const answer = await fetch(location.pathname, { headers: { Accept: 'text/html', 'X-Live': '1' } }).catch(
      () => null,
    );
    // Erased or revoked meanwhile: what stands here is no longer to be seen.
    if (answer?.status === 410) location.reload();
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    let arrived = false;
    for (const part of this.querySelectorAll<HTMLElement>('[data-fresh]')) {
      const fresh = page.getElementById(part.id);
      if (!fresh || isUsed(part) || fresh.innerHTML === part.innerHTML) continue;
      part.replaceChildren(...fresh.childNodes);
      arrived ||= told || part.dataset['fresh'] === 'talk';
    }
    const status = this.querySelector('[role=status]');
    if (status && arrived) status.textContent = this.dataset['arrived'] ?? '';
  }
}

/** Somebody is about to write or choose there: what they began stays. */
function isUsed(part: HTMLElement): boolean {
  const begun = [...part.querySelectorAll('textarea')].some((field) => field.value !== field.defaultValue);
  return (
    begun ||
    part.contains(document.activeElement) ||
    part.querySelector('details[open], input:checked') !== null
  );
}

customElements.define('tanggap-again', AgainElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-again': AgainElement;
  }
}
