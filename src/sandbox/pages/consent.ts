import type { Account } from '../world/accounts.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';

export interface ConsentRequest {
  version: string;
  clientId: string;
  redirectUri: string;
  state: string;
  scopes: string[];
  person: string;
  pages: Account[];
  handles: Record<string, string>;
}

const sentences: Record<string, string> = {
  pages_show_list: 'Melihat daftar Halaman Anda',
  pages_read_engagement: 'Membaca unggahan Halaman',
  pages_read_user_content: 'Membaca komentar orang di Halaman',
  pages_manage_posts: 'Mengunggah ke Halaman',
  pages_manage_engagement: 'Membalas dan menyembunyikan komentar di Halaman',
  pages_manage_metadata: 'Menerima kabar dari Halaman',
  pages_messaging: 'Membaca dan mengirim pesan Halaman',
  read_insights: 'Membaca angka Halaman',
  business_management: 'Melihat portofolio bisnis',
  instagram_basic: 'Membaca profil dan unggahan Instagram',
  instagram_content_publish: 'Mengunggah ke Instagram',
  instagram_manage_comments: 'Membaca dan membalas komentar Instagram',
  instagram_manage_insights: 'Membaca angka Instagram',
  instagram_manage_messages: 'Membaca dan mengirim pesan Instagram',
  instagram_manage_contents: 'Menghapus unggahan Instagram',
  instagram_manage_engagement: 'Menyukai komentar di Instagram',
};

/** The dialog in which the owner allows the app in, or does not. */
export function consentPage(request: ConsentRequest): string {
  return layout(
    'Izinkan Tanggap',
    html`<main class="narrow">
      <h1>Izinkan Tanggap mengelola akun Anda?</h1>
      <p>Anda masuk sebagai <strong>${request.person}</strong>.</p>
      <form method="post" action="/${request.version}/dialog/oauth">
        ${hidden('client_id', request.clientId)}${hidden('redirect_uri', request.redirectUri)}
        ${hidden('state', request.state)}${hidden('scope', request.scopes.join(','))}
        <fieldset>
          <legend>Halaman</legend>
          ${request.pages.map((page) => {
            const handle = request.handles[page.id];
            const label = handle ? `${page.name}, Instagram @${handle}` : `${page.name}, tanpa Instagram`;
            return choice('page', page.id, label);
          })}
        </fieldset>
        ${
          request.scopes.length > 0 &&
          html`<details>
            <summary>Pilih izin (${request.scopes.length})</summary>
            <fieldset>
              <legend>Tanggap boleh</legend>
              ${request.scopes.map((scope) => choice('granted', scope, sentences[scope] ?? scope))}
            </fieldset>
          </details>`
        }
        <p class="buttons">
          <button class="main" name="answer" value="allow">Izinkan</button>
          <button name="answer" value="deny">Tolak</button>
        </p>
      </form>
    </main>`,
  );
}

/** What the dialog says when the app asked wrongly. It never redirects then, as Meta does not. */
export function consentProblem(problem: string): string {
  return layout(
    'Tidak bisa menyambungkan',
    html`<main class="narrow">
      <h1>Tidak bisa menyambungkan</h1>
      <p>${problem}</p>
    </main>`,
  );
}

const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}" />`;

const choice = (name: string, value: string, label: string): Html =>
  html`<label class="choice"
    ><input type="checkbox" name="${name}" value="${value}" checked /> ${label}</label
  >`;
