import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { listPublishing } from '#channels/connections/index.ts';
import { compose } from '#planning/composer/index.ts';
import { postId } from '#planning/schema.ts';

/**
 * Keeps a draft as it is typed. Answers `{version}`, 422 `{errors}`, or 409 when it was edited elsewhere.
 */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { backend, business, db, lang } = member;
  const id = postId.safeParse(context.params.post);
  const data = await context.request.formData();
  if (!id.success || data.get('id') !== id.data) return notFound();
  data.set('action', 'typed');
  const channels = await listPublishing(db, business.id);
  const result = await compose({ backend, db, business, channels, lang }, data);
  if (result.kind === 'saved') return Response.json({ version: result.version });
  return Response.json({ errors: result.errors }, { status: result.errors.form ? 409 : 422 });
};
