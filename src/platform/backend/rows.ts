import type { UnstableGetResult } from '@supabase/postgrest-js';
import type { Database } from '../database.types.ts';

type Tables = Database['public']['Tables'];

/** A row of a table as `.select(columns)` gives it: `RowOf<'posts', typeof columns>`. */
export type RowOf<Table extends keyof Tables, Columns extends string> = UnstableGetResult<
  Database['public'],
  Tables[Table]['Row'],
  Table,
  Tables[Table]['Relationships'],
  Columns,
  Database['__InternalSupabase']
>;
