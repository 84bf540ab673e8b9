import { cuesIn, type Cue } from './cues.ts';
import type { Classification, Classifier } from './contract.ts';
import { intentOf } from './model.ts';
import { normalise } from './normalise.ts';
import { topics, type Intent, type Sentiment, type Topic, type Urgency } from './schema.ts';

interface Said {
  intent: Intent;
  words: string[];
  /** How often each kind of cue stands in it. */
  has(cue: Cue): number;
}

/**
 * Sorts one message without a network: the intent by weights learnt from examples (`npm run train`), the rest by
 * the label guide's rules over that intent and what stands in the message.
 */
export const classify = ((text: string): Classification => {
  const { intent, confidence, version } = intentOf(text);
  return {
    intent,
    ...restOf(intent, text),
    // Rounded down: it is never certain.
    confidence: Math.floor(confidence * 100) / 100,
    by: `offline-${version}`,
  };
}) satisfies Classifier;

/** What the rules say of a message with this intent. */
export function restOf(
  intent: Intent,
  text: string,
): { topic: Topic | null; sentiment: Sentiment; urgency: Urgency } {
  const { words } = normalise(text);
  const cues = cuesIn(words);
  const said: Said = { intent, words, has: (cue) => cues.get(cue) ?? 0 };
  const sentiment = sentimentOf(said);
  return { topic: topicOf(said), sentiment, urgency: urgencyOf(said, sentiment) };
}

function sentimentOf({ intent, words, has }: Said): Sentiment {
  switch (intent) {
    case 'complaint':
    case 'criticism':
      return 'negative';
    case 'praise':
      return 'positive';
    case 'giveaway_entry':
      return has('hope') ? 'positive' : 'neutral';
    case 'suggestion':
      return has('praise') && ['tapi', 'tinggal'].some((word) => words.includes(word))
        ? 'positive'
        : 'neutral';
    case 'objection':
      if (has('defend') && !has('fault')) return 'positive';
      return has('correction') && !has('fault') ? 'neutral' : 'negative';
    case 'other':
      return words.includes('<love>') && words.every((word) => word.startsWith('<')) ? 'positive' : 'neutral';
    default:
      return 'neutral';
  }
}

function urgencyOf({ intent, words, has }: Said, sentiment: Sentiment): Urgency {
  switch (intent) {
    case 'complaint':
      return has('harm') || has('money') || has('deadline') || has('emergency') ? 'high' : 'normal';
    case 'question':
      return has('emergency') ? 'high' : 'normal';
    case 'objection':
      return sentiment === 'positive' ? 'low' : 'normal';
    case 'criticism':
      return has('hygiene') || has('harm') ? 'normal' : 'low';
    case 'other':
      return has('order') > has('chat') && words.length > 2 ? 'normal' : 'low';
    default:
      return 'low';
  }
}

/** The known topic that is spoken of most; contest and advertisement have none, nor has small talk. */
function topicOf({ intent, has }: Said): Topic | null {
  if (intent === 'giveaway_entry' || intent === 'spam' || intent === 'other') return null;
  const [first, ...others] = topics;
  const most = others.reduce((best: Topic, each) => (has(each) > has(best) ? each : best), first);
  return has(most) ? most : null;
}
