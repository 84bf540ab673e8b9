/**
 * <tanggap-reply data-conversation data-limits data-templates data-words>: around the answer form. Counts as the
 * network counts, keeps what is typed on this device until the answer is on the page, and offers ready answers after
 * a slash. Every task of the form works without it. Says `data-busy` while there is something that a refresh of the
 * page would lose.
 */
import { answerLength, type AnswerLimit } from '#channels/schema.ts';
import { keepAnswer, keptAnswer } from './kept-answer.ts';
import { ReadyAnswers, type Template } from './ready-answers.ts';

type Limits = Record<string, AnswerLimit & { pictures: number }>;
interface Words {
  counted: string;
  units: Record<AnswerLimit['unit'], string>;
  kept: string;
  restored: string;
  notSure: string;
  offline: string;
  shut: string;
}

/** Below this share of what fits the count is of no interest. */
const nearly = 0.7;

export class ReplyBoxElement extends HTMLElement {
  #form!: HTMLFormElement;
  #box!: HTMLTextAreaElement;
  #limits!: Limits;
  #ready!: ReadyAnswers;
  #words!: Words;

  connectedCallback(): void {
    const form = this.querySelector('form');
    const box = form?.querySelector<HTMLTextAreaElement>('textarea[name=text]');
    if (!form || !box) return;
    this.#form = form;
    this.#box = box;
    this.#limits = read<Limits>(this, 'limits');
    this.#ready = new ReadyAnswers(this, box, read<Template[]>(this, 'templates'), () => {
      this.#keep(false);
      this.#update();
    });
    this.#words = read<Words>(this, 'words');
    this.#restore();
    form.addEventListener('input', this.#changed);
    form.addEventListener('change', this.#changed);
    form.addEventListener('submit', this.#sent);
    box.addEventListener('keydown', this.#pressed);
    this.addEventListener('tanggap-way-closed', this.#shut);
    this.#update();
  }

  #restore(): void {
    const kept = keptAnswer(this.#conversation);
    // Words that the server gave back (a mistake, an answer taken back) are the newer ones.
    if (!kept || this.#box.value.trim() !== '') return;
    this.#box.value = kept.text;
    this.#field('id').value = kept.id;
    const way = this.#form.querySelector<HTMLInputElement>(
      `input[name=way][value="${CSS.escape(kept.way)}"]`,
    );
    if (way?.type === 'radio') way.checked = true;
    this.#say(kept.sent ? this.#words.notSure : this.#words.restored);
  }

  #changed = (event: Event): void => {
    this.#keep(false);
    if (event.type === 'input') this.#ready.offer();
    this.#update();
  };

  #pressed = (event: KeyboardEvent): void => this.#ready.press(event);

  #sent = (event: SubmitEvent): void => {
    // To put a ready answer in, or to go without a network, sends nothing.
    const isAnswer = (event.submitter as HTMLButtonElement | null)?.name !== 'use';
    if (isAnswer && !navigator.onLine) {
      event.preventDefault();
      return this.#say(this.#words.offline);
    }
    this.#keep(isAnswer);
  };

  #shut = (): void => {
    const open = [...this.#form.querySelectorAll<HTMLInputElement>('input[type=radio][name=way]')];
    const closed = this.#form.querySelector('tanggap-until')?.closest('label')?.querySelector('input');
    if (closed && open.length > 1) {
      closed.disabled = true;
      closed.checked = false;
      open.find((each) => each !== closed)!.checked = true;
    } else {
      this.#form.querySelector<HTMLButtonElement>('button.primary')!.disabled = true;
    }
    this.#say(this.#words.shut);
    this.#update();
  };

  #update(): void {
    const limits = this.#limits[this.#way];
    const hasFile = Boolean(this.#form.querySelector<HTMLInputElement>('input[type=file]')?.value);
    this.toggleAttribute('data-busy', this.#box.value !== '' || hasFile);
    const picture = this.querySelector<HTMLElement>('[data-picture]');
    if (picture && limits) picture.hidden = limits.pictures === 0 && !hasFile;
    const counter = this.querySelector<HTMLElement>('[data-counter]');
    if (!counter || !limits) return;
    const length = answerLength(this.#box.value.trim(), limits.unit);
    counter.hidden = length < limits.most * nearly;
    const bytes = this.querySelector<HTMLElement>('[data-bytes]');
    if (bytes) bytes.hidden = counter.hidden || limits.unit !== 'bytes';
    counter.classList.toggle('over', length > limits.most);
    const spoken = new Intl.NumberFormat(document.documentElement.lang);
    counter.textContent = this.#words.counted
      .replace('{n}', spoken.format(length))
      .replace('{most}', spoken.format(limits.most))
      .replace('{unit}', this.#words.units[limits.unit]);
  }

  #keep(sent: boolean): void {
    const answer = { id: this.#field('id').value, text: this.#box.value, way: this.#way, sent };
    keepAnswer(this.#conversation, answer);
  }

  get #conversation(): string {
    return this.dataset['conversation'] ?? '';
  }

  get #way(): string {
    return String(new FormData(this.#form).get('way') ?? '');
  }

  #field(name: string): HTMLInputElement {
    return this.#form.elements.namedItem(name) as HTMLInputElement;
  }

  #say(text: string): void {
    const place = this.querySelector('[data-state]');
    if (place) place.textContent = text;
  }
}

function read<T>(element: HTMLElement, name: string): T {
  return JSON.parse(element.dataset[name] ?? 'null') as T;
}

customElements.define('tanggap-reply', ReplyBoxElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-reply': ReplyBoxElement;
  }
}
