/**
 * What was written and is not with the business yet: kept on this device before it is sent, sent as soon as there is a
 * network, and forgotten when its number was shown. Sending twice is harmless: the server knows it by its key.
 */
import type { Challenge, FeedbackBody, Receipt, Refusal } from '../schema.ts';
import { prove } from './prove.ts';

export interface Letter {
  /** Of the body, too. */
  id: string;
  /** The public key it goes to. */
  business: string;
  hub: string;
  body: FeedbackBody;
  photo: ArrayBuffer | null;
  /** Once the words have arrived. */
  receipt: Receipt | null;
}

/** `waits`: no network, or not now. `refused`: never as it is; `receipt` where the words themselves were taken. */
export type Delivery =
  | { how: 'sent'; receipt: Receipt }
  | { how: 'waits' }
  | { how: 'refused'; refusal: Refusal; receipt: Receipt | null };

const mark = 'tanggap-waiting';
const unknown: Refusal = { code: 'shape', text: '' };

/** Where the browser keeps nothing (or no more), this page does for as long as it is open. */
const here = new Map<string, Letter>();

/** Keeps a letter; false when only this page holds it. */
export async function keep(letter: Letter): Promise<boolean> {
  here.set(letter.id, letter);
  const kept = await inStore('readwrite', (store) => store.put(letter)).then(
    () => true,
    () => false,
  );
  if (kept) setMark(true);
  return kept;
}

/** What waits for a business, kept on this device by this page or an earlier one. */
export async function waiting(business: string): Promise<Letter[]> {
  const kept = await inStore<Letter[]>('readonly', (store) => store.getAll()).catch(() => []);
  const all = new Map([...kept.map((one): [string, Letter] => [one.id, one]), ...here]);
  return [...all.values()].filter((one) => one.business === business);
}

export async function forget({ id }: Letter): Promise<void> {
  here.delete(id);
  await inStore('readwrite', (store) => store.delete(id)).catch(() => undefined);
  const left = await inStore<number>('readonly', (store) => store.count()).catch(() => 0);
  if (left === 0 && here.size === 0) setMark(false);
}

/** Sends the words, then the photo. `checking` is called when the hub wants a proof of work first. */
export async function deliver(letter: Letter, checking: () => void): Promise<Delivery> {
  const base = `${letter.hub}/api/widget/${letter.business}/masukan`;
  const lang = letter.body.lang;
  if (!letter.receipt) {
    const send = (proof?: string) =>
      post(base, lang, { 'Content-Type': 'application/json' }, JSON.stringify({ ...letter.body, proof }));
    let answer = await send();
    // A second time where the first proof was used up without an answer; then it waits its turn.
    for (let round = 0; round < 2 && answer && 'signature' in answer; round++) {
      checking();
      answer = await send(await prove(answer));
    }
    if (!answer || 'signature' in answer) return { how: 'waits' };
    if (!answer.ok) return { how: 'refused', refusal: await refusalOf(answer), receipt: null };
    letter.receipt = (await answer.json()) as Receipt;
    if (letter.photo) await keep(letter);
  }
  const { receipt, photo } = letter;
  if (photo) {
    const authorization = `Bearer ${receipt.link.slice(receipt.link.lastIndexOf('/') + 1)}`;
    const headers = { 'Content-Type': 'application/octet-stream', Authorization: authorization };
    const answer = await post(`${base}/${receipt.message}/foto`, lang, headers, photo);
    if (!answer || 'signature' in answer) return { how: 'waits' };
    if (!answer.ok) return { how: 'refused', refusal: await refusalOf(answer), receipt };
  }
  return { how: 'sent', receipt };
}

/** Null when it may work later: without a network, with too many at once, while the hub has trouble. Or a challenge. */
async function post(
  address: string,
  lang: string,
  headers: Record<string, string>,
  body: BodyInit,
): Promise<Response | Challenge | null> {
  const answer = await fetch(address, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'Accept-Language': lang, ...headers },
    body,
  }).catch(() => null);
  if (answer?.status === 429) return (await refusalOf(answer)).challenge ?? null;
  return !answer || answer.status >= 500 ? null : answer;
}

async function refusalOf(answer: Response): Promise<Refusal> {
  return ((await answer.json().catch(() => null)) as Refusal | null) ?? unknown;
}

function inStore<T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  return new Promise((done, failed) => {
    const opening = indexedDB.open('tanggap', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('outbox', { keyPath: 'id' });
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      try {
        const transaction = db.transaction('outbox', mode);
        const request = use(transaction.objectStore('outbox'));
        transaction.oncomplete = () => {
          db.close();
          done(request.result as T);
        };
        transaction.onabort = () => {
          db.close();
          failed(transaction.error);
        };
      } catch (error) {
        db.close();
        failed(error);
      }
    };
  });
}

/** So that the next page knows, without loading anything, that there is something to send. */
function setMark(on: boolean): void {
  try {
    if (on) localStorage.setItem(mark, '1');
    else localStorage.removeItem(mark);
  } catch {
    // A page that may keep nothing sends while it is open.
  }
}
