/** The cards as files, and as uploads of the kitchen. */
import { storePicture } from '#media/pictures/index.ts';
import type { Backend } from '#platform/backend/index.ts';
import { drawCard } from '../pictures/card.ts';
import { cards, type CardName } from '../pictures/cards.ts';

/** A card as a file. */
export type Files = Map<CardName, Uint8Array>;
/** A card as a stored upload: its media id. */
export type Stored = Map<CardName, string>;

export async function drawCards(): Promise<Files> {
  const drawn = Object.entries(cards).map(
    async ([name, card]) => [name as CardName, await drawCard(card)] as const,
  );
  return new Map(await Promise.all(drawn));
}

/** Stores the cards as uploads, one after the other: all at once would leave no core for the rest. */
export async function storeCards(
  backend: Backend,
  business: string,
  token: string,
  files: Files,
): Promise<Stored> {
  const db = backend.asUser(token);
  const stored: Stored = new Map();
  for (const [name, bytes] of files) {
    const result = await storePicture(backend, db, business, new Blob([bytes as BlobPart]));
    if (!result.ok) throw new Error(`the card ${name} was not stored: ${result.reason}`);
    stored.set(name, result.picture.id);
  }
  return stored;
}
