/** `<tanggap-copy data-label data-done>`: around a `<code>`; adds a button that copies it and says so. */
export class CopyElement extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = this.dataset['label'] ?? '';
    const said = document.createElement('span');
    said.setAttribute('role', 'status');
    button.addEventListener('click', () => void this.#copy(said));
    this.append(button, said);
  }

  async #copy(said: HTMLElement): Promise<void> {
    const code = this.querySelector('code');
    if (!code) return;
    try {
      await navigator.clipboard.writeText(code.textContent ?? '');
      said.textContent = this.dataset['done'] ?? '';
    } catch {
      // Without permission, or over plain http: it is selected, and the person copies it.
      getSelection()?.selectAllChildren(code);
    }
  }
}

customElements.define('tanggap-copy', CopyElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-copy': CopyElement;
  }
}
