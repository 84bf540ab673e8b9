import { wallClock } from '#platform/text/clock.ts';
import type { AstroGlobal } from 'astro';
import type { Member } from '#businesses/index.ts';
import { listPublishing } from '#channels/connections/index.ts';
import { say } from '#platform/http/flash.ts';
import { asksApproval } from '#planning/posts/index.ts';
import {
  importPlan,
  importWords,
  judgePlan,
  readPlan,
  textOf,
  type ImportCounts,
  type PlannedRow,
} from '#planning/import/index.ts';

export interface ImportScene {
  /** What came, to be shown again or confirmed. */
  text: string;
  mistakes: string[];
  /** Rows to confirm; null until a file without mistakes came. */
  planned: PlannedRow[] | null;
  approval: boolean;
}

/** Reads what came, and judges it again on confirmation: nothing is kept between the two. */
export async function openImport(Astro: AstroGlobal, member: Member): Promise<ImportScene | Response> {
  const { business, db, lang } = member;
  const t = importWords[lang];
  const shown: ImportScene = { text: '', mistakes: [], planned: null, approval: false };
  if (Astro.request.method !== 'POST') return shown;
  const data = await Astro.request.formData();
  const refuse = (text: string, mistakes: string[]): ImportScene => {
    Astro.response.status = 422;
    return { ...shown, text, mistakes };
  };
  const upload = data.get('file');
  const came =
    upload instanceof File && upload.size > 0
      ? textOf(new Uint8Array(await upload.arrayBuffer()), lang)
      : { text: String(data.get('text') ?? '') };
  if ('mistake' in came) return refuse('', [came.mistake]);
  if (data.get('action') === 'mend') return { ...shown, text: came.text };
  const file = readPlan(came.text, lang);
  if (!file.ok) return refuse(came.text, file.mistakes);
  const channels = await listPublishing(db, business.id);
  const now = wallClock(business.timezone);
  const { planned, mistakes } = await judgePlan({ db, business, channels, now, lang }, file.rows);
  if (mistakes.length > 0) {
    const said = mistakes.map(({ line, column, what }) =>
      column ? t.mistake(line, t.names[column], what) : t.row(line, what),
    );
    return refuse(came.text, said);
  }
  if (data.get('action') === 'confirm') {
    const made = await importPlan(db, business.id, planned);
    if (!made) return refuse(came.text, [t.moved]);
    say(Astro.cookies, { kind: 'done', text: outcome(made, lang) });
    const onlyDrafts = made.scheduled === 0 && made.known === 0;
    return Astro.redirect(`/u/${business.slug}/${onlyDrafts ? 'unggahan/draf' : 'kalender'}`, 303);
  }
  return { ...shown, text: came.text, planned, approval: await asksApproval(db, business.id) };
}

/** `9 dijadwalkan, 3 draf`. */
export function partsOf(counts: Omit<ImportCounts, 'known'>, lang: Member['lang']): string {
  const { parts } = importWords[lang];
  return (['scheduled', 'submitted', 'draft'] as const)
    .filter((part) => counts[part] > 0)
    .map((part) => parts[part](counts[part]))
    .join(', ');
}

function outcome(made: ImportCounts, lang: Member['lang']): string {
  const t = importWords[lang];
  const all = made.scheduled + made.submitted + made.draft;
  return [t.done(all, partsOf(made, lang)), made.known > 0 && t.known(made.known)].filter(Boolean).join(' ');
}
