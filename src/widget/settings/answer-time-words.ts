import { dictionary } from '#platform/text/i18n.ts';

/** How soon a business usually answers. */
export const answerTimeWords = dictionary({
  id: {
    hours: (hours: string) => `Biasanya dibalas dalam ${hours} jam.`,
    day: 'Biasanya dibalas dalam sehari.',
    days: (days: string) => `Biasanya dibalas dalam ${days} hari.`,
    week: 'Biasanya dibalas dalam seminggu.',
    told: (sentence: string) =>
      `Di formulir tertulis: “${sentence}” Hitungannya dari jawaban Anda 90 hari ini.`,
    untold:
      'Setelah 10 percakapan terjawab dalam 90 hari, formulir menyebut berapa lama Anda biasanya membalas.',
  },
  en: {
    hours: (hours) => `Usually answered within ${hours} ${hours === '1' ? 'hour' : 'hours'}.`,
    day: 'Usually answered within a day.',
    days: (days) => `Usually answered within ${days} days.`,
    week: 'Usually answered within a week.',
    told: (sentence) => `The form says: “${sentence}” It is counted from your answers of these 90 days.`,
    untold: 'Once 10 conversations were answered within 90 days, the form says how soon you usually answer.',
  },
});
