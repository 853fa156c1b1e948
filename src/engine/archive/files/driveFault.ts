import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../core/protocol/engineError';
import { archiveError, hasCode, isDriveFault } from '../archiveError';

/** Enough that a full drive does not have the room, in bytes: what DuckDB could not write is more. */
const probeBytes = 1024 * 1024;

/**
 * An error of DuckDB says what happened in words alone, and Node says `ENOENT` where it cannot make a folder with those above it,
 * whatever the cause. Where the drive is at fault, a file that is written there at once, before what was half written is removed, meets
 * the same fault, and the file system gives it its name.
 *
 * @returns the error to throw: the fault of the drive with the error as its cause, or the error itself
 */
export async function nameDriveFault(workFolder: string, error: unknown): Promise<unknown> {
  if (error instanceof EngineError || (isDriveFault(error) && !hasCode(error, 'ENOENT'))) {
    return error;
  }
  const probe = path.join(workFolder, `${randomUUID()}.probe`);
  try {
    await writeFile(probe, new Uint8Array(probeBytes), { flag: 'wx', flush: true });
  } catch (fault) {
    return archiveError('The archive cannot be written.', fault);
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
  return error;
}
