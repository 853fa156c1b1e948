import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { installVsCode } from '../vscode/installVsCode.ts';
import { startVsCode } from '../vscode/startVsCode.ts';
import type { RunningVsCode } from '../vscode/startVsCode.ts';
import { testExtensionsFolder } from '../vscode/folders.ts';
import { launchBrowser } from './browser.ts';
import { keepWorkersSteady } from './steadyWorkers.ts';
import { assertAbsent } from './secretSearch.ts';
import { outputFolder, Workbench } from './workbench.ts';

export interface SessionOptions {
  /** Names the logs that are kept, and the pictures of failures. */
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
  /** More arguments for code-server. */
  readonly args?: readonly string[];
  readonly browserArgs?: readonly string[];
  /** Puts files into the folder that is opened. */
  readonly prepareWorkspace?: (folder: string) => Promise<void>;
  /** Tokens and other secrets that were used, asked for at the end: no file of the session may hold one. */
  readonly secrets?: () => readonly string[];
}

/** A new VS Code with the extension in it, on a new folder, and a browser that shows it. */
export interface Session {
  readonly vsCode: RunningVsCode;
  readonly workbench: Workbench;
  readonly workspaceFolder: string;
  readonly close: () => Promise<void>;
}

/** A machine with two slow cores takes its time. What works waits no longer for it. */
export const actionTimeoutMs = 60_000;

export const windowSize = { width: 1280, height: 800 };

export async function openSession(options: SessionOptions): Promise<Session> {
  const folder = await mkdtemp(path.join(tmpdir(), 'm365-audit-e2e-'));
  const workspaceFolder = path.join(folder, 'workspace');
  await options.prepareWorkspace?.(workspaceFolder);
  const vsCode = await startVsCode(await installVsCode(), {
    workspaceFolder,
    userDataFolder: path.join(folder, 'user-data'),
    extensionsFolder: testExtensionsFolder,
    settings: { 'window.commandCenter': false, ...options.settings },
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.args === undefined ? {} : { args: options.args }),
  });
  const logFolder = path.join(outputFolder, 'logs', options.name);
  const stop = async (browser?: Browser): Promise<void> => {
    await browser?.close();
    await vsCode.stop();
    const logs = path.join(vsCode.userDataFolder, 'logs');
    await writeFile(path.join(logs, 'server.log'), vsCode.output());
    await cp(logs, logFolder, { recursive: true, force: true });
    try {
      await assertAbsent(options.secrets?.() ?? [], folder);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  };
  try {
    const browser = await launchBrowser(options.browserArgs);
    const context = await browser.newContext({
      viewport: windowSize,
      ignoreHTTPSErrors: true,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(actionTimeoutMs);
    await keepWorkersSteady(context);
    const page = await context.newPage();
    await page.goto(vsCode.address);
    const workbench = new Workbench(page);
    await workbench.waitUntilReady();
    return { vsCode, workbench, workspaceFolder, close: () => stop(browser) };
  } catch (error) {
    await stop();
    throw error;
  }
}
