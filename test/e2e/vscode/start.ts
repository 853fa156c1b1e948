import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isCommandPresent } from '../../tools/debianPackages.ts';
import { packageExtension, packageFile } from '../../tools/packageExtension.ts';
import { rootFolder } from '../../tools/repository.ts';
import { mustRunCommand } from '../../tools/runCommand.ts';
import { runScript } from '../../tools/runScript.ts';
import { startFolders } from './folders.ts';
import { installVsCode } from './installVsCode.ts';
import { installExtension, startVsCode } from './startVsCode.ts';

const defaultPort = 8365;

/** What the package is made of. */
const inputs = ['src', 'media', 'l10n', 'package.json', 'package.nls.json', 'package-lock.json', 'webpack.config.js'];

async function startInBrowser(workspaceFolder: string, port: number): Promise<void> {
  const vsCode = await installVsCode();
  if (!(await isPackageCurrent())) {
    await packageExtension();
    await rm(startFolders.extensionsFolder, { recursive: true, force: true });
  }
  if (!existsSync(startFolders.extensionsFolder)) {
    await installExtension(vsCode, packageFile, startFolders);
  }
  const running = await startVsCode(vsCode, { ...startFolders, workspaceFolder, port });
  process.stdout.write(`\nVS Code with the extension: ${running.address}\nCtrl+C ends it.\n`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void running.stop());
  }
  await running.ended;
}

async function startOnDesktop(workspaceFolder: string): Promise<void> {
  if (!isCommandPresent('code')) {
    throw new Error(
      'There is no command "code" here. Install VS Code, or put the command into the PATH by "Shell Command: Install \'code\' ' +
        'command in PATH" in its palette. Without --desktop, npm start runs VS Code in the browser.',
    );
  }
  await mustRunCommand('webpack', []);
  await mustRunCommand('code', [`--extensionDevelopmentPath=${rootFolder}`, workspaceFolder]);
}

async function isPackageCurrent(): Promise<boolean> {
  if (!existsSync(packageFile)) {
    return false;
  }
  const packaged = (await stat(packageFile)).mtimeMs;
  const changes = await Promise.all(inputs.map((input) => lastChange(path.join(rootFolder, input))));
  return Math.max(...changes) < packaged;
}

/** Milliseconds since the epoch; 0 for what is not there. */
async function lastChange(fileOrFolder: string): Promise<number> {
  if (!existsSync(fileOrFolder)) {
    return 0;
  }
  const status = await stat(fileOrFolder);
  const inside = status.isDirectory() ? await readdir(fileOrFolder) : [];
  const changes = await Promise.all(inside.map((name) => lastChange(path.join(fileOrFolder, name))));
  return Math.max(status.mtimeMs, ...changes);
}

await runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { desktop: { type: 'boolean', default: false }, port: { type: 'string', default: String(defaultPort) } },
    allowPositionals: true,
  });
  const workspaceFolder = path.resolve(positionals[0] ?? startFolders.workspaceFolder);
  await (values.desktop ? startOnDesktop(workspaceFolder) : startInBrowser(workspaceFolder, Number(values.port)));
});
