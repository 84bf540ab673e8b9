/**
 * `<tanggap-template data-body data-gaps>`: around the form of a message template, shows its words as they become while
 * the gaps are filled in. Content: the form, a `[data-result]` and a `[data-show]` button that does the same on the server.
 */
import { fillGaps } from '#inbox/schema.ts';

export class TemplateElement extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector<HTMLElement>('[data-show]');
    if (button) button.hidden = true;
    this.addEventListener('input', this.#show);
  }

  disconnectedCallback(): void {
    this.removeEventListener('input', this.#show);
  }

  #show = (): void => {
    const gaps = JSON.parse(this.dataset['gaps'] ?? '[]') as string[];
    const values = gaps.map(
      (_, index) => this.querySelector<HTMLInputElement>(`[name="value-${index + 1}"]`)?.value ?? '',
    );
    const result = this.querySelector('[data-result]');
    if (result) result.textContent = fillGaps(this.dataset['body'] ?? '', gaps, values);
  };
}

customElements.define('tanggap-template', TemplateElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-template': TemplateElement;
  }
}
