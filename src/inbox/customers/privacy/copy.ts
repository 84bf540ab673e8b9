/** A customer's copy of what a business has of them: for machines, for people, and the files. */
import { downloadZip } from 'client-zip';
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { fullMoment, type Lang } from '#platform/text/i18n.ts';
import { attachmentStream } from '#inbox/messages/attachments.ts';
import { privacyWords } from './words.ts';
import { fileName } from '#inbox/messages/received.ts';
import type { ContactId } from '#inbox/schema.ts';

const file = z.object({ id: z.uuid(), kind: z.string(), mime: z.string(), name: z.string().nullable() });
const said = z.object({ at: z.string(), words: z.string() });
const copy = z.object({
  business: z.string(),
  name: z.string(),
  since: z.string(),
  accounts: z.array(z.looseObject({ account_of_business: z.string(), username: z.string().nullable() })),
  consents: z.array(z.looseObject({ wording: z.string(), given_at: z.string() })),
  conversations: z.array(
    z.looseObject({
      channel: z.string(),
      messages: z.array(
        said.extend({ from: z.enum(['customer', 'business']), files: z.array(file) }).loose(),
      ),
      notes: z.array(said),
      cases: z.array(z.looseObject({ number: z.string(), complaint: z.string(), opened_at: z.string() })),
    }),
  ),
});
type Copy = z.infer<typeof copy>;

/**
 * The copy as a ZIP: `data.json`, `baca.txt`, and the files in `berkas/`; written down as handed out. UU 27/2022, article 7.
 * @returns null when the customer is not there, or for who is no owner
 */
export async function copyContact(
  backend: Backend,
  db: Db,
  contact: ContactId,
  lang: Lang,
  timeZone: string,
): Promise<Response | null> {
  const { data } = await db.rpc('contact_copy', { contact }).throwOnError();
  if (data === null) return null;
  const all = copy.parse(data);
  const response = downloadZip(filesOf(backend, all, lang, timeZone));
  response.headers.set('Content-Disposition', `attachment; filename="${privacyWords[lang].copyName}.zip"`);
  response.headers.set('Cache-Control', 'no-store');
  return response;
}

async function* filesOf(backend: Backend, all: Copy, lang: Lang, timeZone: string) {
  yield { name: 'data.json', input: JSON.stringify(all, null, 2) };
  yield { name: 'baca.txt', input: readable(all, lang, timeZone) };
  for (const { id, mime, name } of attachments(all)) {
    const bytes = await attachmentStream(backend, { id });
    yield { name: pathOf({ id, mime, name }, lang), input: bytes ?? privacyWords[lang].lostFile };
  }
}

const attachments = (all: Copy) =>
  all.conversations.flatMap(({ messages }) => messages.flatMap(({ files }) => files));

const pathOf = ({ id, ...named }: Pick<z.infer<typeof file>, 'id' | 'mime' | 'name'>, lang: Lang) =>
  `berkas/${id.slice(0, 8)}-${fileName(named, lang)}`;

/** Plain text, because every phone opens it. */
function readable(all: Copy, lang: Lang, timeZone: string): string {
  const t = privacyWords[lang];
  const when = (at: string) => fullMoment(at, lang, timeZone);
  const lines = [t.readme(all.business), '', all.name, t.readmeSince(when(all.since)), ''];
  const add = (title: string, rows: string[]) => {
    if (rows.length > 0) lines.push(title.toUpperCase(), ...rows, '');
  };
  add(
    t.accounts,
    all.accounts.map(({ account_of_business, username }) =>
      [account_of_business, username].filter(Boolean).join(': '),
    ),
  );
  add(
    t.consents,
    all.consents.map(({ wording, given_at }) => `${when(given_at)}: ${wording}`),
  );
  for (const { channel, messages, notes, cases } of all.conversations) {
    add(
      channel,
      messages.flatMap(({ at, from, words, files }) => [
        `${when(at)}, ${from === 'customer' ? t.you : all.business}: ${words}`,
        ...files.map((each) => `  ${t.files}: ${pathOf(each, lang)}`),
      ]),
    );
    add(
      t.notes,
      notes.map(({ at, words }) => `${when(at)}: ${words}`),
    );
    for (const { number, complaint, opened_at } of cases)
      add(t.case(number), [`${when(opened_at)}: ${complaint}`]);
  }
  return lines.join('\r\n');
}
