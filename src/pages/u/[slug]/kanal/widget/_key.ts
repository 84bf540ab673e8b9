/** What the forms around a public key have in common. */
import type { APIContext } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import type { Db } from '#platform/backend/index.ts';
import { say } from '#platform/http/flash.ts';
import { settingsWords } from '#widget/settings/index.ts';
import { widgetKeyId, type WidgetKeyId } from '#widget/schema.ts';

/** Lets `change` do its part with the key of the address, and leads back to the settings. */
export async function changeKey(
  context: APIContext,
  change: (db: Db, key: WidgetKeyId) => Promise<boolean>,
  done: 'rotated' | 'ended',
): Promise<Response> {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = settingsWords[lang];
  const key = widgetKeyId.safeParse(context.params.key);
  if (!key.success) return notFound();
  const changed = await change(db, key.data);
  const refused = business.role === 'owner' ? t.moved : t.ownersOnly;
  say(context.cookies, changed ? { kind: 'done', text: t[done] } : { kind: 'problem', text: refused });
  return context.redirect(`/u/${business.slug}/kanal/widget#kunci`, 303);
}
