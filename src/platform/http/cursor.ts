/** Where a page of a list ends, as one word of an address: an instant and an id. */
export interface Cursor {
  at: string;
  id: string;
}

export function writeCursor({ at, id }: Cursor): string {
  return `${at}~${id}`;
}

/** Null for whatever did not come from us. */
export function readCursor(text: string | null): Cursor | null {
  const parts = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))~([0-9a-f-]{36})$/.exec(text ?? '');
  return parts ? { at: parts[1]!, id: parts[2]! } : null;
}
