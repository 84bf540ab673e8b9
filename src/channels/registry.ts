import { assisted } from './assisted/index.ts';
import { facebook } from './facebook/index.ts';
import { instagram } from './instagram/index.ts';
import { whatsapp } from './whatsapp/index.ts';
import type { Channel } from './contract.ts';
import type { ChannelKind } from './schema.ts';

/** The kinds that speak to a network; a new one is a folder and a line here. */
export const channels = { instagram, facebook, whatsapp, assisted } satisfies Partial<
  Record<ChannelKind, Channel>
>;

/** The channel of a kind, or `null` for a kind that speaks to no network (widget, manual). */
export function channel(kind: ChannelKind): Channel | null {
  return (channels as Partial<Record<ChannelKind, Channel>>)[kind] ?? null;
}
