import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.ts';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    // Patience, not a budget: shared machines pause for a minute at times.
    testTimeout: 240_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 20_000 } },
    // Two cores, and one more: the long files spend much of their time waiting for a page, a lease or a clock.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
});
