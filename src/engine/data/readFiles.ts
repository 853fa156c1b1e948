import { withArchiveErrors } from '../archive/archiveError';
import type { Archive } from '../archive/archive';
import type { CommittedFile } from '../archive/commit';

/**
 * Runs a step over the files of a tenant's records as they are now, or of all tenants'. It is run again where another process removed
 * one of them meanwhile: others have its records, or they were deleted.
 */
export async function readFiles<T>(
  archive: Archive,
  tenantId: string | undefined,
  step: (files: readonly CommittedFile[]) => Promise<T>,
): Promise<T> {
  for (;;) {
    const files = await archive.files(tenantId);
    try {
      return await withArchiveErrors(`The archive in ${archive.folder} cannot be read.`, () => step(files));
    } catch (error) {
      if (!(await isAnyRemoved(archive, tenantId, files))) {
        throw error;
      }
    }
  }
}

export async function isAnyRemoved(
  archive: Archive,
  tenantId: string | undefined,
  files: readonly CommittedFile[],
): Promise<boolean> {
  const present = new Set((await archive.files(tenantId)).map((file) => file.path));
  return files.some((file) => !present.has(file.path));
}
