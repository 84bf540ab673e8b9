/** A plan from a spreadsheet. */
export { importPageWords } from './page-words.ts';
export { planTemplate, readPlan, textOf } from './csv.ts';
export { type ImportCounts, importPlan, judgePlan, type PlannedRow } from './plan.ts';
export { importColumns, importWords } from './words.ts';
