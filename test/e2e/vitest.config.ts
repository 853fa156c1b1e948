import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** The logs of all sessions are searched when the last one has ended. */
class LogsLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLogs = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith('/logs.e2e.ts');
    const sorted = await super.sort(files);
    return [...sorted.filter((file) => !isLogs(file)), ...sorted.filter(isLogs)];
  }
}

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.e2e.ts'],
    // One VS Code at a time: several at once take many times as long.
    fileParallelism: false,
    sequence: { sequencer: LogsLast },
    // A machine with two slow cores takes its time; each wait has its own limit.
    testTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 300_000,
  },
});
