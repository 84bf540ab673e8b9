import { featuresOf } from './features.ts';
import { intents, type Intent } from './schema.ts';
import weights from './weights.json' with { type: 'json' };

/** As it is stored: each line is a feature and its weight for every intent, in hundredths; no number is a zero. */
export interface Stored {
  version: string;
  features: string[];
}

/** For each feature its weight for every intent, in the order of schema.ts. */
export type Weights = Map<string, ArrayLike<number>>;

/** Makes the confidence honest: with it the mean confidence is near, and below, the share of right answers. */
const sharpness = 3.5;

const stored: Weights = read(weights);

/** Which intent, how sure, and by which version of the weights. */
export function intentOf(text: string): { intent: Intent; confidence: number; version: string } {
  return { ...likeliest(scores(featuresOf(text), stored)), version: weights.version };
}

function read({ features }: Stored): Weights {
  return new Map(
    features.map((line) => {
      const [feature = '', ...hundredths] = line.split(',');
      return [feature, Float64Array.from(hundredths, (each) => Number(each) / 100)];
    }),
  );
}

export function scores(features: Map<string, number>, weights: Weights): Float64Array {
  const sums = new Float64Array(intents.length);
  for (const [feature, amount] of features) {
    const each = weights.get(feature);
    if (each) for (let at = 0; at < sums.length; at += 1) sums[at]! += each[at]! * amount;
  }
  return sums;
}

export function likeliest(scores: Float64Array): { intent: Intent; confidence: number } {
  const most = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(sharpness * (score - most)));
  const all = shares.reduce((sum, share) => sum + share, 0);
  return { intent: intents[scores.indexOf(most)]!, confidence: 1 / all };
}
