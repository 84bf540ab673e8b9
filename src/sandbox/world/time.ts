/** `2026-07-29T10:00:00+0000`, as the Graph API writes times. */
export const graphTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}+0000`;

export const seconds = (ms: number): number => Math.floor(ms / 1000);
