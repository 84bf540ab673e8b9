/**
 * `<tanggap-also-here data-address>`: while the page is in sight, says every 20 seconds that this member has the
 * conversation (or the inbox) open, and shows the sentence that comes back (who else has). Content: one element for the sentence.
 */
const everyMs = 20_000;

export class AlsoHereElement extends HTMLElement {
  private timer = 0;

  connectedCallback(): void {
    this.timer = window.setInterval(() => void this.tell(), everyMs);
    document.addEventListener('visibilitychange', this.back);
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
    document.removeEventListener('visibilitychange', this.back);
  }

  private back = (): void => void this.tell();

  private async tell(): Promise<void> {
    if (document.visibilityState !== 'visible') return;
    const answer = await fetch(this.dataset.address ?? '', { method: 'POST' }).catch(() => null);
    if (!answer?.ok) return;
    const text = await answer.text();
    const shown = this.firstElementChild;
    if (shown && shown.textContent !== text) shown.textContent = text;
  }
}

customElements.define('tanggap-also-here', AlsoHereElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-also-here': AlsoHereElement;
  }
}
