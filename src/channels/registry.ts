import { valueAt } from '#platform/text/table.ts';
import { assisted } from './assisted/index.ts';
import { facebook } from './facebook/index.ts';
import { instagram } from './instagram/index.ts';
import { whatsapp } from './whatsapp/index.ts';
import { widget } from './widget/index.ts';
import { byHand } from './meta/windows.ts';
import type { Ability, Situation } from './contract/answering.ts';
import type { Channel } from './contract/channel.ts';
import type { ChannelKind } from './schema.ts';

/** The kinds for which a program speaks; a new one is a folder and a line here. */
export const channels = { instagram, facebook, whatsapp, widget, assisted } satisfies Partial<
  Record<ChannelKind, Channel>
>;

/** The channel of a kind, or `null` for a kind that only logs what was said elsewhere (manual). */
export function channel(kind: ChannelKind): Channel | null {
  return valueAt<Channel>(channels, kind) ?? null;
}

/** How a conversation on a kind of channel can be answered; by hand where no program speaks for it. */
export function answersOn(kind: ChannelKind, situation: Situation): Ability[] {
  return channel(kind)?.answers(situation) ?? byHand();
}
