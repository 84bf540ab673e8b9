/** Door of the channels for other rooms: the adapters, and the accounts they act for. */
export { type ConnectedChannel, accountsOf, findAccounts, reportProblem } from './connections/accounts.ts';
export { signingSecrets } from './connections/networks.ts';
export { GET_TIMEOUT_MS, POST_TIMEOUT_MS } from './graph/exchange.ts';
export { isWordless } from './meta/texts.ts';
export { itemKey, parseBody, splitItems, verifySignature } from './meta/webhook.ts';
export { answersOn, channel, channels } from './registry.ts';
