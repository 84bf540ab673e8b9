/**
 * Keeps what is typed into a form: on this device at once, in the hub after a pause, so that neither a closed browser
 * nor a lost network costs a word. What the hub has confirmed is forgotten here.
 */
export type KeepState = 'saving' | 'saved' | 'offline' | 'conflict' | 'mistakes';

interface Kept {
  id: string;
  version: string;
  fields: [name: string, value: string][];
  /** The form was sent with these words; whether it arrived is not known here. */
  sent: boolean;
}

const pauseMs = 1_500;

export class DraftKeeper {
  #timer = 0;
  #busy = false;
  #again = false;
  #stopped = false;

  readonly form: HTMLFormElement;
  readonly address: string | undefined;
  readonly tell: (state: KeepState) => void;

  /** `address`: where drafts go; `undefined` keeps them on this device alone. */
  constructor(form: HTMLFormElement, address: string | undefined, tell: (state: KeepState) => void) {
    this.form = form;
    this.address = address;
    this.tell = tell;
  }

  /** A post that does not exist yet has a new id at each visit: its words wait under one name. */
  get #key(): string {
    const place = location.pathname.split('/').slice(0, 3).join('/');
    return `tanggap.draft.${this.#value('version') === '0' ? place : this.#value('id')}`;
  }

  #value(name: string): string {
    return (this.form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? '';
  }

  /** Brings back words that never arrived. True when there were some. */
  restore(): boolean {
    const kept = this.#read();
    // What was sent from a page that then showed mistakes is on that page again.
    if (!kept || kept.version !== this.#value('version') || this.form.querySelector('.form-errors'))
      return false;
    if (kept.version === '0' && (kept.sent || new URLSearchParams(location.search).size > 0)) return false;
    for (const field of this.form.elements) {
      if (field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type)) {
        field.checked = kept.fields.some(([name, value]) => name === field.name && value === field.value);
      } else if (!(field instanceof HTMLButtonElement) && 'value' in field && 'name' in field) {
        const given = kept.fields.find(([name]) => name === field.name)?.[1];
        if (given !== undefined && !(field instanceof HTMLInputElement && field.type === 'file')) {
          (field as HTMLInputElement).value = given;
        }
      }
    }
    this.#later();
    return true;
  }

  /** Something was typed. */
  keep(): void {
    this.#write(false);
    this.#later();
  }

  /** The form goes to the hub as a whole: nothing more is sent from here, and the words are kept until they arrive. */
  sent(): void {
    this.stop();
    this.#write(true);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #later(): void {
    clearTimeout(this.#timer);
    if (this.address && !this.#stopped) this.#timer = window.setTimeout(() => void this.send(), pauseMs);
  }

  /** Sends the words to the hub, one request at a time. */
  async send(): Promise<void> {
    if (!this.address || this.#stopped || !this.#read()) return;
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.tell('saving');
    const key = this.#key;
    const answer = await fetch(this.address, { method: 'POST', body: this.#body() }).catch(() => null);
    this.#busy = false;
    if (this.#stopped) return;
    await this.#settle(key, answer);
    if (this.#again) {
      this.#again = false;
      await this.send();
    }
  }

  async #settle(key: string, answer: Response | null): Promise<void> {
    // A session that has ended leads to the sign-in page: the words wait here.
    if (!answer || answer.redirected || answer.status >= 500) return this.tell('offline');
    if (answer.status === 409) {
      this.stop();
      return this.tell('conflict');
    }
    if (!answer.ok) return this.tell('mistakes');
    const { version } = (await answer.json()) as { version: number };
    (this.form.elements.namedItem('version') as HTMLInputElement).value = String(version);
    if (!this.#again) localStorage.removeItem(key);
    const base = this.address!.replace(/\/draf$/, '');
    if (!location.pathname.startsWith(base)) history.replaceState(null, '', `${base}/ubah`);
    this.tell('saved');
  }

  #body(): FormData {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  }

  #read(): Kept | null {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? 'null') as Kept | null;
    } catch {
      return null;
    }
  }

  #write(sent: boolean): void {
    const fields = [...this.#body()].map(([name, value]): [string, string] => [name, String(value)]);
    const kept: Kept = { id: this.#value('id'), version: this.#value('version'), fields, sent };
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // A full or forbidden storage costs the copy on this device, nothing else.
    }
  }
}
