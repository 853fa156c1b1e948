import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mustRunCommand } from '../../tools/runCommand.ts';
import type { VsCodeInstallation } from './installVsCode.ts';

export interface VsCodeOptions {
  /** What is opened. */
  readonly workspaceFolder: string;
  /** Settings, state and logs. */
  readonly userDataFolder: string;
  /** Installed extensions; see `installExtension`. */
  readonly extensionsFolder: string;
  /** A free one where it is absent. */
  readonly port?: number;
  /** Written into the user settings, over those that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
  /** More arguments for code-server. */
  readonly args?: readonly string[];
}

export interface RunningVsCode {
  /** Where a browser finds it. */
  readonly address: string;
  /** Of the server; extension host and engine are below it. */
  readonly processId: number;
  readonly userDataFolder: string;
  /** What it wrote to stdout and stderr until now. */
  readonly output: () => string;
  /** Settles when it has ended, by `stop` or by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'update.showReleaseNotes': false,
};

const startTimeoutMs = 60_000;

/** Starts VS Code; it answers when this returns. It ends with the processes below it when it is stopped. */
export async function startVsCode(installation: VsCodeInstallation, options: VsCodeOptions): Promise<RunningVsCode> {
  const settingsFolder = path.join(options.userDataFolder, 'User');
  await mkdir(settingsFolder, { recursive: true });
  await mkdir(options.workspaceFolder, { recursive: true });
  await writeSettings(path.join(settingsFolder, 'settings.json'), { ...quietSettings, ...options.settings });
  const host = `127.0.0.1:${options.port ?? (await findFreePort())}`;
  const server = spawn(
    installation.node,
    [
      installation.codeServer,
      ...['--auth', 'none', '--bind-addr', host, '--disable-telemetry', '--disable-update-check'],
      '--disable-workspace-trust',
      ...folderArguments(options),
      ...(options.args ?? []),
      options.workspaceFolder,
    ],
    { env: { ...cleanEnvironment(), ...options.env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const output: string[] = [];
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  const ended = once(server, 'exit').then(() => undefined);
  if (!(await isHealthy(server, `http://${host}/healthz`))) {
    await stopGroup(server, ended);
    throw new Error(`VS Code did not start on ${host}:\n${output.join('')}`);
  }
  return {
    address: `http://${host}/?folder=${encodeURIComponent(options.workspaceFolder)}`,
    processId: server.pid ?? 0,
    userDataFolder: options.userDataFolder,
    output: () => output.join(''),
    ended,
    stop: () => stopGroup(server, ended),
  };
}

/** Installs a .vsix into a folder of extensions; a running VS Code does not see it. */
export async function installExtension(
  installation: VsCodeInstallation,
  vsix: string,
  folders: Pick<VsCodeOptions, 'userDataFolder' | 'extensionsFolder'>,
): Promise<void> {
  await mustRunCommand(
    installation.node,
    [installation.codeServer, ...folderArguments(folders), '--force', '--install-extension', vsix],
    { env: cleanEnvironment() },
  );
}

function folderArguments({
  userDataFolder,
  extensionsFolder,
}: Pick<VsCodeOptions, 'userDataFolder' | 'extensionsFolder'>): readonly string[] {
  // A code-server of the user's own has its configuration elsewhere, and is not to be mixed up with this one.
  const configFile = path.join(userDataFolder, 'code-server.yaml');
  return ['--config', configFile, '--user-data-dir', userDataFolder, '--extensions-dir', extensionsFolder];
}

/** A VS Code's terminal sets variables by which code-server would hand everything to that VS Code. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:VSCODE|ELECTRON|npm)_/.test(name)));
}

/** Settings that the user has changed stay. */
async function writeSettings(file: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await writeFile(file, `${JSON.stringify(settings, undefined, 2)}\n`, { flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      throw error;
    }
  });
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function isHealthy(server: ChildProcess, address: string): Promise<boolean> {
  const deadline = Date.now() + startTimeoutMs;
  while (server.exitCode === null && Date.now() < deadline) {
    const isReady = await fetch(address).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) {
      return true;
    }
    await delay(100);
  }
  return false;
}

/** Ends the server and all below it: its process group. */
async function stopGroup(server: ChildProcess, ended: Promise<void>): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) {
    return;
  }
  process.kill(-server.pid, 'SIGTERM');
  const giveUp = new AbortController();
  const timeout = delay(5_000, 'late', { signal: giveUp.signal }).catch(() => 'ended');
  if ((await Promise.race([ended, timeout])) === 'late') {
    process.kill(-server.pid, 'SIGKILL');
  }
  giveUp.abort();
  await ended;
}
