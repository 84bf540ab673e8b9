import type { APIRoute } from 'astro';
import { reopenCase } from '#inbox/cases/index.ts';
import { reopenForm } from '#inbox/cases/forms/index.ts';
import { changeCase } from '#pages/_case.ts';

/** The resolution did not hold. */
export const POST: APIRoute = (context) =>
  changeCase(context, reopenForm, ({ member, one, form }) =>
    reopenCase(member.db, one.id, form.version, form.reason),
  );
