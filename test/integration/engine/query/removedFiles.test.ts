import { expect, test, vi } from 'vitest';
import type { Archive } from '../../../../src/engine/archive/archive';
import { sweepFiles } from '../../../../src/engine/archive/files/sweepFiles';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import { blobOf, openArchive, record, temporaryFolder, tenantId } from '../../../unit/engine/archive/archiveFixture';
import { openState } from '../../../unit/engine/archive/stateFixture';
import { rowsOf } from '../../../unit/engine/query/rowsOf';

/** An archive with a record of 1 May and one of 2 May, in a file each. */
async function twoDays(): Promise<Archive> {
  const archive = await openArchive(await temporaryFolder());
  await archive.addBlobs(tenantId, [blobOf('may 1', [record('1')])]);
  await archive.addBlobs(tenantId, [blobOf('may 2', [record('2', { CreationTime: '2026-05-02T09:00:00' })])]);
  return archive;
}

/** Another process deletes what there is of 1 May. */
async function deleteFirstDay({ folder }: Archive): Promise<void> {
  const state = await openState(folder);
  await state.commit(tenantId, ({ files }) => ({
    removed: files.map((file) => file.path).filter((file) => file.includes('Day=2026-05-01')),
    deletions: [{ contentTypes: ['Audit.Exchange'], records: 1 }],
  }));
  expect(await sweepFiles(folder, state)).toEqual({ deleted: 1, waiting: 0 });
}

/** The deletion comes when the archive has found its files and is about to read them. */
function deleteBeforeReading(archive: Archive): void {
  const { database } = archive;
  const connect = vi.spyOn(database, 'connect');
  connect.mockImplementationOnce(async () => {
    await deleteFirstDay(archive);
    return database.connect();
  });
}

test('a query whose files are removed as it runs gives what there is then', async () => {
  const archive = await twoDays();
  const runner = new QueryRunner(archive);
  deleteBeforeReading(archive);
  expect(await rowsOf(runner, 'AuditRecords | project Id')).toEqual([['2']]);
  expect(await rowsOf(runner, 'AuditRecords | count')).toEqual([[1]]);
  runner.close();
});

test('a query that has views of files that were removed since makes them anew', async () => {
  const archive = await twoDays();
  const runner = new QueryRunner(archive);
  expect(await rowsOf(runner, 'AuditRecords | count')).toEqual([[2]]);
  await deleteFirstDay(archive);
  expect(await rowsOf(runner, 'AuditRecords | count')).toEqual([[1]]);
  runner.close();
});

test('a query that is wrong is not run again', async () => {
  const archive = await twoDays();
  const runner = new QueryRunner(archive);
  const recordSet = vi.spyOn(archive, 'recordSet');
  await expect(rowsOf(runner, 'AuditRecords | nonsense')).rejects.toMatchObject({ data: { kind: 'query' } });
  expect(recordSet).toHaveBeenCalledTimes(1);
  runner.close();
});

test('a record and a blob are read from what there is when files go under them', async () => {
  const archive = await twoDays();
  deleteBeforeReading(archive);
  expect(await archive.readRecord(tenantId, '2')).toBe(
    JSON.stringify(record('2', { CreationTime: '2026-05-02T09:00:00' })),
  );
  expect(await archive.readRecord(tenantId, '1')).toBeUndefined();

  const other = await twoDays();
  deleteBeforeReading(other);
  expect(await other.readBlob(tenantId, 'may 1')).toBeUndefined();
});

test('the version of the records changes with every change of their files, of that tenant', async () => {
  const archive = await twoDays();
  const versions = async (): Promise<string[]> => [
    (await archive.recordSet(tenantId)).version,
    (await archive.recordSet()).version,
    (await archive.recordSet('another')).version,
  ];
  const before = await versions();
  const state = await openState(archive.folder);
  // As many files as before.
  await state.commit(tenantId, ({ files: [first, second] }) => ({
    files: first === undefined ? [] : [{ ...first, path: first.path.replace('.parquet', '-2.parquet') }],
    removed: second === undefined ? [] : [second.path],
  }));
  const after = await versions();
  expect(after[0]).not.toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  expect(after[2]).toBe(before[2]);
});
