import { access, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { archiveError, hasCode } from './archiveError';
import { syncFolder, writeDurably } from './durableFiles';

/** Raised when a reader of this version would read a newer archive wrongly. */
const format = 1;

const formatSchema = z.object({ format: z.int().min(1) });

/**
 * Makes sure that the folder holds an archive that this version can read and write; a folder without one becomes one.
 *
 * @param workFolder a folder of this process on the same drive
 * @throws EngineError `archive` if the archive is of a newer format, or its format is unknown
 */
export async function openFormat(archiveFolder: string, workFolder: string): Promise<void> {
  const file = path.join(archiveFolder, 'format.json');
  const text = await readIfPresent(file);
  if (text !== undefined) {
    checkFormat(file, text);
    return;
  }
  const catalogue = path.join(archiveFolder, 'catalogue');
  await mkdir(catalogue, { recursive: true });
  if ((await readdir(catalogue)).length > 0) {
    throw archiveError(`${file} is missing, so the format of this archive is unknown. Restore the file from a backup.`);
  }
  // Another process may do the same at the same time: it writes the same text.
  const draft = path.join(workFolder, 'format.json');
  await writeDurably(draft, `${JSON.stringify({ format })}\n`);
  await rename(draft, file);
  await syncFolder(archiveFolder);
}

/** @throws EngineError `archive` if there is no archive in the folder */
export async function requireArchive(archiveFolder: string): Promise<void> {
  try {
    await access(path.join(archiveFolder, 'catalogue'));
  } catch (error) {
    throw hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')
      ? archiveError(`There is no archive in ${archiveFolder}. Check the path.`)
      : error;
  }
}

function checkFormat(file: string, text: string): void {
  let found: number;
  try {
    found = formatSchema.parse(JSON.parse(text)).format;
  } catch (error) {
    throw archiveError(`${file} cannot be read, so the format of this archive is unknown.`, error);
  }
  if (found > format) {
    throw archiveError(
      `The archive is of format ${found}; this version knows formats up to ${format}. Update to the version that wrote it.`,
    );
  }
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return undefined;
    }
    throw error;
  }
}
