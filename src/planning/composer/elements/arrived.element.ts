/**
 * <tanggap-post-arrived data-post data-version>: on the page of a post; forgets the copy this device kept of what the
 * composer sent, once the hub has it. Shows nothing.
 */
import { forgetArrived } from './draft-keeper.ts';

export class PostArrivedElement extends HTMLElement {
  connectedCallback(): void {
    forgetArrived(this.dataset['post'] ?? '', Number(this.dataset['version']));
  }
}

customElements.define('tanggap-post-arrived', PostArrivedElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-post-arrived': PostArrivedElement;
  }
}
