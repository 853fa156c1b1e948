import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { importStream } from '../../../../src/engine/import/importFile';
import { Archive } from '../../../../src/engine/archive/archive';
import type { FetchedBlob } from '../../../../src/engine/archive/archiveTypes';
import { TenantCatalogue } from '../../../../src/engine/archive/log/catalogue';
import { deleteRecords } from '../../../../src/engine/data/deleteRecords';
import { measureSelection } from '../../../../src/engine/data/measureSelection';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import {
  blobOf,
  createdAt,
  fetchedBlob,
  openArchive,
  record,
  selectRecords,
  temporaryFolder,
  tenantId,
} from '../../../unit/engine/archive/archiveFixture';
import {
  anySelection,
  firstDay,
  hour,
  isSelected,
  keep,
  keptRecord,
  recordFacts,
} from '../../../unit/engine/data/keptRecords';
import { rowsOf } from '../../../unit/engine/query/rowsOf';

const otherTenant = '99999999-2222-3333-4444-555555555555';

async function idsOf(archive: Archive): Promise<readonly string[]> {
  if ((await archive.files()).length === 0) {
    return [];
  }
  return (await selectRecords(archive, 'Id', 'ORDER BY Id')).map(({ Id }) => String(Id));
}

async function parquetFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(path.join(folder, 'records'), { recursive: true });
  return names.filter((name) => name.endsWith('.parquet')).map((name) => path.join(folder, 'records', name));
}

test('deletes what a plain filter finds, and nothing else; the files on the disk are those of the archive', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(recordFacts, { minLength: 1, maxLength: 20 }),
      fc.array(anySelection, { minLength: 1, maxLength: 3 }),
      async (facts, selections) => {
        const folder = await temporaryFolder();
        const archive = await Archive.open(folder);
        try {
          let records = facts.map(({ contentType, time }, index) =>
            keptRecord(tenantId, `${index}`, contentType, time),
          );
          await keep(archive, records.slice(0, 10));
          await keep(archive, records.slice(10));
          await keep(archive, [keptRecord(otherTenant, 'other', 'Audit.Exchange', firstDay)]);
          for (const selection of selections) {
            const { bytes, ...size } = await measureSelection(archive, { tenantId, selection });
            expect(await deleteRecords(archive, tenantId, selection)).toEqual({ ...size, bytes });
            records = records.filter((kept) => !isSelected(kept, selection));
            expect(await idsOf(archive)).toEqual([...records.map(({ id }) => id), 'other'].toSorted());
            expect(await parquetFiles(folder)).toHaveLength((await archive.files()).length);
          }
          const again = await openArchive(folder);
          expect(await idsOf(again)).toEqual([...records.map(({ id }) => id), 'other'].toSorted());
        } finally {
          await archive.close();
        }
      },
    ),
    { numRuns: 8 },
  );
});

test('what stays is as it was, and is looked for in the right places', async () => {
  const archive = await openArchive(await temporaryFolder());
  const early = { CreationTime: '2026-05-01T08:00:00', Parameters: [{ Name: 'x' }] };
  await archive.addBlobs(tenantId, [
    blobOf('part', [record('1', early), record('2', { CreationTime: '2026-05-01T10:00:00', Subject: 's' })]),
    blobOf('kept', [record('3', { CreationTime: '2026-05-01T10:00:00' })]),
    blobOf('gone', [record('4', early)]),
  ]);
  const kept = JSON.stringify(record('2', { CreationTime: '2026-05-01T10:00:00', Subject: 's' }));
  const until = Date.UTC(2026, 4, 1, 9);
  expect(await deleteRecords(archive, tenantId, { until })).toMatchObject({ records: 2, newest: until - hour });
  expect(await selectRecords(archive, 'Id, Operation, Day, ContentType, ContentId', 'ORDER BY Id')).toEqual([
    { Id: '2', Operation: 'Send', Day: '2026-05-01', ContentType: 'Audit.Exchange', ContentId: 'part' },
    { Id: '3', Operation: 'Send', Day: '2026-05-01', ContentType: 'Audit.Exchange', ContentId: 'kept' },
  ]);
  expect(await archive.readRecord(tenantId, '2')).toBe(kept);
  expect(await archive.readBlob(tenantId, 'kept')).toBeDefined();
  // Not all of it is there, and it is still known, so that it is not fetched again.
  expect(await archive.readBlob(tenantId, 'part')).toBeUndefined();
  expect(await archive.readBlob(tenantId, 'gone')).toBeUndefined();
  const known = await archive.findBlobs(tenantId, ['part', 'gone']);
  expect([...known.values()].map(({ state }) => state)).toEqual(['archived', 'archived']);
});

test('is noted in the catalogue, and a deletion of nothing is not', async () => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  await keep(archive, [keptRecord(tenantId, '1', 'DLP.All', firstDay)]);
  expect((await deleteRecords(archive, tenantId, { until: firstDay })).records).toBe(0);
  expect((await deleteRecords(archive, otherTenant, {})).records).toBe(0);
  expect((await archive.content(tenantId))[0]?.deletions).toEqual([]);
  await keep(archive, [keptRecord(tenantId, '2', 'DLP.All', firstDay + hour)]);
  // For its sake, what is replaced is kept for a while.
  await openArchive(folder);
  await archive.compact({ signal: new AbortController().signal, isThorough: true });
  expect(await parquetFiles(folder)).toHaveLength(3);
  // For it might have held a record that is meant.
  expect((await deleteRecords(archive, tenantId, { from: firstDay + 2 * hour })).records).toBe(0);
  expect(await parquetFiles(folder)).toHaveLength(1);
  expect((await archive.content(tenantId))[0]?.deletions).toEqual([]);
  await deleteRecords(archive, tenantId, { contentTypes: ['DLP.All'], until: firstDay + 1 });
  expect((await archive.content(tenantId))[0]?.deletions).toMatchObject([
    { contentTypes: ['DLP.All'], until: firstDay + 1, records: 1 },
  ]);
});

test('what comes later of a deleted time is left out and counted, and an import brings it back and says so', async () => {
  const archive = await openArchive(await temporaryFolder());
  const time = '2026-05-01T09:00:00';
  const blob = (contentId: string, ...ids: readonly string[]): FetchedBlob =>
    blobOf(
      contentId,
      ids.map((id) => record(id, { CreationTime: id === 'later' ? '2026-05-02T09:00:00' : time })),
    );
  await archive.addBlobs(tenantId, [blob('first', '1', '2', 'later')]);
  await deleteRecords(archive, tenantId, { contentTypes: ['Audit.Exchange'], until: firstDay + 24 * hour });
  const again = await archive.addBlobs(tenantId, [blob('again', '1', '3', 'later', 'later')]);
  expect(again.added).toEqual([{ contentId: 'again', records: 4, duplicates: 2, leftOut: 2 }]);
  const leftOut = 'ContentBlobs | where LeftOut > 0 | project ContentId, LeftOut';
  expect(await rowsOf(new QueryRunner(archive), leftOut)).toEqual([['again', 2]]);
  const other = record('other', { CreationTime: time });
  expect((await archive.addBlobs(tenantId, [blobOf('dlp', [other], 'DLP.All')])).added[0]).not.toHaveProperty(
    'leftOut',
  );
  expect((await selectRecords(archive, 'Id')).map(({ Id }) => Id).toSorted()).toEqual(['later', 'other']);
  expect((await archive.status({ now: createdAt, contentTypes: ['Audit.Exchange'] }))[0]).toMatchObject({
    records: 1,
    leftOut: 2,
    duplicates: 2,
  });

  const text = ['1', '2', 'later'].map((id) => keptRecord(tenantId, id, 'Audit.Exchange', firstDay).text).join('\n');
  const imported = await importStream(archive, 'kept', Readable.from([Buffer.from(text)]));
  expect(imported).toMatchObject({ added: 2, duplicates: 1, restored: 2 });
});

test('what happens after a deletion of everything is kept', async () => {
  const archive = await openArchive(await temporaryFolder());
  await archive.addBlobs(tenantId, [blobOf('first', [record('1')])]);
  await deleteRecords(archive, tenantId, {});
  const tomorrow = new Date(Date.now() + 24 * hour).toISOString().slice(0, 19);
  await archive.addBlobs(tenantId, [blobOf('next', [record('2', { CreationTime: tomorrow }), record('1')])]);
  expect((await selectRecords(archive, 'Id')).map(({ Id }) => Id)).toEqual(['2']);
});

test('leaves no byte of the records in the folder', async () => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  const secret = 'somebody@example.com';
  // Too short for Parquet to compress.
  await keep(archive, [keptRecord(tenantId, secret, 'DLP.All', firstDay)]);
  const holds = async (): Promise<boolean> => {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && (await readFile(path.join(entry.parentPath, entry.name))).includes(secret)) {
        return true;
      }
    }
    return false;
  };
  expect(await holds()).toBe(true);
  await deleteRecords(archive, tenantId, {});
  expect(await holds()).toBe(false);
});

test('what is kept apart and is no record goes as well, as far as it is meant', async () => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  await keep(archive, [
    keptRecord(tenantId, '1', 'DLP.All', firstDay),
    keptRecord(otherTenant, '2', 'DLP.All', firstDay),
  ]);
  await archive.addBlobs(tenantId, [fetchedBlob('bad', 'no JSON'), fetchedBlob('part', '[1, {"Id":"3"}]')]);
  await archive.addBlobs(otherTenant, [fetchedBlob('bad', 'of another')]);
  const rows = ['{"nobody"', `{"${tenantId.toUpperCase()}"`];
  for (const row of rows) {
    await importStream(archive, 'rows', Readable.from([Buffer.from(`{"Id":"x"}\n${row}\n`)]));
  }
  const left = async (): Promise<readonly string[]> => {
    const entries = await readdir(path.join(folder, 'rejected'), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => path.extname(name))
      .toSorted();
  };
  expect(await left()).toEqual(['.body', '.body', '.ndjson', '.ndjson', '.ndjson']);
  await deleteRecords(archive, tenantId, { contentTypes: ['DLP.All'] });
  await deleteRecords(archive, tenantId, { until: createdAt });
  expect(await left()).toHaveLength(5);
  await deleteRecords(archive, tenantId, { contentTypes: ['Audit.Exchange'], from: createdAt });
  expect(await left()).toEqual(['.body', '.ndjson', '.ndjson']);
  await deleteRecords(archive, tenantId, {});
  expect(await left()).toEqual(['.body', '.ndjson']);
  await deleteRecords(archive, otherTenant, {});
  expect(await left()).toEqual([]);
});

test('a cancel leaves all there is', async () => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  await keep(archive, [
    keptRecord(tenantId, '1', 'DLP.All', firstDay),
    keptRecord(tenantId, '2', 'DLP.All', firstDay + 1),
  ]);
  const cancelled = deleteRecords(archive, tenantId, { until: firstDay + 1 }, AbortSignal.abort());
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  expect(await idsOf(archive)).toEqual(['1', '2']);
  expect(await parquetFiles(folder)).toHaveLength(1);
});

test('queries and other windows go on', async () => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  const other = await openArchive(folder);
  const runner = new QueryRunner(other);
  await keep(
    archive,
    Array.from({ length: 50 }, (_, index) => keptRecord(tenantId, `${index}`, 'DLP.All', firstDay + index * hour)),
  );
  const count = async (): Promise<unknown> => {
    const [result] = await runner.run('AuditRecords | count', { language: 'kql', now: firstDay });
    const rows = await result?.readRows(0, 1);
    await result?.dispose();
    return rows?.[0]?.[0];
  };
  expect(await count()).toBe(50);
  for (let left = 49; left > 40; left--) {
    const [counted] = await Promise.all([
      count(),
      deleteRecords(archive, tenantId, { until: firstDay + (50 - left) * hour }),
    ]);
    expect([left, left + 1]).toContain(counted);
    expect(await count()).toBe(left);
  }
  runner.close();
});

test('files of which nothing is selected stay, though the list of files was read anew as the deletion was made again', async () => {
  const archive = await openArchive(await temporaryFolder());
  const times = [firstDay, firstDay + 20 * hour];
  await keep(
    archive,
    times.map((time, index) => keptRecord(tenantId, `around ${index}`, 'Audit.Exchange', time)),
  );
  await keep(archive, [keptRecord(tenantId, 'selected', 'Audit.Exchange', firstDay + 10 * hour)]);
  const changeFiles = archive.changeFiles.bind(archive);
  // As where another process commits first, and so much that a checkpoint is read.
  archive.changeFiles = (tenant, change) =>
    changeFiles(tenant, async (catalogue, staging) => {
      await change(catalogue, staging);
      const readAnew = new TenantCatalogue();
      readAnew.restoreFiles(catalogue.files.map((file) => ({ ...file })));
      return change(readAnew, staging);
    });
  const selection = { from: firstDay + 9 * hour, until: firstDay + 11 * hour };
  expect(await deleteRecords(archive, tenantId, selection)).toMatchObject({ records: 1 });
  expect(await idsOf(archive)).toEqual(['around 0', 'around 1']);
});

test('what is lost after a deletion with no end is lost, and does not pass for deleted', async () => {
  const archive = await openArchive(await temporaryFolder());
  const now = Date.now();
  await keep(archive, [keptRecord(tenantId, '1', 'Audit.Exchange', now - 6 * hour)]);
  const window = { start: now - 6 * hour, end: now - 5 * hour };
  await archive.recordListing({ tenantId, contentType: 'Audit.Exchange', pages: 1, blobs: [], window, listedAt: now });
  await deleteRecords(archive, tenantId, {});
  const range = { start: window.start, end: now + 30 * hour };
  const [status] = await archive.status({ now: now + 240 * hour, range });
  const deletedAt = status?.lost[0]?.start ?? NaN;
  expect(deletedAt).toBeGreaterThanOrEqual(now);
  expect(deletedAt).toBeLessThanOrEqual(Date.now());
  const lost = [{ start: deletedAt, end: range.end }];
  expect(status).toMatchObject({ lost, unacknowledged: lost });
});
