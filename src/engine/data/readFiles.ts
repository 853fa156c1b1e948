import type { Archive } from '../archive/archive';
import { withArchiveErrors } from '../archive/archiveError';
import { maximumAttempts } from '../archive/log/archiveState';
import type { CommittedFile } from '../archive/log/commit';

/** Whose files are read: one tenant's, or all tenants' where it is absent. */
interface Reading {
  readonly tenantId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a step over the files of the records as they are now. It is run again where another process removed one of them meanwhile:
 * others have its records, or they were deleted.
 *
 * @throws EngineError `archive` where the step fails; the signal's reason, once it is aborted
 */
export async function readFiles<T>(
  archive: Archive,
  { tenantId, signal }: Reading,
  step: (files: readonly CommittedFile[]) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const files = await archive.files(tenantId);
    try {
      return await withArchiveErrors(`The archive in ${archive.folder} cannot be read.`, () => step(files));
    } catch (error) {
      signal?.throwIfAborted();
      const present = new Set((await archive.files(tenantId)).map((file) => file.path));
      if (attempt === maximumAttempts || files.every((file) => present.has(file.path))) {
        throw error;
      }
    }
  }
}
