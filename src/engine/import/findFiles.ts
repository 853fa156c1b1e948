import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { withArchiveErrors } from '../archive/archiveError';

/**
 * The files to import of a folder and all folders in it, in the order of their names; a file is itself. Links are not followed, so
 * that no file comes twice.
 *
 * @param exceptFolder is left out: an archive in the folder is not imported into itself
 * @throws EngineError `archive` if it is not there or cannot be read
 */
export function findFiles(place: string, exceptFolder: string): Promise<readonly string[]> {
  return withArchiveErrors(`${place} cannot be imported.`, async () =>
    (await stat(place)).isDirectory() ? filesIn(place, path.resolve(exceptFolder)) : [place],
  );
}

async function filesIn(folder: string, exceptFolder: string): Promise<readonly string[]> {
  if (path.resolve(folder) === exceptFolder) {
    return [];
  }
  const entries = await readdir(folder, { withFileTypes: true });
  const files: string[] = [];
  // By code units: the same everywhere, whatever the language.
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      files.push(...(await filesIn(place, exceptFolder)));
    } else if (entry.isFile()) {
      files.push(place);
    }
  }
  return files;
}
