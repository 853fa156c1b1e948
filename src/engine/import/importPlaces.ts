import { stat } from 'node:fs/promises';
import type { ImportedFile } from '../../core/protocol/archiveProtocol';
import { EngineError } from '../../core/protocol/engineError';
import type { Archive } from '../archive/archive';
import { withArchiveErrors } from '../archive/archiveError';
import { findFiles } from './findFiles';
import { importFile } from './importFile';
import { notRecordsCode } from './readRows';

/** How far an import is. */
export interface ImportProgress {
  /** What is read now. */
  readonly file: string;
  /** Records that were read of it. */
  readonly fileRecords: number;
  /** Records that were read of all files. */
  readonly records: number;
  /** 0 to 1, by bytes. */
  readonly fraction: number;
}

export interface ImportPlacesOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whose records are expected: those of other tenants are counted. */
  readonly tenantId?: string | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** A file that is to be imported, or why it cannot be. */
interface FoundFile {
  readonly file: string;
  readonly isInFolder: boolean;
  readonly bytes: number;
  readonly error?: EngineError;
}

/**
 * Imports files and folders with all that is in them, one file after the other. One that cannot be imported does not stop the rest.
 *
 * @returns what came of each file, as it is done, and of each place where there is none
 * @throws the signal's reason, once it is aborted; what was imported until then stays
 */
export async function* importPlaces(
  archive: Archive,
  places: readonly string[],
  { signal, tenantId, onProgress }: ImportPlacesOptions = {},
): AsyncGenerator<ImportedFile> {
  const found: FoundFile[] = [];
  for (const place of places) {
    found.push(...(await findPlace(place, archive.folder)));
  }
  const bytesTotal = found.reduce((sum, { bytes }) => sum + bytes, 0);
  let bytesDone = 0;
  let recordsDone = 0;
  for (const { file, isInFolder, bytes, error } of found) {
    const report = (fileRecords: number, bytesRead: number): void => {
      const fraction = bytesTotal === 0 ? 1 : Math.min(1, (bytesDone + bytesRead) / bytesTotal);
      onProgress?.({ file, fileRecords, records: recordsDone + fileRecords, fraction });
    };
    const outcome =
      error === undefined
        ? await importFile(archive, file, { signal, tenantId, onProgress: report })
        : { file, records: 0, added: 0, duplicates: 0, rejected: 0, error: error.data, isSkipped: false };
    bytesDone += bytes;
    recordsDone += outcome.records;
    report(0, 0);
    yield { ...outcome, isSkipped: isInFolder && outcome.error?.code === notRecordsCode };
  }
}

async function findPlace(place: string, archiveFolder: string): Promise<readonly FoundFile[]> {
  try {
    const files = await findFiles(place, archiveFolder);
    const isInFolder = files[0] !== place;
    const sizes = await withArchiveErrors(`${place} cannot be imported.`, () =>
      Promise.all(files.map((file) => stat(file))),
    );
    return files.map((file, index) => ({ file, isInFolder, bytes: sizes[index]?.size ?? 0 }));
  } catch (error) {
    if (error instanceof EngineError) {
      return [{ file: place, isInFolder: false, bytes: 0, error }];
    }
    throw error;
  }
}
