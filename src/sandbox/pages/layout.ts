import { type Html, html } from './html.ts';

/** A whole page with the banner that says what this is not. */
export function layout(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="id">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} · Jaringan latihan</title>
        <link rel="stylesheet" href="/_sandbox/gaya.css" />
      </head>
      <body>
        <header class="banner">
          Jaringan latihan: bukan Instagram, Facebook atau WhatsApp yang sebenarnya
        </header>
        ${content}
      </body>
    </html>`.html;
}
