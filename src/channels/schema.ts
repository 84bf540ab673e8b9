/** Browser-safe door of the channels room: ids, kinds and the words of its states. */
import { z } from 'zod';

export const channelId = z.uuid().brand<'channel'>();
export type ChannelId = z.infer<typeof channelId>;

export const channelKind = z.enum(['instagram', 'facebook', 'whatsapp', 'widget', 'assisted', 'manual']);
export type ChannelKind = z.infer<typeof channelKind>;

export const network = z.enum(['meta', 'sandbox']);
export type Network = z.infer<typeof network>;
