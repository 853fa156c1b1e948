import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const unitTests = 'test/unit/**/*.test.ts';
/** These put stand-ins in place of modules. The files after them in the same process would get the stand-ins as well. */
const withStandIns = globSync(unitTests).filter((file) => readFileSync(file, 'utf8').includes('vi.mock('));

/** Timeouts end what hangs. They are no measure of speed: a machine may be busy. */
const unit = {
  testTimeout: 20_000,
  hookTimeout: 20_000,
  // A test that asserts nothing passes whatever the code does.
  expect: { requireAssertions: true, poll: { timeout: 15_000, interval: 10 } },
  restoreMocks: true,
  unstubEnvs: true,
  unstubGlobals: true,
};
const integration = { ...unit, testTimeout: 300_000, hookTimeout: 300_000 };

export default defineConfig({
  test: {
    // All cores: one is left free by default, which on two cores is half of them.
    maxWorkers: '100%',
    projects: [
      // Kusto's language service and DuckDB take a second to load, so the files share the processes that have them.
      { test: { ...unit, name: 'unit', include: [unitTests], exclude: withStandIns, isolate: false } },
      { test: { ...unit, name: 'unit with stand-ins', include: withStandIns } },
      {
        test: { ...integration, name: 'integration', include: ['test/integration/**/*.test.ts'], isolate: false },
      },
    ],
  },
});
