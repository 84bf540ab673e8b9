/**
 * `<tanggap-offline data-none>`: on the page without signal. Lists the posting screens this phone kept (`[data-kept]`),
 * by its title and first words, or says that there are none.
 */
export class OfflineElement extends HTMLElement {
  connectedCallback(): void {
    this.querySelector('[data-again]')?.setAttribute('href', location.href);
    void this.list();
  }

  private async list(): Promise<void> {
    const section = this.querySelector<HTMLElement>('[data-kept]');
    const list = section?.querySelector('ul');
    if (!section || !list || !('caches' in window)) return;
    const screens = await keptScreens();
    list.replaceChildren(
      ...screens.map(({ path, title }) => {
        const link = Object.assign(document.createElement('a'), {
          href: path,
          textContent: title,
          className: 'kept-screen',
        });
        const item = document.createElement('li');
        item.append(link);
        return item;
      }),
    );
    if (screens.length === 0) list.replaceWith(this.dataset.none ?? '');
    section.hidden = false;
  }
}

async function keptScreens(): Promise<{ path: string; title: string }[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith('tanggap-layar-'));
  const found: { path: string; title: string }[] = [];
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const path = new URL(request.url).pathname;
      if (!path.endsWith('/bantu')) continue;
      const text = await (await cache.match(request))!.text();
      const page = new DOMParser().parseFromString(text, 'text/html');
      const title = page.querySelector('h1')?.textContent?.trim() ?? path;
      const words = page.querySelector('textarea')?.textContent?.trim().slice(0, 60);
      found.push({ path, title: words ? `${title}: ${words}` : title });
    }
  }
  return found;
}

customElements.define('tanggap-offline', OfflineElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-offline': OfflineElement;
  }
}
