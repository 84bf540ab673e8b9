/**
 * What a plan's rows mean as posts, what is wrong with them (all at once), and making them: all or none.
 * Long, because each column is judged beside the others of its row.
 */
import { z } from 'zod';
import type { ConnectedChannel } from '#channels/index.ts';
import type { Db } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { v5, validate } from 'uuid';
import { contentOf, emptyForm, goalNumber, type ComposeForm } from '../composer/form.ts';
import { draftMistakes, mistakes } from '../composer/mistakes.ts';
import { newChoice } from '#media/index.ts';
import { savedParts } from '../posts/content.ts';
import { dayIn, figureNamed, kindNamed, messageTypeNamed, plain, statusNamed, timeIn } from './columns.ts';
import type { PlanRow } from './csv.ts';
import { importColumns, importWords, type ImportColumn } from './words.ts';
import { validHours } from '../posts/targets.ts';

export interface PlannedRow {
  line: number;
  id: string;
  form: ComposeForm;
  submit: boolean;
  /** It was to be scheduled, and is a draft because its photo is still missing. */
  waitsForPicture: boolean;
}

export interface PlanMistake {
  line: number;
  column: ImportColumn | null;
  what: string;
}

export interface PlanScene {
  db: Db;
  business: { id: string };
  channels: ConnectedChannel[];
  /** The wall clock of the business now. */
  now: string;
  lang: Lang;
}

const counts = z.object({
  known: z.number(),
  draft: z.number(),
  submitted: z.number(),
  scheduled: z.number(),
});
export type ImportCounts = z.infer<typeof counts>;

/** Ids of imported posts derive from what their rows say, so that the same file twice makes them once. */
const namespace = '0d5b6c7e-4f7b-4c3c-9a63-5a6a0a7c1f1e';

/** Every row as a post, and every mistake of every row. */
export async function judgePlan(
  scene: PlanScene,
  rows: PlanRow[],
): Promise<{ planned: PlannedRow[]; mistakes: PlanMistake[] }> {
  const t = importWords[scene.lang].cell;
  const pictures = await knownPictures(scene, rows);
  const found: PlanMistake[] = [];
  const lines = new Map<string, number>();
  const planned = rows.map((row) => {
    const one = judgeRow(scene, row, pictures);
    found.push(...one.mistakes);
    const twin = lines.get(one.planned.id);
    if (twin !== undefined) found.push({ line: row.line, column: null, what: t.same(twin) });
    else lines.set(one.planned.id, row.line);
    return one.planned;
  });
  return { planned, mistakes: found };
}

/** Makes the posts, all of them or none; `null` when an hour has passed since they were judged. */
export async function importPlan(
  db: Db,
  business: string,
  planned: PlannedRow[],
): Promise<ImportCounts | null> {
  const plan = planned.map(({ id, form, submit }) => {
    const pictures = form.pictures.map(({ mediaId, altText }) => ({ media_id: mediaId, alt_text: altText }));
    const post = contentOf(form, pictures);
    return { id, ...savedParts(post), submit, local_time: post.localTime };
  });
  const { data, error } = await db.rpc('import_plan', { business, plan, valid_hours: validHours });
  if (error?.code === '23514') return null;
  if (error) throw error;
  return counts.parse(data);
}

function judgeRow(
  scene: PlanScene,
  { line, cells }: PlanRow,
  pictures: Set<string>,
): { planned: PlannedRow; mistakes: PlanMistake[] } {
  const { business, now, lang } = scene;
  const t = importWords[lang].cell;
  const wrong = new Map<ImportColumn, string>();
  const cell = (column: ImportColumn) => cells[column] ?? '';
  const kind = kindNamed(cell('kind')) ?? (wrong.set('kind', t.kind), 'text');
  const status = statusNamed(cell('status')) ?? (wrong.set('status', t.status), 'draft');
  const chosen = channelsNamed(scene, cell('channels'), (what) => wrong.set('channels', what));
  const media = kind === 'photo' ? cell('picture').toLowerCase() : '';
  if (media && !pictures.has(media)) wrong.set('picture', t.picture);
  const figure = figureNamed(cell('figure'));
  if (cell('figure') && !figure) wrong.set('figure', t.figure);
  const type = messageTypeNamed(cell('messageType'));
  if (cell('messageType') && !type) wrong.set('messageType', t.messageType);
  if (cell('value') && !goalNumber.safeParse(cell('value')).success) wrong.set('value', t.value);
  const form: ComposeForm = {
    ...emptyForm([], whenOf(cell('date'), cell('time'), wrong, lang, status === 'schedule')),
    channels: chosen.map(({ id }) => id),
    mediaType: kind,
    pictures: media ? [newChoice(media, 0, cell('altText'))] : [],
    caption: cell('caption'),
    link: cell('link'),
    firstComment: cell('firstComment'),
    goal: cell('goal'),
    goalFigure: figure ?? '',
    goalValue: cell('value'),
    messageType: type ?? '',
    pillar: cell('pillar'),
  };
  const waitsForPicture = status === 'schedule' && kind === 'photo' && !media;
  const judged = { form, chosen, now, video: null, lang };
  const rules = status === 'schedule' ? mistakes(judged) : draftMistakes(judged);
  for (const [field, what] of Object.entries(rules)) {
    const column = columnOf(field);
    // A photo that is still missing makes a draft, not a mistake.
    if (waitsForPicture && (column === 'picture' || column === 'altText')) continue;
    // What is wrong with the day has been said already.
    if (field === 'when' && !form.when) continue;
    if (!wrong.has(column)) wrong.set(column, column === 'time' && form.when ? t.past : what);
  }
  const said = JSON.stringify({ ...form, id: null, sheet: null, status });
  return {
    planned: {
      line,
      id: v5(`${business.id}:${said}`, namespace),
      form,
      submit: status === 'schedule' && !waitsForPicture,
      waitsForPicture,
    },
    mistakes: importColumns.flatMap((column) => {
      const what = wrong.get(column);
      return what ? [{ line, column, what }] : [];
    }),
  };
}

function whenOf(
  date: string,
  time: string,
  wrong: Map<ImportColumn, string>,
  lang: Lang,
  needed: boolean,
): string {
  const t = importWords[lang].cell;
  const day = dayIn(date);
  const hour = timeIn(time);
  if (date && !day) wrong.set('date', t.date);
  if (time && !hour) wrong.set('time', t.time);
  if (!date && (needed || time)) wrong.set('date', t.noDate);
  if (!time && (needed || date)) wrong.set('time', t.noTime);
  return day && hour ? `${day}T${hour}` : '';
}

function channelsNamed(
  { channels, lang }: PlanScene,
  cell: string,
  refuse: (what: string) => void,
): ConnectedChannel[] {
  const t = importWords[lang].cell;
  const names = cell.split(/[;|]/).map(plain).filter(Boolean);
  const found = names.flatMap((name) => {
    const byName = channels.filter((channel) => plain(channel.name) === name);
    const fitting = byName.length > 0 ? byName : channels.filter(({ kind }) => kind === name);
    if (fitting.length > 1) refuse(t.channelTwice(name));
    if (fitting.length === 0)
      refuse(t.channel(name, channels.map((channel) => channel.name).join(', ') || t.noChannels));
    return fitting.slice(0, 1);
  });
  return [...new Set(found)];
}

/** Where the composer's rules put a mistake, as a column of the file. */
function columnOf(field: string): ImportColumn {
  const columns: Record<string, ImportColumn> = {
    channels: 'channels',
    mediaType: 'kind',
    'pictures.files': 'picture',
    'pictures[0].altText': 'altText',
    link: 'link',
    firstComment: 'firstComment',
    goal: 'goal',
    goalFigure: 'figure',
    goalValue: 'value',
    messageType: 'messageType',
    pillar: 'pillar',
    when: 'time',
  };
  return columns[field] ?? 'caption';
}

async function knownPictures({ db, business }: PlanScene, rows: PlanRow[]): Promise<Set<string>> {
  const wanted = [
    ...new Set(rows.map(({ cells }) => (cells.picture ?? '').toLowerCase()).filter((id) => validate(id))),
  ];
  const known = new Set<string>();
  for (let from = 0; from < wanted.length; from += 100) {
    const { data } = await db
      .from('media')
      .select('id')
      .eq('business_id', business.id)
      .in('id', wanted.slice(from, from + 100))
      .throwOnError();
    for (const { id } of data) known.add(id);
  }
  return known;
}
