/** Whose account a channel speaks for, and where its network is. */
import type { Failure } from './outcome.ts';
import type { ChannelKind, Network } from '../schema.ts';

/** Where a network's servers are and which app we are there. */
export interface NetworkSettings {
  network: Network;
  /** Origin of the Graph API, e.g. `https://graph.facebook.com`. */
  graphUrl: string;
  /** Origin of the login dialog, e.g. `https://www.facebook.com`. */
  dialogUrl: string;
  /** Origin that fetches and keeps videos, e.g. `https://rupload.facebook.com`. */
  uploadUrl: string;
  /** API version, e.g. `v26.0`. */
  version: string;
  appId: string;
  appSecret: string;
}

/** A connected account with its live credentials; never logged, never sent to a browser. */
export interface Account {
  settings: NetworkSettings;
  kind: ChannelKind;
  /** The account's id on the network: the Instagram user id, the Page id, or the id of a WhatsApp number. */
  externalId: string;
  /** What carries the account: its Page (the account itself on Facebook), or its WhatsApp Business account. */
  pageId: string;
  token: string;
  /** The credential is there and can't be opened here: no call is made, and what was wanted waits. */
  isSealed?: true;
}

/** What comes of every call for an account that is sealed. */
export const sealedShut: Failure = {
  ok: false,
  retry: 'later',
  reason: 'credential_unreadable',
  after: 300,
  untried: true,
};
