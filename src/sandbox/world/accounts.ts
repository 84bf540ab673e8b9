/** Who there is in the world: apps, accounts, people, and what opens them. */

export type Platform = 'instagram' | 'facebook';

export interface App {
  id: string;
  secret: string;
  callbackUrl: string;
  verifyToken: string;
  /** When given, the dialog accepts no other address; without it any http(s) address will do. */
  redirectUris: string[];
  /** Refuse calls without `appsecret_proof`, as the dashboard's switch does. */
  requireProof: boolean;
  verification: { ok: boolean; reason: string } | null;
  /** Fields this app listens to, by webhook object. */
  subscriptions: Record<string, string[]>;
}

/** A Page or an Instagram professional account. */
export interface Account {
  id: string;
  platform: Platform;
  name: string;
  username: string;
  /** The Page that carries the account; itself for a Page. */
  pageId: string;
  /** The Instagram account linked to a Page. */
  instagramId: string | null;
  followers: number;
  /** `subscribed_apps` of a Page: fields by app id. */
  subscribed: Record<string, string[]>;
}

/** A sample customer. On each account the same person has another id, as on Meta. */
export interface Persona {
  id: string;
  name: string;
  username: string;
}

export interface Contact {
  id: string;
  personaId: string;
  accountId: string;
}

export interface Code {
  value: string;
  appId: string;
  redirectUri: string;
  scopes: string[];
  issuedAt: number;
  used: boolean;
}

export interface Token {
  value: string;
  appId: string;
  /** `system`: of a business, made for one app, for its WhatsApp account alone. */
  kind: 'user' | 'page' | 'system';
  pageId: string | null;
  /** The user token a Page token was made from. */
  parent: string | null;
  issuedAt: number;
  /** 0 never expires. */
  expiresAt: number;
  /** Subcode of error 190 once the token is dead. */
  dead: number | null;
  /** Of a system token: what it opens, and what for. */
  businessId?: string;
  scopes?: string[];
}

/** What the person allowed an app to do. Revoking it kills every token at once. */
export interface Grant {
  granted: string[];
  declined: string[];
  pageIds: string[];
}
