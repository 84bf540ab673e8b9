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

/** What of `T` is never null, and the rest only where it is not. */
type WithoutNulls<T> = { [Key in keyof T as null extends T[Key] ? never : Key]: T[Key] } & {
  [Key in keyof T as null extends T[Key] ? Key : never]?: NonNullable<T[Key]>;
};

/** Arguments of which those that are null are left out: the function's default is null. */
export function withoutNulls<T extends object>(given: T): WithoutNulls<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as WithoutNulls<T>;
}
