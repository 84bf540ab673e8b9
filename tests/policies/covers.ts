/** Which table, view or function a group of cases is about; `coverage.test.ts` reads these calls. */
export type Kind = 'table' | 'view' | 'function';

/** @returns the group's title. Both arguments are literals: the sources are searched for them. */
export const covers = (kind: Kind, name: string): string => `${kind} ${name}`;
