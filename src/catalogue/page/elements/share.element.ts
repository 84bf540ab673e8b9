/**
 * <tanggap-share data-label="Bagikan" data-title="..." data-url="https://...">: around a link that shares
 * without script. Where the device has a share sheet of its own, a button that opens it is put before the link.
 * No events, no slots; without script or share sheet the link stays alone.
 */
export class ShareElement extends HTMLElement {
  connectedCallback(): void {
    if (!('share' in navigator) || this.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button primary';
    button.textContent = this.dataset['label'] ?? '';
    button.addEventListener('click', this.#share);
    this.prepend(button);
  }

  #share = (): void => {
    const { title, url } = this.dataset;
    // Whoever closes the sheet again has done nothing wrong.
    navigator.share({ title, url }).catch(() => undefined);
  };
}

customElements.define('tanggap-share', ShareElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-share': ShareElement;
  }
}
