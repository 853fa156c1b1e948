import { createReadStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { RecordSelection } from '../../core/protocol/archiveProtocol';
import { byteLines } from '../../core/text/byteLines';
import type { Archive } from '../archive/archive';
import { hasCode, withArchiveErrors } from '../archive/archiveError';
import { hasTimes } from './fileSelection';

/**
 * Deletes what is kept apart since it is no record, as far as a deletion of records means it, too: nobody can tell what it says of whom.
 * - Unreadable content of blobs goes by the time when the blob became available, for what happened is older than that.
 * - Bad rows of imports go with all of the tenant alone: in an archive that then has no records, all of them; else the files that name
 *   the tenant.
 */
export async function discardRejected(archive: Archive, tenantId: string, selection: RecordSelection): Promise<void> {
  const { contentTypes, from = -Infinity, until = Infinity } = selection;
  const [content] = await archive.content(tenantId);
  const blobs = (content?.blobs ?? []).filter(
    ({ contentType, created }) => contentTypes?.includes(contentType) !== false && created >= from && created < until,
  );
  await archive.discardRejected(
    tenantId,
    blobs.map(({ contentId }) => contentId),
  );
  if (contentTypes === undefined && !hasTimes(selection)) {
    await withArchiveErrors(`The bad rows in ${archive.folder} cannot be deleted.`, () =>
      discardRows(archive, tenantId),
    );
  }
}

async function discardRows(archive: Archive, tenantId: string): Promise<void> {
  const isEmpty = (await archive.files()).length === 0;
  for (const file of await rowFiles(path.join(archive.folder, 'rejected'))) {
    if (isEmpty || (await names(file, tenantId))) {
      await rm(file, { force: true });
    }
  }
}

async function rowFiles(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => path.join(folder, entry.name));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return [];
    }
    throw error;
  }
}

async function names(file: string, tenantId: string): Promise<boolean> {
  for await (const line of byteLines(createReadStream(file) as AsyncIterable<Uint8Array>)) {
    if (Buffer.from(line).toString('latin1').toLowerCase().includes(tenantId.toLowerCase())) {
      return true;
    }
  }
  return false;
}
