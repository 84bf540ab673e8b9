import { personOf, type Network } from '../engine/network.ts';
import type { Post } from '../world/published.ts';
import type { Account } from '../world/accounts.ts';
import { type Html, html } from './html.ts';

export const accountPath = (account: Account): string =>
  `/${account.platform === 'instagram' ? 'ig' : 'fb'}/${account.id}`;

export const shownName = (account: Account): string =>
  account.platform === 'instagram' ? account.username : account.name;

export const platformName = (account: Account): string =>
  account.platform === 'instagram' ? 'Instagram latihan' : 'Facebook latihan';

/** The name people see under what someone said: a handle on Instagram, a name on Facebook. */
export function authorName(network: Network, account: Account, authorId: string): string {
  const person = personOf(network.world, authorId);
  return account.platform === 'instagram' ? person.username : person.name;
}

export function accountHeader(account: Account): Html {
  return html`<div class="account">
    <span class="face" aria-hidden="true">${shownName(account).slice(0, 1).toUpperCase()}</span>
    <p>
      <a href="${accountPath(account)}">${shownName(account)}</a><br />
      <span class="quiet">${platformName(account)}, ${account.followers} pengikut</span>
    </p>
  </div>`;
}

/** Who the visitor plays; a typed name wins over the choice. */
export function personaChoice(network: Network, chosen: string, idPrefix: string): Html {
  return html`<label for="${idPrefix}-sebagai">Sebagai</label>
    <select id="${idPrefix}-sebagai" name="persona">
      ${Object.values(network.world.personas).map(
        ({ id, name }) => html`<option value="${id}" ${id === chosen && html`selected`}>${name}</option>`,
      )}
    </select>`;
}

const formatter = new Intl.DateTimeFormat('id-ID', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Asia/Jakarta',
});

export const moment = (at: number): Html =>
  html`<time datetime="${new Date(at).toISOString()}">${formatter.format(at)} WIB</time>`;

/** Where on the network a post is shown, when that is not the feed. */
export const placeTag = ({ productType }: Post): Html | false =>
  productType !== 'FEED' &&
  html`<p class="place"><span class="tag">${productType === 'STORY' ? 'Cerita, 24 jam' : 'Reel'}</span></p>`;
