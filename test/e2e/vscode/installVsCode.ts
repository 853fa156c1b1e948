import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installDebianPackages, isCommandPresent } from '../../tools/debianPackages.ts';
import type { DebianPackage } from '../../tools/debianPackages.ts';
import { cacheFolder } from '../../tools/repository.ts';
import { mustRunCommand } from '../../tools/runCommand.ts';

/** A real VS Code that runs in the browser, with the Node that it needs. */
export interface VsCodeInstallation {
  /** Node's binary. */
  readonly node: string;
  /** The script that Node runs. */
  readonly codeServer: string;
}

const folder = import.meta.dirname;
const nodeFolder = path.join(folder, 'node');
const stampFile = path.join(cacheFolder, 'vscode', 'installed');

/** VS Code's native modules are built on this machine: no ready-made ones are published on the npm registry. */
const buildPackages: readonly DebianPackage[] = [
  ...['g++', 'make', 'python3'].map((name) => ({ name, isPresent: () => isCommandPresent(name) })),
  {
    name: 'libkrb5-dev',
    isPresent: () => isCommandPresent('krb5-config') || existsSync('/usr/include/gssapi/gssapi.h'),
  },
];

/** Installs VS Code, which takes some two minutes the first time and nothing from then on. */
export async function installVsCode(): Promise<VsCodeInstallation> {
  if (process.platform !== 'linux') {
    throw new Error(
      'VS Code in the browser runs on Linux only. With a desktop VS Code on this machine, use: npm start -- --desktop',
    );
  }
  const headers = path.join(nodeFolder, 'node_modules', `node-linux-${process.arch}`);
  const installation = {
    node: path.join(headers, 'bin', 'node'),
    codeServer: path.join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
  const stamp = await lockfileHash();
  if (existsSync(installation.codeServer) && existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp) {
    return installation;
  }
  await installDebianPackages(buildPackages, 'Building VS Code');
  process.stdout.write('Installing VS Code for the browser; this takes some two minutes, once.\n');
  await cleanInstall(nodeFolder, {});
  await cleanInstall(folder, {
    PATH: [path.dirname(installation.node), process.env.PATH].join(path.delimiter),
    npm_config_nodedir: headers,
  });
  await mkdir(path.dirname(stampFile), { recursive: true });
  await writeFile(stampFile, stamp);
  return installation;
}

async function cleanInstall(cwd: string, variables: NodeJS.ProcessEnv): Promise<void> {
  const env = { ...process.env, ...variables };
  // npm tells its scripts by this which Node it runs on, and hands on what the npm above said: another Node.
  delete env.npm_config_user_agent;
  await mustRunCommand('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=warn'], { cwd, env });
}

async function lockfileHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const lockfile of [path.join(folder, 'package-lock.json'), path.join(nodeFolder, 'package-lock.json')]) {
    hash.update(await readFile(lockfile));
  }
  return hash.digest('hex');
}
