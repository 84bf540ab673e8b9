/**
 * The form of a product: parsed at the door, each mistake at its field, what was typed and uploaded is kept.
 * Long, because product, pictures and marks are one form: their mistakes are told together.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { tableOf } from '#platform/text/table.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { priceField, readPrice } from './price.ts';
import { catalogueWords } from '../words.ts';
import { productFormWords } from './form-words.ts';
import { mediaRefusal } from '#media/index.ts';
import { storePicture } from '#media/index.ts';
import { findProduct, saveProduct, type Product, type ProductPicture } from './list.ts';
import { markKind, productId, type MarkKind, type ProductId } from '../schema.ts';

export const mostProductPictures = 5;

const longTexts = ['benefits', 'strengths', 'weaknesses', 'how_to_buy', 'quality_assurance'] as const;
const texts = ['name', ...longTexts, 'price', 'price_unit'] as const;
type TextField = (typeof texts)[number];

/** What stands in the form's fields, to be shown again as it was. */
export interface ProductForm extends Record<TextField, string> {
  id: ProductId;
  version: number;
  newAlt: string;
  pictures: ProductPicture[];
  marks: Record<MarkKind, { number: string; until: string }>;
}

/** By the id of the control. */
export type ProductMistakes = Record<string, string>;

export function emptyProductForm(): ProductForm {
  const blank = tableOf(texts, () => '');
  return {
    ...blank,
    id: productId.parse(randomUUID()),
    version: 0,
    newAlt: '',
    pictures: [],
    marks: noMarks(),
  };
}

/** A stored product as the form shows it. */
export function productForm(product: Product): ProductForm {
  const marks = noMarks();
  for (const { kind, number, expires_on } of product.marks) marks[kind] = { number, until: expires_on ?? '' };
  return {
    id: product.id,
    version: product.version,
    name: product.name,
    benefits: product.benefits ?? '',
    strengths: product.strengths ?? '',
    weaknesses: product.weaknesses ?? '',
    how_to_buy: product.how_to_buy ?? '',
    quality_assurance: product.quality_assurance ?? '',
    price: priceField(product.price),
    price_unit: product.price_unit ?? '',
    newAlt: '',
    pictures: product.pictures,
    marks,
  };
}

export interface ProductScene {
  backend: Backend;
  db: Db;
  business: { id: string };
  lang: Lang;
}

export type ProductResult =
  { ok: true; name: string } | { ok: false; form: ProductForm; mistakes: ProductMistakes; status: 422 | 409 };

/**
 * Saves what the form says. `known` is the product whose page it is; without one it is new. With a mistake
 * nothing is saved but the pictures that came; what was changed elsewhere meanwhile is shown beside what was
 * typed, and saving once more then counts.
 */
export async function submitProduct(
  scene: ProductScene,
  data: FormData,
  known: ProductId | null,
): Promise<ProductResult> {
  const form = readForm(data, known);
  const pictureMistakes = await keepPictures(scene, form, data);
  const mistakes = { ...mistakesOf(form, scene.lang), ...pictureMistakes };
  if (Object.keys(mistakes).length > 0) return { ok: false, form, mistakes, status: 422 };
  const saved = await saveProduct(scene.db, scene.business.id, parsedProduct(form));
  if (saved.ok) return { ok: true, name: form.name };
  const t = productFormWords[scene.lang].error;
  if (saved.reason === 'moved') return conflict(scene, form);
  const said: ProductMistakes = saved.reason === 'full' ? { name: t.full } : { picture: t.pictureGone };
  return { ok: false, form, mistakes: said, status: 422 };
}

function readForm(data: FormData, known: ProductId | null): ProductForm {
  const text = (name: string) =>
    String(data.get(name) ?? '')
      .trim()
      .replaceAll('\r\n', '\n');
  const typed = tableOf(texts, text);
  const marks = noMarks();
  for (const kind of markKind.options) {
    marks[kind] = { number: text(`${kind}_number`), until: text(`${kind}_until`) };
  }
  return {
    ...typed,
    id: known ?? productId.catch(productId.parse(randomUUID())).parse(text('id')),
    version: z.coerce.number().int().min(0).max(2_000_000_000).catch(0).parse(text('version')),
    newAlt: text('newAlt'),
    pictures: readPictures(data, text),
    marks,
  };
}

/** The pictures that stay, in the order chosen; of two with the same number the one that was moved goes first. */
function readPictures(data: FormData, text: (name: string) => string): ProductPicture[] {
  const removed = new Set(data.getAll('remove').map(String));
  return [...new Set(data.getAll('pictures').map(String))]
    .filter((id) => z.uuid().safeParse(id).success)
    .map((media_id, index) => {
      const wanted = Number(text(`order-${media_id}`)) || index + 1;
      const place = wanted + (wanted < index + 1 ? -0.5 : wanted > index + 1 ? 0.5 : 0);
      return { media_id, alt_text: text(`alt-${media_id}`), place };
    })
    .filter(({ media_id }) => !removed.has(media_id))
    .sort((one, other) => one.place - other.place)
    .slice(0, mostProductPictures)
    .map(({ media_id, alt_text }) => ({ media_id, alt_text }));
}

async function keepPictures(
  { backend, db, business, lang }: ProductScene,
  form: ProductForm,
  data: FormData,
): Promise<ProductMistakes> {
  const mistakes: ProductMistakes = {};
  for (const upload of data.getAll('picture')) {
    if (!(upload instanceof File) || upload.size === 0) continue;
    if (form.pictures.length >= mostProductPictures) {
      mistakes.picture = productFormWords[lang].error.tooMany;
      break;
    }
    const stored = await storePicture(backend, db, business.id, upload);
    if (stored.ok) {
      form.pictures.push({ media_id: stored.picture.id, alt_text: form.newAlt });
      form.newAlt = '';
    } else mistakes.picture = mediaRefusal(lang, stored);
  }
  for (const [index, { media_id, alt_text }] of form.pictures.entries()) {
    const { altText, altTextLong } = productFormWords[lang].error;
    if (!alt_text) mistakes[`alt-${media_id}`] = altText(index + 1);
    else if (alt_text.length > 1000) mistakes[`alt-${media_id}`] = altTextLong(index + 1);
  }
  return mistakes;
}

function mistakesOf(form: ProductForm, lang: Lang): ProductMistakes {
  const { fact, mark } = catalogueWords[lang];
  const { error: t } = productFormWords[lang];
  const found: ProductMistakes = {};
  if (form.name.length < 1 || form.name.length > 80) found.name = t.name;
  for (const name of longTexts) if (form[name].length > 1000) found[name] = t.long(fact[name]);
  if (form.price && readPrice(form.price) === null) found.price = t.price;
  if (form.price_unit.length > 40) found.price_unit = t.unitLong;
  else if (form.price_unit && !form.price) found.price = t.unitAlone;
  for (const kind of markKind.options) {
    const { number, until } = form.marks[kind];
    if ((number || until) && (number.length < 3 || number.length > 60))
      found[`${kind}_number`] = t.markNumber(mark[kind]);
    const dated = z.iso.date().safeParse(until).success;
    if (until ? !dated : number && kind !== 'halal') found[`${kind}_until`] = t.markUntil(mark[kind]);
  }
  return found;
}

function parsedProduct({ marks, ...form }: ProductForm): Omit<Product, 'active'> {
  return {
    id: form.id,
    version: form.version,
    name: form.name,
    pictures: form.pictures,
    benefits: form.benefits || null,
    strengths: form.strengths || null,
    weaknesses: form.weaknesses || null,
    how_to_buy: form.how_to_buy || null,
    quality_assurance: form.quality_assurance || null,
    price: form.price ? readPrice(form.price) : null,
    price_unit: form.price_unit || null,
    marks: markKind.options
      .filter((kind) => marks[kind].number)
      .map((kind) => ({ kind, number: marks[kind].number, expires_on: marks[kind].until || null })),
  };
}

/** What was typed, and at each field that differs what is stored now. */
async function conflict({ db, business, lang }: ProductScene, form: ProductForm): Promise<ProductResult> {
  const t = catalogueWords[lang];
  const p = productFormWords[lang];
  const product = await findProduct(db, business.id, form.id);
  if (!product) return { ok: false, form, mistakes: { name: t.movedOn }, status: 409 };
  const stored = productForm(product);
  form.price = priceField(readPrice(form.price));
  const mistakes: ProductMistakes = {};
  const labels = { ...t.fact, name: t.name, price_unit: t.priceUnit };
  for (const name of texts) {
    if (stored[name] !== form[name]) mistakes[name] = p.storedNow(labels[name], stored[name]);
  }
  for (const kind of markKind.options) {
    const now = stored.marks[kind];
    const typed = form.marks[kind];
    const mark = t.mark[kind];
    if (now.number !== typed.number) mistakes[`${kind}_number`] = p.storedNow(p.markNumber(mark), now.number);
    if (now.until !== typed.until) mistakes[`${kind}_until`] = p.storedNow(p.markUntil(mark), now.until);
  }
  const more = stored.pictures.filter(
    ({ media_id }) => !form.pictures.some((one) => one.media_id === media_id),
  );
  if (more.length > 0) mistakes.picture = p.storedPictures;
  const pictures = [...form.pictures, ...more].slice(0, mostProductPictures);
  return { ok: false, form: { ...form, pictures, version: product.version }, mistakes, status: 409 };
}

function noMarks(): ProductForm['marks'] {
  const none = { number: '', until: '' };
  return { halal: none, pirt: none, bpom: none, sni: none };
}
