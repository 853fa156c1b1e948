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

/** What keeps the tests from running at all counts as a failure too, and the other stages run all the same. */
async function stage(run: () => Promise<TestCount>): Promise<TestCount> {
  try {
    return await run();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const run of [
  () => check('typecheck'),
  () => check('lint'),
  () => runVitest(path.join(rootFolder, 'vitest.config.ts')),
  () => runEndToEndTests(),
]) {
  const count = await stage(run);
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
}
process.stdout.write(`\n${formatCount(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
