/** From a signed webhook to stored items, and from there into conversations. */
export { answerWebhook } from './webhook-door.ts';
