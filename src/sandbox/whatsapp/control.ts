/** What a test, the demo or a person playing the customer can make happen on WhatsApp. */
import { z } from 'zod';
import { ControlError } from '../control/find.ts';
import { nextId } from '../world/ids.ts';
import type { Network } from '../engine/network.ts';
import { personaNamed } from '../world/speak.ts';
import { createToken } from '../world/tokens.ts';
import { keepFile, moveOn, speak } from './speak.ts';
import { personFor } from './world.ts';
import { type WaNumber } from './shape.ts';

const text = z.string();
const time = z
  .union([z.number(), z.iso.datetime({ offset: true })])
  .transform((at) => new Date(at).getTime());
const files = ['image', 'video', 'audio', 'document', 'sticker'];

/** Over HTTP and as a method the same schema reads it. */
export const waSchemas = {
  waMessages: z.strictObject({
    /** The number's id or the number itself. */
    number: text,
    persona: text,
    /** Any type Meta knows. */
    type: text.default('text'),
    text: text.default(''),
    /** What stands under the type, where `text` and `file` don't make it. */
    content: z.unknown().optional(),
    /** A file in base64, for the types that are files. */
    file: text.optional(),
    mime: text.default('image/jpeg'),
    name: text.optional(),
    quotesId: text.optional(),
    referral: z.record(z.string(), z.unknown()).optional(),
    /** The customer shows no number. */
    hidden: z.boolean().default(false),
    createdAt: time.optional(),
  }),
  waStatuses: z.strictObject({
    messageId: text,
    status: z.enum(['sent', 'delivered', 'read', 'played', 'failed']),
    code: z.number().int().optional(),
    at: time.optional(),
  }),
  waTokens: z.strictObject({
    number: text,
    /** The app it is for; may be left out where there is one. */
    appId: text.optional(),
    scopes: z.array(text).default(['whatsapp_business_management', 'whatsapp_business_messaging']),
    expiresAt: time.default(0),
  }),
  waTemplates: z.strictObject({
    number: text,
    name: text,
    status: z.enum(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED']),
    /** Its words, where the account has none of this name yet. */
    body: text.optional(),
  }),
};
type Inputs = { [Name in keyof typeof waSchemas]: z.input<(typeof waSchemas)[Name]> };

export function waControl(network: Network) {
  const { world } = network;
  return {
    waMessages(input: Inputs['waMessages']) {
      const given = waSchemas.waMessages.parse(input);
      const number = findWaNumber(network, given.number);
      const personaId = personaNamed(network, given.persona);
      const message = speak(network, number, personaId, {
        type: given.type,
        content: contentOf(network, number, given),
        text: given.text,
        quotesId: given.quotesId ?? null,
        hidden: given.hidden,
        ...(given.referral && { referral: given.referral }),
        ...(given.createdAt !== undefined && { createdAt: given.createdAt }),
      });
      const { phone, userId } = personFor(world, personaId);
      return { id: message.id, phone, userId };
    },
    waStatuses(input: Inputs['waStatuses']) {
      const { messageId, status, code, at } = waSchemas.waStatuses.parse(input);
      const message = world.whatsapp.messages[messageId];
      if (!message?.fromBusiness) throw new ControlError(`no such message of a business: ${messageId}`);
      moveOn(network, message, status, at ?? network.now(), code);
      return { id: messageId };
    },
    /** Makes a token as the business settings do: of a system user, for one app. */
    waTokens(input: Inputs['waTokens']) {
      const { number, appId, scopes, expiresAt } = waSchemas.waTokens.parse(input);
      const { businessId } = findWaNumber(network, number);
      const app = appId ?? Object.keys(world.apps)[0];
      if (!app || !world.apps[app]) throw new ControlError('no such app');
      const given = { appId: app, kind: 'system' as const, pageId: null, parent: null, expiresAt };
      const token = createToken(network, { ...given, businessId, scopes });
      return { token: token.value, businessId };
    },
    waTemplates(input: Inputs['waTemplates']) {
      const { number, name, status, body } = waSchemas.waTemplates.parse(input);
      const business = world.whatsapp.businesses[findWaNumber(network, number).businessId];
      const found = business?.templates.filter((one) => one.name === name) ?? [];
      for (const one of found) one.status = status;
      if (business && found.length === 0 && body !== undefined) {
        const kept = { language: 'id', category: 'UTILITY' as const, footer: '' };
        business.templates.push({ ...kept, id: nextId(world, '12', 16), name, status, body });
      }
      return { changed: found.length };
    },
  };
}

/** A number by its id or as it is shown. */
function findWaNumber(network: Network, named: string): WaNumber {
  const found = Object.values(network.world.whatsapp.numbers).find(
    ({ id, shown }) => id === named || shown === named,
  );
  if (!found) throw new ControlError(`no such number: ${named}`);
  return found;
}

function contentOf(
  network: Network,
  number: WaNumber,
  { type, text: words, content, file, mime, name }: z.output<typeof waSchemas.waMessages>,
): unknown {
  if (content !== undefined) return content;
  if (type === 'text') return { body: words };
  if (!files.includes(type)) return null;
  const bytes = Buffer.from(file ?? '', 'base64');
  const { id, sha256 } = keepFile(network, number, mime, bytes);
  return {
    id,
    mime_type: mime,
    sha256,
    ...(words !== '' && { caption: words }),
    ...(name !== undefined && { filename: name }),
  };
}
