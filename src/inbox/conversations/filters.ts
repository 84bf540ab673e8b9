import { keysOf } from '#platform/text/table.ts';
import { z } from 'zod';
import { channelId, type ChannelId } from '#channels/schema.ts';
import { conversationStatus, labelId, type ConversationStatus, type LabelId } from '../schema.ts';

/** The parts of the inbox, each a word of its address (`tampil`). */
const views = {
  unanswered: 'menunggu',
  mine: 'saya',
  overdue: 'terlambat',
  complaints: 'komplain',
  all: 'semua',
} as const;
export type View = keyof typeof views;
export const viewNames = keysOf(views);

/** What the list shows, as its address says it. */
export interface Filters {
  view: View;
  channel: ChannelId | null;
  intent: string | null;
  status: ConversationStatus | null;
  label: LabelId | null;
  words: string;
}

const word = z.string().regex(/^[a-z_]{1,30}$/);

/** Reads the filters of an address; what is not understood is not asked for. */
export function readFilters(query: URLSearchParams): Filters {
  const view = viewNames.find((name) => views[name] === query.get('tampil'));
  return {
    view: view ?? (query.get('cari') ? 'all' : 'unanswered'),
    channel: channelId.nullable().catch(null).parse(query.get('kanal')),
    intent: word.nullable().catch(null).parse(query.get('maksud')),
    status: conversationStatus.nullable().catch(null).parse(query.get('keadaan')),
    label: labelId.nullable().catch(null).parse(query.get('label')),
    words: (query.get('cari') ?? '').trim().slice(0, 200),
  };
}

/** The query of an address with these filters: `?…`, or nothing for the inbox as it opens. */
export function writeFilters({ view, channel, intent, status, label, words }: Filters): string {
  const query = new URLSearchParams();
  if (view !== (words ? 'all' : 'unanswered')) query.set('tampil', views[view]);
  if (channel) query.set('kanal', channel);
  if (intent) query.set('maksud', intent);
  if (status) query.set('keadaan', status);
  if (label) query.set('label', label);
  if (words) query.set('cari', words);
  return query.size > 0 ? `?${query.toString()}` : '';
}

/** Whether more is asked for than a part of the inbox. */
export function isFiltered({ channel, intent, status, label }: Filters): boolean {
  return channel !== null || intent !== null || status !== null || label !== null;
}

/** A part of the inbox with nothing else asked for. */
export function viewOf(view: View): Filters {
  return { view, channel: null, intent: null, status: null, label: null, words: '' };
}
