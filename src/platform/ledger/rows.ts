import { z } from 'zod';
import { log } from '../log.ts';
import { idsOf } from './mistake.ts';

/** How one row is read, and what is settled of one that can't be. */
export interface Reading<Row, Keys, Result> {
  name: string;
  row: z.ZodType<Row>;
  /** The little of a row by which it can be settled although the rest can't be read. */
  keys?: z.ZodType<Keys>;
  /**
   * What is settled of such a row: where a person waits for it, so that they see it, and so that nobody claims it for
   * ever. Without this its lease brings it back until its time has passed.
   */
  unreadable?(keys: Keys): Result;
}

/**
 * Reads what was claimed row by row: one that can't be read must not hold up the others.
 * @returns the rows, what is settled of the unreadable, and how many were claimed
 * @throws when what was claimed is no list
 */
export function readRows<Row, Keys, Result>(
  { name, row, keys, unreadable }: Reading<Row, Keys, Result>,
  claimed: unknown,
): { rows: Row[]; unread: Result[]; claimed: number } {
  const given = z.array(z.unknown()).parse(claimed);
  const rows: Row[] = [];
  const unread: Result[] = [];
  for (const one of given) {
    const read = row.safeParse(one);
    if (read.success) {
      rows.push(read.data);
      continue;
    }
    log('error', 'ledger.unreadable', {
      ledger: name,
      ...idsOf(one),
      at: read.error.issues[0]?.path.join('.'),
    });
    const known = keys?.safeParse(one);
    if (known?.success && unreadable) unread.push(unreadable(known.data));
  }
  return { rows, unread, claimed: given.length };
}
