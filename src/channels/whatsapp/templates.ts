import { z } from 'zod';
import { pages } from '../graph/pages.ts';
import type { Account } from '../contract/account.ts';
import type { MessageTemplate } from '../contract/answering.ts';
import type { Outcome } from '../contract/outcome.ts';

const PAGES = 10;

/**
 * Lists the approved message templates of the business account that can be sent with nothing but words: those whose
 * heading is a picture, or whose buttons want something of their own, can't be filled in here.
 * @see https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates
 */
export async function templates(account: Account): Promise<Outcome<{ templates: MessageTemplate[] }>> {
  const found: MessageTemplate[] = [];
  const params = { fields: 'name,language,status,category,components', status: 'APPROVED', limit: 100 };
  for await (const page of pages(account, `${account.pageId}/message_templates`, params, listed, PAGES)) {
    if (page.ok !== true) return page;
    found.push(...page.items.flatMap(toTemplate));
  }
  return { ok: true, templates: found };
}

function toTemplate({ name, language, status, category, components }: z.infer<typeof listed>) {
  const part = (type: string) => components.find((each) => each.type.toUpperCase() === type);
  const [body, header, footer, buttons] = ['BODY', 'HEADER', 'FOOTER', 'BUTTONS'].map(part);
  const isPlain =
    (!header || ((header.format ?? 'TEXT') === 'TEXT' && gapsOf(header.text).length === 0)) &&
    (buttons?.buttons ?? []).every(({ type, url }) => type !== 'OTP' && !url?.includes('{{'));
  if (status.toUpperCase() !== 'APPROVED' || !body || !isPlain) return [];
  const template: MessageTemplate = {
    name,
    language,
    category: category.toLowerCase(),
    body: body.text,
    header: header?.text || null,
    footer: footer?.text || null,
    gaps: gapsOf(body.text),
  };
  return [template];
}

/** The gaps of a text, each once, in their order. */
export function gapsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, gap]) => gap!))];
}

const listed = z.object({
  name: z.string(),
  language: z.string(),
  status: z.string().catch(''),
  category: z.string().catch(''),
  components: z
    .array(
      z.object({
        type: z.string().catch(''),
        format: z.string().optional().catch(undefined),
        text: z.string().catch(''),
        buttons: z
          .array(z.object({ type: z.string().catch(''), url: z.string().optional().catch(undefined) }))
          .optional()
          .catch(undefined),
      }),
    )
    .catch([]),
});
