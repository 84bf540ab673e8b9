/** Finds Indonesian words of the interface on an English page; what people wrote is left alone. */
import type { Page } from 'playwright-core';

/** Every dictionary of the interface, found by its file's name, so that none is forgotten. */
const files = import.meta.glob<Record<string, unknown>>(
  ['../../src/**/*words.ts', '../../src/channels/words/*.ts'],
  { eager: true },
);
const dictionaries = Object.values(files)
  .flatMap((file) => Object.values(file))
  .filter((one): one is { id: unknown; en: unknown } => isDictionary(one));

function isDictionary(one: unknown): boolean {
  return typeof one === 'object' && one !== null && 'id' in one && 'en' in one;
}

const english = new Set(dictionaries.flatMap(({ en }) => sentences(en)));
/** What the demo's shop calls a channel of its own, in any language. */
const names = new Set(['Status WhatsApp']);
const indonesian = dictionaries
  .flatMap(({ id }) => sentences(id))
  .filter((text) => !english.has(text) && !names.has(text));
/** Days and months as Indonesian dates write them, and words that no English sentence has. */
const telltale =
  /\b(Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Januari|Februari|Maret|Juni|Juli|Agustus|Oktober|Desember|pukul|lalu|kemarin|yang|dan|untuk|tidak|belum|sudah|Anda)\b/;

/** Texts and labels of the page that stand in the Indonesian dictionary, or sound like it outside of what people wrote. */
export async function indonesianLeft(page: Page): Promise<string[]> {
  const seen = await page.evaluate(() => {
    const written =
      '.list-what, .list-who, .thread-text, .message-author, .post-caption, .written, .product-row, .media-uses, .marks, textarea, dd, code, .tag, h1';
    const texts: { text: string; ours: boolean }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim() ?? '';
      const parent = walker.currentNode.parentElement;
      if (!text || parent?.closest('script, style, form.languages')) continue;
      texts.push({ text, ours: !parent?.closest(written) });
    }
    for (const one of document.querySelectorAll('[aria-label], [placeholder], [title], [data-close]'))
      for (const name of ['aria-label', 'placeholder', 'title', 'data-close'])
        if (one.getAttribute(name) && !one.matches('form.languages'))
          texts.push({ text: one.getAttribute(name)!, ours: !one.matches('.thread-list, section, ul') });
    texts.push({ text: document.title.replace(/ · Tanggap$/, ''), ours: false });
    return { texts, lang: document.documentElement.lang };
  });
  const known = new Set(indonesian);
  return [
    ...(seen.lang === 'en' ? [] : [`the page says lang=${seen.lang}`]),
    ...seen.texts
      .filter(({ text, ours }) => known.has(text) || (ours && telltale.test(text)))
      .map(({ text }) => text),
  ];
}

function sentences(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  return words && typeof words === 'object' ? Object.values(words).flatMap(sentences) : [];
}
