import { lstat, mkdir } from 'node:fs/promises';

/**
 * Makes a folder for this user's eyes only. It may lie among those of other users: one that somebody else made in advance is to be
 * left alone.
 *
 * @returns whether the folder is this user's
 */
export async function makeOwnFolder(folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const info = await lstat(folder);
  return info.isDirectory() && (process.getuid === undefined || info.uid === process.getuid());
}
