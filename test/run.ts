import path from 'node:path';
import { runEndToEndTests } from './e2e/runEndToEndTests.ts';
import { rootFolder } from './tools/repository.ts';
import { runCommand } from './tools/runCommand.ts';
import { formatCount, runVitest } from './tools/runVitest.ts';
import type { TestCount } from './tools/runVitest.ts';

/** A check that passes or fails as a whole counts as one test. */
async function check(npmScript: string): Promise<TestCount> {
  const exitCode = await runCommand('npm', ['run', npmScript]);
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
}

/** What keeps a stage from running at all counts as a failure, and the other stages run all the same. */
async function runStage(title: string, run: () => Promise<TestCount>): Promise<TestCount> {
  process.stdout.write(`\n${title}\n`);
  try {
    return await run();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const vitestConfig = path.join(rootFolder, 'vitest.config.ts');
const stages: readonly (readonly [title: string, run: () => Promise<TestCount>])[] = [
  ['Type check', () => check('typecheck')],
  ['Lint', () => check('lint')],
  ['Unit tests', () => runVitest(vitestConfig, 'unit', ['--project=unit*'])],
  ['Integration tests', () => runVitest(vitestConfig, 'integration', ['--project=integration'])],
  ['End-to-end tests', () => runEndToEndTests()],
];
const total = { passed: 0, failed: 0, skipped: 0 };
for (const [title, run] of stages) {
  const count = await runStage(title, run);
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
}
process.stdout.write(`\n${formatCount(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
