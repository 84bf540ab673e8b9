/**
 * `<tanggap-live data-business data-only>`: keeps its content as the server would render it now. Listens to
 * the business's events (server-sent, resumed by `Last-Event-ID`), fetches the page once for a burst of
 * them, and replaces its own content and the count in the menu when they changed. Focus stays where it was.
 */
const kinds = [
  ...[
    'message.received',
    'message.echoed',
    'message.queued',
    'message.sending',
    'message.sent',
    'message.failed',
  ],
  ...['message.unconfirmed', 'message.changed', 'post.created', 'target.scheduled', 'target.claimed'],
  ...[
    'target.container_ready',
    'target.publishing',
    'target.published',
    'target.failed',
    'target.unconfirmed',
  ],
  ...['target.missed', 'target.cancelled', 'target.rescheduled', 'target.linked', 'target.draft'],
  ...['channel.connected', 'channel.disconnected', 'channel.changed'],
];

export class LiveElement extends HTMLElement {
  private source: EventSource | null = null;
  private timer = 0;
  private pageTitle = document.title;

  connectedCallback(): void {
    const only = (this.dataset.only ?? '').split(' ').filter(Boolean);
    this.source = new EventSource(`/peristiwa?usaha=${encodeURIComponent(this.dataset.business ?? '')}`);
    const wanted = kinds.filter(
      (kind) => only.length === 0 || only.some((prefix) => kind.startsWith(prefix)),
    );
    for (const kind of wanted) this.source.addEventListener(kind, this.soon);
    // What happened between the page's making and the stream's opening is fetched as well.
    this.source.addEventListener('open', this.soon);
  }

  disconnectedCallback(): void {
    this.source?.close();
    clearTimeout(this.timer);
  }

  private soon = (): void => {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.refresh(), 120);
  };

  private async refresh(): Promise<void> {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html', 'X-Live': '1' } }).catch(
      () => null,
    );
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector<HTMLElement>(this.id ? `#${this.id}` : 'tanggap-live');
    if (fresh && fresh.innerHTML !== this.innerHTML) this.take(fresh);
    const menu = document.querySelector('.nav-items');
    const freshMenu = page.querySelector('.nav-items');
    if (menu && freshMenu && menu.innerHTML !== freshMenu.innerHTML) menu.innerHTML = freshMenu.innerHTML;
    const waiting = page.querySelector('.nav-items .badge [aria-hidden]')?.textContent;
    document.title = waiting ? `(${waiting}) ${this.pageTitle}` : this.pageTitle;
  }

  private take(fresh: HTMLElement): void {
    const focused = document.activeElement;
    const address = focused && this.contains(focused) ? focused.getAttribute('href') : null;
    // A dialog or a field in use would be lost: the next event brings the rest.
    if (this.querySelector('dialog[open], details[open], input:focus, textarea:focus')) return;
    this.replaceChildren(...fresh.childNodes);
    if (address) this.querySelector<HTMLElement>(`a[href="${CSS.escape(address)}"]`)?.focus();
  }
}

customElements.define('tanggap-live', LiveElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-live': LiveElement;
  }
}
