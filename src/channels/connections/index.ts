/** Connected accounts and the networks they are on. */
export {
  type ConnectedChannel,
  disconnect,
  findAccounts,
  listChannels,
  listPublishing,
  reportProblem,
  saveAssisted,
} from './accounts.ts';
export { deletePersonsData, findDataDeletion, withdrawGrants } from './grants.ts';
export { availableNetworks, registerSandboxApp, signingSecrets, verifyTokens } from './networks.ts';
