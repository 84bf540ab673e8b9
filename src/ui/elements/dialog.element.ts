/**
 * <tanggap-dialog data-close="Batal">: around a <details> whose body has a heading with an id (dialog.astro).
 * Shows that body in a modal <dialog> instead of opening the details. No events, no attributes of its own:
 * a form inside is submitted as it would be without the element.
 */
export class DialogElement extends HTMLElement {
  #dialog?: HTMLDialogElement;

  connectedCallback(): void {
    const details = this.querySelector('details');
    details?.querySelector('summary')?.addEventListener('click', this.#open);
    if (details?.open) {
      details.open = false;
      this.#show();
    }
  }

  disconnectedCallback(): void {
    this.querySelector('summary')?.removeEventListener('click', this.#open);
  }

  #open = (event: Event): void => {
    event.preventDefault();
    this.#show();
  };

  #show(): void {
    this.#dialog ??= this.#build();
    this.#dialog.showModal();
  }

  #build(): HTMLDialogElement {
    const dialog = document.createElement('dialog');
    const body = this.querySelector('.dialog-body');
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'button dialog-close';
    close.textContent = this.dataset['close'] ?? '';
    close.addEventListener('click', () => dialog.close());
    dialog.setAttribute('closedby', 'any');
    dialog.setAttribute('aria-labelledby', body?.querySelector('h2')?.id ?? '');
    dialog.append(...(body ? [body] : []), close);
    this.append(dialog);
    return dialog;
  }
}

customElements.define('tanggap-dialog', DialogElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-dialog': DialogElement;
  }
}
