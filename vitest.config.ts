import { defineConfig } from 'vitest/config';

export default defineConfig({
  // All cores: one is left free by default, which on two cores is half of them.
  test: { include: ['test/unit/**/*.test.ts'], testTimeout: 20_000, maxWorkers: '100%' },
});
