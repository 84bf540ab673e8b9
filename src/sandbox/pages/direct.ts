import { contactFor, pictureUrl, type Network } from '../engine/network.ts';
import type { Message, MessageFile } from '../world/said.ts';
import type { Account, Persona } from '../world/accounts.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { accountPath, moment, shownName } from './parts.ts';

/** Chooses who writes to the account. */
export function directPeoplePage(network: Network, account: Account): string {
  return layout(
    `Pesan ke ${shownName(account)}`,
    html`<main>
      <p class="crumbs"><a href="${accountPath(account)}">${shownName(account)}</a></p>
      <h1>Pesan langsung ke ${shownName(account)}</h1>
      <p>Anda menulis sebagai siapa?</p>
      <div class="card list">
        ${Object.values(network.world.personas).map(
          ({ id, name, username }) =>
            html`<a class="row" href="/pesan/${account.id}/${id}"
              ><span><strong>${name}</strong><br /><span class="quiet">${username}</span></span></a
            >`,
        )}
      </div>
    </main>`,
  );
}

/** One persona's thread with the account. */
export function directPage(network: Network, account: Account, persona: Persona): string {
  const contact = contactFor(network.world, persona.id, account.id);
  const messages = Object.values(network.world.messages)
    .filter((message) => message.contactId === contact.id)
    .sort((a, b) => a.createdAt - b.createdAt);
  return layout(
    `Pesan ke ${shownName(account)}`,
    html`<main>
      <p class="crumbs"><a href="/pesan/${account.id}">Ganti orang</a></p>
      <h1>${persona.name} dan ${shownName(account)}</h1>
      ${messages.length === 0 && html`<p class="quiet">Belum ada pesan.</p>`}
      <ul class="bubbles">
        ${messages.map(
          (message) =>
            html`<li class="${!message.fromBusiness && 'own'}">
              <span class="quiet"
                >${message.fromBusiness ? shownName(account) : persona.name},
                ${moment(message.createdAt)}</span
              >${message.files?.map((file) => fileOf(network, file))}${
                message.text && html`<br /><span class="text">${message.text}</span>`
              }${reactionsOf(message)}
            </li>`,
        )}
      </ul>
      <form class="write" method="post" action="/pesan/${account.id}/${persona.id}" id="tulis">
        <label for="isi">Pesan</label>
        <textarea id="isi" name="text" rows="2" maxlength="1000" required></textarea>
        <button class="main">Kirim</button>
      </form>
      <form class="write" method="post" action="/pesan/${account.id}/${persona.id}/tindakan">
        ${actions.map(
          ([name, word]) =>
            (name !== 'tarik' || account.platform === 'instagram') &&
            html`<button name="action" value="${name}">${word}</button>`,
        )}
      </form>
    </main>`,
  );
}

/** What a customer does with one tap, beside writing. */
const actions = [
  ['foto', 'Kirim foto contoh'],
  ['stiker', 'Kirim jempol'],
  ['cerita', 'Sebut di cerita'],
  ['suka', 'Beri ❤️ pada jawaban terakhir'],
  ['baca', 'Tandai sudah dibaca'],
  ['tarik', 'Tarik pesan terakhir'],
] as const;

function fileOf(network: Network, { type, fileId, name }: MessageFile): Html {
  if (!fileId) return html`<br /><em>(hilang setelah dilihat)</em>`;
  const address = pictureUrl(network, fileId);
  if (type === 'video') return html`<br /><video src="${address}" controls></video>`;
  if (type === 'file' || type === 'audio') return html`<br /><a href="${address}">${name ?? type}</a>`;
  return html`<br /><img src="${address}" alt="${type}" width="160" />`;
}

const reactionsOf = ({ reactions = {} }: Message): Html | false =>
  Object.keys(reactions).length > 0 && html`<br /><span>${Object.values(reactions).join(' ')}</span>`;
