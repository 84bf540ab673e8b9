/**
 * `<tanggap-live data-business data-only>`: keeps its content as the server would render it now. Listens to
 * the business's events (server-sent, resumed by `Last-Event-ID`), fetches the page once for a burst of
 * them, and replaces its own content, the count in the menu, and parts elsewhere on the page that say
 * `data-live` and have an id, each only when it changed. Focus stays on the same control; a part in use (an
 * open dialog, a field with the focus, what says `data-busy`) waits until it is free.
 */
const kinds = [
  ...[
    'message.received',
    'message.echoed',
    'message.queued',
    'message.sending',
    'message.sent',
    'message.failed',
    'message.delivered',
    'message.read',
    'message.cancelled',
  ],
  ...['action.queued', 'action.done', 'action.failed'],
  ...['message.unconfirmed', 'message.changed', 'post.created', 'target.scheduled', 'target.claimed'],
  ...[
    'target.container_ready',
    'target.publishing',
    'target.published',
    'target.failed',
    'target.unconfirmed',
  ],
  ...['target.missed', 'target.cancelled', 'target.rescheduled', 'target.linked', 'target.draft'],
  ...['target.checked', 'target.commented'],
  ...['channel.connected', 'channel.disconnected', 'channel.changed'],
  ...['message.delivered', 'message.read', 'message.sorted', 'note.written'],
  ...['conversation.open', 'conversation.waiting', 'conversation.snoozed', 'conversation.resolved'],
  ...['conversation.spam', 'conversation.assigned', 'contact.named'],
];

export class LiveElement extends HTMLElement {
  private source: EventSource | null = null;
  private timer = 0;
  private pause = 0;
  private pageTitle = document.title;

  connectedCallback(): void {
    this.listen();
  }

  private listen(): void {
    const only = (this.dataset.only ?? '').split(' ').filter(Boolean);
    this.source = new EventSource(`/peristiwa?usaha=${encodeURIComponent(this.dataset.business ?? '')}`);
    const wanted = kinds.filter(
      (kind) => only.length === 0 || only.some((prefix) => kind.startsWith(prefix)),
    );
    for (const kind of wanted) this.source.addEventListener(kind, this.soon);
    // What happened between the page's making and the stream's opening is fetched as well.
    this.source.addEventListener('open', this.soon);
    this.source.addEventListener('error', this.again);
  }

  disconnectedCallback(): void {
    this.source?.close();
    clearTimeout(this.timer);
    clearTimeout(this.pause);
  }

  /** A browser gives a stream up for good once it was answered with an error, as while the database is away. */
  private again = (): void => {
    if (this.source?.readyState !== EventSource.CLOSED) return;
    this.pause = window.setTimeout(() => this.listen(), 5_000 + 5_000 * Math.random());
  };

  private soon = (): void => this.later(120);

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.refresh(), ms);
  }

  private async refresh(): Promise<void> {
    const live = document.visibilityState === 'visible' ? '1' : 'unseen';
    const answer = await fetch(location.href, { headers: { Accept: 'text/html', 'X-Live': live } }).catch(
      () => null,
    );
    // What came meanwhile must not wait for the next event.
    if (!answer || answer.status >= 500) this.later(5_000 + 5_000 * Math.random());
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const parts = ['.nav-items', ...[...document.querySelectorAll('[data-live]')].map(({ id }) => `#${id}`)];
    const taken = [this.id ? `#${this.id}` : 'tanggap-live', ...parts].map((part) => {
      const shown = document.querySelector(part);
      const fresh = page.querySelector(part);
      return !shown || !fresh || shown.innerHTML === fresh.innerHTML || take(shown, fresh);
    });
    if (taken.includes(false)) this.later(2_000);
    const waiting = page.querySelector('.nav-items .badge [aria-hidden]')?.textContent;
    document.title = waiting ? `(${waiting}) ${this.pageTitle}` : this.pageTitle;
  }
}

const inUse = 'dialog[open], details[open], [data-busy], :is(input, textarea, select):focus';

/** @returns false when a person is busy in it */
function take(shown: Element, fresh: Element): boolean {
  if (shown.querySelector(inUse)) return false;
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  const twin = focused && twinOf(focused, shown, fresh);
  shown.replaceChildren(...fresh.childNodes);
  if (twin instanceof HTMLElement) twin.focus({ preventScroll: true });
  return true;
}

/** The same control in the fresh part: where a link leads, or what a button says and which of those it is. */
function twinOf(focused: Element, shown: Element, fresh: Element): Element | undefined {
  const href = focused.getAttribute('href');
  const same = (one: Element) =>
    href === null ? one.textContent === focused.textContent : one.getAttribute('href') === href;
  const alike = (part: Element) => [...part.querySelectorAll(focused.localName)].filter(same);
  return alike(fresh)[alike(shown).indexOf(focused)] ?? alike(fresh)[0];
}

customElements.define('tanggap-live', LiveElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-live': LiveElement;
  }
}
