/** What can be read and set of numbers and business accounts. */
import { raise, text, type Call } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { showNode, type Shape } from '../graph/fields.ts';
import { listParameters, type Operation } from '../graph/operation.ts';
import { listEdge } from '../graph/paging.ts';
import type { Token } from '../world/accounts.ts';
import type { WaBusiness, WaNumber, WaTemplate } from './shape.ts';

const management = ['whatsapp_business_management'];

export const waAccountOperations: Operation[] = [
  {
    name: 'wa.business',
    on: 'GET waba',
    scopes: management,
    run: (call) => showNode(businessShape, businessOf(call), call),
  },
  {
    name: 'wa.number',
    on: 'GET wa-number',
    scopes: management,
    run: (call) => showNode(numberShape, numberOf(call), call),
  },
  {
    name: 'wa.numbers',
    on: 'GET waba/phone_numbers',
    scopes: management,
    parameters: listParameters,
    run: (call) => {
      const { id } = businessOf(call);
      const all = Object.values(call.network.world.whatsapp.numbers);
      return listEdge(
        numberShape,
        all.filter(({ businessId }) => businessId === id),
        call,
      );
    },
  },
  {
    name: 'wa.templates',
    on: 'GET waba/message_templates',
    scopes: management,
    parameters: [...listParameters, 'status', 'name', 'language', 'category'],
    run: (call) => {
      const status = text(call, 'status');
      const all = businessOf(call).templates.filter((one) => status === '' || one.status === status);
      return listEdge(templateShape, all, call);
    },
  },
  {
    name: 'wa.subscribe',
    on: 'POST waba/subscribed_apps',
    scopes: management,
    run: (call) => {
      const business = businessOf(call);
      business.subscribed = [...new Set([...business.subscribed, appOf(call)])];
      return { success: true };
    },
  },
  {
    name: 'wa.subscriptions',
    on: 'GET waba/subscribed_apps',
    scopes: management,
    run: (call) => ({
      data: businessOf(call).subscribed.map((id) => ({
        whatsapp_business_api_data: { id, name: 'Tanggap' },
      })),
    }),
  },
  {
    name: 'wa.unsubscribe',
    on: 'DELETE waba/subscribed_apps',
    scopes: management,
    run: (call) => {
      const business = businessOf(call);
      business.subscribed = business.subscribed.filter((id) => id !== appOf(call));
      return { success: true };
    },
  },
  { name: 'wa.file', on: 'GET wa-file', parameters: ['phone_number_id'], run: readFile },
];

const businessShape: Shape<WaBusiness> = {
  name: 'WhatsAppBusinessAccount',
  defaults: ['id', 'name'],
  fields: { id: ({ id }) => id, name: ({ name }) => name, currency: () => 'IDR' },
};

const numberShape: Shape<WaNumber> = {
  name: 'WhatsAppBusinessPhoneNumber',
  defaults: ['verified_name', 'display_phone_number', 'quality_rating', 'id'],
  fields: {
    id: ({ id }) => id,
    verified_name: ({ name }) => name,
    display_phone_number: ({ shown }) => shown,
    quality_rating: () => 'GREEN',
    platform_type: () => 'CLOUD_API',
  },
};

const templateShape: Shape<WaTemplate> = {
  name: 'WhatsAppMessageTemplate',
  defaults: ['name', 'components', 'language', 'status', 'category', 'id'],
  fields: {
    id: ({ id }) => id,
    name: ({ name }) => name,
    language: ({ language }) => language,
    status: ({ status }) => status,
    category: ({ category }) => category,
    components: ({ body, footer }) => [
      { type: 'BODY', text: body },
      ...(footer ? [{ type: 'FOOTER', text: footer }] : []),
    ],
  },
};

/** The business account of a call, if the token may open it. */
export function businessOf(call: Call): WaBusiness {
  const { node, network } = call;
  const { businesses, numbers } = network.world.whatsapp;
  const id =
    node.kind === 'waba'
      ? node.business.id
      : node.kind === 'wa-number'
        ? numbers[node.number.id]?.businessId
        : node.kind === 'wa-file'
          ? node.file.businessId
          : undefined;
  const business = businesses[id ?? ''];
  const isTheirs = call.token?.kind === 'system' && call.token.businessId === business?.id;
  return business && isTheirs
    ? business
    : raise(refusals.missing(call.path.split('/')[0] ?? '', call.method.toLowerCase()));
}

export function numberOf(call: Call): WaNumber {
  businessOf(call);
  return call.node.kind === 'wa-number' ? call.node.number : raise(refusals.missing(call.path));
}

const appOf = (call: Call): string => (call.token as Token).appId;

function readFile(call: Call): unknown {
  businessOf(call);
  if (call.node.kind !== 'wa-file') return raise(refusals.missing(call.path));
  const { id, mime, sha256, bytes } = call.node.file;
  return {
    url: `${call.network.url}/_sandbox/wa-berkas/${id}`,
    mime_type: mime,
    sha256,
    file_size: bytes,
    id,
    messaging_product: 'whatsapp',
  };
}
