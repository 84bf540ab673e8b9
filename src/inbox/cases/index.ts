/** A complaint being resolved: promise, steps, closing. */
export { escalatesTo, escalateTo } from './escalation.ts';
export {
  addStep,
  type Case,
  type CaseOutcome,
  closeCase,
  describeCase,
  openCase,
  openedCase,
  promiseCase,
  reopenCase,
} from './steps.ts';
export { caseWords } from './words.ts';
