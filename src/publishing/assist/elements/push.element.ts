/**
 * `<tanggap-push data-on data-off data-denied data-failed data-cannot data-turn-on data-turn-off>`: turns reminders on
 * this phone on and off. Asks for the browser's permission only on the tap. Holds a `[data-said]` and a button.
 */
export class PushElement extends HTMLElement {
  private subscription: PushSubscription | null = null;

  connectedCallback(): void {
    void this.begin();
  }

  private get button(): HTMLButtonElement {
    return this.querySelector('button')!;
  }

  private say(text: string | undefined): void {
    this.querySelector('[data-said]')!.textContent = text ?? '';
  }

  private async begin(): Promise<void> {
    if (!('serviceWorker' in navigator) || !('PushManager' in window)) return this.say(this.dataset.cannot);
    const { pushManager } = await navigator.serviceWorker.ready;
    this.subscription = await pushManager.getSubscription();
    this.show();
    this.button.addEventListener('click', () => void this.turn());
    this.button.hidden = false;
  }

  private show(): void {
    this.say(this.subscription ? this.dataset.on : this.dataset.off);
    this.button.textContent = (this.subscription ? this.dataset.turnOff : this.dataset.turnOn) ?? '';
  }

  private async turn(): Promise<void> {
    this.button.disabled = true;
    try {
      if (this.subscription) await this.turnOff(this.subscription);
      else if (!(await this.turnOn())) return this.say(this.dataset.denied);
      this.show();
    } catch {
      this.say(this.dataset.failed);
    } finally {
      this.button.disabled = false;
    }
  }

  /** @returns false when the person, or their browser, does not allow it */
  private async turnOn(): Promise<boolean> {
    if ((await Notification.requestPermission()) !== 'granted') return false;
    const answer = await fetch('/perangkat');
    const { publicKey } = (await answer.json()) as { publicKey: string };
    const { pushManager } = await navigator.serviceWorker.ready;
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
    const kept = await report('POST', made);
    if (!kept.ok) {
      await made.unsubscribe();
      throw new Error(`not kept: ${kept.status}`);
    }
    this.subscription = made;
    return true;
  }

  private async turnOff(subscription: PushSubscription): Promise<void> {
    await report('DELETE', subscription);
    await subscription.unsubscribe();
    this.subscription = null;
  }
}

function report(method: 'POST' | 'DELETE', subscription: PushSubscription): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' };
  return fetch('/perangkat', { method, headers, body: JSON.stringify(subscription) });
}

customElements.define('tanggap-push', PushElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-push': PushElement;
  }
}
