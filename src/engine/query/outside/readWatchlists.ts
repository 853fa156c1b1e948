import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseCsv } from '../../../core/kql/compute/text/csv';
import type { Watchlist } from '../../../core/kql/outsideData';

/** The first record of a file must end within so many bytes. */
const mostHeaderBytes = 64 * 1024;

const ending = /\.csv$/i;

/** The watchlists of some folders: a folder that is not there has none. Of files of one name the first folder's counts. */
export async function readWatchlists(folders: readonly string[]): Promise<readonly Watchlist[]> {
  const lists = new Map<string, Watchlist>();
  for (const folder of folders) {
    for (const file of await csvFiles(folder)) {
      const name = path.basename(file).replace(ending, '');
      if (!lists.has(name)) {
        lists.set(name, { name, file, ...(await readHeader(file)) });
      }
    }
  }
  return [...lists.values()];
}

async function csvFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.join(folder, entry.name))
    .sort();
}

async function readHeader(file: string): Promise<Pick<Watchlist, 'columns' | 'updated'>> {
  const handle = await open(file);
  try {
    const { mtimeMs: updated } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostHeaderBytes), 0, mostHeaderBytes, 0);
    // The decoder drops a byte order mark.
    const fields = parseCsv(new TextDecoder().decode(buffer.subarray(0, bytesRead)));
    const columns: string[] = [];
    for (const [index, field] of fields.entries()) {
      const name = field.trim();
      columns.push(name === '' || columns.includes(name) ? `Column${index + 1}` : name);
    }
    return { columns, updated: Math.trunc(updated) };
  } finally {
    await handle.close();
  }
}
