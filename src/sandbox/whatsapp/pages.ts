/** Where a person plays a customer on WhatsApp, and finds what connects a number. */
import type { Control } from '../control/commands.ts';
import type { PageAnswer } from '../meta/dialog.ts';
import type { Network } from '../engine/network.ts';
import { html } from '../pages/html.ts';
import { layout } from '../pages/layout.ts';
import { moment } from '../pages/parts.ts';
import { deathOf } from '../graph/access.ts';
import type { Persona } from '../world/accounts.ts';
import type { WaMessage, WaNumber } from './shape.ts';

/** The pages under `/wa`; `null` when there is none there. */
export function showWhatsApp(network: Network, id: string, third: string): string | null {
  const number = network.world.whatsapp.numbers[id];
  const persona = network.world.personas[third];
  if (!id) return numbersPage(network);
  if (number && persona) return threadPage(network, number, persona);
  return number && !third ? numberPage(network, number) : null;
}

/** Sends what a visitor wrote, or makes a token; `null` when it is none of both. */
export function actOnWhatsApp(
  network: Network,
  control: Control,
  id: string,
  third: string,
  form: URLSearchParams,
): PageAnswer | null {
  const { numbers } = network.world.whatsapp;
  const text = (form.get('text') ?? '').trim();
  if (!numbers[id]) return null;
  if (third === 'token') {
    const appId = form.get('app') ?? '';
    if (!network.world.apps[appId]) return null;
    control.waTokens({ number: id, appId });
    return { status: 303, location: `/wa/${id}#sambungan` };
  }
  if (!network.world.personas[third] || text === '') return null;
  control.waMessages({ number: id, persona: third, text });
  return { status: 303, location: `/wa/${id}/${third}#tulis` };
}

function numbersPage(network: Network): string {
  return layout(
    'WhatsApp latihan',
    html`<main>
      <p class="crumbs"><a href="/">Beranda</a></p>
      <h1>Nomor WhatsApp latihan</h1>
      <p>
        Pilih nomor usaha: di sana Anda menulis sebagai pelanggan, dan menemukan isian untuk menyambungkannya.
      </p>
      <div class="card list">
        ${Object.values(network.world.whatsapp.numbers).map(
          ({ id, name, shown }) =>
            html`<a class="row" href="/wa/${id}"
              ><span><strong>${name}</strong><br /><span class="quiet">${shown}</span></span></a
            >`,
        )}
      </div>
    </main>`,
  );
}

function numberPage(network: Network, number: WaNumber): string {
  const { apps, personas, tokens } = network.world;
  const live = Object.values(tokens).filter(
    (token) => token.businessId === number.businessId && deathOf(network, token) === 0,
  );
  return layout(
    `${number.name}, ${number.shown}`,
    html`<main>
      <p class="crumbs"><a href="/wa">Nomor WhatsApp latihan</a></p>
      <h1>${number.name}</h1>
      <p class="quiet">WhatsApp latihan, ${number.shown}</p>
      <h2>Menulis sebagai pelanggan</h2>
      <div class="card list">
        ${Object.values(personas).map(
          ({ id, name }) =>
            html`<a class="row" href="/wa/${number.id}/${id}"
              ><span><strong>${name}</strong></span></a
            >`,
        )}
      </div>
      <h2 id="sambungan">Isian untuk menyambungkan</h2>
      <div class="card pad">
        <p><strong>ID nomor telepon</strong><br /><code class="value">${number.id}</code></p>
        <p><strong>ID akun WhatsApp Business</strong><br /><code class="value">${number.businessId}</code></p>
        ${live.map(
          ({ value, appId }) =>
            html`<p>
              <strong>Token untuk aplikasi ${appId}</strong><br /><code class="value">${value}</code>
            </p>`,
        )}
      </div>
      ${Object.keys(apps).length === 0 && html`<p>Belum ada aplikasi yang terdaftar. Buka halaman sambungan di Tanggap dulu, lalu muat ulang halaman ini.</p>`}
      ${Object.keys(apps).map(
        (appId) =>
          html`<form class="write" method="post" action="/wa/${number.id}/token">
            <button class="main" name="app" value="${appId}">Buat token untuk aplikasi ${appId}</button>
          </form>`,
      )}
    </main>`,
  );
}

const states = { sent: 'terkirim', delivered: 'sampai', read: 'dibaca', played: 'diputar', failed: 'gagal' };

function threadPage(network: Network, number: WaNumber, persona: Persona): string {
  const messages = Object.values(network.world.whatsapp.messages)
    .filter((one) => one.numberId === number.id && one.personaId === persona.id && one.state !== 'failed')
    .sort((a, b) => a.createdAt - b.createdAt);
  return layout(
    `WhatsApp ke ${number.name}`,
    html`<main>
      <p class="crumbs"><a href="/wa/${number.id}">Ganti orang</a></p>
      <h1>${persona.name} dan ${number.name}</h1>
      ${messages.length === 0 && html`<p class="quiet">Belum ada pesan.</p>`}
      <ul class="bubbles">
        ${messages.map(
          (message) =>
            html`<li class="${!message.fromBusiness && 'own'}">
              <span class="quiet"
                >${message.fromBusiness ? number.name : persona.name},
                ${moment(message.createdAt)}${mark(message)}</span
              ><br /><span class="text">${message.text || `(${message.type})`}</span>
            </li>`,
        )}
      </ul>
      <form class="write" method="post" action="/wa/${number.id}/${persona.id}" id="tulis">
        <label for="isi">Pesan</label>
        <textarea id="isi" name="text" rows="2" maxlength="4096" required></textarea>
        <button class="main">Kirim</button>
      </form>
    </main>`,
  );
}

function mark({ state, seen }: WaMessage): string {
  return state ? `, ${states[state]}` : seen ? ', dibaca' : '';
}
