/** Door of the inbox for other rooms. */
export type { CustomerOutcome } from './cases/customer-page/customer.ts';
export { attachmentStream } from './messages/attachments.ts';
export { type CustomersPhoto, dropCustomersPhoto, storeCustomersPhoto } from './messages/customers-photo.ts';
export type { PictureProblem } from './messages/sent-picture.ts';
export { sortingOf } from './messages/sorting.ts';
export { words as inboxWords } from './words.ts';
