import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ArchiveFacts } from '../../core/protocol/archiveProtocol';
import type { Archive } from '../archive/archive';
import { hasCode, withArchiveErrors } from '../archive/archiveError';
import { measureSelection } from './measureSelection';

/** Where the archive lies, what it takes on the disk, and what of it is a tenant's. */
export async function archiveFacts(archive: Archive, tenantId: string, signal?: AbortSignal): Promise<ArchiveFacts> {
  const { folder } = archive;
  const bytes = await withArchiveErrors(`The archive in ${folder} cannot be read.`, () => bytesOfFolder(folder));
  signal?.throwIfAborted();
  return {
    folder,
    bytes,
    tenant: await measureSelection(archive, { tenantId, selection: {} }, signal),
    files: (await archive.files()).length,
  };
}

/** Files and folders may go meanwhile, those of unfinished work above all: others use the archive as well. */
async function bytesOfFolder(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await unlessGone(readdir(folder, { withFileTypes: true }), [])) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      bytes += await bytesOfFolder(place);
    } else if (entry.isFile()) {
      bytes += await unlessGone(
        stat(place).then(({ size }) => size),
        0,
      );
    }
  }
  return bytes;
}

async function unlessGone<T>(found: Promise<T>, ifGone: T): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return ifGone;
    }
    throw error;
  }
}
