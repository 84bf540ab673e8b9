import { defineConfig } from 'vitest/config';
import { Durations } from './tests/support/durations.ts';
import { LongestFirst } from './tests/support/longest-first.ts';
import { testFiles } from './tests/support/needs-house.ts';

export default defineConfig({
  test: {
    // Two cores, and one more: the long files spend much of their time waiting for a page, a lease or a clock.
    maxWorkers: 3,
    reporters: ['default', new Durations()],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          // The inner loop: the house, permissions, units. Its files share workers.
          name: 'rules',
          include: testFiles(false),
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          // Whatever starts a server, a browser or a network.
          name: 'houses',
          include: testFiles(true),
        },
      },
    ],
    globalSetup: ['tests/support/global-setup.ts'],
    // Patience, not a budget: shared machines pause for a minute at times.
    testTimeout: 240_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
