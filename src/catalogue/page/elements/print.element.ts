/**
 * <tanggap-print data-label="Cetak">: a button that opens the print window. Empty without script, where the
 * browser's own menu prints. No events, no slots.
 */
export class PrintElement extends HTMLElement {
  connectedCallback(): void {
    if (this.firstChild) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button primary';
    button.textContent = this.dataset['label'] ?? '';
    button.addEventListener('click', () => window.print());
    this.append(button);
  }
}

customElements.define('tanggap-print', PrintElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-print': PrintElement;
  }
}
