/**
 * `<tanggap-panel>`: what opens from the button of `<tanggap-feedback>`: the form, what became of it, and the sending of
 * what was kept while there was no network. Made by `mount`; speaks through the events of the element that carries it.
 * Parts: `panel`, `field`, `send`. Long, because a form and what becomes of it share their state.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import {
  feedbackKinds,
  feedbackWishes,
  mostName,
  mostOrdered,
  mostWords,
  noticeVersion,
  type FeedbackBody,
  type FeedbackKind,
  type FeedbackWish,
  type Receipt,
  type Refusal,
} from '../schema.ts';
import type { Host } from './host.ts';
import { deliver, forget, keep, waiting, type Delivery, type Letter } from './outbox.ts';
import { panelStyles } from './panel.styles.ts';
import { panelWords, type PanelWords } from './panel-words.ts';
import { shrink } from './photo.ts';
import { freshKey } from './fresh-key.ts';

type View = 'form' | 'sending' | 'sent' | 'kept';

const againMs = 30_000;

export class PanelElement extends LitElement {
  static override styles = panelStyles;

  host!: Host;
  #view: View = 'form';
  #kind: FeedbackKind | null = null;
  #photo: Blob | null = null;
  /** What is wrong, by field; `all` is about the whole. */
  #wrong: Partial<Record<'words' | 'contact' | 'photo' | 'consent' | 'all', string>> = {};
  #receipt: Receipt | null = null;
  /** Of a letter that was kept and has been sent meanwhile. */
  #earlier: Receipt | null = null;
  #unseen: Letter[] = [];
  /** Of the letter that is under way, so that a second try is the same letter. */
  #key = '';
  #opened = 0;
  #timer = 0;
  #said = '';
  #keptHere = true;

  async open(): Promise<void> {
    await this.updateComplete;
    if (this.#dialog.open) return;
    this.#opened ||= Date.now();
    this.#dialog.showModal();
    this.host.tell(this.#view === 'kept' ? this.#t.waiting : '');
    this.#emit('tanggap-open');
    // Their numbers are seen now.
    for (const letter of this.#unseen.splice(0)) await forget(letter);
    void this.#sendWaiting();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('online', this.#online);
    void this.updateComplete.then(() => this.#sendWaiting());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this.#online);
    clearTimeout(this.#timer);
  }

  #online = (): void => void this.#sendWaiting();

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
    const isForm = this.#view === 'form' || this.#view === 'sending';
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
      <p role="status">${this.#said}</p>
      <p class="hint">${this.host.greeting?.answers}</p>
      ${
        this.#earlier
          ? html`<p class="good">
              ${t.sentLater(this.#earlier.number)}
              <a href=${this.#earlier.link} target="_blank" rel="noopener noreferrer">${t.openLink}</a>
            </p>`
          : nothing
      }
      ${isForm ? this.#form(t) : this.#view === 'sent' ? this.#sent(t, this.#receipt!) : this.#kept(t)}
    </dialog>`;
  }

  #form(t: PanelWords): TemplateResult {
    const busy = this.#view === 'sending';
    const form = this.host.greeting?.form;
    return html`<form novalidate @submit=${this.#submit} @change=${this.#changed}>
      <fieldset class="kinds" part="field">
        <legend>${t.kind} <span>(${t.optional})</span></legend>
        ${feedbackKinds.map(
          (kind) =>
            html`<label
              ><input type="radio" name="kind" value=${kind} /><span>${t.kinds[kind]}</span></label
            >`,
        )}
      </fieldset>
      ${this.#field(
        'words',
        t.words,
        t.wordsHint,
        html`<textarea
          id="words"
          name="words"
          rows="4"
          maxlength=${mostWords}
          required
          aria-describedby="words-hint words-wrong"
          aria-invalid=${this.#wrong.words ? 'true' : 'false'}
        ></textarea>`,
      )}
      ${
        this.#kind === 'complaint'
          ? html`${this.#field(
              'ordered',
              t.ordered,
              t.orderedHint,
              html`<input
                id="ordered"
                name="ordered"
                maxlength=${mostOrdered}
                aria-describedby="ordered-hint"
              />`,
              t.optional,
            )}
            ${this.#field(
              'wants',
              t.wants,
              '',
              html`<select id="wants" name="wants">
                ${feedbackWishes
                  .toReversed()
                  .map((wish) => html`<option value=${wish}>${t.wishes[wish]}</option>`)}
              </select>`,
            )}`
          : nothing
      }
      ${this.#field(
        'photo',
        t.photo,
        t.photoHint,
        html`<input
            id="photo"
            type="file"
            accept="image/*"
            aria-describedby="photo-hint photo-wrong"
            @change=${this.#choosePhoto}
          />
          <div class="photo" ?hidden=${!this.#photo}>
            <canvas role="img" aria-label=${t.photoAlt}></canvas>
            <button type="button" @click=${this.#dropPhoto}>${t.photoRemove}</button>
          </div>`,
        t.optional,
      )}
      ${this.#field(
        'name',
        t.name,
        '',
        html`<input
          id="name"
          name="name"
          autocomplete="name"
          maxlength=${mostName}
          .defaultValue=${this.host.element.getAttribute('prefill-name') ?? ''}
        />`,
        t.optional,
      )}
      ${this.#field(
        'contact',
        t.contact,
        t.contactHint,
        html`<input
          id="contact"
          name="contact"
          autocomplete="email"
          maxlength="254"
          aria-describedby="contact-hint contact-wrong"
          aria-invalid=${this.#wrong.contact ? 'true' : 'false'}
        />`,
        t.optional,
      )}
      <div class="unseen" aria-hidden="true"><input name="url" tabindex="-1" autocomplete="off" /></div>
      <div part="field">
        <label class="consent"
          ><input
            type="checkbox"
            name="consent"
            id="consent"
            required
            aria-describedby="consent-wrong"
            aria-invalid=${this.#wrong.consent ? 'true' : 'false'}
          /><span>${t.consent(this.#name)}</span></label
        >
        <p class="wrong" id="consent-wrong">${this.#wrong.consent ?? ''}</p>
        ${form ? html`<a href="${form}/privasi" target="_blank" rel="noopener">${t.notice}</a>` : nothing}
      </div>
      <p class="wrong" role="alert">${this.#wrong.all ?? ''}</p>
      <button class="send" part="send" ?disabled=${busy}>${busy ? this.#said || t.sending : t.send}</button>
    </form>`;
  }

  #field(
    id: 'words' | 'ordered' | 'wants' | 'photo' | 'name' | 'contact',
    label: string,
    hint: string,
    control: TemplateResult,
    optional = '',
  ): TemplateResult {
    return html`<div part="field">
      <label for=${id}>${label} ${optional ? html`<span>(${optional})</span>` : nothing}</label>
      ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}${control}
      <p class="wrong" id="${id}-wrong">${(this.#wrong as Record<string, string>)[id] ?? ''}</p>
    </div>`;
  }

  #sent(t: PanelWords, { number, link }: Receipt): TemplateResult {
    return html`<p class="good">${t.thanks}</p>
      <p class="number">${t.number(number)}</p>
      ${this.#wrong.photo ? html`<p class="wrong">${t.failedPhoto} ${this.#wrong.photo}</p>` : nothing}
      <p>${t.keepLink}</p>
      <input class="link" readonly aria-label=${t.openLink} .value=${link} @focus=${this.#select} />
      <p class="row">
        <button type="button" @click=${this.#copy}>${this.#said === t.copied ? t.copied : t.copy}</button>
        <a class="button" href=${link} target="_blank" rel="noopener noreferrer">${t.openLink}</a>
        <button type="button" @click=${this.#another}>${t.another}</button>
      </p>`;
  }

  #kept(t: PanelWords): TemplateResult {
    return html`<p class="number">${t.waiting}</p>
      <p>${this.#keptHere ? t.waitingText : t.full}</p>
      <p class="row">
        <button type="button" @click=${this.#online}>${t.send}</button>
        <button type="button" @click=${this.#another}>${t.another}</button>
      </p>`;
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
    this.#wrong = { ...this.#wrong, photo: this.#photo ? '' : this.#t.notPicture };
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
    if (this.#view === 'sending') return;
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const t = this.#t;
    this.#wrong = {
      ...(text('words') === '' && { words: t.empty }),
      ...(!data.has('consent') && { consent: t.needConsent }),
    };
    if (this.#wrong.words || this.#wrong.consent) return this.#showWrong();
    this.#key ||= freshKey();
    const { element, key, lang, hub } = this.host;
    const body: FeedbackBody = {
      key: this.#key,
      kind: this.#kind,
      words: text('words'),
      name: text('name'),
      contact: text('contact'),
      ordered: text('ordered'),
      wants: (text('wants') || 'unknown') as FeedbackWish,
      // Without what stands behind the question mark: that may be the visitor's secret.
      page: /^http/.test(location.protocol) ? location.origin + location.pathname : '',
      product: element.getAttribute('product') ?? '',
      lang,
      notice: noticeVersion,
      took: Date.now() - this.#opened,
      url: text('url'),
    };
    const photo = this.#photo && (await this.#photo.arrayBuffer());
    const letter: Letter = { id: body.key, business: key, hub, body, photo, receipt: null };
    this.#show('sending');
    this.#keptHere = await keep(letter);
    await this.#send(letter, false);
  };

  /** @param later it waited while something else may be written */
  async #send(letter: Letter, later: boolean): Promise<void> {
    const t = this.#t;
    const came = await deliver(letter, this.#checking);
    if (this.#said === t.checking) this.#said = '';
    if (came.how === 'waits') {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#sendWaiting(), againMs);
      this.host.tell(t.waiting);
      if (!later) this.#show('kept', t.waiting);
    } else if (came.receipt) await this.#arrived(letter, came.receipt, later, came);
    else
      await this.#refused(letter, came.how === 'refused' ? came.refusal : { code: 'shape', text: '' }, later);
  }

  #checking = (): void => {
    this.#said = this.#t.checking;
    this.host.tell(this.#said);
    this.requestUpdate();
  };

  async #arrived(letter: Letter, receipt: Receipt, later: boolean, came: Delivery): Promise<void> {
    const t = this.#t;
    const { number } = receipt;
    const isOpen = this.#dialog.open;
    if (later && !isOpen) {
      // Nobody has seen its number: the next page tells it again.
      letter.photo = null;
      await keep(letter);
      this.#unseen.push(letter);
    } else await forget(letter);
    this.#emit('tanggap-sent', { number });
    this.host.tell(isOpen ? '' : t.number(number));
    if (later) {
      this.#earlier = receipt;
      this.requestUpdate();
      return;
    }
    this.#receipt = receipt;
    this.#wrong = came.how === 'refused' ? { photo: came.refusal.text } : {};
    this.#show('sent', `${t.thanks} ${t.number(number)}`);
  }

  async #refused(letter: Letter, { code, text }: Refusal, later: boolean): Promise<void> {
    await forget(letter);
    this.#emit('tanggap-failed', { code });
    this.host.tell('');
    const field = code === 'words' || code === 'contact' || code === 'consent' ? code : 'all';
    this.#wrong = { [later ? 'all' : field]: text || this.#t.failed };
    this.#showWrong();
  }

  /** One after the other, so that a bad network is asked once. */
  async #sendWaiting(): Promise<void> {
    if (this.#view === 'sending') return;
    const letters = await waiting(this.host.key);
    const mine = letters.find(({ id }) => id === this.#key);
    for (const letter of letters) {
      if (!this.#unseen.some(({ id }) => id === letter.id)) {
        await this.#send(letter, letter !== mine || this.#view !== 'kept');
      }
    }
  }

  #showWrong(): void {
    this.#show('form');
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true],.send')?.focus(),
    );
  }

  #show(view: View, said = ''): void {
    this.#view = view;
    this.#said = said;
    this.requestUpdate();
    if (view === 'sent' || view === 'kept') {
      // What had the focus is gone.
      void this.updateComplete.then(() => this.#dialog.open && this.renderRoot.querySelector('h2')?.focus());
    }
  }

  #another = (): void => {
    this.#key = '';
    this.#kind = null;
    this.#photo = null;
    this.#receipt = null;
    this.#wrong = {};
    this.#opened = Date.now();
    this.#show('form');
    void this.updateComplete.then(() => this.renderRoot.querySelector('h2')?.focus());
  };

  #copy = async (): Promise<void> => {
    const input = this.renderRoot.querySelector<HTMLInputElement>('.link')!;
    input.select();
    // Over plain http only the older way is there.
    await navigator.clipboard?.writeText(input.value).catch(() => undefined);
    if (!navigator.clipboard) document.execCommand('copy');
    this.#said = this.#t.copied;
    this.requestUpdate();
  };

  #select = (event: Event): void => (event.target as HTMLInputElement).select();

  #close = (): void => this.#dialog.close();

  /** A tap beside the panel closes it; what was typed stays. */
  #outside = (event: Event): void => {
    if (event.target === this.#dialog) this.#dialog.close();
  };

  #closed = (): void => {
    if (this.#view === 'sent') this.#another();
    this.host.button.focus();
  };

  #emit(type: string, detail: object = {}): void {
    this.host.element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
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
