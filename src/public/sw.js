/*
 * What a phone keeps for a blank spot, and nothing else: the page that says there is no signal, and the screens of
 * assisted posts that are due within a day, with their pictures (a video is too much to fetch unasked). All other pages come from the network alone.
 * "Sudah saya unggah" said without signal is kept and sent later; the server counts it once however often it comes.
 * What is kept is private: it goes when the person signs out, or turns out to be signed out.
 */
const version = 'v1';
const shell = `tanggap-rangka-${version}`;
const screens = `tanggap-layar-${version}`;
const offlinePage = '/luring';
/** A screen older than this shows nothing that is still due. */
const mostAgeMs = 36 * 3_600_000;
/** How long a kept screen waits for a network that does not answer. */
const patienceMs = 4_000;
const screenAddress = /^\/u\/[^/]+\/unggahan\/[^/]+\/target\/[^/]+\/bantu$/;
const doneAddress = /^(\/u\/[^/]+\/unggahan\/[^/]+\/target\/[^/]+\/bantu)\/selesai$/;
const immutable = /^\/(_astro\/|media\/[^/]+\.jpg$)/;

addEventListener('install', (event) => {
  event.waitUntil(keep(shell, offlinePage).then(() => skipWaiting()));
});

addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith('tanggap-') && name !== shell && name !== screens) await caches.delete(name);
      }
      await registration.navigationPreload?.enable();
      await clients.claim();
    })(),
  );
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === 'POST' && request.mode === 'navigate') {
    if (doneAddress.test(url.pathname)) event.respondWith(done(request, url.pathname));
    else if (url.pathname === '/keluar') event.respondWith(signOut(request));
    else event.respondWith(fetch(request).catch(() => sayOffline()));
  } else if (request.mode === 'navigate' && request.method === 'GET') event.respondWith(visit(event, url));
  else if (request.method === 'GET' && immutable.test(url.pathname)) event.respondWith(kept(request));
});

addEventListener('message', (event) => {
  const { data } = event;
  if (data?.do === 'refresh') event.waitUntil(Promise.all([refresh(), sendWaiting()]));
  if (data?.do === 'send') event.waitUntil(sendWaiting());
  if (data?.do === 'tell') event.waitUntil(tell());
  if (data?.do === 'drop') event.waitUntil(queue('readwrite', (store) => store.delete(data.path)));
});

addEventListener('sync', (event) => {
  if (event.tag === 'antrean') event.waitUntil(sendWaiting().then(stillWaiting));
});

addEventListener('push', (event) => {
  const { title = 'Tanggap', body, path = '/', tag } = event.data?.json() ?? {};
  const shown = {
    body,
    tag,
    data: { path },
    icon: '/icon-192.png',
    badge: '/badge-96.png',
    renotify: Boolean(tag),
  };
  event.waitUntil(Promise.all([registration.showNotification(title, shown), refresh()]));
});

addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path));
});

addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renew(event.oldSubscription));
});

/** The network, and without it what was kept; a screen that is kept does not wait for a network that is too slow. */
async function visit(event, url) {
  const keptPage = screenAddress.test(url.pathname) ? await keptScreen(url.pathname) : null;
  try {
    const asked = Promise.resolve(event.preloadResponse).then((answer) => answer ?? fetch(event.request));
    const answer = await (keptPage ? Promise.race([asked, refuseAfter(patienceMs)]) : asked);
    // Who is shown the door is not signed in (any more).
    if (url.pathname === '/masuk' && answer.ok) event.waitUntil(forgetScreens());
    return answer;
  } catch {
    return keptPage ?? sayOffline();
  }
}

function refuseAfter(ms) {
  return new Promise((_, failed) => setTimeout(() => failed(new Error('too slow')), ms));
}

async function keptScreen(path) {
  const cache = await caches.open(screens);
  const page = await cache.match(path);
  if (!page) return null;
  const age = Date.now() - Date.parse(page.headers.get('date') ?? '');
  if (age < mostAgeMs) return page;
  await cache.delete(path);
  return null;
}

async function sayOffline() {
  return (await caches.match(offlinePage)) ?? Response.error();
}

async function kept(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

/** How often all screens were let go of: what was being fetched for the person before must not come back. */
let forgotten = 0;

/** Asks which screens are due, keeps those with all they show, and lets go of the others. */
async function refresh() {
  const before = forgotten;
  await keepDue();
  if (forgotten !== before) await forgetScreens();
}

async function keepDue() {
  const answer = await fetch('/luring/layar', { headers: { Accept: 'application/json' } }).catch(() => null);
  if (answer?.status === 401) return forgetScreens();
  if (!answer?.ok) return;
  const { paths } = await answer.json();
  const wanted = new Set();
  for (const path of paths) for (const one of await keep(screens, path)) wanted.add(one);
  const cache = await caches.open(screens);
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  }
  await keep(shell, offlinePage);
}

/** Keeps a page with its styles, scripts and pictures. Returns their addresses; of a page that did not come, what is kept. */
async function keep(name, path) {
  const cache = await caches.open(name);
  const page = await fetch(path, { headers: { Accept: 'text/html', 'X-Live': '1' } }).catch(() => null);
  if (!page?.ok || page.redirected)
    return (await cache.match(path)) ? [path, ...(await named(cache, path))] : [];
  await cache.put(path, page);
  return [path, ...(await named(cache, path))];
}

/** What a kept page or script names, kept as well. */
async function named(cache, path, seen = new Set()) {
  const text = await (await cache.match(path)).text();
  const found = [
    ...[...text.matchAll(/(?:href|src)="(\/(?:_astro\/[^"]+|media\/[^"]+\.jpg))"/g)].map(
      ([, address]) => address,
    ),
    ...[...text.matchAll(/(?:from|import)\s*\(?\s*["'](\.\/[^"']+\.js)["']/g)].map(
      ([, near]) => new URL(near, new URL(path, location.origin)).pathname,
    ),
  ];
  for (const address of found) {
    if (seen.has(address)) continue;
    seen.add(address);
    if (!(await cache.match(address))) await cache.add(address).catch(() => undefined);
    if (address.endsWith('.js') && (await cache.match(address))) await named(cache, address, seen);
  }
  return [...seen];
}

/** "Sudah saya unggah": sent, or kept until there is signal. */
async function done(request, path) {
  const copy = request.clone();
  try {
    const answer = await fetch(request);
    if (answer.status < 500) return answer;
  } catch {
    // Kept below, like an answer that says the server is in trouble.
  }
  const form = await copy.formData();
  const entry = {
    path,
    link: String(form.get('link') ?? ''),
    at: new Date().toISOString(),
    state: 'waiting',
  };
  await queue('readwrite', (store) => store.put(entry));
  await registration.sync?.register('antrean').catch(() => undefined);
  return Response.redirect(doneAddress.exec(path)[1], 303);
}

let sending = Promise.resolve();

/** Sends what waits, one after another; never twice at once. Whoever asks meanwhile gets a round of their own after. */
function sendWaiting() {
  sending = sending.then(sendAll, sendAll);
  return sending;
}

async function sendAll() {
  const sent = [];
  for (const entry of await queue('readonly', (store) => store.getAll())) {
    if (entry.state !== 'waiting') continue;
    const body = new FormData();
    body.set('link', entry.link);
    body.set('at', entry.at);
    const headers = { Accept: 'application/json' };
    const answer = await fetch(entry.path, { method: 'POST', body, headers }).catch(() => null);
    if (!answer || answer.status >= 500 || answer.status === 401) continue;
    const { state } = await answer.json().catch(() => ({ state: 'busy' }));
    if (state === 'busy') continue;
    if (state === 'published') sent.push(entry.path);
    await queue('readwrite', (store) =>
      state === 'published' ? store.delete(entry.path) : store.put({ ...entry, state: 'refused' }),
    );
  }
  if (sent.length > 0) await tell(sent);
}

/** Background sync tries again after a failure, and only then. */
async function stillWaiting() {
  const left = await queue('readonly', (store) => store.getAll());
  if (left.some(({ state }) => state === 'waiting')) throw new Error('not all could be sent');
}

/** Tells every open page what is kept to be sent, and what was sent just now. */
async function tell(sent = []) {
  const waiting = await queue('readonly', (store) => store.getAll());
  for (const client of await clients.matchAll()) client.postMessage({ waiting, sent });
}

/** What waits is sent, this phone is not reminded any more, and nothing private stays. */
async function signOut(request) {
  const patience = new Promise((over) => setTimeout(over, 4_000));
  await Promise.race([Promise.allSettled([sendWaiting(), stopReminders()]), patience]);
  try {
    const answer = await fetch(request);
    await Promise.all([forgetScreens(), queue('readwrite', (store) => store.clear())]);
    return answer;
  } catch {
    return sayOffline();
  }
}

async function stopReminders() {
  const subscription = await registration.pushManager?.getSubscription();
  if (!subscription) return;
  await reportDevice('DELETE', subscription);
  await subscription.unsubscribe();
}

async function renew(old) {
  const options = old?.options ?? { userVisibleOnly: true };
  const fresh = await registration.pushManager.subscribe(options).catch(() => null);
  if (fresh) await reportDevice('POST', fresh);
}

function reportDevice(method, subscription) {
  const headers = { 'Content-Type': 'application/json' };
  return fetch('/perangkat', { method, headers, body: JSON.stringify(subscription) }).catch(() => null);
}

async function forgetScreens() {
  forgotten += 1;
  await caches.delete(screens);
}

/** Shows an address of ours, in a page that is open already where there is one. */
async function open(path) {
  const address = /^\/(?!\/)/.test(path ?? '') ? path : '/';
  const [page] = await clients.matchAll({ type: 'window' });
  if (!page) return clients.openWindow(address);
  await page.focus().catch(() => undefined);
  return page.navigate(address).catch(() => clients.openWindow(address));
}

/** One step on what is kept to be sent. */
function queue(mode, step) {
  return new Promise((done, failed) => {
    const opening = indexedDB.open('tanggap', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('antrean', { keyPath: 'path' });
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const transaction = db.transaction('antrean', mode);
      const request = step(transaction.objectStore('antrean'));
      transaction.oncomplete = () => {
        db.close();
        done(request.result);
      };
      transaction.onerror = () => failed(transaction.error);
    };
  });
}
