import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';

/** The Parquet files on the disk, whatever the catalogue says of them, relative to the archive and with `/`. */
export async function recordFiles(folder: string): Promise<string[]> {
  const records = path.join(folder, 'records');
  await mkdir(records, { recursive: true });
  const names = await readdir(records, { recursive: true });
  return names
    .filter((name) => name.endsWith('.parquet'))
    .map((name) => `records/${name.replaceAll(path.sep, '/')}`)
    .toSorted();
}
