import type { AstroGlobal } from 'astro';
import type { Member } from '#businesses/index.ts';
import { listPublishing, type ConnectedChannel } from '#channels/connections/index.ts';
import { say } from '#platform/http/flash.ts';
import { withForm } from '#platform/http/body/upload.ts';
import { asksApproval } from '#planning/posts/index.ts';
import { compose, composeWords, type ComposeErrors, type ComposeForm } from '#planning/composer/index.ts';
import { listHashtagSets, type HashtagSet } from '#planning/templates/index.ts';
import { listProducts, type ListedProduct } from '#catalogue/products/index.ts';
import { uploadLimits } from '#media/library/index.ts';
import { type PlanWarning } from '#planning/calendar/index.ts';

/** What the composer's page shows. */
export interface Composition {
  form: ComposeForm;
  errors: ComposeErrors;
  /** Id of the control that takes the focus, where a button of the form was pressed. */
  next: string | undefined;
  /** What the plan comes too close to, after a press that would have scheduled it. */
  warnings: PlanWarning[] | undefined;
  channels: ConnectedChannel[];
  sets: HashtagSet[];
  products: ListedProduct[];
  approval: boolean;
}

/**
 * The composer of a page: on POST it does what was pressed and leads on, or shows the form again; on GET it begins
 * with `start`.
 */
export async function openComposer(
  Astro: AstroGlobal,
  member: Member,
  start: (channels: ConnectedChannel[]) => ComposeForm | Promise<ComposeForm>,
): Promise<Composition | Response> {
  const { backend, business, db, lang } = member;
  const channels = await listPublishing(db, business.id);
  let form: ComposeForm;
  let errors: ComposeErrors = {};
  let next: string | undefined;
  let warnings: PlanWarning[] | undefined;
  if (Astro.request.method === 'POST') {
    const scene = { backend, db, business, channels, lang };
    const result = await withForm(Astro.request, uploadLimits, (data) => compose(scene, data));
    if (result.kind === 'saved') {
      const { state, postId } = result;
      const t = composeWords[lang].saved;
      say(Astro.cookies, {
        kind: 'done',
        text: state === 'scheduled' ? t.scheduled(result.channels) : t[state],
      });
      return Astro.redirect(`/u/${business.slug}/unggahan/${postId}`, 303);
    }
    ({ form, errors, next, warnings } = result);
    if (Object.keys(errors).length > 0) Astro.response.status = 422;
  } else {
    form = await start(channels);
  }
  const [sets, products, approval] = await Promise.all([
    listHashtagSets(db, business.id),
    listProducts(db, business.id),
    asksApproval(db, business.id),
  ]);
  return { form, errors, next, warnings, channels, sets, products, approval };
}
