import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 240_000,
    hookTimeout: 300_000,
    // Patience, not a budget: shared machines pause for a minute at times.
    // Two cores: more workers only make each other late.
    maxWorkers: 2,
  },
});
