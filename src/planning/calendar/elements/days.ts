/** The day a post stands on, as `2026-07-29`; '' for none. */
export function dayOf(post: HTMLElement): string {
  const place = post.closest<HTMLElement>('[data-day], [data-from]');
  return place?.dataset['day'] ?? place?.dataset['from'] ?? '';
}

/** The day so many days later. */
export function shifted(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** A day as it is spoken, in the page's language. */
export function named(day: string): string {
  const parts = { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' } as const;
  const locale = document.documentElement.lang === 'en' ? 'en-GB' : 'id-ID';
  return new Intl.DateTimeFormat(locale, parts).format(new Date(`${day}T12:00:00Z`));
}
