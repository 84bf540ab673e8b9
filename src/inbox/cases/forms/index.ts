/** The forms of a case, read and judged. */
export {
  canTell,
  closeForm,
  complaintOf,
  confirmForm,
  describeForm,
  disputeForm,
  firstCase,
  promiseForm,
  ratingForm,
  reopenForm,
  resolveForm,
  stepForm,
  submitResolution,
} from './read.ts';
