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
const retryMs = 15_000;
const prefix = 'tanggap.draft';

export class DraftKeeper {
  #timer = 0;
  #busy = false;
  #again = false;
  #stopped = false;

  readonly form: HTMLFormElement;
  readonly address: string | undefined;
  readonly tell: (state: KeepState) => void;

  /** `address`: under which each draft has its own; `undefined` keeps them on this device alone. */
  constructor(form: HTMLFormElement, address: string | undefined, tell: (state: KeepState) => void) {
    this.form = form;
    this.address = address;
    this.tell = tell;
  }

  get #key(): string {
    return `${placeOf()}${this.#value('id')}`;
  }

  #value(name: string): string {
    return (this.form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? '';
  }

  /** Brings back words that never arrived. True when there were some. */
  restore(): boolean {
    // What was sent is on the page that answers it again; it is a draft as it stands there unless it has mistakes.
    if (this.form.dataset['answer'] !== undefined) {
      if (!this.form.querySelector('.form-errors')) this.keep();
      return false;
    }
    const isNew = this.#value('version') === '0';
    const kept = isNew ? unsaved() : read(this.#key);
    if (!kept || kept.version !== this.#value('version')) return false;
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
    if (!this.address || this.#stopped || !read(this.#key)) return;
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.tell('saving');
    const key = this.#key;
    const address = `${this.address}/${this.#value('id')}`;
    const answer = await fetch(`${address}/draf`, { method: 'POST', body: this.#body() }).catch(() => null);
    this.#busy = false;
    if (this.#stopped) return;
    await this.#settle(key, address, answer);
    if (this.#again) {
      this.#again = false;
      await this.send();
    }
  }

  async #settle(key: string, address: string, answer: Response | null): Promise<void> {
    // A session that has ended leads to the sign-in page: the words wait here.
    if (!answer || answer.redirected || answer.status >= 500) {
      this.#timer = window.setTimeout(() => void this.send(), retryMs);
      return this.tell('offline');
    }
    if (answer.status === 409) {
      this.stop();
      // What came first is at its own address; these words are no new post any more.
      if (this.#value('version') === '0') localStorage.removeItem(key);
      history.replaceState(null, '', `${address}/ubah`);
      return this.tell('conflict');
    }
    if (!answer.ok) return this.tell('mistakes');
    const { version } = (await answer.json()) as { version: number };
    (this.form.elements.namedItem('version') as HTMLInputElement).value = String(version);
    if (!this.#again) localStorage.removeItem(key);
    if (!location.pathname.startsWith(address)) history.replaceState(null, '', `${address}/ubah`);
    this.tell('saved');
  }

  #body(): FormData {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    // What a page warned of is that page's alone.
    data.delete('told');
    return data;
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

/** The name under which this device keeps words of the business of this page. */
function placeOf(): string {
  return `${prefix}.${location.pathname.split('/')[2]}.`;
}

function read(key: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

function keptKeys(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(placeOf()));
  } catch {
    return [];
  }
}

/** A post that never reached the hub. One begun from a pattern, a template or another post is a new wish. */
function unsaved(): Kept | null {
  if (new URLSearchParams(location.search).size > 0) return null;
  return (
    keptKeys()
      .map(read)
      .find((kept) => kept?.version === '0') ?? null
  );
}

/** Forgets what was sent and is in the hub: the page of the post shows a later version. */
export function forgetArrived(id: string, version: number): void {
  for (const key of keptKeys()) {
    const kept = read(key);
    if (kept?.id === id && kept.sent && Number(kept.version) < version) localStorage.removeItem(key);
  }
}
