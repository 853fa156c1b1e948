import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { ContentType } from '../../../../src/core/api/contentType';
import { Archive } from '../../../../src/engine/archive/archive';
import type { FetchedBlob, ListedBlob } from '../../../../src/engine/archive/archiveTypes';
import { filesRelation } from '../../../../src/engine/archive/records/recordColumns';
import { withConnection } from '../../../../src/engine/archive/database';

export const tenantId = '11111111-2222-3333-4444-555555555555';
export const createdAt = Date.UTC(2026, 4, 1, 10);

/** A folder that is gone when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "m365 audit's [test] é-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An archive that is closed when the test is over. */
export async function openArchive(folder: string): Promise<Archive> {
  const archive = await Archive.open(folder);
  onTestFinished(() => archive.close());
  return archive;
}

export function listedBlob(contentId: string, contentType: ContentType = 'Audit.Exchange'): ListedBlob {
  const contentUri = `https://manage.office.com/audit/${contentId}`;
  return { contentType, contentId, contentUri, created: createdAt, expires: createdAt + 7 * 86_400_000 };
}

export function fetchedBlob(contentId: string, body: string, contentType?: ContentType): FetchedBlob {
  return { blob: listedBlob(contentId, contentType), body: Buffer.from(body) };
}

export function record(id: string, fields: object = {}): object {
  return { CreationTime: '2026-05-01T09:00:00', Id: id, Operation: 'Send', Workload: 'Exchange', ...fields };
}

export function blobOf(contentId: string, records: readonly object[], contentType?: ContentType): FetchedBlob {
  return fetchedBlob(contentId, JSON.stringify(records), contentType);
}

/** What a query of the archive's committed records gives. */
export async function selectRecords(archive: Archive, columns: string, rest = ''): Promise<Record<string, unknown>[]> {
  const { files } = await archive.recordSet();
  return withConnection(archive.database, async (connection) => {
    const result = await connection.runAndReadAll(`SELECT ${columns} FROM ${filesRelation(files).text} ${rest}`);
    return result.getRowObjectsJson();
  });
}

/** The hour that `listing` is of. */
const window = { start: createdAt, end: createdAt + 3_600_000 };

/** A listing that names these blobs. */
export function listing(...contentIds: string[]): Parameters<Archive['recordListing']>[0] {
  const blobs = contentIds.map((contentId) => listedBlob(contentId));
  return { tenantId, contentType: 'Audit.Exchange', window, listedAt: createdAt + 5, pages: 1, blobs };
}
