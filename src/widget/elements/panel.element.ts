/**
 * `<tanggap-panel>`: what opens from the button of `<tanggap-feedback>`: the form, what became of it, and the sending of
 * what was kept while there was no network. Made by `mount`; speaks through the events of the element that carries it.
 * Parts: `panel`, `field`, `send`.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { FeedbackKind } from '../schema.ts';
import type { Host } from './host.ts';
import { panelStyles } from './panel.styles.ts';
import { panelWords, type PanelWords } from './panel-words.ts';
import { formOf } from './panel/form.ts';
import { keptOf, sentOf } from './panel/outcome.ts';
import { Sending } from './panel/sending.ts';
import { writtenIn } from './panel/written.ts';
import { shrink } from './photo.ts';

export class PanelElement extends LitElement {
  static override styles = panelStyles;

  host!: Host;
  readonly #sending = new Sending(this);
  #kind: FeedbackKind | null = null;
  #photo: Blob | null = null;
  #opened = 0;

  async open(): Promise<void> {
    await this.updateComplete;
    if (this.#dialog.open) return;
    this.#opened ||= Date.now();
    this.#dialog.showModal();
    await this.#sending.opened();
  }

  get #t(): PanelWords {
    return panelWords[this.host.lang];
  }

  get #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  get #name(): string {
    return this.host.greeting?.name || (this.host.lang === 'id' ? 'kami' : 'us');
  }

  override render(): TemplateResult {
    const t = this.#t;
    const { view, said, earlier } = this.#sending;
    return html`<dialog
      part="panel"
      dir="ltr"
      lang=${this.host.lang}
      aria-labelledby="title"
      @close=${this.#closed}
      @click=${this.#outside}
    >
      <header>
        <h2 id="title" tabindex="-1" autofocus>
          ${t.title(this.#name)} ${this.host.greeting?.sample ? html`<small>${t.sample}</small>` : nothing}
        </h2>
        <button type="button" class="plain" @click=${this.#close}>${t.close}</button>
      </header>
      <p role="status">${said}</p>
      <p class="hint">${this.host.greeting?.answers}</p>
      ${
        earlier
          ? html`<p class="good">
              ${t.sentLater(earlier.number)}
              <a href=${earlier.link} target="_blank" rel="noopener noreferrer">${t.openLink}</a>
            </p>`
          : nothing
      }
      ${
        view === 'sent'
          ? sentOf(this.#sending, t, { copy: this.#copy, another: this.#another })
          : view === 'kept'
            ? keptOf(this.#sending, t, this.#another)
            : this.#form(t)
      }
    </dialog>`;
  }

  #form(t: PanelWords): TemplateResult {
    return formOf(
      this.#sending,
      t,
      this.host,
      { name: this.#name, kind: this.#kind, photo: this.#photo },
      {
        submit: this.#submit,
        changed: this.#changed,
        choosePhoto: this.#choosePhoto,
        dropPhoto: this.#dropPhoto,
      },
    );
  }

  #changed = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    if (input.name !== 'kind') return;
    this.#kind = input.value as FeedbackKind;
    this.requestUpdate();
  };

  #choosePhoto = async (event: Event): Promise<void> => {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (!file) return;
    this.#photo = await shrink(file, this.renderRoot.querySelector('canvas')!);
    this.#sending.wrong = { ...this.#sending.wrong, photo: this.#photo ? '' : this.#t.notPicture };
    if (!this.#photo) this.#clearFile();
    this.requestUpdate();
  };

  #dropPhoto = (): void => {
    this.#photo = null;
    this.#clearFile();
    this.requestUpdate();
    this.renderRoot.querySelector<HTMLElement>('#photo')?.focus();
  };

  #clearFile(): void {
    const input = this.renderRoot.querySelector<HTMLInputElement>('#photo');
    if (input) input.value = '';
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.#sending.view === 'sending') return;
    const form = new FormData(event.target as HTMLFormElement);
    const written = writtenIn(form, this.host, this.#kind, this.#opened);
    const t = this.#t;
    const wrong = {
      ...(written.words === '' && { words: t.empty }),
      ...(!form.has('consent') && { consent: t.needConsent }),
    };
    if (wrong.words || wrong.consent) return this.#sending.showWrong(wrong);
    this.#sending.wrong = wrong;
    await this.#sending.submit(written, this.#photo);
  };

  #another = (): void => {
    this.#kind = null;
    this.#photo = null;
    this.#opened = Date.now();
    this.#sending.startAgain();
    void this.updateComplete.then(() => this.renderRoot.querySelector('h2')?.focus());
  };

  #copy = async (): Promise<void> => {
    const input = this.renderRoot.querySelector<HTMLInputElement>('.link')!;
    input.select();
    // Over plain http only the older way is there.
    await navigator.clipboard?.writeText(input.value).catch(() => undefined);
    if (!navigator.clipboard) document.execCommand('copy');
    this.#sending.said = this.#t.copied;
    this.requestUpdate();
  };

  #close = (): void => this.#dialog.close();

  /** A tap beside the panel closes it; what was typed stays. */
  #outside = (event: Event): void => {
    if (event.target === this.#dialog) this.#dialog.close();
  };

  #closed = (): void => {
    if (this.#sending.view === 'sent') this.#another();
    this.host.button.focus();
  };
}

const tag = 'tanggap-panel';
if (!customElements.get(tag)) customElements.define(tag, PanelElement);

/** Puts the panel beside the button, closed. */
export function mount(host: Host): PanelElement {
  const panel = document.createElement(tag);
  panel.host = host;
  // A page reaches them through both roots.
  panel.setAttribute('exportparts', 'panel,field,send');
  host.root.append(panel);
  return panel;
}

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-panel': PanelElement;
  }
}
