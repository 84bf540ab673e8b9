/** A shop's own site: another origin than the hub, with pages as strict or as careless as a test wants. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SitePage {
  body: string;
  head?: string;
  csp?: string;
  html?: string;
  /** Whether browsers may keep it for a while. */
  kept?: boolean;
}

export interface ShopSite {
  url: string;
  /** Serves a page at a path of its own. @returns its address */
  page(page: SitePage): string;
  close(): Promise<void>;
}

export async function openShopSite(): Promise<ShopSite> {
  const pages: SitePage[] = [];
  const server = createServer((request, response) => {
    const page = pages[Number(request.url?.slice(1).split('?')[0])];
    if (!page) return void response.writeHead(404).end();
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      ...(page.kept && { 'Cache-Control': 'max-age=600' }),
      ...(page.csp && { 'Content-Security-Policy': page.csp }),
    });
    response.end(
      `<!doctype html><html ${page.html ?? 'lang="id"'}><head><meta name="viewport" content="width=device-width">` +
        `<title>Toko contoh</title>${page.head ?? ''}</head><body><main><h1>Toko contoh</h1>${page.body}</main></body></html>`,
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // Another name than the hub's: another site, not only another port.
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url,
    page: (page) => `${url}/${pages.push(page) - 1}`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
