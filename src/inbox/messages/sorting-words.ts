import { dictionary } from '#platform/text/i18n.ts';

/** What a message is about, and the form that says it better. */
export const sortingWords = dictionary({
  id: {
    intent: 'Maksud',
    sorted: (intent: string) => `Maksud pesan terakhir: ${intent}.`,
    unsorted: 'Maksud pesan terakhir belum ditentukan.',
    sortedByModel: 'Dipilah otomatis; ketuk untuk membetulkan.',
    sortedByPerson: 'Ditentukan orang, bukan program.',
    urgency: 'Kepentingan',
    sentiment: 'Perasaan',
    topic: 'Topik',
    noTopic: 'Tidak ada',
    correct: 'Simpan maksudnya',
  },
  en: {
    intent: 'Intent',
    sorted: (intent) => `Intent of the newest message: ${intent}.`,
    unsorted: 'The intent of the newest message is not set.',
    sortedByModel: 'Sorted automatically; tap to correct.',
    sortedByPerson: 'Set by a person, not by the program.',
    urgency: 'Urgency',
    sentiment: 'Sentiment',
    topic: 'Topic',
    noTopic: 'None',
    correct: 'Save the intent',
  },
});
