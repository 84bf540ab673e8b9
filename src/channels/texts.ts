/** True when there are no letters or digits to read: an emoji, a sticker, a picture alone. */
export function isWordless(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}
