import { createServer, type Server, type ServerResponse } from 'node:http';
import { answerControl } from '../control/server.ts';
import type { Control } from '../control/commands.ts';
import { answerDialog, type PageAnswer } from '../meta/dialog.ts';
import { deathOf } from '../graph/access.ts';
import { answerGraph } from '../graph/answer.ts';
import type { Network } from './network.ts';
import { answerPage } from '../pages/router.ts';
import { avatar, stylesheet } from '../pages/stylesheet.ts';
import { readRequest, type Request } from './request.ts';

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action *; base-uri 'none'; frame-ancestors 'none'";

/** One origin for everything: the dialog, the Graph API, the control API and the pages. */
export function createSandboxServer(getNetwork: () => Network, getControl: () => Control): Server {
  return createServer((incoming, response) => {
    const network = getNetwork();
    readRequest(incoming)
      .then((request) => answer(network, getControl(), request, response))
      .catch((error: Error) => {
        network.warn(`${incoming.method} ${incoming.url}: ${error.stack}`);
        if (!response.headersSent && !response.destroyed) response.writeHead(500);
        response.end();
      });
  });
}

async function answer(
  network: Network,
  control: Control,
  request: Request,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = request.url;
  const dialog = /^\/(v\d+\.\d+)\/dialog\/oauth$/.exec(pathname);
  if (dialog) return sendPage(response, answerDialog(network, dialog[1] as string, request));
  const picture = /^\/_sandbox\/pictures\/(\d+)$/.exec(pathname);
  if (picture) return sendPicture(network, picture[1] as string, response);
  const file = /^\/_sandbox\/wa-berkas\/(\d+)$/.exec(pathname);
  if (file) return sendFile(network, file[1] as string, request, response);
  if (pathname === '/_sandbox/gaya.css') return sendText(response, 'text/css', stylesheet);
  if (pathname === '/_sandbox/avatar.svg') return sendText(response, 'image/svg+xml', avatar);
  const controlled = /^\/_sandbox\/(\w+)$/.exec(pathname);
  if (controlled) return answerControl(network, control, controlled[1] as string, request, response);
  const page = await answerPage(network, control, request);
  if (page) return sendPage(response, page);
  return answerGraph(network, request, response);
}

function sendPage(response: ServerResponse, page: PageAnswer): void {
  if ('location' in page) {
    response.writeHead(303, { location: page.location, 'cache-control': 'no-store' }).end();
    return;
  }
  response.writeHead(page.status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(page.html);
}

function sendPicture(network: Network, id: string, response: ServerResponse): void {
  const picture = network.pictures.find(id);
  if (!picture) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'content-type': picture.mime,
    'x-content-type-options': 'nosniff',
    'cache-control': 'max-age=31536000, immutable',
  });
  response.end(picture.bytes);
}

// Files on WhatsApp are for whoever has a token of that account.
function sendFile(network: Network, id: string, request: Request, response: ServerResponse): void {
  const file = network.world.whatsapp.files[id];
  const token = network.world.tokens[request.authorization.replace(/^Bearer /, '')];
  const mayOpen = file && token && deathOf(network, token) === 0 && token.businessId === file.businessId;
  if (mayOpen) return sendPicture(network, file.pictureId, response);
  response.writeHead(token ? 404 : 401).end();
}

function sendText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'max-age=60' });
  response.end(text);
}
