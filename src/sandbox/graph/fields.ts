import type { Call } from './call.ts';
import { raise, text } from './call.ts';
import { refusals } from './errors.ts';

/** One requested field: `comments.limit(5){id,text}` has a name, arguments and fields of its own. */
export interface Field {
  name: string;
  options: Record<string, string>;
  fields: Field[] | null;
}

/** The fields a kind of node has, and which of them come when none are named. */
export interface Shape<T> {
  name: string;
  defaults: string[];
  fields: Record<string, (item: T, call: Call, field: Field) => unknown>;
}

/** Shows a node with the fields the call asks for. */
export function showNode<T>(shape: Shape<T>, item: T, call: Call): Record<string, unknown> {
  return show(shape, item, call, parseFields(text(call, 'fields')));
}

/** Shows a node with the given fields. `id` always comes along; a field without a value stays away. */
export function show<T>(
  shape: Shape<T>,
  item: T,
  call: Call,
  fields: Field[] | null,
): Record<string, unknown> {
  const wanted = fields?.length
    ? fields
    : shape.defaults.map((name) => ({ name, options: {}, fields: null }));
  const shown: Record<string, unknown> = {};
  for (const field of wanted) {
    const read = shape.fields[field.name] ?? raise(refusals.unknownField(field.name, shape.name));
    const value = read(item, call, field);
    if (value !== undefined && value !== null) shown[field.name] = value;
  }
  if (shape.fields['id'] && !('id' in shown))
    shown['id'] = shape.fields['id'](item, call, wanted[0] as Field);
  return shown;
}

/** Keeps of a plain object what a field's braces ask for. */
export function pick(object: Record<string, unknown>, field: Field, node: string): Record<string, unknown> {
  if (!field.fields) return object;
  const names = [...new Set(['id', ...field.fields.map((inner) => inner.name)])].filter(
    (name) => name !== 'id' || 'id' in object,
  );
  for (const name of names) if (!(name in object)) raise(refusals.unknownField(name, node));
  return Object.fromEntries(names.map((name) => [name, object[name]]));
}

/** Parses `id,from{id},comments.limit(5){id,text}`; '' means the defaults. */
export function parseFields(source: string): Field[] | null {
  if (source.trim() === '') return null;
  const reader = { source, at: 0 };
  const fields = readFields(reader);
  if (reader.at < source.length) raise(syntaxError(reader));
  return fields;
}

interface Reader {
  source: string;
  at: number;
}

function readFields(reader: Reader): Field[] {
  const fields: Field[] = [];
  do {
    const field: Field = { name: readName(reader), options: {}, fields: null };
    while (take(reader, '.')) {
      const option = readName(reader);
      if (!take(reader, '(')) raise(syntaxError(reader));
      const end = reader.source.indexOf(')', reader.at);
      if (end < 0) raise(syntaxError(reader));
      field.options[option] = reader.source.slice(reader.at, end);
      reader.at = end + 1;
    }
    if (take(reader, '{')) {
      field.fields = readFields(reader);
      if (!take(reader, '}')) raise(syntaxError(reader));
    }
    fields.push(field);
  } while (take(reader, ','));
  return fields;
}

function readName(reader: Reader): string {
  const name = /^\s*([a-zA-Z0-9_]+)\s*/.exec(reader.source.slice(reader.at));
  if (!name) return raise(syntaxError(reader));
  reader.at += name[0].length;
  return name[1] as string;
}

function take(reader: Reader, sign: string): boolean {
  const found = /^\s*(\S)\s*/.exec(reader.source.slice(reader.at));
  if (found?.[1] !== sign) return false;
  reader.at += found[0].length;
  return true;
}

const syntaxError = (reader: Reader): Error =>
  refusals.badParameter(`Syntax error in the field expansion at position ${reader.at}`);
