/**
 * `<tanggap-assist data-done data-queued data-refused data-offline data-copied data-not-copied data-shared>`: around the
 * screen of an assisted post. Brings the buttons that need script (`[data-share]`, `[data-copy]`), and says in
 * `[data-said]` what the phone keeps: `data-done` is the address of "sudah", which the service worker keeps and sends
 * later where there is no signal. Then the part that asks for it (`[data-after]`) goes away.
 */
import { askPhone, onPhone } from '#ui/elements/service-worker.ts';

export class AssistElement extends HTMLElement {
  private files: File[] = [];
  private stopListening: () => void = () => undefined;
  private again = 0;

  connectedCallback(): void {
    this.find('[data-copy]')?.addEventListener('click', this.copy);
    if (this.find('[data-copy]')) this.find('[data-copy]')!.hidden = false;
    void this.prepareSharing();
    this.stopListening = onPhone(this.show);
    askPhone({ do: 'tell' });
    if (!navigator.onLine) this.say(this.dataset.offline);
  }

  disconnectedCallback(): void {
    this.stopListening();
    clearInterval(this.again);
  }

  private find(selector: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(selector);
  }

  private get words(): string {
    return this.querySelector<HTMLTextAreaElement>('textarea')?.value ?? '';
  }

  private say(text: string | undefined): void {
    const said = this.find('[data-said]');
    if (said) said.textContent = text ?? '';
  }

  private copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.words);
      this.say(this.dataset.copied);
    } catch {
      this.querySelector('textarea')?.select();
      this.say(this.dataset.notCopied);
    }
  };

  /** The files are fetched before the tap: a browser opens its share sheet only at once. */
  private async prepareSharing(): Promise<void> {
    const button = this.find('[data-share]');
    if (!button || !('canShare' in navigator)) return;
    const links = [...this.querySelectorAll<HTMLAnchorElement>('[data-file]')];
    this.files = await Promise.all(links.map(toFile)).catch(() => []);
    const withFiles = this.files.length > 0 && navigator.canShare({ files: this.files });
    if (!withFiles) this.files = [];
    if (!withFiles && !(this.words && navigator.canShare({ text: this.words }))) return;
    if (!withFiles) button.lastChild!.textContent = button.dataset.labelWords ?? '';
    button.addEventListener('click', this.share);
    button.hidden = false;
  }

  private share = async (): Promise<void> => {
    // Instagram and others drop the words of what is shared: they wait in the clipboard.
    await navigator.clipboard?.writeText(this.words).catch(() => undefined);
    const shared = {
      ...(this.files.length > 0 && { files: this.files }),
      ...(this.words && { text: this.words }),
    };
    const done = await navigator.share(shared).then(
      () => true,
      () => false,
    );
    if (done) this.say(this.dataset.shared);
  };

  private show = (waiting: { path: string; state: string }[], sent: string[]): void => {
    const path = this.dataset.done ?? '';
    const kept = waiting.find((entry) => entry.path === path);
    if (kept?.state === 'waiting') {
      this.say(this.dataset.queued);
      // A phone with a weak signal says that it is online all the time: no event will come.
      this.again ||= window.setInterval(() => askPhone({ do: 'send' }), 15_000);
      this.find('[data-after]')?.remove();
    } else if (kept) {
      this.say(this.dataset.refused);
      askPhone({ do: 'drop', path });
    } else if (sent.includes(path)) location.reload();
  };
}

async function toFile({ href, download }: HTMLAnchorElement): Promise<File> {
  const answer = await fetch(href);
  if (!answer.ok) throw new Error(`no picture: ${answer.status}`);
  const blob = await answer.blob();
  return new File([blob], download, { type: blob.type });
}

customElements.define('tanggap-assist', AssistElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-assist': AssistElement;
  }
}
