/** A customer's private page of their case. */
export { confirmCase, type CustomerOutcome, disputeCase, rateCase, readFollowUp } from './customer.ts';
export { makeLink, revokeLink } from './links.ts';
export { followUpWords } from './words.ts';
