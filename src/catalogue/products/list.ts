/** Products and their facts: what a business sells, and what it says of it. */
import { z } from 'zod';
import { withoutNulls } from '#platform/backend/arguments.ts';
import type { Db } from '#platform/backend/index.ts';
import { fact, mark, productId, type Fact, type Mark, type ProductId } from '../schema.ts';

const picture = z.object({ media_id: z.uuid(), alt_text: z.string() });
export type ProductPicture = z.infer<typeof picture>;

/** A row of the catalogue, without the long texts. */
export interface ListedProduct {
  id: ProductId;
  name: string;
  active: boolean;
  price: number | null;
  priceUnit: string | null;
  /** The facts that have something written in them. */
  filled: Fact[];
  marks: Mark[];
  pictures: ProductPicture[];
  version: number;
}

/** Every product of a business, active ones first and in their order; a catalogue holds at most 200. */
export async function listProducts(db: Db, business: string): Promise<ListedProduct[]> {
  const { data } = await db.rpc('list_products', { business }).throwOnError();
  return data.map((row) => ({
    id: row.id as ProductId,
    name: row.name,
    active: row.active,
    price: row.price,
    priceUnit: row.price_unit,
    filled: z.array(fact).parse(row.filled),
    marks: z.array(mark).parse(row.marks),
    pictures: z.array(picture).parse(row.pictures),
    version: row.version,
  }));
}

/** What is said of a product; null is "not known". */
export interface ProductFacts {
  name: string;
  benefits: string | null;
  strengths: string | null;
  weaknesses: string | null;
  price: number | null;
  price_unit: string | null;
  how_to_buy: string | null;
  quality_assurance: string | null;
}

export interface Product extends ProductFacts {
  id: ProductId;
  active: boolean;
  version: number;
  pictures: ProductPicture[];
  marks: Mark[];
}

/** One product with everything; null when it is not there, or another business's. */
export async function findProduct(db: Db, business: string, id: ProductId): Promise<Product | null> {
  const { data } = await db
    .from('products')
    .select(
      `id, name, active, version, benefits, strengths, weaknesses, price, price_unit, how_to_buy, quality_assurance,
      product_media(media_id, position, alt_text), product_marks(kind, number, expires_on)`,
    )
    .eq('business_id', business)
    .eq('id', id)
    .maybeSingle()
    .throwOnError();
  if (!data) return null;
  const { product_media, product_marks, ...row } = data;
  return {
    ...row,
    id: productId.parse(row.id),
    pictures: product_media
      .sort((a, b) => a.position - b.position)
      .map(({ media_id, alt_text }) => ({ media_id, alt_text })),
    marks: z.array(mark).parse(product_marks),
  };
}

export type SaveProductResult =
  { ok: true; version: number } | { ok: false; reason: 'moved' | 'full' | 'picture_gone' };

/**
 * Saves a product; version 0 makes it, and the same id twice makes one. `moved`: somebody saved something
 * else since that version, and nothing was written.
 */
export async function saveProduct(
  db: Db,
  business: string,
  { id, version, pictures, marks, ...facts }: Omit<Product, 'active'>,
): Promise<SaveProductResult> {
  const { data, error } = await db.rpc('save_product', {
    id,
    business,
    expected_version: version,
    pictures,
    marks,
    ...withoutNulls(facts),
  });
  if (error?.hint === 'catalogue_full') return { ok: false, reason: 'full' };
  if (error?.code === '23503') return { ok: false, reason: 'picture_gone' };
  if (error) throw error;
  return data === null ? { ok: false, reason: 'moved' } : { ok: true, version: data };
}

/** Takes a product out of the catalogue, or back in; false when it has moved on since that version. */
export async function archiveProduct(
  db: Db,
  product: ProductId,
  expected_version: number,
  archived: boolean,
): Promise<boolean> {
  const { data } = await db.rpc('archive_product', { product, expected_version, archived }).throwOnError();
  return z.number().nullable().parse(data) !== null;
}

/** Puts an active product at a place of the catalogue, counted from 1; false when it is not there. */
export async function placeProduct(db: Db, product: ProductId, wanted: number): Promise<boolean> {
  const { data } = await db.rpc('place_product', { product, wanted }).throwOnError();
  return data;
}
