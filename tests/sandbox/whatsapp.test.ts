/**
 * WhatsApp as the sandbox plays it: what it takes, what it refuses, what it tells.
 * Long, because each refusal is a case.
 */
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox, type SandboxOptions } from '#sandbox/index.ts';
import { appId, appSecret, caller, startHub, verifyToken } from './support.ts';

const HOUR = 3_600_000;

async function connect(options: SandboxOptions = {}) {
  const hub = await startHub();
  const sandbox = await startSandbox({ quiet: true, port: 0, ...options });
  onTestFinished(() => sandbox.stop());
  sandbox.apps({ id: appId, secret: appSecret, callbackUrl: `${hub.url}/hooks/meta`, verifyToken });
  const [number, second] = sandbox.state().whatsapp.numbers;
  const { token, businessId } = sandbox.waTokens({ number: number!.id });
  const graph = caller(sandbox, token);
  await graph('POST', `${businessId}/subscribed_apps`);
  const say = (text: string, more: object = {}) =>
    sandbox.waMessages({ number: number!.id, persona: 'rina.contoh', text, ...more });
  const answer = (to: string, more: object = {}) =>
    graph('POST', `${number!.id}/messages`, {
      messaging_product: 'whatsapp',
      to,
      type: 'text',
      text: { body: 'Masih, Kak' },
      ...more,
    });
  const heard = () =>
    hub.webhooks.flatMap(({ body }) => {
      const { entry } = JSON.parse(body) as { entry: { id: string; changes: { value: Heard }[] }[] };
      return entry.map(({ id, changes }) => ({ id, ...changes[0]!.value }));
    });
  return { hub, sandbox, graph, token, businessId, number: number!, second: second!, say, answer, heard };
}

/** What these tests look into. */
interface Heard {
  messages?: Record<string, unknown>[];
  statuses?: { id: string; status: string; [more: string]: unknown }[];
  [more: string]: unknown;
}

const template = (name: string, values: string[], language = 'id') => ({
  type: 'template',
  text: undefined,
  template: {
    name,
    language: { code: language },
    components: [{ type: 'body', parameters: values.map((text) => ({ type: 'text', text })) }],
  },
});

test('a customer’s words come signed, with their number, their name and the number they wrote to', async () => {
  const { sandbox, say, heard, hub, businessId, number } = await connect();
  const said = say('Masih buka?', { createdAt: Date.UTC(2026, 8, 1, 3) });
  await sandbox.settled();
  expect(hub.webhooks[0]!.headers['x-hub-signature-256']).toMatch(/^sha256=[0-9a-f]{64}$/);
  expect(heard()).toMatchObject([
    {
      id: businessId,
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: number.id },
      contacts: [{ wa_id: said.phone, user_id: said.userId, profile: { name: 'Pelanggan contoh 1 (Rina)' } }],
      messages: [
        {
          from: said.phone,
          id: said.id,
          timestamp: '1788231600',
          type: 'text',
          text: { body: 'Masih buka?' },
        },
      ],
    },
  ]);
});

test('an answer is sent, delivered, and read when the customer writes again; ours comes back each time', async () => {
  const { sandbox, say, answer, heard } = await connect();
  const { phone } = say('Masih buka?');
  const sent = await answer(phone, { biz_opaque_callback_data: 'kita-1' });
  expect(sent.body).toMatchObject({ contacts: [{ input: phone, wa_id: phone }] });
  say('Oke');
  await sandbox.settled();
  const id = sent.body.messages[0].id;
  const statuses = heard().flatMap(({ statuses = [] }) => statuses);
  expect(statuses).toMatchObject(
    ['sent', 'delivered', 'read'].map((status) => ({
      ...{ id, status, recipient_id: phone, biz_opaque_callback_data: 'kita-1' },
    })),
  );
});

test('they come twice, together and out of order when told so', async () => {
  const { sandbox, say, answer, hub } = await connect();
  const { phone } = say('Masih buka?');
  await sandbox.settled();
  sandbox.settings({ twice: true, shuffled: true, batched: 4 });
  for (let count = 0; count < 4; count += 1) await answer(phone);
  await sandbox.settled();
  const bodies = hub.webhooks.slice(1).map(({ body }) => body);
  expect(bodies).toHaveLength(4);
  expect(new Set(bodies).size).toBe(2);
  const order = bodies
    .filter((_, index) => index % 2 === 0)
    .flatMap((body) => JSON.parse(body).entry)
    .map((entry) => entry.changes[0].value.statuses[0].status);
  expect(order.toSorted()).toEqual([...Array(4).fill('delivered'), ...Array(4).fill('sent')]);
  expect(order).not.toEqual(Array(4).fill(['sent', 'delivered']).flat());
});

test('a day after the customer’s last words only a template gets through', async () => {
  const { say, answer, sandbox } = await connect();
  const { phone } = say('Masih buka?', { createdAt: Date.now() - 25 * HOUR });
  const late = await answer(phone);
  expect(late.body.error).toMatchObject({ code: 131047, error_data: { messaging_product: 'whatsapp' } });
  const sent = await answer(phone, template('pesanan_siap', ['Rina', 'rabeg']));
  expect(sent.status).toBe(200);
  expect(sandbox.state().whatsapp.messages.at(-1)).toMatchObject({
    text: 'Halo Kak Rina, pesanan rabeg sudah siap diambil. Kami tunggu di toko.',
  });
});

test('taken first and refused in a status, as Meta often does', async () => {
  const { say, answer, heard, sandbox } = await connect({ settings: { whatsappRefuses: 'later' } });
  const { phone } = say('Masih buka?', { createdAt: Date.now() - 25 * HOUR });
  const late = await answer(phone);
  expect(late.status).toBe(200);
  sandbox.fault({ kind: 'fail_later', code: 131049 });
  await answer(phone, template('lanjutkan_percakapan', []));
  await sandbox.settled();
  const statuses = heard().flatMap(({ statuses = [] }) => statuses);
  expect(statuses).toMatchObject([
    { id: late.body.messages[0].id, status: 'failed', errors: [{ code: 131047 }] },
    { status: 'failed', errors: [{ code: 131049 }] },
  ]);
});

test.each([
  ['a template that is not there', template('tidak_ada', []), 132001],
  ['one in another language', template('pesanan_siap', ['a', 'b'], 'en'), 132001],
  ['one that is not approved', template('promo_akhir_tahun', []), 132001],
  ['one that was paused', template('diskon_besar', []), 132015],
  ['too few values', template('pesanan_siap', ['Rina']), 132000],
  ['an empty value', template('pesanan_siap', ['Rina', ' ']), 131009],
  ['a value with a line break', template('pesanan_siap', ['Rina', 'a\nb']), 131009],
  ['no words', { text: { body: '' } }, 131008],
  ['too many words', { text: { body: 'a'.repeat(4097) } }, 131009],
  ['a type it does not know', { type: 'hologram' }, 131051],
  ['a picture that is not there', { type: 'image', image: { link: 'http://127.0.0.1:9/x.jpg' } }, 131053],
  ['somebody who is not on WhatsApp', { to: '6280099999999' }, 131026],
  ['a parameter nobody knows', { hello: 1 }, 100],
  ['another product', { messaging_product: 'x' }, 100],
])('%s is refused', async (_name, more, code) => {
  const { say, answer } = await connect();
  const { phone } = say('Halo');
  expect((await answer(phone, more)).body.error.code).toBe(code);
});

test('a wrong token, one of another account, and one without the permission open nothing', async () => {
  const { sandbox, number, graph, businessId, say, answer } = await connect();
  const other = sandbox.state().whatsapp.numbers.find((one) => one.businessId !== businessId)!;
  const read = (token: string) => caller(sandbox, token)('GET', number.id, { fields: 'verified_name' });
  expect((await read('EAAsalah')).body.error.code).toBe(190);
  expect((await read(sandbox.waTokens({ number: other.id }).token)).body.error).toMatchObject({
    code: 100,
    error_subcode: 33,
  });
  const narrow = sandbox.waTokens({ number: number.id, scopes: ['whatsapp_business_management'] }).token;
  const { phone } = say('Halo');
  const send = { messaging_product: 'whatsapp', to: phone, type: 'text', text: { body: 'x' } };
  expect((await caller(sandbox, narrow)('POST', `${number.id}/messages`, send)).body.error.code).toBe(200);
  expect((await graph('GET', number.id)).body).toMatchObject({ verified_name: 'Dapur Serang (contoh)' });
  sandbox.tokens({ action: 'expire' });
  expect((await answer(phone)).body.error).toMatchObject({ code: 190, error_subcode: 463 });
});

test('numbers, templates and apps of an account are listed', async () => {
  const { graph, businessId, number, second } = await connect();
  const numbers = await graph('GET', `${businessId}/phone_numbers`, { fields: 'id,display_phone_number' });
  expect(numbers.body.data.map(({ id }: { id: string }) => id)).toEqual([number.id, second.id]);
  const approved = await graph('GET', `${businessId}/message_templates`, {
    status: 'APPROVED',
    fields: 'name,components',
  });
  expect(approved.body.data).toHaveLength(3);
  expect((await graph('GET', `${businessId}/subscribed_apps`)).body.data).toMatchObject([
    { whatsapp_business_api_data: { id: appId } },
  ]);
});

test('nothing comes from an account the app does not listen to', async () => {
  const { graph, businessId, say, sandbox, hub } = await connect();
  await graph('DELETE', `${businessId}/subscribed_apps`);
  say('Halo');
  await sandbox.settled();
  expect(hub.webhooks).toEqual([]);
});

test('a file has an address that opens with the token alone', async () => {
  const { say, graph, token, heard, sandbox } = await connect();
  say('Retak', { type: 'image', file: Buffer.from('gambar').toString('base64') });
  await sandbox.settled();
  const { messages = [] } = heard()[0]!;
  const { id } = messages[0]!['image'] as { id: string };
  const { body } = await graph('GET', id, { phone_number_id: '1' });
  expect(body).toMatchObject({ mime_type: 'image/jpeg', file_size: 6 });
  expect((await fetch(body.url)).status).toBe(401);
  const file = await fetch(body.url, { headers: { authorization: `Bearer ${token}` } });
  expect(await file.text()).toBe('gambar');
});

test('who hides their number is known by an id, and answered by it', async () => {
  const { say, answer, heard, sandbox } = await connect();
  const { userId } = say('Halo', { hidden: true });
  const sent = await answer('', { to: undefined, recipient: userId });
  expect(sent.status).toBe(200);
  await sandbox.settled();
  expect(heard()[0]!.messages![0]!).not.toHaveProperty('from');
  expect(heard()[0]!.messages![0]!.from_user_id).toBe(userId);
});

test('a person plays the customer on its pages, and finds what connects the number', async () => {
  const { sandbox, number, token } = await connect();
  const home = await (await fetch(`${sandbox.url}/`)).text();
  expect(home).toContain('href="/wa"');
  expect(await (await fetch(`${sandbox.url}/wa`)).text()).toContain(`/wa/${number.id}`);
  const page = await (await fetch(`${sandbox.url}/wa/${number.id}`)).text();
  for (const shown of [number.id, number.businessId, token]) expect(page).toContain(shown);
  const persona = sandbox.state().personas[0]!.id;
  const thread = `${sandbox.url}/wa/${number.id}/${persona}`;
  const posted = await fetch(thread, {
    method: 'POST',
    body: new URLSearchParams({ text: 'Masih <b>ada</b>?' }),
  });
  expect(posted.status).toBe(200);
  expect(await posted.text()).toContain('Masih &lt;b&gt;ada&lt;/b&gt;?');
  expect(sandbox.state().whatsapp.messages).toMatchObject([
    { text: 'Masih <b>ada</b>?', fromBusiness: false },
  ]);
  const made = await fetch(`${sandbox.url}/wa/${number.id}/token`, {
    method: 'POST',
    body: new URLSearchParams({ app: appId }),
  });
  expect((await made.text()).match(/EAA\w+/g)).toHaveLength(2);
  for (const path of ['/wa/1', `/wa/${number.id}/1`]) {
    expect((await fetch(`${sandbox.url}${path}`)).status).toBe(404);
  }
});
