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
    files: (await archive.files(tenantId)).length,
  };
}

async function bytesOfFolder(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      bytes += await bytesOfFile(path.join(entry.parentPath, entry.name));
    }
  }
  return bytes;
}

/** 0 for a file that is gone meanwhile: others use the archive as well. */
async function bytesOfFile(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return 0;
    }
    throw error;
  }
}
