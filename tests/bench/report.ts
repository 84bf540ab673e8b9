/** What a benchmark says: figures as JSON lines on stdout, talk on stderr. */

export interface Measured {
  /** How many single measurements stand behind the value. */
  n: number;
  /** The value of the reference measured in the same run, in the same unit or as its unit says. */
  reference?: number;
  budget?: { most: number } | { least: number };
}

export type Report = (metric: string, value: number, unit: string, measured: Measured) => void;

/** @returns a function that prints one figure of this benchmark */
export function reporter(bench: string): Report {
  return (metric, value, unit, { n, reference, budget }) => {
    const line = {
      bench,
      metric,
      value: rounded(value),
      unit,
      n,
      reference: reference === undefined ? null : rounded(reference),
      budget: budget ? ('most' in budget ? `<= ${budget.most}` : `>= ${budget.least}`) : null,
      met: budget ? ('most' in budget ? value <= budget.most : value >= budget.least) : null,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
}

export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function median(values: number[]): number {
  const sorted = ascending(values);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The smallest value that `percent` of the values do not exceed. */
export function percentile(values: number[], percent: number): number {
  const sorted = ascending(values);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]!;
}

/** Numbers from 0 to 1, the same in every run (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function ascending(values: number[]): number[] {
  if (values.length === 0) throw new Error('nothing was measured');
  return values.toSorted((a, b) => a - b);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
