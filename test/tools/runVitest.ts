import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { cacheFolder } from './repository.ts';
import { runCommand } from './runCommand.ts';

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface TestRun extends TestCount {
  /** What failed, by file: an absolute path. The files that passed are not among them. */
  readonly failedFiles: readonly FailedFile[];
}

export interface FailedFile {
  readonly file: string;
  /** Titles of tests. */
  readonly failed: readonly string[];
  readonly passed: number;
  readonly skipped: number;
}

/** What is read of the report that vitest's json reporter writes. */
const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/**
 * Runs the tests of a configuration file, as vitest shows them, and counts them. A run that fails without a failed test, as when a
 * file cannot be loaded, counts as one failure.
 */
export async function runVitest(
  configFile: string,
  reportName: string,
  args: readonly string[] = [],
): Promise<TestRun> {
  const reportFile = path.join(cacheFolder, 'test-reports', `${reportName}.json`);
  await rm(reportFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const exitCode = await runCommand('vitest', ['run', '--config', configFile, ...reporters, ...args]);
  if (!existsSync(reportFile)) {
    return { passed: 0, failed: 1, skipped: 0, failedFiles: [] };
  }
  const report = reportSchema.parse(JSON.parse(await readFile(reportFile, 'utf8')));
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, exitCode === 0 ? 0 : 1),
    skipped: report.numPendingTests + report.numTodoTests,
    failedFiles: report.testResults
      .filter(({ status }) => status === 'failed')
      .map(({ name: file, assertionResults: results }) => {
        const failed = results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
        const passed = results.filter(({ status }) => status === 'passed').length;
        return { file, failed, passed, skipped: results.length - failed.length - passed };
      }),
  };
}

export function formatCount({ passed, failed, skipped }: TestCount): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
