/** What happens on WhatsApp, as the webhooks that Meta would send of it. */
import type { Network } from '../engine/network.ts';
import { seconds } from '../world/time.ts';
import { failures } from './errors.ts';
import { personFor } from './world.ts';
import { type WaMessage, type WaState } from './shape.ts';

/** Something a customer said. `hidden`: they show no number, only an id for this business. */
export function said(network: Network, message: WaMessage, more: object, hidden: boolean): void {
  const persona = network.world.personas[message.personaId];
  const { phone, userId } = personFor(network.world, message.personaId);
  const value = {
    ...envelope(network, message),
    contacts: [
      {
        profile: { name: persona?.name ?? '', ...(hidden && { username: persona?.username }) },
        ...(!hidden && { wa_id: phone }),
        user_id: userId,
      },
    ],
    messages: [
      {
        ...(!hidden && { from: phone }),
        from_user_id: userId,
        id: message.id,
        timestamp: String(seconds(message.createdAt)),
        ...more,
        type: message.type,
        ...(message.content !== null && { [message.type]: message.content }),
      },
    ],
  };
  send(network, message, value);
}

/** How far a message of the business got. */
export function told(network: Network, message: WaMessage, state: WaState, at: number, code?: number): void {
  const { phone, userId } = personFor(network.world, message.personaId);
  const title = failures[code ?? 0] ?? 'Something went wrong';
  const status = {
    id: message.id,
    status: state,
    timestamp: String(seconds(at)),
    recipient_id: phone,
    recipient_user_id: userId,
    ...(message.callbackData !== null && { biz_opaque_callback_data: message.callbackData }),
    ...(state === 'sent' && {
      pricing: { billable: false, pricing_model: 'PMP', category: 'service', type: 'free_customer_service' },
    }),
    ...(code !== undefined && {
      errors: [{ code, title, message: title, error_data: { details: title } }],
    }),
  };
  send(network, message, { ...envelope(network, message), statuses: [status] });
}

function envelope({ world }: Network, { numberId }: WaMessage): object {
  const digits = world.whatsapp.numbers[numberId]?.shown.replaceAll(/\D/g, '') ?? '';
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: digits, phone_number_id: numberId },
  };
}

function send(network: Network, { numberId }: WaMessage, value: object): void {
  const { apps, whatsapp } = network.world;
  const business = whatsapp.businesses[whatsapp.numbers[numberId]?.businessId ?? ''];
  const object = 'whatsapp_business_account';
  for (const appId of business?.subscribed ?? []) {
    if (!apps[appId]?.subscriptions[object]?.includes('messages')) continue;
    network.webhooks.add({
      appId,
      object,
      entry: { id: business?.id, changes: [{ value, field: 'messages' }] },
    });
  }
}
