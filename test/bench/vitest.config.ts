import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.bench.ts'],
    // One at a time: what runs beside a measurement is measured too.
    fileParallelism: false,
    testTimeout: 600_000,
  },
});
