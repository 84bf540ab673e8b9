import type { Control } from '../control/commands.ts';
import type { PageAnswer } from '../meta/dialog.ts';
import { contactFor, type Network } from '../engine/network.ts';
import { samplePicture } from './sample-picture.ts';
import { type Request, readForm } from '../engine/request.ts';
import { directPage, directPeoplePage } from './direct.ts';
import { accountPage, homePage } from './home.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import { actOnWhatsApp, showWhatsApp } from '../whatsapp/pages.ts';
import { postPage } from './post.ts';

/** The pages on which a person plays the customer; `null` when the address is none of theirs. */
export async function answerPage(
  network: Network,
  control: Control,
  request: Request,
): Promise<PageAnswer | null> {
  const [room = '', id = '', third = '', fourth = ''] = request.url.pathname
    .split('/')
    .slice(1)
    .map(decodeURIComponent);
  if (!['', 'ig', 'fb', 'p', 'pesan', 'wa'].includes(room)) return null;
  if (request.method === 'POST' && room === 'pesan' && fourth === 'tindakan') {
    return actDirect(network, control, id, third, readForm(request).get('action') ?? '');
  }
  if (request.method === 'POST') return act(network, control, room, id, third, readForm(request));
  return show(network, room, id, third, request.url.searchParams.get('sebagai') ?? '');
}

function show(network: Network, room: string, id: string, third: string, persona: string): PageAnswer {
  const { accounts, posts, personas } = network.world;
  const account = accounts[id];
  const post = posts[id];
  const writer = personas[third];
  if (room === '') return page(homePage(network));
  if (room === 'p' && post && !third) return page(postPage(network, post, persona));
  if ((room === 'ig' || room === 'fb') && account && !third) return page(accountPage(network, account));
  if (room === 'pesan' && account && writer) return page(directPage(network, account, writer));
  if (room === 'pesan' && account && !third) return page(directPeoplePage(network, account));
  const written = room === 'wa' ? showWhatsApp(network, id, third) : null;
  return written === null ? missing() : page(written);
}

async function act(
  network: Network,
  control: Control,
  room: string,
  id: string,
  third: string,
  form: URLSearchParams,
): Promise<PageAnswer> {
  const text = (form.get('text') ?? '').trim();
  const persona = form.get('name')?.trim() || (form.get('persona') ?? '');
  network.changed();
  if (room === 'wa') return actOnWhatsApp(network, control, id, third, form) ?? missing();
  if (room === 'p' && network.world.posts[id] && third === 'suka') {
    control.likes({ id: form.get('id') ?? id, persona });
    return { status: 303, location: `/p/${id}?${new URLSearchParams({ sebagai: persona })}` };
  }
  if (room === 'p' && network.world.posts[id] && third === 'komentar' && text && persona) {
    const parentId = form.get('parentId');
    const said = control.comments({ postId: id, persona, text, ...(parentId ? { parentId } : {}) });
    const writer = network.world.contacts[said.authorId]?.personaId ?? '';
    return { status: 303, location: `/p/${id}?sebagai=${writer}#k-${said.id}` };
  }
  if (room === 'pesan' && network.world.accounts[id] && network.world.personas[third] && text) {
    control.messages({ account: id, persona: third, text });
    return { status: 303, location: `/pesan/${id}/${third}#tulis` };
  }
  return missing();
}

/** One tap of the customer in a direct conversation. */
function actDirect(
  network: Network,
  control: Control,
  account: string,
  persona: string,
  what: string,
): PageAnswer {
  const { accounts, personas, messages } = network.world;
  if (!accounts[account] || !personas[persona]) return missing();
  network.changed();
  const contact = contactFor(network.world, persona, account).id;
  const thread = Object.values(messages).filter(({ contactId }) => contactId === contact);
  const theirs = thread.findLast(({ fromBusiness }) => !fromBusiness);
  const answer = thread.findLast(({ fromBusiness }) => fromBusiness);
  const file = { file: samplePicture };
  if (what === 'foto') control.messages({ account, persona, files: [{ type: 'image', ...file }] });
  if (what === 'stiker') control.messages({ account, persona, files: [{ type: 'sticker', ...file }] });
  if (what === 'cerita') control.messages({ account, persona, files: [{ type: 'story_mention', ...file }] });
  if (what === 'suka' && answer) control.reactions({ messageId: answer.id, emoji: '❤️' });
  if (what === 'baca' && answer) {
    control.arrivals({ account, persona });
    control.reads({ account, persona });
  }
  if (what === 'tarik' && theirs && accounts[account].platform === 'instagram') {
    control.unsends({ messageId: theirs.id });
  }
  return { status: 303, location: `/pesan/${account}/${persona}#tulis` };
}

const page = (written: string): PageAnswer => ({ status: 200, html: written });

const missing = (): PageAnswer => ({
  status: 404,
  html: layout(
    'Tidak ada',
    html`<main>
      <h1>Tidak ada di sini</h1>
      <p>Unggahan atau akun ini tidak ada, atau sudah dihapus. <a href="/">Ke beranda</a></p>
    </main>`,
  ),
});
