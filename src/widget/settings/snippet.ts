/** What an owner pastes into a site: the element, a link for where script does not run, and the script. */
import { z } from 'zod';
import { panelWords } from '../elements/panel-words.ts';

const choice = z.object({
  label: z.string().trim().max(60).catch(''),
  lang: z.enum(['id', 'en']).catch('id'),
  theme: z.enum(['auto', 'light', 'dark']).catch('auto'),
  position: z.enum(['end', 'start', 'inline']).catch('end'),
});
export type SnippetChoice = z.infer<typeof choice>;

export function readSnippetChoice(query: URLSearchParams): SnippetChoice {
  return choice.parse({
    label: query.get('tombol') ?? '',
    lang: query.get('bahasa'),
    theme: query.get('warna'),
    position: query.get('letak'),
  });
}

/** The element's attributes; what is usual is left out. */
export function snippetAttributes(key: string, chosen: SnippetChoice): Record<string, string> {
  const { label, lang, theme, position } = chosen;
  return {
    business: key,
    lang,
    ...(theme !== 'auto' && { theme }),
    ...(position !== 'end' && { position }),
    ...(label !== '' && { label }),
  };
}

export function snippetOf(hub: string, slug: string, key: string, chosen: SnippetChoice): string {
  const attributes = Object.entries(snippetAttributes(key, chosen))
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');
  const label = escaped(chosen.label || panelWords[chosen.lang].launcher);
  return (
    `<tanggap-feedback${attributes}><a href="${hub}/f/${slug}">${label}</a></tanggap-feedback>\n` +
    `<script async src="${hub}/widget.js"></script>`
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
