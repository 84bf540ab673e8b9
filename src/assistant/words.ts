import { dictionary } from '#platform/text/i18n.ts';

/** What each kind of message is called in the interface; the keys are those of schema.ts. */
export const words = dictionary({
  id: {
    intent: {
      question: 'Pertanyaan',
      complaint: 'Komplain',
      criticism: 'Kritik',
      suggestion: 'Saran',
      praise: 'Pujian',
      objection: 'Sanggahan',
      giveaway_entry: 'Peserta giveaway',
      spam: 'Spam',
      other: 'Lainnya',
    },
    sentiment: { positive: 'Positif', neutral: 'Netral', negative: 'Negatif' },
    urgency: { low: 'Bisa nanti', normal: 'Perlu dijawab', high: 'Mendesak' },
    topic: {
      price: 'Harga',
      stock: 'Stok',
      how_to_buy: 'Cara membeli',
      hours: 'Jam buka',
      location: 'Lokasi',
      ingredients: 'Bahan',
    },
  },
  en: {
    intent: {
      question: 'Question',
      complaint: 'Complaint',
      criticism: 'Criticism',
      suggestion: 'Suggestion',
      praise: 'Praise',
      objection: 'Objection',
      giveaway_entry: 'Giveaway entry',
      spam: 'Spam',
      other: 'Other',
    },
    sentiment: { positive: 'Positive', neutral: 'Neutral', negative: 'Negative' },
    urgency: { low: 'Can wait', normal: 'Needs an answer', high: 'Urgent' },
    topic: {
      price: 'Price',
      stock: 'Stock',
      how_to_buy: 'How to buy',
      hours: 'Opening hours',
      location: 'Location',
      ingredients: 'Ingredients',
    },
  },
});
