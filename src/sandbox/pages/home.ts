import { accountOfPost, pictureUrl, postsOf, type Network } from '../engine/network.ts';
import type { Post } from '../world/published.ts';
import type { Account } from '../world/accounts.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { accountHeader, moment, platformName, shownName } from './parts.ts';

const NEWEST = 10;
const kinds = { FEED: '', REELS: 'Reel, ', STORY: 'Cerita, ' };

/** All accounts and what they posted last. */
export function homePage(network: Network): string {
  const accounts = Object.values(network.world.accounts);
  const newest = accounts
    .flatMap((account) => postsOf(network.world, account.id))
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, NEWEST);
  return layout(
    'Beranda',
    html`<main>
      <h1>Beranda jaringan latihan</h1>
      <p>Di sini Anda menjadi pelanggan: buka unggahan, lalu tulis komentar atau pesan.</p>
      <h2>Unggahan terbaru</h2>
      ${postList(network, newest, true)}
      <h2>Akun</h2>
      ${accounts.map((account) => html`<div class="card">${accountHeader(account)}</div>`)}
      <p><a href="/wa">Nomor WhatsApp latihan</a></p>
    </main>`,
  );
}

/** One account with its posts. */
export function accountPage(network: Network, account: Account): string {
  return layout(
    shownName(account),
    html`<main>
      <p class="crumbs"><a href="/">Beranda</a></p>
      <h1>${shownName(account)}</h1>
      <p class="quiet">${platformName(account)}, ${account.followers} pengikut. ${account.name}</p>
      <p><a href="/pesan/${account.id}">Kirim pesan langsung</a></p>
      <h2>Unggahan</h2>
      ${postList(network, postsOf(network.world, account.id), false)}
    </main>`,
  );
}

function postList(network: Network, posts: Post[], withAccount: boolean): Html {
  if (posts.length === 0) return html`<p class="quiet">Belum ada unggahan.</p>`;
  return html`<div class="card list">
    ${posts.map((post) => {
      const [pictureId] = post.pictureIds;
      const account = accountOfPost(network.world, post);
      return html`<a class="row" href="/p/${post.id}">
        ${
          pictureId
            ? html`<img src="${picturePath(network, pictureId)}" alt="" />`
            : html`<span class="none"></span>`
        }
        <span>
          ${withAccount && html`<strong>${shownName(account)}</strong> <span class="quiet">${platformName(account)}</span><br />`}
          ${post.caption.slice(0, 90) || 'Tanpa tulisan'}<br />
          <span class="quiet">${kinds[post.productType]}${moment(post.createdAt)}</span>
        </span>
      </a>`;
    })}
  </div>`;
}

// The pages use paths: the visitor may have come by another host name than the Graph API's callers.
export const picturePath = (network: Network, id: string): string =>
  pictureUrl(network, id).slice(network.url.length);
