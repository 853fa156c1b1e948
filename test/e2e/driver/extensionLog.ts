import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { vi } from 'vitest';
import { extensionId } from './extensionId.ts';

/** What the extension wrote into its log since VS Code was started. */
async function readExtensionLog(userDataFolder: string): Promise<string> {
  const texts: string[] = [];
  const files: string[] = [];
  for await (const file of glob(`logs/*/exthost*/${extensionId}/*.log`, { cwd: userDataFolder })) {
    files.push(file);
  }
  // Each start of the extension host has a folder of its own, with a number.
  for (const file of files.sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))) {
    texts.push(await readFile(path.join(userDataFolder, file), 'utf8'));
  }
  return texts.join('\n');
}

/** The last place in the extension's log that matches; waits for one. @param atLeast how many there are to be, of all starts */
export async function findInExtensionLog(
  userDataFolder: string,
  pattern: RegExp,
  atLeast = 1,
): Promise<RegExpMatchArray> {
  return vi.waitFor(
    async () => {
      const matches = [...(await readExtensionLog(userDataFolder)).matchAll(new RegExp(pattern, 'g'))];
      const last = matches.at(-1);
      if (last === undefined || matches.length < atLeast) {
        throw new Error(`The extension's log holds ${matches.length} times what is like ${String(pattern)}.`);
      }
      return last;
    },
    { timeout: 60_000, interval: 200 },
  );
}
