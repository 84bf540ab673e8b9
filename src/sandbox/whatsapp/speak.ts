/** Everything said on WhatsApp goes through here, whether by the Graph API, the pages or the control API. */
import { createHash } from 'node:crypto';
import { nextId, randomText } from '../world/ids.ts';
import type { Network } from '../engine/network.ts';
import * as announce from './announce.ts';
import type { WaFile, WaMessage, WaNumber, WaState } from './shape.ts';

type Given = Pick<WaMessage, 'numberId' | 'personaId' | 'fromBusiness' | 'type' | 'content' | 'text'> &
  Partial<WaMessage>;

export function addMessage(network: Network, given: Given): WaMessage {
  const message: WaMessage = {
    quotesId: null,
    state: null,
    callbackData: null,
    seen: false,
    createdAt: network.now(),
    ...given,
    id: `wamid.${randomText(network.world, 44)}`,
  };
  network.world.whatsapp.messages[message.id] = message;
  return message;
}

export interface Spoken {
  type: string;
  content: unknown;
  text: string;
  quotesId?: string | null;
  createdAt?: number;
  /** The advertisement or post the customer came from, as Meta writes it. */
  referral?: object;
  hidden?: boolean;
}

/** A customer says something; what the business said before is read by then. */
export function speak(network: Network, number: WaNumber, personaId: string, spoken: Spoken): WaMessage {
  const { referral, hidden = false, ...rest } = spoken;
  const mine = (one: WaMessage) => one.numberId === number.id && one.personaId === personaId;
  for (const one of Object.values(network.world.whatsapp.messages).filter(mine)) {
    const isUnread = one.fromBusiness && (one.state === 'sent' || one.state === 'delivered');
    if (isUnread) moveOn(network, one, 'read', network.now());
  }
  const message = addMessage(network, { numberId: number.id, personaId, fromBusiness: false, ...rest });
  const quoted = message.quotesId === null ? {} : { context: { from: number.shown, id: message.quotesId } };
  announce.said(network, message, { ...quoted, ...(referral && { referral }) }, hidden);
  network.changed();
  return message;
}

/** What was sent got further, or failed. */
export function moveOn(
  network: Network,
  message: WaMessage,
  state: WaState,
  at: number,
  code?: number,
): void {
  message.state = state;
  announce.told(network, message, state, at, code);
  network.changed();
}

/** Keeps a file that a customer sends. */
export function keepFile(network: Network, number: WaNumber, mime: string, bytes: Uint8Array): WaFile {
  const file: WaFile = {
    id: nextId(network.world, '13', 16),
    businessId: number.businessId,
    pictureId: network.pictures.keep({ mime, bytes }),
    mime,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  };
  network.world.whatsapp.files[file.id] = file;
  return file;
}

/** Milliseconds since a customer last wrote to a number. */
export function sinceHeard(network: Network, numberId: string, personaId: string): number {
  const heard = Object.values(network.world.whatsapp.messages)
    .filter((one) => one.numberId === numberId && one.personaId === personaId && !one.fromBusiness)
    .map(({ createdAt }) => createdAt);
  return heard.length > 0 ? network.now() - Math.max(...heard) : Infinity;
}
