/**
 * `/widget.js`, the script that a page carries: it defines `<tanggap-feedback business="tg_...">`, or makes one where the
 * script tag itself has `data-business`. A plain element; what opens is loaded when somebody is about to open it.
 *
 * Attributes: `business` (public key); `lang` (id, en; else the page's, else Indonesian); `theme` (light, dark, auto);
 * `position` (end, start, inline); `label` (words on the button); `open` (opens at once); `prefill-name`; `product`.
 * Events, all bubbling: `tanggap-open`; `tanggap-sent` (detail: {number}); `tanggap-failed` (detail: {code}).
 * Custom properties: `--tanggap-accent`, `--tanggap-on-accent`, `--tanggap-radius`, `--tanggap-font`,
 * `--tanggap-offset` (from the corner), `--tanggap-layer` (z-index). Parts: `launcher`, `panel`, `field`, `send`.
 * What stands inside the element (a link to the hosted form) is shown only where this script does not run.
 */
import type { Greeting } from '../schema.ts';
import type { mount } from './panel.element.ts';
import { launcherSheet } from './launcher.styles.ts';

/** The file of the panel, put in by the build. */
declare const PANEL_FILE: string;

const name = 'tanggap-feedback';
const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]');
const hub = new URL(script?.src ?? location.href).origin;
const labels = { id: 'Kirim masukan', en: 'Give feedback' };
/** Where the outbox says that something waits to be sent. */
const waitingMark = 'tanggap-waiting';

let panelModule: Promise<{ mount: typeof mount }> | undefined;
const loadPanel = () =>
  (panelModule ??= import(/* @vite-ignore */ `${hub}/widget/${PANEL_FILE}`).catch((error: unknown) => {
    // The next tap tries again.
    panelModule = undefined;
    throw error;
  }) as Promise<{ mount: typeof mount }>);

function define(): void {
  // Inside, so that a page without custom elements still reads the rest.
  class FeedbackElement extends HTMLElement {
    #started = false;
    #greeting: Greeting | null = null;
    #panel: ReturnType<typeof mount> | null = null;
    readonly #button = document.createElement('button');
    readonly #label = document.createElement('span');
    readonly #state = document.createElement('span');

    connectedCallback(): void {
      if (this.#started) return;
      this.#started = true;
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [launcherSheet(), this.#place()];
      this.#button.part.add('launcher');
      this.#button.type = 'button';
      this.#button.setAttribute('aria-haspopup', 'dialog');
      this.#label.textContent = this.getAttribute('label') || labels[this.#lang];
      this.#state.setAttribute('role', 'status');
      this.#state.part.add('state');
      this.#button.append(this.#label);
      this.#button.addEventListener('click', () => void this.open());
      for (const intent of ['pointerenter', 'focus', 'touchstart']) {
        this.#button.addEventListener(intent, () => void loadPanel().catch(() => undefined), {
          once: true,
          passive: true,
        });
      }
      void this.#greet(root);
    }

    /** Opens the form. */
    async open(): Promise<void> {
      try {
        await this.#mounted();
      } catch {
        // No network for the form itself: the page that does without it may answer.
        if (this.#greeting) location.assign(this.#greeting.form);
        return;
      }
      void this.#panel!.open();
    }

    async #mounted(): Promise<void> {
      const { mount } = await loadPanel();
      this.#panel ??= mount({
        element: this,
        root: this.shadowRoot!,
        button: this.#button,
        hub,
        key: this.#key,
        lang: this.#lang,
        greeting: this.#greeting,
        tell: (state) => (this.#state.textContent = state),
      });
    }

    /** Hidden until the key is known to be good, or that nobody can say. */
    async #greet(root: ShadowRoot): Promise<void> {
      if (!/^tg_[0-9a-f]{32}$/.test(this.#key)) return this.#refuse('business="tg_..."?');
      const answer = await fetch(`${hub}/api/widget/${encodeURIComponent(this.#key)}`, {
        headers: { 'Accept-Language': this.#lang },
        credentials: 'omit',
      }).catch(() => null);
      if (answer && (answer.status === 404 || answer.status === 403)) {
        const { text } = ((await answer.json().catch(() => null)) ?? {}) as { text?: string };
        return this.#refuse(text ?? String(answer.status));
      }
      if (answer?.ok) this.#greeting = (await answer.json().catch(() => null)) as Greeting | null;
      // Beside the button: what stands inside one is not read out by itself.
      root.append(this.#button, this.#state);
      if (this.hasAttribute('open')) void this.open();
      else if (hasWaiting()) void this.#mounted().catch(() => undefined);
    }

    /** Told to whoever built the page; a customer sees nothing. */
    #refuse(why: string): void {
      // eslint-disable-next-line no-console -- the developer of the page reads it nowhere else
      console.error(`<${name} business="${this.#key}">: ${why} (${location.origin})`);
    }

    get #key(): string {
      return this.getAttribute('business') ?? '';
    }

    get #lang(): 'id' | 'en' {
      return (this.getAttribute('lang') || document.documentElement.lang).startsWith('en') ? 'en' : 'id';
    }

    /** Several in one corner stand above each other. */
    #place(): CSSStyleSheet {
      const corner = (one: Element) => one.getAttribute('position') ?? 'end';
      const mates = [...document.querySelectorAll(name)].filter((one) => corner(one) === corner(this));
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`:host{--t-nth:${Math.max(0, mates.indexOf(this))}}`);
      return sheet;
    }
  }
  customElements.define(name, FeedbackElement);
}

function hasWaiting(): boolean {
  try {
    return localStorage.getItem(waitingMark) !== null;
  } catch {
    return false;
  }
}

/** The script tag's own attributes make the element, once for a key. */
function fromScript(): void {
  const key = script?.dataset['business'];
  if (!script || !key || document.querySelector(`${name}[business="${CSS.escape(key)}"]`)) return;
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(script.dataset)) {
    element.setAttribute(
      attribute.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      value ?? '',
    );
  }
  if (script.dataset['position'] === 'inline') script.after(element);
  else document.body.append(element);
}

const isAble = 'adoptedStyleSheets' in document && 'HTMLDialogElement' in window;
// Where it cannot run, what stands inside the element leads to the hosted form.
if (isAble && !customElements.get(name)) define();
if (document.body) fromScript();
else document.addEventListener('DOMContentLoaded', fromScript);
