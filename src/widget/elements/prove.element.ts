/**
 * `<tanggap-prove data-checking>` in a form, around its fields `ticket` (a challenge), `proof` (its proof) and a
 * `[role=status]`: solves while somebody writes; whoever is faster is told so (`data-checking`), and it is sent after. No events.
 */
import type { Challenge } from '../schema.ts';
import { prove } from './prove.ts';

export class ProveElement extends HTMLElement {
  connectedCallback(): void {
    const form = this.closest('form')!;
    const [ticket, proof] = this.querySelectorAll('input');
    const status = this.querySelector('[role=status]')!;
    let solving = true;
    form.addEventListener('submit', (event) => {
      if (!solving) return;
      event.preventDefault();
      status.textContent = this.dataset['checking'] ?? '';
    });
    void prove(JSON.parse(atob(ticket!.value)) as Challenge)
      .then((solved) => (proof!.value = solved))
      .catch(() => undefined)
      .then(() => {
        solving = false;
        if (status.textContent !== '') form.requestSubmit();
        status.textContent = '';
      });
  }
}

customElements.define('tanggap-prove', ProveElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-prove': ProveElement;
  }
}
