/** A complaint being resolved: promise, steps, closing. */
export { type Case, openedCase } from './opened.ts';
export { escalatesTo, escalateTo } from './escalation.ts';
export {
  addStep,
  type CaseOutcome,
  closeCase,
  describeCase,
  openCase,
  promiseCase,
  reopenCase,
} from './steps.ts';
export { caseWords } from './words.ts';
