import type { Call } from './call.ts';
import { raise, text } from './call.ts';
import { refusals } from './errors.ts';
import { type Field, type Shape, parseFields, show } from './fields.ts';

const DEFAULT_LIMIT = 25;
const MOST = 100;

interface Listed {
  id: string;
}

/** A page of an edge that was called itself: limit, cursors, since and until come from the call. */
export function listEdge<T extends Listed>(shape: Shape<T>, items: T[], call: Call): Record<string, unknown> {
  const options: Record<string, string> = {};
  for (const name of ['limit', 'after', 'before', 'summary']) {
    if (call.parameters.has(name)) options[name] = text(call, name);
  }
  return page(shape, items, call, options, parseFields(text(call, 'fields')), call.path);
}

/** A page of an edge that was asked for as a field, as in `replies.limit(5){id}`. */
export function listField<T extends Listed>(
  shape: Shape<T>,
  items: T[],
  call: Call,
  field: Field,
  path: string,
): Record<string, unknown> | undefined {
  const listed = page(shape, items, call, field.options, field.fields, path);
  return items.length || field.options['summary'] ? listed : undefined;
}

/** Keeps what lies within `since` and `until` (unix seconds or a date). */
export function within<T>(items: T[], call: Call, timeOf: (item: T) => number): T[] {
  const since = readTime(text(call, 'since'), 'since') ?? -Infinity;
  const until = readTime(text(call, 'until'), 'until') ?? Infinity;
  return items.filter((item) => timeOf(item) >= since && timeOf(item) <= until);
}

function page<T extends Listed>(
  shape: Shape<T>,
  items: T[],
  call: Call,
  options: Record<string, string>,
  fields: Field[] | null,
  path: string,
): Record<string, unknown> {
  const limit = readLimit(options['limit']);
  const after = options['after'] ? indexOf(items, options['after']) + 1 : 0;
  const start = options['before'] ? Math.max(0, indexOf(items, options['before']) - limit) : after;
  const shown = items.slice(start, start + limit);
  const first = shown[0];
  const last = shown.at(-1);
  const summary = options['summary']
    ? { summary: { total_count: items.length, order: 'chronological' } }
    : {};
  const data = shown.map((item) => show(shape, item, call, fields));
  if (!first || !last) return { data, ...summary };
  const paging: Record<string, unknown> = { cursors: { before: cursor(first.id), after: cursor(last.id) } };
  if (start + limit < items.length)
    paging['next'] = link(call, path, options, fields, 'after', cursor(last.id));
  if (start > 0) paging['previous'] = link(call, path, options, fields, 'before', cursor(first.id));
  return { data, paging, ...summary };
}

function readLimit(given: string | undefined): number {
  if (given === undefined) return DEFAULT_LIMIT;
  if (!/^\d+$/.test(given)) return raise(refusals.badParameter('Param limit must be a non-negative integer'));
  return Math.min(Number(given), MOST);
}

function readTime(given: string, name: string): number | null {
  if (given === '') return null;
  const time = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given);
  return Number.isNaN(time) ? raise(refusals.badParameter(`Param ${name} must be a time`)) : time;
}

const cursor = (id: string): string => Buffer.from(id).toString('base64url');

function indexOf(items: Listed[], given: string): number {
  const id = Buffer.from(given, 'base64url').toString();
  const index = items.findIndex((item) => item.id === id);
  return index < 0 ? raise(refusals.badParameter('Invalid cursors values')) : index;
}

function link(
  call: Call,
  path: string,
  options: Record<string, string>,
  fields: Field[] | null,
  direction: 'after' | 'before',
  value: string,
): string {
  const query = new URLSearchParams();
  if (call.token) query.set('access_token', call.token.value);
  if (fields) query.set('fields', writeFields(fields));
  for (const name of ['since', 'until', 'order', 'filter']) {
    if (path === call.path && call.parameters.has(name)) query.set(name, text(call, name));
  }
  if (options['limit']) query.set('limit', options['limit']);
  if (options['summary']) query.set('summary', options['summary']);
  query.set(direction, value);
  if (call.parameters.has('appsecret_proof')) query.set('appsecret_proof', text(call, 'appsecret_proof'));
  return `${call.network.url}/${call.version}/${path}?${query}`;
}

function writeFields(fields: Field[]): string {
  return fields
    .map(({ name, options, fields: inner }) => {
      const written = Object.entries(options).map(([option, value]) => `.${option}(${value})`);
      return name + written.join('') + (inner ? `{${writeFields(inner)}}` : '');
    })
    .join(',');
}
