/** A customer's private page of their case. */
export { confirmCase, type CustomerOutcome, disputeCase, rateCase, readCustomerPage } from './customer.ts';
export { makeLink, revokeLink } from './links.ts';
export { customerPageWords } from './words.ts';
