/**
 * The page's side of `/sw.js`, which keeps what is needed without signal. Registered once a page has loaded; told to
 * look for what is due on the first page, and to send what waits as soon as there is signal again.
 */
export type Ask = { do: 'refresh' } | { do: 'send' } | { do: 'tell' } | { do: 'drop'; path: string };
/** What the phone keeps to be sent, and what was just sent. */
export type Heard = (waiting: { path: string; state: string }[], sent: string[]) => void;

/** Asks the service worker; nothing happens where there is none. */
export function askPhone(ask: Ask): void {
  void navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage(ask));
}

/** Calls `heard` whenever what the phone keeps changed, or was asked for, until the returned function is called. */
export function onPhone(heard: Heard): () => void {
  const hear = ({ data }: MessageEvent) => {
    if (Array.isArray(data?.waiting)) heard(data.waiting, data.sent ?? []);
  };
  navigator.serviceWorker?.addEventListener('message', hear);
  navigator.serviceWorker?.startMessages();
  return () => navigator.serviceWorker?.removeEventListener('message', hear);
}

/** Registers it after the page has what it needs itself. */
export function keepServiceWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  const begin = () => {
    navigator.serviceWorker.register('/sw.js').catch(() => undefined);
    askPhone({ do: location.pathname === '/' ? 'refresh' : 'send' });
  };
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
  addEventListener('online', () => askPhone({ do: 'send' }));
}
