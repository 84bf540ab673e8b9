/** Arguments of SQL functions that the generated types say too little of. */
import type { Json } from '../database.types.ts';

/** What JSON can hold of a type; `never` where it would be lost on the way (functions, symbols, bigints). */
type Storable<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends ((...given: never[]) => unknown) | symbol | bigint
    ? never
    : { [Key in keyof T]: Storable<T[Key]> };

/** A list or object as an argument of type jsonb; an interface has no index signature, so TypeScript would refuse it. */
export function jsonb<T extends object>(value: T & Storable<T>): Json {
  return value as object as Json;
}

/** A value or null as an argument; the types cannot know which arguments of a SQL function take null. */
export function orNull<T>(value: T | null): T {
  return value as T;
}

/** Arguments without those that are null, for which SQL has defaults. */
export function withoutNulls<Given extends object>(given: Given): WithoutNulls<Given> {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null),
  ) as WithoutNulls<Given>;
}

type Nullable<Given> = { [Name in keyof Given]: null extends Given[Name] ? Name : never }[keyof Given];
type WithoutNulls<Given> = Omit<Given, Nullable<Given>> & {
  [Name in Nullable<Given>]?: Exclude<Given[Name], null>;
};
