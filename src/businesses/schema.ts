/** Browser-safe door of the businesses room. */
import { z } from 'zod';

export const businessId = z.uuid().brand<'business'>();
export type BusinessId = z.infer<typeof businessId>;

export const role = z.enum(['owner', 'staff']);
export type Role = z.infer<typeof role>;

/** The zones of Indonesia first; others by their IANA name. */
export const indonesianZones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const;

export const businessName = z.string().trim().min(2).max(80);
export const slug = z.string().regex(/^[a-z0-9](-?[a-z0-9]){2,47}$/);

/** A web address from a name: `Dapur Serang` becomes `dapur-serang`. */
export function slugFrom(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return plain.replaceAll('-', '').length >= 3 ? plain : `usaha-${plain || 'baru'}`;
}
