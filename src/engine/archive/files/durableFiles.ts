import { constants } from 'node:fs';
import { access, link, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { hasCode, noHardLinksError } from '../archiveError';

/** Writes a new file, and returns when it is on the disk. */
export async function writeDurably(file: string, content: string | Uint8Array | Iterable<string>): Promise<void> {
  const handle = await open(file, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Gives a file another name, whole or not at all, where there is none of that name.
 *
 * @throws Node's `EEXIST` where the name is taken; EngineError `archive` on a drive that has no such links
 */
export async function linkFile(file: string, name: string): Promise<void> {
  try {
    await link(file, name);
  } catch (error) {
    // EISDIR is Node's name for what Windows answers on FAT and exFAT: "incorrect function".
    if (hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EISDIR')) {
      throw noHardLinksError(`${name} cannot be made.`, error);
    }
    throw error;
  }
}

/** Returns when the file's content is on the disk. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes a folder, and those above it that are absent. Node does so as well, but says `ENOENT` where they cannot be made.
 *
 * @returns those that it made, from the topmost
 */
export async function makeFolder(folder: string): Promise<readonly string[]> {
  const made: string[] = [];
  const above = path.dirname(folder);
  for (let isRepeated = false; ; isRepeated = true) {
    try {
      await mkdir(folder);
      return [...made, folder];
    } catch (error) {
      if (hasCode(error, 'EEXIST')) {
        return made;
      }
      // Some places say so although the folder above is there, for nothing can be made in them.
      if (!hasCode(error, 'ENOENT') || above === folder || isRepeated) {
        throw error;
      }
      made.push(...(await makeFolder(above)));
    }
  }
}

/** The same, and returns when the names of the folders are on the disk. */
export async function makeFolderDurably(folder: string): Promise<void> {
  for (const made of (await makeFolder(folder)).toReversed()) {
    await syncFolder(path.dirname(made));
  }
}

/** Returns when the folder's entries are on the disk. Windows has no such thing, and keeps them in its journal. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether a file of the archive is gone from the disk, by its path in the archive, which has `/`. */
export async function isGone(archiveFolder: string, file: string): Promise<boolean> {
  try {
    await access(path.join(archiveFolder, file));
    return false;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return true;
    }
    throw error;
  }
}
