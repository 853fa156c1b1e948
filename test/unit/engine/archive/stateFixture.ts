import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { prepareArchive } from '../../../../src/engine/archive/archiveFormat';
import { ArchiveState } from '../../../../src/engine/archive/log/archiveState';
import type { Commit } from '../../../../src/engine/archive/log/commit';
import { makeWorkFolder } from '../../../../src/engine/archive/files/workFolder';
import { listedBlob, tenantId } from './archiveFixture';

export const checkpointInterval = 8;

/** The state of the archive in a folder, as a process of its own has it; a new archive where there is none. It makes checkpoints often. */
export async function openState(folder: string): Promise<ArchiveState> {
  const workFolder = await makeWorkFolder(folder);
  await prepareArchive(folder, workFolder);
  return ArchiveState.open({ archiveFolder: folder, workFolder, isReadOnly: false, checkpointInterval });
}

/** Path of a file of records of a day, by its number. */
export function filePath(number: number, day = '2026-05-01'): string {
  return `records/TenantId=${tenantId}/ContentType=Audit.Exchange/Day=${day}/${number}.parquet`;
}

/** Puts a file of records on the disk, of no content. */
export async function placeFile(folder: string, file: string): Promise<void> {
  await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
  await writeFile(path.join(folder, file), '');
}

export function committedFile(file: string): Commit['files'][number] {
  return { path: file, contentType: 'Audit.Exchange', records: 1 };
}

/** Commits as many changes: each with a blob that is archived in a file of its own, and a window. */
export async function commitMany(state: ArchiveState, first: number, count: number): Promise<void> {
  for (let number = first; number < first + count; number++) {
    const { contentType, created, ...listed } = listedBlob(`blob ${number}`);
    await state.commit(tenantId, () => ({
      files: [committedFile(filePath(number))],
      blobs: [{ ...listed, contentType, created, state: 'archived', records: 1, duplicates: 0 }],
      windows: [{ contentType, start: created, end: created + 1, listedAt: created, pages: 1, blobs: 1 }],
    }));
  }
}

/** All that the state says of the tenant, in a form that can be compared. */
export async function describeTenant(state: ArchiveState): Promise<unknown> {
  const tenant = await state.readTenant(tenantId);
  return {
    files: tenant.files,
    filesVersion: tenant.filesVersion,
    blobs: [...tenant.blobs.values()].map(({ blob, places }) => ({ blob: { ...blob, contentUri: '' }, places })),
    windows: tenant.windows,
    columns: [...tenant.columns],
    otherKeys: [...tenant.otherKeys],
    removed: [...tenant.removed],
    deletions: tenant.deletions,
    acknowledgedLosses: tenant.acknowledgedLosses,
  };
}
