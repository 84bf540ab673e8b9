import { assisted } from './assisted/index.ts';
import { facebook } from './facebook/index.ts';
import { instagram } from './instagram/index.ts';
import type { Channel } from './contract.ts';
import type { ChannelKind } from './schema.ts';

/** The kinds that speak to a network; a new one is a folder and a line here. */
export const channels = { instagram, facebook, assisted } satisfies Partial<Record<ChannelKind, Channel>>;

/** The channel of a kind, or `null` for a kind on which nothing is published (widget, manual). */
export function channel(kind: ChannelKind): Channel | null {
  return (channels as Partial<Record<ChannelKind, Channel>>)[kind] ?? null;
}
