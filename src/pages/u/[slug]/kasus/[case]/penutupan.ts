import type { APIRoute } from 'astro';
import { closeCase } from '#inbox/cases/index.ts';
import { closeForm } from '#inbox/cases/forms/index.ts';
import { changeCase } from '#pages/_case.ts';

/** The customer said by some other way that it is fine. */
export const POST: APIRoute = (context) =>
  changeCase(context, closeForm, ({ member, one, form }) => closeCase(member.db, one.id, form.version));
