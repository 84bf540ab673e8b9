/** The catalogue as others read it: public or not, what it shows, and how it is passed on. */
import { encode } from 'uqr';
import { z } from 'zod';
import { addressOf } from '#platform/http/address.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import { priceText } from '../products/price.ts';
import { mark, productId } from '../schema.ts';

const text = z.string().nullable();

const shownProduct = z.object({
  id: productId,
  name: z.string(),
  benefits: text,
  strengths: text,
  weaknesses: text,
  price: z.number().int().nullable(),
  price_unit: text,
  how_to_buy: text,
  quality_assurance: text,
  pictures: z.array(z.object({ media_id: z.uuid(), alt_text: z.string() })),
  /** Those that hold today; one that ran out is not there. */
  marks: z.array(mark),
});
export type ShownProduct = z.infer<typeof shownProduct>;

/** What anyone may read of a business's catalogue. */
export interface Catalogue {
  name: string;
  slug: string;
  timezone: string;
  sample: boolean;
  products: ShownProduct[];
}

interface CatalogueRow {
  business_name: string;
  business_slug: string;
  timezone: string;
  sample: boolean;
  products: unknown;
}

/**
 * The catalogue at an address, as nobody in particular; null while it is not public. One address opens two a
 * second at length, and 120 at once: many phones share the address of their network.
 */
export async function publicCatalogue(
  backend: Backend,
  visit: { request: Request; clientAddress: string },
  slug: string,
): Promise<Catalogue | 'too_many' | null> {
  if (!(await allowed(backend, `katalog:${addressOf(visit, backend.env)}`, 120, 60))) return 'too_many';
  const { data } = await backend.asAnon().rpc('public_catalogue', { slug }).throwOnError();
  return data[0] ? shown(data[0]) : null;
}

/** The same for members, before it is public. */
export async function previewCatalogue(db: Db, business: string): Promise<Catalogue> {
  const { data } = await db.rpc('preview_catalogue', { business }).throwOnError();
  return shown(data[0]!);
}

function shown(row: CatalogueRow): Catalogue {
  return {
    name: row.business_name,
    slug: row.business_slug,
    timezone: row.timezone,
    sample: row.sample,
    products: z.array(shownProduct).parse(row.products),
  };
}

export async function isCataloguePublic(db: Db, business: string): Promise<boolean> {
  const { data } = await db
    .from('businesses')
    .select('catalogue_public')
    .eq('id', business)
    .maybeSingle()
    .throwOnError();
  return data?.catalogue_public ?? false;
}

/** Opens the catalogue to everyone, or closes it; false when the person is no owner. */
export async function publishCatalogue(db: Db, business: string, open: boolean): Promise<boolean> {
  const { data } = await db
    .from('businesses')
    .update({ catalogue_public: open })
    .eq('id', business)
    .select('id')
    .throwOnError();
  return data.length === 1;
}

export function catalogueAddress({ env }: Backend, slug: string): string {
  return `${env.PUBLIC_URL}/k/${slug}`;
}

/** Opens WhatsApp with the words ready, to whomever the reader then picks. */
export function whatsappShare(words: string, address: string): string {
  return `https://wa.me/?text=${encodeURIComponent(`${words}\n${address}`)}`;
}

/** The dark modules of an address's QR code as one SVG path, and the width of its square with the quiet zone. */
export function qrPath(address: string): { path: string; size: number } {
  // Four modules of quiet zone and 15% redundancy: what scanners expect of paper that gets stained.
  const { data, size } = encode(address, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { path, size };
}

/** The first few products in one line, for search engines and the preview of a shared link. */
export function catalogueSummary(products: ShownProduct[]): string {
  const said = products
    .slice(0, 4)
    .map(({ name, price, price_unit }) =>
      price === null ? name : `${name} ${priceText(price, price_unit)}`,
    );
  return said.join(' · ') + (products.length > said.length ? ' …' : '');
}
