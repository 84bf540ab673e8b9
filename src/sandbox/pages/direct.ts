import { contactFor, type Network } from '../network.ts';
import type { Account, Persona } from '../world.ts';
import { html } from './html.ts';
import { picturePath } from './home.ts';
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
              ><br />${message.pictureId && html`<img class="picture" src="${picturePath(network, message.pictureId)}" alt="Foto dalam pesan" />`}<span
                class="text"
                >${message.text}</span
              >
            </li>`,
        )}
      </ul>
      <form class="write" method="post" action="/pesan/${account.id}/${persona.id}" id="tulis">
        <label for="isi">Pesan</label>
        <textarea id="isi" name="text" rows="2" maxlength="1000" required></textarea>
        <button class="main">Kirim</button>
      </form>
    </main>`,
  );
}
