/** The forms in front of the door: parsed, limited, and each mistake at its field. */
import { z } from 'zod';
import { addressOf } from '#platform/http/address.ts';
import type { Backend } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import { askReset, setPassword, signIn, signUp, type Door } from '#platform/http/session.ts';
import { accountWords } from './words.ts';
import { businessName } from '../schema.ts';

export type Mistakes = Record<string, string>;
export type FormResult = { ok: true; confirm?: boolean } | { ok: false; mistakes: Mistakes; status: number };

/** A visit to one of the forms. */
export interface FormVisit extends Door {
  lang: Lang;
  clientAddress: string;
}

const emailField = z.string().trim().toLowerCase().pipe(z.email().max(254));
const passwordField = z.string().min(8).max(200);

export async function submitSignIn(visit: FormVisit, data: FormData): Promise<FormResult> {
  const t = accountWords[visit.lang].error;
  const email = emailField.safeParse(String(data.get('email') ?? ''));
  const password = String(data.get('password') ?? '');
  const mistakes: Mistakes = {};
  if (!email.success) mistakes.email = t.email;
  if (password === '') mistakes.password = t.passwordEmpty;
  if (Object.keys(mistakes).length > 0 || !email.success) return { ok: false, mistakes, status: 422 };
  if (!(await patient(visit, 'masuk', email.data))) return tooMany(visit);
  const result = await signIn(visit, email.data, password);
  return result.ok ? result : { ok: false, mistakes: { password: t[result.reason] }, status: 422 };
}

export async function submitSignUp(visit: FormVisit, data: FormData): Promise<FormResult> {
  const t = accountWords[visit.lang].error;
  const form = z
    .object({ businessName, email: emailField, password: passwordField })
    .safeParse(Object.fromEntries([...data].map(([name, value]) => [name, String(value)])));
  if (!form.success) return { ok: false, mistakes: atFields(form.error, t), status: 422 };
  if (!(await patient(visit, 'daftar', form.data.email))) return tooMany(visit);
  const result = await signUp(visit, form.data.email, form.data.password, form.data.businessName);
  if (result.ok) return result;
  const field = result.reason === 'weak_password' ? 'password' : 'email';
  return { ok: false, mistakes: { [field]: t[result.reason] }, status: 422 };
}

/** The answer is the same whether the address is known or not. */
export async function submitReset(visit: FormVisit, data: FormData): Promise<FormResult> {
  const email = emailField.safeParse(String(data.get('email') ?? ''));
  if (!email.success)
    return { ok: false, mistakes: { email: accountWords[visit.lang].error.email }, status: 422 };
  if (!(await patient(visit, 'sandi', email.data))) return tooMany(visit);
  await askReset(visit, email.data);
  return { ok: true };
}

export async function submitNewPassword(visit: FormVisit, data: FormData): Promise<FormResult> {
  const t = accountWords[visit.lang].error;
  const password = passwordField.safeParse(String(data.get('password') ?? ''));
  if (!password.success) return { ok: false, mistakes: { password: t.password }, status: 422 };
  const result = await setPassword(visit, password.data);
  return result.ok ? result : { ok: false, mistakes: { password: t[result.reason] }, status: 422 };
}

/** At most 30 tries from an address and 8 for an account, in ten minutes. */
async function patient(visit: FormVisit, what: string, subject: string): Promise<boolean> {
  const { backend } = visit;
  const from = addressOf(visit, backend.env);
  return (await within(backend, `${what}:${from}`, 30)) && (await within(backend, `${what}:${subject}`, 8));
}

function within(backend: Backend, subject: string, size: number): Promise<boolean> {
  return allowed(backend, subject, size, 600);
}

function tooMany({ lang }: FormVisit): FormResult {
  return { ok: false, mistakes: { email: accountWords[lang].error.tooMany }, status: 429 };
}

function atFields(error: z.ZodError, t: (typeof accountWords)[Lang]['error']): Mistakes {
  const fields = new Set(error.issues.map((issue) => String(issue.path[0])));
  return {
    ...(fields.has('businessName') && { businessName: t.businessName }),
    ...(fields.has('email') && { email: t.email }),
    ...(fields.has('password') && { password: t.password }),
  };
}
