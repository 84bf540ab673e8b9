import type { Backend } from '#platform/backend/index.ts';

export interface UnknownKind {
  object: string;
  field: string;
  outcome: string;
  items: number;
  newest: string;
  /** The id of its newest item. */
  sample: number;
  /** The newest item's names, without what stands in them: that is what customers wrote. */
  shape: string;
  value: unknown;
}

/** What arrived and is not understood ("Belum dikenali"), counted by kind, the newest kind first. */
export async function listUnknown(backend: Backend, size = 100): Promise<UnknownKind[]> {
  const { data } = await backend
    .asService('list what is not understood')
    .rpc('list_unknown_items', { size })
    .throwOnError();
  return data.map(({ object, field, outcome, items, newest, sample, value }) => ({
    ...{ object, field, outcome, items, newest, sample, value, shape: shapeOf(value) },
  }));
}

/** `item, verb, from{id, name}`: names alone, three deep; a name that looks like a value is left out. */
export function shapeOf(value: unknown, depth = 0): string {
  if (Array.isArray(value)) return `[${value.length > 0 ? shapeOf(value[0], depth) : ''}]`;
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  const members = Object.entries(value).map(([name, each]) => {
    const shown = /^[a-z_]{1,40}$/i.test(name) ? name : '…';
    const nested = typeof each === 'object' && each !== null;
    if (!nested || depth > 1) return shown;
    return Array.isArray(each)
      ? `${shown}${shapeOf(each, depth + 1)}`
      : `${shown}{${shapeOf(each, depth + 1)}}`;
  });
  return [...new Set(members)].join(', ');
}
