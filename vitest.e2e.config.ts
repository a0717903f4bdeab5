import { defineConfig } from 'vitest/config';

/** End-to-end journeys in a real Chromium against the built application, one after the other. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // What a test is about should not have minutes of model work beside it.
    env: { PLUMBLINE_DEMO_PIPELINE: 'off' },
    fileParallelism: false,
  },
});
