import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { vi } from 'vitest';
import { extensionId } from './extensionId.ts';

/** What the extension wrote into its log since VS Code was started. */
async function readExtensionLog(userDataFolder: string): Promise<string> {
  const texts: string[] = [];
  for await (const file of glob(`logs/*/exthost*/${extensionId}/*.log`, { cwd: userDataFolder })) {
    texts.push(await readFile(path.join(userDataFolder, file), 'utf8'));
  }
  return texts.join('\n');
}

/** The last place in the extension's log that matches; waits for one. */
export async function findInExtensionLog(userDataFolder: string, pattern: RegExp): Promise<RegExpMatchArray> {
  return vi.waitFor(
    async () => {
      const match = [...(await readExtensionLog(userDataFolder)).matchAll(new RegExp(pattern, 'g'))].at(-1);
      if (match === undefined) {
        throw new Error(`The extension's log holds nothing like ${String(pattern)}.`);
      }
      return match;
    },
    { timeout: 30_000, interval: 200 },
  );
}
