import { cp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageExtension } from '../tools/packageExtension.ts';
import { rootFolder } from '../tools/repository.ts';
import { runVitest } from '../tools/runVitest.ts';
import type { TestCount, TestRun } from '../tools/runVitest.ts';
import { installBrowser } from './driver/browser.ts';
import { testExtensionsFolder } from './vscode/folders.ts';
import { installVsCode } from './vscode/installVsCode.ts';
import { installExtension } from './vscode/startVsCode.ts';

/** Pictures that the tests take and the README shows. */
const readmePictures = ['overview', 'blob', 'notebook', 'coverage'];

const vitestConfig = path.join(import.meta.dirname, 'vitest.config.ts');
/** Where more files fail, it is not the window. */
const mostRepeated = 2;

export interface EndToEndOptions {
  /** Puts the pictures of this run into the README. */
  readonly updatePictures?: boolean;
  /** For vitest: files, `-t` and so on. */
  readonly vitestArgs?: readonly string[];
}

/** Tests the packaged extension in a real VS Code, which is installed first where it is missing. */
export async function runEndToEndTests(options: EndToEndOptions = {}): Promise<TestCount> {
  const { file } = await packageExtension();
  const vsCode = await installVsCode();
  await installBrowser();
  const outputFolder = path.join(import.meta.dirname, 'output');
  await Promise.all([testExtensionsFolder, outputFolder].map((folder) => rm(folder, { recursive: true, force: true })));
  await mkdir(outputFolder, { recursive: true });
  await installExtension(vsCode, file, {
    userDataFolder: path.join(tmpdir(), 'm365-audit-e2e-install'),
    extensionsFolder: testExtensionsFolder,
  });
  const { vitestArgs = [] } = options;
  const run = await runVitest(vitestConfig, 'e2e', vitestArgs);
  const count = vitestArgs.length === 0 ? await repeatFailed(run) : run;
  if (options.updatePictures === true) {
    for (const name of readmePictures) {
      await cp(path.join(outputFolder, `${name}.png`), path.join(rootFolder, 'media', 'readme', `${name}.png`));
    }
  }
  return count;
}

/**
 * Runs files with failed tests once more, in new windows: a browser and an editor have moods of their own, and what is wrong with the
 * extension fails again. It is said which tests needed that.
 */
async function repeatFailed(run: TestRun): Promise<TestCount> {
  const { failedFiles } = run;
  if (failedFiles.length === 0 || failedFiles.length > mostRepeated) {
    return run;
  }
  const again = await runVitest(
    vitestConfig,
    'e2e-again',
    failedFiles.map(({ file }) => file),
  );
  const failedAgain = new Set(again.failedFiles.flatMap(({ failed }) => failed));
  for (const title of failedFiles.flatMap(({ failed }) => failed).filter((failed) => !failedAgain.has(failed))) {
    process.stdout.write(`Unsteady: it failed, and passed in a new window: ${title}\n`);
  }
  const sumOf = (key: 'passed' | 'skipped'): number => failedFiles.reduce((sum, file) => sum + file[key], 0);
  return {
    passed: run.passed - sumOf('passed') + again.passed,
    failed: again.failed,
    skipped: run.skipped - sumOf('skipped') + again.skipped,
  };
}
