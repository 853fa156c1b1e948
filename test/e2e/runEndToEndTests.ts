import { cp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageExtension } from '../tools/packageExtension.ts';
import { rootFolder } from '../tools/repository.ts';
import { runVitest } from '../tools/runVitest.ts';
import type { TestCount } from '../tools/runVitest.ts';
import { installBrowser } from './driver/browser.ts';
import { testExtensionsFolder } from './vscode/folders.ts';
import { installVsCode } from './vscode/installVsCode.ts';
import { installExtension } from './vscode/startVsCode.ts';

/** Pictures that the tests take and the README shows. */
const readmePictures = ['overview', 'blob', 'notebook', 'coverage'];

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
  const count = await runVitest(path.join(import.meta.dirname, 'vitest.config.ts'), 'e2e', options.vitestArgs);
  if (options.updatePictures === true) {
    for (const name of readmePictures) {
      await cp(path.join(outputFolder, `${name}.png`), path.join(rootFolder, 'media', 'readme', `${name}.png`));
    }
  }
  return count;
}
