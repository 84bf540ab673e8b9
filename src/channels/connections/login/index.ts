/** Connecting an account through the network's own dialog. */
export { connectNumber, findNumber, knownToSandbox, returnFromNetwork, startConnection } from './flow.ts';
export { connectionSummary, finishConnection, offeredAccounts } from './offers.ts';
