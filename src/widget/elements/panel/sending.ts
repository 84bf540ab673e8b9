/** What becomes of what was written: sent, kept until there is a network, or refused; and of what waited from before. */
import type { LitElement, ReactiveController } from 'lit';
import type { FeedbackBody, Receipt, Refusal } from '#widget/schema.ts';
import { freshKey } from '../fresh-key.ts';
import type { Host } from '../host.ts';
import { deliver, forget, keep, waiting, type Delivery, type Letter } from '../outbox.ts';
import { panelWords, type PanelWords } from '../panel-words.ts';

export type View = 'form' | 'sending' | 'sent' | 'kept';

/** What is wrong, by field; `all` is about the whole. */
export type Wrong = Partial<Record<'words' | 'contact' | 'photo' | 'consent' | 'all', string>>;

const againMs = 30_000;

export class Sending implements ReactiveController {
  view: View = 'form';
  wrong: Wrong = {};
  said = '';
  receipt: Receipt | null = null;
  /** Of a letter that was kept and has been sent meanwhile. */
  earlier: Receipt | null = null;
  keptHere = true;
  #unseen: Letter[] = [];
  /** Of the letter that is under way, so that a second try is the same letter. */
  #key = '';
  #timer = 0;
  readonly #panel: LitElement & { host: Host };

  constructor(panel: LitElement & { host: Host }) {
    this.#panel = panel;
    panel.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.again);
    void this.#panel.updateComplete.then(() => this.#sendWaiting());
  }

  hostDisconnected(): void {
    removeEventListener('online', this.again);
    clearTimeout(this.#timer);
  }

  /** The panel was opened: the numbers that came while it was closed are seen now. */
  async opened(): Promise<void> {
    this.#panel.host.tell(this.view === 'kept' ? this.#t.waiting : '');
    this.#emit('tanggap-open');
    for (const letter of this.#unseen.splice(0)) await forget(letter);
    void this.#sendWaiting();
  }

  /** Keeps what was written, then sends it. */
  async submit(written: Omit<FeedbackBody, 'key'>, picture: Blob | null): Promise<void> {
    this.#key ||= freshKey();
    const body: FeedbackBody = { key: this.#key, ...written };
    const photo = picture && (await picture.arrayBuffer());
    const { key, hub } = this.#panel.host;
    const letter: Letter = { id: body.key, business: key, hub, body, photo, receipt: null };
    this.#show('sending');
    this.keptHere = await keep(letter);
    await this.#send(letter, false);
  }

  /** Tries what waits once more. */
  again = (): void => void this.#sendWaiting();

  /** An empty form, for another letter. */
  startAgain(): void {
    this.#key = '';
    this.receipt = null;
    this.wrong = {};
    this.#show('form');
  }

  /** The form, with the focus on the first field that is wrong. */
  showWrong(wrong: Wrong): void {
    this.wrong = wrong;
    this.#show('form');
    void this.#panel.updateComplete.then(() => this.#find('[aria-invalid=true],.send')?.focus());
  }

  /** @param later it waited while something else may be written */
  async #send(letter: Letter, later: boolean): Promise<void> {
    const t = this.#t;
    const came = await deliver(letter, this.#checking);
    if (this.said === t.checking) this.said = '';
    if (came.how === 'waits') {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(this.again, againMs);
      this.#panel.host.tell(t.waiting);
      if (!later) this.#show('kept', t.waiting);
    } else if (came.receipt) await this.#arrived(letter, came.receipt, later, came);
    else
      await this.#refused(letter, came.how === 'refused' ? came.refusal : { code: 'shape', text: '' }, later);
  }

  #checking = (): void => {
    this.said = this.#t.checking;
    this.#panel.host.tell(this.said);
    this.#panel.requestUpdate();
  };

  async #arrived(letter: Letter, receipt: Receipt, later: boolean, came: Delivery): Promise<void> {
    const t = this.#t;
    const { number } = receipt;
    const isOpen = this.#find('dialog[open]') !== null;
    if (later && !isOpen) {
      // Nobody has seen its number: the next page tells it again.
      letter.photo = null;
      await keep(letter);
      this.#unseen.push(letter);
    } else await forget(letter);
    this.#emit('tanggap-sent', { number });
    this.#panel.host.tell(isOpen ? '' : t.number(number));
    if (later) {
      this.earlier = receipt;
      this.#panel.requestUpdate();
      return;
    }
    this.receipt = receipt;
    this.wrong = came.how === 'refused' ? { photo: came.refusal.text } : {};
    this.#show('sent', `${t.thanks} ${t.number(number)}`);
  }

  async #refused(letter: Letter, { code, text }: Refusal, later: boolean): Promise<void> {
    await forget(letter);
    this.#emit('tanggap-failed', { code });
    this.#panel.host.tell('');
    const field = code === 'words' || code === 'contact' || code === 'consent' ? code : 'all';
    this.showWrong({ [later ? 'all' : field]: text || this.#t.failed });
  }

  /** One after the other, so that a bad network is asked once. */
  async #sendWaiting(): Promise<void> {
    if (this.view === 'sending') return;
    const letters = await waiting(this.#panel.host.key);
    const mine = letters.find(({ id }) => id === this.#key);
    for (const letter of letters) {
      if (!this.#unseen.some(({ id }) => id === letter.id)) {
        await this.#send(letter, letter !== mine || this.view !== 'kept');
      }
    }
  }

  #show(view: View, said = ''): void {
    this.view = view;
    this.said = said;
    this.#panel.requestUpdate();
    if (view === 'sent' || view === 'kept') {
      // What had the focus is gone.
      void this.#panel.updateComplete.then(() => this.#find('dialog[open] h2')?.focus());
    }
  }

  get #t(): PanelWords {
    return panelWords[this.#panel.host.lang];
  }

  #find(selector: string): HTMLElement | null {
    return this.#panel.renderRoot.querySelector<HTMLElement>(selector);
  }

  #emit(type: string, detail: object = {}): void {
    this.#panel.host.element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
