import { accountOfPost, commentsOf, type Network } from '../engine/network.ts';
import type { Comment, Film, Post } from '../world/published.ts';
import type { Account } from '../world/accounts.ts';
import { picturePath } from './home.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import {
  accountHeader,
  accountPath,
  authorName,
  moment,
  personaChoice,
  placeTag,
  shownName,
} from './parts.ts';

/** A post as people see it on a phone, with everything said under it. */
export function postPage(network: Network, post: Post, persona: string): string {
  const account = accountOfPost(network.world, post);
  const view = { network, account, post, persona };
  const comments = commentsOf(network.world, post.id, null);
  const count = Object.values(network.world.comments).filter(({ postId }) => postId === post.id).length;
  return layout(
    `Unggahan ${shownName(account)}`,
    html`<main>
      <p class="crumbs"><a href="${accountPath(account)}">Semua unggahan ${shownName(account)}</a></p>
      <h1>Unggahan ${shownName(account)}</h1>
      <article class="card">
        ${accountHeader(account)} ${placeTag(post)}
        <div class="strip">
          ${post.film && filmPlayer(network, post.film, post.altText)}
          ${post.pictureIds.map(
            (id) =>
              html`<img
                class="picture"
                src="${picturePath(network, id)}"
                alt="${post.altText || 'Foto unggahan'}"
              />`,
          )}
        </div>
        <p class="caption"><strong>${shownName(account)}</strong> ${post.caption}</p>
        ${post.link && html`<p><a href="${post.link}" rel="noreferrer">${post.link}</a></p>`}
        <p class="quiet">${post.likes.length} suka, ${count} komentar, ${moment(post.createdAt)}</p>
        ${likeForm(view, post.id, 'Suka unggahan ini')}
      </article>
      <h2>Komentar</h2>
      ${comments.length === 0 && html`<p class="quiet">Belum ada komentar.</p>`}
      <ul class="thread">
        ${comments.map((comment) => thread(view, comment))}
      </ul>
      <h2>Tulis komentar</h2>
      ${writeForm(view, 'tulis', null, 'Komentar')}
      <p><a href="/pesan/${account.id}">Kirim pesan langsung ke ${shownName(account)}</a></p>
    </main>`,
  );
}

// What the player can't show, words tell: a video too large to keep.
function filmPlayer(network: Network, film: Film, altText: string): Html {
  const size = `${Math.round(film.seconds)} detik, ${film.width} × ${film.height} piksel`;
  if (!film.fileId) return html`<p class="film">Video ${size}</p>`;
  const start = film.coverMs === null ? '' : `#t=${film.coverMs / 1000}`;
  return html`<video
    class="picture"
    controls
    playsinline
    preload="metadata"
    width="${film.width}"
    height="${film.height}"
    src="${picturePath(network, film.fileId)}${start}"
    aria-label="${altText || `Video ${size}`}"
  ></video>`;
}

interface View {
  network: Network;
  account: Account;
  post: Post;
  persona: string;
}

function thread(view: View, comment: Comment): Html {
  const answers = commentsOf(view.network.world, view.post.id, comment.id);
  const isOwn = comment.authorId === view.account.id;
  const name = authorName(view.network, view.account, comment.authorId);
  return html`<li id="k-${comment.id}" class="${isOwn && 'business'}">
    <div class="said ${comment.hidden && 'hidden-note'}">
      <span class="face small" aria-hidden="true">${name.slice(0, 1).toUpperCase()}</span>
      <div class="body">
        <p>
          <strong>${name}</strong> ${isOwn && html`<span class="tag">usaha</span>`}
          ${comment.hidden && html`<span class="tag">disembunyikan usaha</span>`}
        </p>
        <p class="text">${comment.text}</p>
        ${comment.pictureId && html`<img class="picture" src="${picturePath(view.network, comment.pictureId)}" alt="Foto dalam komentar" />`}
        <p class="quiet">${moment(comment.createdAt)}, ${comment.likes.length} suka</p>
        <div class="acts">
          ${likeForm(view, comment.id, `Suka komentar ${name}`)}
          <details>
            <summary>Jawab<span class="quiet">&nbsp;${name}</span></summary>
            ${writeForm(view, `jawab-${comment.id}`, comment.id, 'Jawaban')}
          </details>
        </div>
      </div>
    </div>
    ${
      answers.length > 0 &&
      html`<ul class="thread">
        ${answers.map((answer) => thread(view, answer))}
      </ul>`
    }
  </li>`;
}

function writeForm(
  { network, post, persona }: View,
  idPrefix: string,
  parentId: string | null,
  label: string,
): Html {
  return html`<form class="write" method="post" action="/p/${post.id}/komentar">
    ${parentId && html`<input type="hidden" name="parentId" value="${parentId}" />`}
    ${personaChoice(network, persona, idPrefix)}
    <label for="${idPrefix}-nama">Atau nama contoh lain</label>
    <input id="${idPrefix}-nama" name="name" maxlength="60" autocomplete="off" />
    <label for="${idPrefix}-isi">${label}</label>
    <textarea id="${idPrefix}-isi" name="text" rows="2" maxlength="2200" required></textarea>
    <button class="main">Kirim</button>
  </form>`;
}

function likeForm({ network, post, persona }: View, id: string, label: string): Html {
  const liker = persona || (Object.keys(network.world.personas)[0] ?? '');
  return html`<form method="post" action="/p/${post.id}/suka">
    <input type="hidden" name="id" value="${id}" />
    <input type="hidden" name="persona" value="${liker}" />
    <button class="plain" aria-label="${label}">Suka</button>
  </form>`;
}
