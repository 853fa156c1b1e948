import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { installDebianPackages, isCommandPresent } from '../../tools/debianPackages.ts';

const commands = ['chromium', 'chromium-browser', 'google-chrome'];
const usualPlaces = commands.map((command) => `/usr/bin/${command}`);

/** Installs Chromium where there is none; `CHROMIUM_PATH` names one that is somewhere else. */
export async function installBrowser(): Promise<void> {
  if (process.env.CHROMIUM_PATH === undefined) {
    const isPresent = (): boolean => commands.some(isCommandPresent);
    await installDebianPackages([{ name: 'chromium', isPresent }], 'The end-to-end tests');
  }
}

export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? usualPlaces.find(existsSync) ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args,
    ],
  });
}
