/**
 * `<video-still data-working data-done data-none data-large>` around a file field for a video, a hidden one for its
 * picture (`[data-still]`) and a `[role=status]`: takes a picture of the chosen video at its first second, so that
 * lists can show it. The video itself is never touched. The texts may hold {size}. No events.
 */
import { sizeText } from '#ui/size-text.ts';
import { choose, holdForm, say } from '#ui/elements/hold-form.ts';

const mostBytes = 100 * 1024 * 1024;
const mostPixels = 1080;
const patienceMs = 8_000;

export class VideoStillElement extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('change', this.#changed);
  }

  disconnectedCallback(): void {
    this.removeEventListener('change', this.#changed);
  }

  #changed = (event: Event): void => {
    const input = event.target;
    const target = this.querySelector<HTMLInputElement>('[data-still]');
    if (!(input instanceof HTMLInputElement) || !target || input === target) return;
    choose(target, []);
    const video = input.files?.[0];
    if (!video) return say(this, '');
    if (video.size > mostBytes) return this.#say('large', video);
    say(this, this.dataset['working'] ?? '');
    holdForm(this, this.#take(video, target));
  };

  async #take(video: File, target: HTMLInputElement): Promise<void> {
    const still = await stillOf(video).catch(() => null);
    if (still) choose(target, [new File([still], 'sampul.jpg', { type: 'image/jpeg' })]);
    this.#say(still ? 'done' : 'none', video);
  }

  #say(name: 'done' | 'none' | 'large', { size }: File): void {
    const text = this.dataset[name] ?? '';
    say(this, text.replace('{size}', sizeText(size, document.documentElement.lang)));
  }
}

async function stillOf(file: File): Promise<Blob | null> {
  const player = document.createElement('video');
  const address = URL.createObjectURL(file);
  player.muted = true;
  player.playsInline = true;
  player.preload = 'auto';
  player.src = address;
  try {
    await reached(player, 'loadeddata');
    player.currentTime = Math.min(1, player.duration / 2 || 0);
    await reached(player, 'seeked');
    const { videoWidth, videoHeight } = player;
    const scale = Math.min(1, mostPixels / Math.max(videoWidth, videoHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    canvas.getContext('2d')!.drawImage(player, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
  } finally {
    player.removeAttribute('src');
    URL.revokeObjectURL(address);
  }
}

function reached(player: HTMLVideoElement, event: string): Promise<unknown> {
  return new Promise((done, failed) => {
    player.addEventListener(event, done, { once: true });
    player.addEventListener('error', () => failed(new Error('this browser cannot show it')), { once: true });
    setTimeout(() => failed(new Error('took too long')), patienceMs);
  });
}

customElements.define('video-still', VideoStillElement);

declare global {
  interface HTMLElementTagNameMap {
    'video-still': VideoStillElement;
  }
}
