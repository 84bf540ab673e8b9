/** What a business sends: words, a picture, a template; and that it read something. */
import { faultOf, raise, structure, text, type Call } from '../graph/call.ts';
import { refusals, type GraphError } from '../graph/errors.ts';
import type { Operation } from '../graph/operation.ts';
import { fetchPageImage } from '../files/media.ts';
import * as announce from './announce.ts';
import { businessOf, numberOf } from './account.ts';
import { waRefusals } from './errors.ts';
import { addMessage, sinceHeard } from './speak.ts';
import { personaAt } from './world.ts';
import { type WaState } from './shape.ts';

const DAY_MS = 86_400_000;
const MOST_CHARACTERS = 4096;

export const waSendOperations: Operation[] = [
  {
    name: 'wa.send',
    on: 'POST wa-number/messages',
    scopes: ['whatsapp_business_messaging'],
    parameters: [
      'messaging_product',
      'recipient_type',
      'to',
      'recipient',
      'type',
      'text',
      'image',
      'template',
      'context',
      'biz_opaque_callback_data',
      'status',
      'message_id',
      'typing_indicator',
    ],
    run: send,
  },
];

interface Content {
  type: string;
  content: unknown;
  text: string;
}

async function send(call: Call): Promise<unknown> {
  const { network } = call;
  const number = numberOf(call);
  if (text(call, 'messaging_product') !== 'whatsapp') raise(refusals.required('messaging_product'));
  if (text(call, 'status') === 'read') return read(call);
  const address = text(call, 'to') || text(call, 'recipient') || raise(waRefusals.required('to'));
  const written = await contentOf(call);
  const personaId = personaAt(network.world, address) ?? raise(waRefusals.undeliverable());
  const isLate = written.type !== 'template' && sinceHeard(network, number.id, personaId) > DAY_MS;
  const problem = isLate ? waRefusals.windowClosed() : null;
  const failing = faultOf(call, 'fail_later')?.code ?? (problem && laterCode(call, problem));
  if (problem && failing === null) raise(problem);
  const quoted = (structure(call, 'context') as { message_id?: string } | null)?.message_id ?? null;
  const message = addMessage(network, {
    numberId: number.id,
    personaId,
    fromBusiness: true,
    ...written,
    quotesId: quoted,
    state: 'sent',
    callbackData: text(call, 'biz_opaque_callback_data') || null,
  });
  const states: WaState[] = failing === null ? ['sent', 'delivered'] : ['failed'];
  for (const state of states) {
    message.state = state;
    announce.told(network, message, state, message.createdAt, failing ?? undefined);
  }
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input: address, ...(text(call, 'to') && { wa_id: address.replace(/^\+/, '') }) }],
    messages: [{ id: message.id, ...(written.type === 'template' && { message_status: 'accepted' }) }],
  };
}

// Meta often takes a message first and tells in a status that it failed.
function laterCode(call: Call, problem: GraphError): number | null {
  return call.network.settings.whatsappRefuses === 'later' ? problem.code : null;
}

function read(call: Call): unknown {
  const message = call.network.world.whatsapp.messages[text(call, 'message_id')];
  if (!message || message.fromBusiness || message.numberId !== numberOf(call).id) {
    return raise(waRefusals.invalid('message_id'));
  }
  message.seen = true;
  return { success: true };
}

async function contentOf(call: Call): Promise<Content> {
  const type = text(call, 'type') || 'text';
  const given = structure(call, type) as Record<string, unknown> | null;
  if (type === 'text') {
    const body = given?.['body'];
    if (typeof body !== 'string' || body === '') return raise(waRefusals.required('text.body'));
    if (body.length > MOST_CHARACTERS)
      return raise(waRefusals.invalid('Text body must be at most 4096 characters'));
    return { type, content: { body }, text: body };
  }
  if (type === 'image') return pictureOf(call, given);
  if (type === 'template') return templateOf(call, given);
  return raise(waRefusals.unsupported());
}

async function pictureOf(call: Call, given: Record<string, unknown> | null): Promise<Content> {
  const { link, caption = '' } = given ?? {};
  if (typeof link !== 'string') return raise(waRefusals.required('image.link'));
  const picture = await fetchPageImage(call, link).catch(() => raise(waRefusals.media()));
  const id = call.network.pictures.keep(picture);
  return { type: 'image', content: { pictureId: id }, text: String(caption) };
}

function templateOf(call: Call, given: Record<string, unknown> | null): Content {
  const name = String(given?.['name'] ?? '');
  const language = String((given?.['language'] as { code?: string } | undefined)?.code ?? '');
  const template = businessOf(call).templates.find((one) => one.name === name && one.language === language);
  if (template?.status === 'PAUSED') raise(waRefusals.templatePaused());
  if (template?.status !== 'APPROVED') return raise(waRefusals.templateMissing(name, language));
  const parts =
    (given?.['components'] as { type?: string; parameters?: { text?: unknown }[] }[] | undefined) ?? [];
  const values = parts
    .filter(({ type }) => type?.toLowerCase() === 'body')
    .flatMap(({ parameters = [] }) => parameters.map(({ text: value }) => String(value ?? '')));
  const gaps = new Set(template.body.match(/\{\{\w+\}\}/g)).size;
  if (values.length !== gaps) raise(waRefusals.templateValues(values.length, gaps));
  if (values.some((value) => value.trim() === '' || /[\n\t]/.test(value))) {
    raise(waRefusals.invalid('Param text cannot be empty or have new-line or tab characters'));
  }
  const written = template.body.replaceAll(/\{\{(\d+)\}\}/g, (_, index) => values[Number(index) - 1] ?? '');
  return { type: 'template', content: { name, language }, text: written };
}
