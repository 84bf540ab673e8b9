import { z } from 'zod';

/** How the network behaves until told otherwise. */
export const settingsSchema = z.strictObject({
  /** How many status polls a container stays IN_PROGRESS. */
  containerPolls: z.number().int().min(0),
  /** How long a container stays IN_PROGRESS, in milliseconds. */
  containerMs: z.number().min(0),
  /** How many status polls a video is processed for, in any case. */
  videoPolls: z.number().int().min(0),
  /** Below this many viewers a story has no figures; Meta says 5, and ours are seen by more. */
  storyViewers: z.number().int().min(0),
  quotaTotal: z.number().int().min(0),
  /** Percent shown in the usage headers; `null` counts the calls. */
  usage: z.number().min(0).max(100).nullable(),
  /** Meta documents three shapes of an Instagram comment webhook. */
  instagramShape: z.enum(['value_id', 'comment_id', 'flat']),
  /** Milliseconds every webhook waits before its first delivery. */
  late: z.number().min(0),
  twice: z.boolean(),
  shuffled: z.boolean(),
  /** Events put into one body; 1 sends each alone. */
  batched: z.number().int().min(1).max(1000),
  /** Whether apps have the feature to answer as a person for seven days. */
  humanAgent: z.boolean(),
  /** Whether who comments on a Page has another id there than in Messenger. */
  ownCommenterIds: z.boolean(),
  /** Whether WhatsApp refuses in its answer, or takes a message and tells of the failure in a status. */
  whatsappRefuses: z.enum(['at_once', 'later']),
  /** Deliver nothing until set to false. */
  paused: z.boolean(),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  containerPolls: 0,
  containerMs: 0,
  videoPolls: 1,
  storyViewers: 5,
  quotaTotal: 100,
  usage: null,
  instagramShape: 'value_id',
  late: 0,
  twice: false,
  shuffled: false,
  batched: 1,
  humanAgent: false,
  ownCommenterIds: false,
  whatsappRefuses: 'at_once',
  paused: false,
};
