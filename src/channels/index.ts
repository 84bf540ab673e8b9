/** Server door of the channels room. */
export * from './connections.ts';
export * from './login.ts';
export { deletionWords } from './deletion-words.ts';
export { deletePersonsData, findDataDeletion, withdrawGrants } from './grants.ts';
export * from './offers.ts';
export { availableNetworks, registerSandboxApp, signingSecrets, verifyTokens } from './networks.ts';
export { answersOn, channel, channels } from './registry.ts';
export { reasonWords } from './reasons.ts';
export { noteWords, refusalSentence } from './refusals.ts';
export { GET_TIMEOUT_MS, POST_TIMEOUT_MS } from './graph-client.ts';
export { isWordless } from './texts.ts';
export { itemKey, parseBody, splitItems, verifySignature } from './webhook.ts';
export type * from './contract.ts';
export { assistedWords } from './assisted-words.ts';
export {
  emptyNumberForm,
  mistakesOf,
  parseNumber,
  type NumberForm,
  type NumberMistakes,
} from './whatsapp-form.ts';
export { whatsappWords } from './whatsapp-words.ts';
export { words as channelWords } from './words.ts';
