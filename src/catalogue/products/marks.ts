/** How long a quality mark still holds: a person renews a certificate in weeks, so we say it sixty days before. */
import type { Mark } from '../schema.ts';

const warnDays = 60;

export interface MarkState {
  state: 'valid' | 'expiring' | 'expired';
  /** Days left, its last day not counted; null where it has no end. */
  days: number | null;
}

/** @param today the date in the business's own time zone, `2026-03-01` */
export function markState({ expires_on }: Pick<Mark, 'expires_on'>, today: string): MarkState {
  if (expires_on === null) return { state: 'valid', days: null };
  const days = Math.round((Date.parse(expires_on) - Date.parse(today)) / 86_400_000);
  return { state: days < 0 ? 'expired' : days <= warnDays ? 'expiring' : 'valid', days };
}
