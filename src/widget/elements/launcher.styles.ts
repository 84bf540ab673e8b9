/** The button, and the colours of all that opens from it. Everything of the page around is kept out. */
const light =
  '--t-bg:#fdfcfa;--t-ink:#171c2b;--t-soft:#4b5266;--t-line:#7d8496;--t-fill:#f0ede6;--t-bad:#9d1c1c;--t-good:#1d6334;' +
  '--t-accent:var(--tanggap-accent,#333f8f);--t-on:var(--tanggap-on-accent,#fdfcfa);color-scheme:light!important';
const dark =
  '--t-bg:#1a1f2c;--t-ink:#eeece6;--t-soft:#b3b8c4;--t-line:#8b92a5;--t-fill:#272d3c;--t-bad:#f39a94;--t-good:#8ed8a4;' +
  '--t-accent:var(--tanggap-accent,#aab6f7);--t-on:var(--tanggap-on-accent,#111733);color-scheme:dark!important';

const text = `
:host{all:initial!important;${light};position:fixed!important;display:block!important;
inset-block-end:calc(var(--tanggap-offset,16px) + var(--t-nth,0)*60px)!important;
inset-inline-end:var(--tanggap-offset,16px)!important;z-index:var(--tanggap-layer,2147483000)!important;
font:16px/1.5 var(--tanggap-font,system-ui,-apple-system,'Segoe UI',Roboto,sans-serif)!important}
:host([position=start]){inset-inline-end:auto!important;inset-inline-start:var(--tanggap-offset,16px)!important}
:host([position=inline]){position:static!important;display:inline-block!important;min-block-size:44px!important}
:host([theme=dark]){${dark}}
@media (prefers-color-scheme:dark){:host(:not([theme=light])){${dark}}}
button{display:flex;gap:8px;align-items:center;min-block-size:44px;padding:8px 18px;border:1px solid var(--t-on);
border-radius:var(--tanggap-radius,22px);background:var(--t-accent);color:var(--t-on);font:inherit;font-weight:600;
cursor:pointer}
button:focus-visible{outline:3px solid var(--t-accent);outline-offset:3px}
[role=status]{display:block;max-inline-size:16em;color:var(--t-ink)}
[role=status]:not(:empty){margin-block-start:6px;padding:6px 12px;border:1px solid var(--t-line);
border-radius:10px;background:var(--t-bg);font-size:14px}
@media print{:host{display:none!important}}`;

let sheet: CSSStyleSheet | undefined;

/** One for all on the page. */
export function launcherSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
  }
  return sheet;
}
