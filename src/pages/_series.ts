import { wallClock } from '#platform/text/clock.ts';
import type { AstroGlobal } from 'astro';
import type { Member } from '#businesses/index.ts';
import { listPublishing, type ConnectedChannel } from '#channels/connections/index.ts';
import { say } from '#platform/http/flash.ts';
import { zoneName } from '#platform/text/i18n.ts';
import { asksApproval } from '#planning/posts/index.ts';
import { listProducts, type ListedProduct } from '#catalogue/products/index.ts';
import { type ComposeErrors } from '#planning/composer/index.ts';
import { seriesWords, submitSeries, type SeriesForm } from '#planning/series/index.ts';

/** What the form of a series needs on its page. */
export interface SeriesScene {
  form: SeriesForm;
  errors: ComposeErrors;
  channels: ConnectedChannel[];
  products: ListedProduct[];
  zone: string;
  today: string;
  approval: boolean;
}

/** The form of a page: on POST it does what was pressed and leads to the series, or is shown again. */
export async function openSeriesForm(
  Astro: AstroGlobal,
  member: Member,
  start: (channels: ConnectedChannel[], today: string) => SeriesForm,
): Promise<SeriesScene | Response> {
  const { backend, business, db, lang } = member;
  const channels = await listPublishing(db, business.id);
  const today = wallClock(business.timezone).slice(0, 10);
  let form: SeriesForm;
  let errors: ComposeErrors = {};
  if (Astro.request.method === 'POST') {
    const data = await Astro.request.formData();
    const result = await submitSeries({ backend, db, business, channels, lang }, data);
    if (result.kind === 'saved') {
      const t = seriesWords[lang];
      say(Astro.cookies, { kind: 'done', text: t.saved(result.saved.made, result.saved.changed) });
      return Astro.redirect(`/u/${business.slug}/seri/${result.id}`, 303);
    }
    ({ form, errors } = result);
    if (Object.keys(errors).length > 0) Astro.response.status = 422;
  } else form = start(channels, today);
  const [products, approval] = await Promise.all([
    listProducts(db, business.id),
    asksApproval(db, business.id),
  ]);
  return { form, errors, channels, products, zone: zoneName(business.timezone), today, approval };
}
