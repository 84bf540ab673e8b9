import type { APIRoute } from 'astro';
import { caseWords } from '#inbox/cases/index.ts';
import { resolveForm, submitResolution } from '#inbox/cases/forms/index.ts';
import { changeCase } from '#pages/_case.ts';

/** Resolves the case, and tells the customer where that was ticked. */
export const POST: APIRoute = (context) =>
  changeCase(context, resolveForm, async ({ member: { backend, db, lang }, one, form }) => {
    const { outcome, told } = await submitResolution(backend, db, one, form);
    const t = caseWords[lang];
    return outcome === 'done' ? { done: told ? t.resolvedTold : t.resolvedOnly } : outcome;
  });
