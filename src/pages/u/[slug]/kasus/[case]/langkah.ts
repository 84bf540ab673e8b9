import type { APIRoute } from 'astro';
import { addStep } from '#inbox/cases/index.ts';
import { stepForm } from '#inbox/cases/forms/index.ts';
import { changeCase } from '#pages/_case.ts';

/** Keeps what was done on the way. */
export const POST: APIRoute = (context) =>
  changeCase(
    context,
    stepForm,
    async ({ member: { db, business }, one, form }) => {
      const step = { ...form, for_customer: form.for_customer !== undefined };
      return (await addStep(db, business.id, one.id, step)) ? 'done' : null;
    },
    '#perjalanan',
  );
