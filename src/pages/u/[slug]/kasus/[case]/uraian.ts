import type { APIRoute } from 'astro';
import { describeCase } from '#inbox/cases/index.ts';
import { describeForm } from '#inbox/cases/forms/index.ts';
import { changeCase } from '#pages/_case.ts';

/** Says better what the complaint is about, and what the customer wants. */
export const POST: APIRoute = (context) =>
  changeCase(context, describeForm, ({ member, one, form: { version, ...said } }) =>
    describeCase(member.db, one.id, version, said),
  );
