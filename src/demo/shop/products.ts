/** The kitchen's catalogue, made as its owner would make it, and open to everyone. */
import { wallDay } from '#platform/text/clock.ts';
import { randomUUID } from 'node:crypto';
import { archiveProduct, saveProduct } from '#catalogue/products/index.ts';
import { publishCatalogue } from '#catalogue/page/index.ts';
import { productId } from '#catalogue/schema.ts';
import type { Backend } from '#platform/backend/index.ts';
import type { Stored } from './card-files.ts';
import { day } from '../story/clock.ts';
import { altTexts } from '../story/posts.data.ts';
import { products } from '../story/products.data.ts';

export async function fillCatalogue(
  backend: Backend,
  business: string,
  token: string,
  stored: Stored,
  now: number,
): Promise<void> {
  const db = backend.asUser(token);
  for (const { cards, marks, archived, ...facts } of products) {
    const id = productId.parse(randomUUID());
    const saved = await saveProduct(db, business, {
      ...facts,
      id,
      version: 0,
      pictures: cards.map((card) => ({ media_id: stored.get(card)!, alt_text: altTexts[card] })),
      marks: marks.map(({ kind, number, days }) => ({
        kind,
        number,
        expires_on: days === null ? null : wallDay('Asia/Jakarta', new Date(now + days * day)),
      })),
    });
    if (!saved.ok) throw new Error(`the product ${facts.name} was not saved: ${saved.reason}`);
    if (archived) await archiveProduct(db, id, saved.version, true);
  }
  await publishCatalogue(db, business, true);
}
