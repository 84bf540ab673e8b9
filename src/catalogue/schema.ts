/** Browser-safe door of the catalogue room. */
import { z } from 'zod';

export const productId = z.uuid().brand<'product'>();
export type ProductId = z.infer<typeof productId>;

/** What customers ask about a product (indicators.md), in the order of the form. */
export const fact = z.enum([
  'benefits',
  'strengths',
  'weaknesses',
  'price',
  'how_to_buy',
  'quality_assurance',
]);
export type Fact = z.infer<typeof fact>;

/** Quality marks: halal certificate, P-IRT of home industries, BPOM registration, SNI. */
export const markKind = z.enum(['halal', 'pirt', 'bpom', 'sni']);
export type MarkKind = z.infer<typeof markKind>;

export const mark = z.object({ kind: markKind, number: z.string(), expires_on: z.iso.date().nullable() });
export type Mark = z.infer<typeof mark>;
