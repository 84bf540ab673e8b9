/**
 * <tanggap-composer data-autosave data-channels data-words>: around the composer's form. Counts what each
 * channel counts, keeps what is typed (on this phone at once, in the hub after a pause), and shows a preview. Every
 * task of the form works without it. `data-autosave` is missing for a post that is scheduled: it is then kept on the
 * phone alone until the form is sent.
 */
import { captionLength, countHashtags, countMentions, instagramText } from '#channels/schema.ts';
import { DraftKeeper, type KeepState } from './draft-keeper.ts';
import './preview.element.ts';
import type { PostPreviewElement, Preview } from './preview.element.ts';

/** A channel as `data-channels` tells it; `place` is its kind in words. */
interface OfferedChannel {
  id: string;
  kind: string;
  name: string;
  place: string;
}

type Words = Record<KeepState | 'restored', string>;

export class ComposerElement extends HTMLElement {
  #form!: HTMLFormElement;
  #keeper?: DraftKeeper;
  #preview?: PostPreviewElement;
  #pictures: string[] = [];

  connectedCallback(): void {
    const form = this.querySelector('form');
    if (!form) return;
    this.#form = form;
    this.#keeper = new DraftKeeper(form, this.dataset['autosave'], (state) => this.#say(state));
    if (this.#keeper.restore()) this.#say('restored');
    form.addEventListener('input', this.#changed);
    form.addEventListener('change', this.#changed);
    form.addEventListener('click', this.#pressed);
    form.addEventListener('submit', this.#sent);
    window.addEventListener('online', this.#online);
    this.#showPreview();
    this.#update();
  }

  disconnectedCallback(): void {
    this.#keeper?.stop();
    window.removeEventListener('online', this.#online);
  }

  #changed = (event: Event): void => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'file')
      this.#takeFiles(event.target);
    else this.#keeper?.keep();
    this.#update();
  };

  #sent = (): void => this.#keeper?.sent();
  #online = (): void => void this.#keeper?.send();

  /** A set of hashtags or an example goal is put in here and now; without script the server does it. */
  #pressed = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLButtonElement>(
      'button[data-tags], button[data-goal]',
    );
    if (!button) return;
    event.preventDefault();
    const { tags, goal } = button.dataset;
    if (tags !== undefined) {
      const caption = this.#field('caption');
      const missing = tags.split(' ').filter((tag) => !caption.value.split(/\s+/).includes(tag));
      if (missing.length > 0) caption.value = `${caption.value}\n\n${missing.join(' ')}`.trim();
      caption.focus();
    }
    if (goal !== undefined) {
      const [figure = '', value = '', text = ''] = goal.split('|');
      this.#field('goalFigure').value = figure;
      this.#field('goalValue').value = value;
      this.#field('goal').value = text;
      button.closest('details')?.removeAttribute('open');
      this.#field('goal').focus();
    }
    this.#keeper?.keep();
    this.#update();
  };

  #takeFiles(input: HTMLInputElement): void {
    for (const address of this.#pictures) URL.revokeObjectURL(address);
    this.#pictures = [...(input.files ?? [])]
      .filter(({ type }) => type.startsWith('image/'))
      .map((file) => URL.createObjectURL(file));
  }

  #field(name: string): HTMLInputElement {
    return this.#form.elements.namedItem(name) as HTMLInputElement;
  }

  #say(state: keyof Words): void {
    const place = this.querySelector('[data-state]');
    if (place) place.textContent = this.#words[state];
  }

  get #words(): Words {
    return JSON.parse(this.dataset['words'] ?? '{}') as Words;
  }

  #showPreview(): void {
    const place = this.querySelector<HTMLElement>('[data-preview]');
    if (!place) return;
    this.#preview = document.createElement('tanggap-post-preview');
    place.append(this.#preview);
    place.hidden = false;
  }

  #update(): void {
    const data = new FormData(this.#form);
    const text = (name: string) => String(data.get(name) ?? '');
    const chosen = data.getAll('channels').map(String);
    const all = JSON.parse(this.dataset['channels'] ?? '[]') as OfferedChannel[];
    const channels = all.filter(({ id }) => chosen.includes(id));
    this.#count(
      text('caption'),
      channels.some(({ kind }) => kind === 'instagram'),
    );
    const kind = text('mediaType');
    const stored = [...this.#form.querySelectorAll<HTMLImageElement>(`[data-for="${kind}"] img`)];
    const pictures = [...stored.map(({ src }) => src), ...this.#pictures];
    const hasMedia = kind === 'photo' || kind === 'video';
    const previews: Preview[] = channels.map(({ id, kind: channel, name, place }) => ({
      channel,
      place,
      name,
      caption: text(`caption.${id}`) || text('caption'),
      pictures: hasMedia ? pictures : [],
      link: kind === 'link' ? text('link') : '',
      story: hasMedia && text('placement') === 'story',
      firstComment: text('firstComment'),
    }));
    if (this.#preview) this.#preview.previews = previews;
  }

  #count(caption: string, counts: boolean): void {
    const place = this.querySelector<HTMLElement>('[data-counters]');
    if (!place) return;
    place.hidden = !counts;
    const [length, tags, names] = [captionLength(caption), countHashtags(caption), countMentions(caption)];
    const most = instagramText;
    place.textContent = `Instagram: ${length}/${most.caption} · #${tags}/${most.hashtags} · @${names}/${most.mentions}`;
    const wrong = length > most.caption || tags > most.hashtags || names > most.mentions;
    place.classList.toggle('over', wrong);
  }
}

customElements.define('tanggap-composer', ComposerElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-composer': ComposerElement;
  }
}
