/** What the sandbox remembers of WhatsApp, as plain data. */

/** A WhatsApp Business account. It may have several numbers. */
export interface WaBusiness {
  id: string;
  name: string;
  /** Apps that hear of its numbers. */
  subscribed: string[];
  templates: WaTemplate[];
}

export interface WaNumber {
  id: string;
  businessId: string;
  shown: string;
  name: string;
}

export interface WaTemplate {
  id: string;
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  status: 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED';
  body: string;
  footer: string;
}

/** How a sample customer is known: by number, and by an id for this business alone. */
export interface WaPerson {
  phone: string;
  userId: string;
}

export type WaState = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

export interface WaMessage {
  id: string;
  numberId: string;
  personaId: string;
  fromBusiness: boolean;
  type: string;
  /** What stands under the type in a webhook. */
  content: unknown;
  /** The words a person sees. */
  text: string;
  quotesId: string | null;
  createdAt: number;
  /** Of what the business sent. */
  state: WaState | null;
  callbackData: string | null;
  /** The business said that it read it. */
  seen: boolean;
}

/** A file that somebody sent. */
export interface WaFile {
  id: string;
  businessId: string;
  pictureId: string;
  mime: string;
  sha256: string;
  bytes: number;
}

export interface WhatsApp {
  businesses: Record<string, WaBusiness>;
  numbers: Record<string, WaNumber>;
  /** By persona. */
  people: Record<string, WaPerson>;
  messages: Record<string, WaMessage>;
  files: Record<string, WaFile>;
}
