import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const all = 'test/unit/**/*.test.ts';
/** These put stand-ins in place of modules. The files after them in the same process would get the stand-ins as well. */
const withStandIns = globSync(all).filter((file) => readFileSync(file, 'utf8').includes('vi.mock('));

const common = { testTimeout: 20_000, restoreMocks: true, unstubEnvs: true, unstubGlobals: true };

export default defineConfig({
  test: {
    // All cores: one is left free by default, which on two cores is half of them.
    maxWorkers: '100%',
    projects: [
      // Kusto's language service and DuckDB take a second to load, so the files share the processes that have them.
      { test: { ...common, name: 'unit', include: [all], exclude: withStandIns, isolate: false } },
      { test: { ...common, name: 'unit with stand-ins', include: withStandIns } },
    ],
  },
});
