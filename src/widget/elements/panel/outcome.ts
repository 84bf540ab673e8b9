/** What the panel shows once something was written. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelWords } from '../panel-words.ts';
import type { Sending } from './sending.ts';

/** It has arrived: its number, and the link to what is answered. */
export function sentOf(
  { receipt, wrong, said }: Sending,
  t: PanelWords,
  on: Record<'copy' | 'another', () => void>,
): TemplateResult {
  const { number, link } = receipt!;
  return html`<p class="good">${t.thanks}</p>
    <p class="number">${t.number(number)}</p>
    ${wrong.photo ? html`<p class="wrong">${t.failedPhoto} ${wrong.photo}</p>` : nothing}
    <p>${t.keepLink}</p>
    <input class="link" readonly aria-label=${t.openLink} .value=${link} @focus=${select} />
    <p class="row">
      <button type="button" @click=${on.copy}>${said === t.copied ? t.copied : t.copy}</button>
      <a class="button" href=${link} target="_blank" rel="noopener noreferrer">${t.openLink}</a>
      <button type="button" @click=${on.another}>${t.another}</button>
    </p>`;
}

/** It waits on this device for a network. */
export function keptOf({ keptHere, again }: Sending, t: PanelWords, another: () => void): TemplateResult {
  return html`<p class="number">${t.waiting}</p>
    <p>${keptHere ? t.waitingText : t.full}</p>
    <p class="row">
      <button type="button" @click=${again}>${t.send}</button>
      <button type="button" @click=${another}>${t.another}</button>
    </p>`;
}

const select = (event: Event): void => (event.target as HTMLInputElement).select();
