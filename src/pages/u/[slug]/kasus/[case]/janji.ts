import type { APIRoute } from 'astro';
import { promiseCase } from '#inbox/cases/index.ts';
import { promiseForm } from '#inbox/cases/forms/index.ts';
import { changeCase } from '#pages/_case.ts';

/** Promises anew; what was promised before stays on record. */
export const POST: APIRoute = (context) =>
  changeCase(context, promiseForm, ({ member, one, form: { version, ...promise } }) =>
    promiseCase(member.db, one.id, version, promise),
  );
