export type * from './contract/account.ts';
export type * from './contract/outcome.ts';
export type * from './contract/publishing.ts';
export type * from './contract/answering.ts';
export type * from './contract/channel.ts';
export type * from './contract/incoming.ts';
