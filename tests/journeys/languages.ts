/** Finds Indonesian words of the interface on an English page; what people wrote is left alone. */
import type { Page } from 'playwright-core';
import { accountWords } from '#businesses/accounts/index.ts';
import { businessWords } from '#businesses/index.ts';
import { channelWords, deletionWords, noteWords, reasonWords } from '#channels/words/index.ts';
import { assistantWords } from '#assistant/index.ts';
import { caseWords } from '#inbox/cases/index.ts';
import { contactWords } from '#inbox/customers/index.ts';
import { deskWords } from '#inbox/conversations/triage/index.ts';
import { followUpWords } from '#inbox/cases/customer-page/index.ts';
import { hoursWords } from '#inbox/hours/index.ts';
import { inboxWords } from '#inbox/index.ts';
import { privacyWords } from '#inbox/customers/privacy/index.ts';
import { noticeWords } from '#inbox/notices/index.ts';
import { templateWords } from '#inbox/replies/templates/index.ts';
import { replyWords } from '#inbox/replies/index.ts';
import { pageWords } from '#pages/_words.ts';
import { calendarWords } from '#planning/calendar/index.ts';
import { catalogueWords } from '#catalogue/index.ts';
import { composeWords } from '#planning/composer/index.ts';
import { importWords } from '#planning/import/index.ts';
import { mediaWords } from '#media/library/index.ts';
import { planningWords } from '#planning/index.ts';
import { reviewWords } from '#planning/review/index.ts';
import { seriesWords } from '#planning/series/index.ts';
import { assistWords } from '#publishing/assist/index.ts';
import { preflightWords } from '#publishing/preflight/index.ts';
import { words as shellWords } from '#ui/words.ts';
import { panelWords } from '#widget/elements/panel-words.ts';
import { answerTimeWords, settingsWords } from '#widget/settings/index.ts';
import { formWords } from '#widget/feedback/index.ts';
import { talkWords, whatsappLinkWords } from '#widget/portal/index.ts';

const dictionaries = [
  accountWords,
  assistWords,
  assistantWords,
  caseWords,
  contactWords,
  deskWords,
  hoursWords,
  privacyWords,
  replyWords,
  followUpWords,
  businessWords,
  channelWords,
  deletionWords,
  preflightWords,
  reasonWords,
  noteWords,
  inboxWords,
  noticeWords,
  templateWords,
  pageWords,
  planningWords,
  calendarWords,
  catalogueWords,
  composeWords,
  importWords,
  mediaWords,
  reviewWords,
  seriesWords,
  shellWords,
  answerTimeWords,
  formWords,
  panelWords,
  settingsWords,
  talkWords,
  whatsappLinkWords,
];

const english = new Set(dictionaries.flatMap(({ en }) => sentences(en)));
const indonesian = dictionaries.flatMap(({ id }) => sentences(id)).filter((text) => !english.has(text));
/** Days and months as Indonesian dates write them, and words that no English sentence has. */
const telltale =
  /\b(Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Januari|Februari|Maret|Juni|Juli|Agustus|Oktober|Desember|pukul|lalu|kemarin|yang|dan|untuk|tidak|belum|sudah|Anda)\b/;

/** Texts and labels of the page that stand in the Indonesian dictionary, or sound like it outside of what people wrote. */
export async function indonesianLeft(page: Page): Promise<string[]> {
  const seen = await page.evaluate(() => {
    const written =
      '.list-what, .list-who, .thread-text, .message-author, .post-caption, .written, .product-row, .media-uses, .marks, textarea, dd, code, .tag, h1';
    const texts: { text: string; ours: boolean }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim() ?? '';
      const parent = walker.currentNode.parentElement;
      if (!text || parent?.closest('script, style, form.languages')) continue;
      texts.push({ text, ours: !parent?.closest(written) });
    }
    for (const one of document.querySelectorAll('[aria-label], [placeholder], [title], [data-close]'))
      for (const name of ['aria-label', 'placeholder', 'title', 'data-close'])
        if (one.getAttribute(name) && !one.matches('form.languages'))
          texts.push({ text: one.getAttribute(name)!, ours: !one.matches('.thread-list, section, ul') });
    texts.push({ text: document.title.replace(/ · Tanggap$/, ''), ours: false });
    return { texts, lang: document.documentElement.lang };
  });
  const known = new Set(indonesian);
  return [
    ...(seen.lang === 'en' ? [] : [`the page says lang=${seen.lang}`]),
    ...seen.texts
      .filter(({ text, ours }) => known.has(text) || (ours && telltale.test(text)))
      .map(({ text }) => text),
  ];
}

function sentences(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  return words && typeof words === 'object' ? Object.values(words).flatMap(sentences) : [];
}
