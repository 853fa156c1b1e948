import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../archive/files/durableFiles';

/**
 * Writes a file, whole or not at all: what is there stays until the new content is on the disk.
 *
 * @throws what the content throws, the signal's reason once it is aborted, or Node's error; then nothing is left of it
 */
export async function replaceFile(
  file: string,
  content: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<void> {
  const folder = path.dirname(file);
  // In the same folder: a file cannot be renamed to another drive.
  const draft = path.join(folder, `${path.basename(file)}.${randomUUID()}.partial`);
  const handle = await open(draft, 'wx');
  try {
    try {
      for await (const bytes of content) {
        signal?.throwIfAborted();
        await handle.writeFile(bytes);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    signal?.throwIfAborted();
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** Whether a path is that of a folder, or lies in it. */
export function isWithin(folder: string, place: string): boolean {
  const relative = path.relative(folder, place);
  return relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative));
}
