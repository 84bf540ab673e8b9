/**
 * `<shrink-upload data-working data-done data-kept data-many>` around a file field and a `[role=status]`: pictures
 * chosen there are made smaller before they are sent, so that a photo of 12 megapixels goes up as at most 400 kB,
 * turned upright and without what the camera wrote beside the pixels. Keeps their order; what is small already,
 * is no picture, or cannot be read goes up as it is. The texts may hold {n}, {before} and {after}. No events.
 */
import { sizeText } from '#ui/size-text.ts';
import { choose, holdForm, say } from '#ui/elements/hold-form.ts';

const mostBytes = 400_000;
const mostPixels = 2048;
const mostFiles = 10;

export class ShrinkUploadElement extends HTMLElement {
  /** The last choice; an earlier one that is still at work gives up. */
  #turn = 0;

  connectedCallback(): void {
    this.addEventListener('change', this.#changed);
  }

  disconnectedCallback(): void {
    this.removeEventListener('change', this.#changed);
  }

  #changed = (event: Event): void => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
    this.#turn += 1;
    const given = [...(input.files ?? [])];
    if (given.length === 0) return say(this, '');
    say(this, this.dataset['working'] ?? '');
    holdForm(this, this.#shrink(input, given, this.#turn));
  };

  async #shrink(input: HTMLInputElement, given: File[], turn: number): Promise<void> {
    const chosen = given.slice(0, mostFiles);
    const made: File[] = [];
    for (const file of chosen) {
      made.push(await shrunk(file));
      if (turn !== this.#turn) return;
    }
    choose(input, made);
    const smaller = chosen.filter((file, index) => made[index] !== file);
    const same = chosen.filter((file, index) => made[index] === file);
    const sentences = [
      given.length > mostFiles && this.dataset['many'],
      smaller.length > 0 &&
        this.#sentence(
          'done',
          smaller,
          made.filter((file) => !same.includes(file)),
        ),
      same.length > 0 && this.#sentence('kept', same, same),
    ];
    say(this, sentences.filter(Boolean).join(' '));
  }

  #sentence(name: 'done' | 'kept', before: File[], after: File[]): string {
    const { lang } = document.documentElement;
    return (this.dataset[name] ?? '')
      .replace('{n}', String(before.length))
      .replace('{before}', sizeText(total(before), lang))
      .replace('{after}', sizeText(total(after), lang));
  }
}

const total = (files: File[]) => files.reduce((sum, { size }) => sum + size, 0);

/** @returns the file itself where it is small enough, or where anything goes wrong */
async function shrunk(file: File): Promise<File> {
  if (file.size <= mostBytes || !/^image\/(?!svg|gif)/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const blob = await smallEnough(picture);
    picture.close();
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', {
      type: 'image/jpeg',
      lastModified: file.lastModified,
    });
  } catch {
    return file;
  }
}

async function smallEnough(picture: ImageBitmap): Promise<Blob | null> {
  const longest = Math.max(picture.width, picture.height);
  for (let side = Math.min(mostPixels, longest); side >= 480; side *= 0.8) {
    const canvas = drawn(picture, side / longest);
    for (const quality of [0.85, 0.75, 0.65]) {
      const blob = await jpegOf(canvas, quality);
      if (!blob || blob.size <= mostBytes) return blob;
    }
  }
  return null;
}

function drawn(picture: ImageBitmap, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d')!;
  pen.imageSmoothingQuality = 'high';
  // What is see-through would turn black.
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function jpegOf(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality));
}

customElements.define('shrink-upload', ShrinkUploadElement);

declare global {
  interface HTMLElementTagNameMap {
    'shrink-upload': ShrinkUploadElement;
  }
}
