import type { Weights } from '../model.ts';
import { featuresOf } from '../features.ts';
import { intents, type Intent } from '../schema.ts';

export interface Example {
  text: string;
  intent: Intent;
}

/** How hard a wrong example pulls, and how often each is looked at; chosen by cross-validation. */
const pull = 1;
const rounds = 20;
/** Examples come ordered by intent; looked at in that order the last intent would win too often. A prime. */
const stride = 7919;

/**
 * A linear support vector machine for each intent against the rest, by dual coordinate descent (Hsieh and others,
 * 2008, squared hinge loss). Adds, multiplies and divides only, in a fixed order: the same weights on every machine.
 */
export function learn(examples: Example[]): Weights {
  const weights = new Map<string, Float64Array>();
  const rows = examples.map(({ text, intent }) => ({
    right: intents.indexOf(intent),
    multipliers: new Float64Array(intents.length),
    features: [...featuresOf(text)].map(([feature, amount]) => {
      if (!weights.has(feature)) weights.set(feature, new Float64Array(intents.length));
      return { of: weights.get(feature)!, amount };
    }),
  }));
  const ridge = 1 / (2 * pull);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < rows.length; turn += 1) {
      const row = rows[(turn * stride + round) % rows.length]!;
      for (let at = 0; at < intents.length; at += 1) {
        const sign = row.right === at ? 1 : -1;
        let score = 0;
        for (const { of, amount } of row.features) score += of[at]! * amount;
        const before = row.multipliers[at]!;
        const after = Math.max(0, before - (sign * score - 1 + before * ridge) / (1 + ridge));
        if (after === before) continue;
        row.multipliers[at] = after;
        for (const { of, amount } of row.features) of[at]! += (after - before) * sign * amount;
      }
    }
  }
  return weights;
}
