/** What came of one look. `advice`: what to do about it. */
export interface Finding {
  state: 'good' | 'note' | 'bad';
  what: string;
  found: string;
  advice?: string;
}

/** What an error says, without stacks; the parts of an aggregate are one. */
export function saying(error: unknown): string {
  const { errors, message, code } = error as { errors?: unknown[]; message?: string; code?: string };
  if (errors?.[0] && !message) return saying(errors[0]);
  return message || code || String(error);
}
