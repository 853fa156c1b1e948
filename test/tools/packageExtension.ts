import { readFileSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { rootFolder } from './repository.ts';
import { mustRunCommand } from './runCommand.ts';
import { writeThirdPartyNotices } from './thirdPartyNotices.ts';

export interface ExtensionPackage {
  readonly file: string;
  /** Bytes. */
  readonly size: number;
}

const manifest = JSON.parse(readFileSync(path.join(rootFolder, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
};

/** Node's names for where this runs, which are the Marketplace's too. DuckDB's library for it is inside the package. */
const platform = `${process.platform}-${process.arch}`;

export const packageFile = path.join(rootFolder, `${manifest.name}-${platform}-${manifest.version}.vsix`);

/** Builds the extension and packs it for this platform; `.vscodeignore` says what goes in. */
export async function packageExtension(): Promise<ExtensionPackage> {
  // Chunks of an earlier build would be packed, too.
  await rm(path.join(rootFolder, 'dist'), { recursive: true, force: true });
  await mustRunCommand('webpack', []);
  await writeThirdPartyNotices(rootFolder);
  await createVSIX({
    cwd: rootFolder,
    target: platform,
    packagePath: packageFile,
    // The bundles and `dist/node_modules` hold all that is needed.
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return { file: packageFile, size: (await stat(packageFile)).size };
}
