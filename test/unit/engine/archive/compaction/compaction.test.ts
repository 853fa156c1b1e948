import { readdir, truncate } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Archive } from '../../../../../src/engine/archive/archive';
import type { CompactionSummary } from '../../../../../src/engine/archive/compaction/compaction';
import * as merging from '../../../../../src/engine/archive/compaction/mergeFiles';
import { blobOf, fetchedBlob, openArchive, record, selectRecords, temporaryFolder, tenantId } from '../archiveFixture';
import { recordFiles } from '../recordFiles';

vi.mock(import('../../../../../src/engine/archive/compaction/mergeFiles'), { spy: true });

function compact(archive: Archive, signal = new AbortController().signal): Promise<CompactionSummary> {
  return archive.compact({ signal, isThorough: true });
}

/** The paths of the archive's files, in order. */
async function committedFiles(archive: Archive): Promise<string[]> {
  return (await archive.files()).map((file) => file.path).toSorted();
}

/** Three blobs: records out of order, of two days and of none, one that is no JSON to others, one of a key that no other has. */
async function addBlobs(archive: Archive): Promise<Record<string, string>> {
  const bodies = {
    b1: '[{"Id":"1","CreationTime":"2026-05-01T09:00:00", "Operation" : "late"},{"CreationTime":"2026-05-02T00:00:00","Id":"2"}]',
    b2: '[{"Id":"3","CreationTime":"2026-05-01T08:00:00","UserId":"u","Unheard":[1.0]},{"Id":"4","Subject":"cut \\ud83d"}]',
    b3: '[{"Id":"5","CreationTime":"2026-05-01T08:30:00","ClientIP":"::1"},{"Id":"6"}]',
  };
  for (const [contentId, body] of Object.entries(bodies)) {
    await archive.addBlobs(tenantId, [fetchedBlob(contentId, body)]);
  }
  return bodies;
}

test('small files of a day become one, with the same records, in the order of event time', async () => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  const bodies = await addBlobs(archive);
  const before = await selectRecords(archive, '*', 'ORDER BY Id');
  const known = await archive.recordSet();

  // Two files are of May 1 beside another, two of no day; the one of May 2 is alone.
  expect(await compact(archive)).toMatchObject({ filesBefore: 5, filesAfter: 2, records: 5 });
  expect(await selectRecords(archive, '*', 'ORDER BY Id')).toEqual(before);
  const [first] = (await archive.files()).filter((file) => file.records === 3);
  expect(first).toMatchObject({
    oldest: Date.UTC(2026, 4, 1, 8),
    newest: Date.UTC(2026, 4, 1, 9),
    bytes: expect.any(Number) as unknown,
  });
  expect(await selectRecords(archive, 'Id', `WHERE Day = '2026-05-01'`)).toEqual([
    { Id: '3' },
    { Id: '5' },
    { Id: '1' },
  ]);
  const { columns, otherKeys, version } = await archive.recordSet();
  expect({ columns, otherKeys }).toEqual({ columns: known.columns, otherKeys: known.otherKeys });
  expect(version).not.toBe(known.version);

  const other = await openArchive(folder);
  for (const reader of [archive, other]) {
    for (const [contentId, body] of Object.entries(bodies)) {
      expect(await reader.readBlob(tenantId, contentId)).toBe(body);
    }
    expect(
      await reader.importRecords(tenantId, [{ contentType: 'DLP.All', texts: ['{"Id":"3"}'], keys: new Set(['Id']) }]),
    ).toEqual({ added: 0, restored: 0 });
  }
  expect(await compact(archive)).toMatchObject({ filesBefore: 0 });
});

test('what is replaced is gone at once where no other process has the archive open, and with the last that closes it elsewhere', async () => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  await addBlobs(archive);
  await compact(archive);
  expect(await recordFiles(folder)).toEqual(await committedFiles(archive));

  const other = await openArchive(folder);
  await other.addBlobs(tenantId, [blobOf('b4', [record('7')])]);
  await compact(archive);
  const files = await committedFiles(archive);
  expect(await recordFiles(folder)).toHaveLength(files.length + 2);
  await archive.close();
  expect(await recordFiles(folder)).toHaveLength(files.length + 2);
  await other.close();
  expect(await recordFiles(folder)).toEqual(files);
});

test('of two that compact the same, one does, and the other does no harm', async () => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  const other = await openArchive(folder);
  await addBlobs(archive);
  const before = await selectRecords(archive, '*', 'ORDER BY Id');
  const { mergeFiles } = await vi.importActual<typeof merging>(
    '../../../../../src/engine/archive/compaction/mergeFiles',
  );
  let summary: CompactionSummary | undefined;
  vi.mocked(merging.mergeFiles).mockImplementationOnce(async (...args) => {
    const merged = await mergeFiles(...args);
    summary = await compact(other);
    return merged;
  });
  expect(await compact(archive)).toMatchObject({ filesBefore: 0 });
  expect(summary).toMatchObject({ filesBefore: 5, filesAfter: 2 });
  expect(await selectRecords(archive, '*', 'ORDER BY Id')).toEqual(before);
  await other.close();
  await archive.sweep();
  expect(await recordFiles(folder)).toEqual(await committedFiles(archive));
});

test('what is deleted while it is compacted does not come back', async () => {
  const archive = await openArchive(await temporaryFolder());
  await addBlobs(archive);
  const removed = await committedFiles(archive);
  const { mergeFiles } = await vi.importActual<typeof merging>(
    '../../../../../src/engine/archive/compaction/mergeFiles',
  );
  vi.mocked(merging.mergeFiles).mockImplementationOnce(async (...args) => {
    await archive.changeFiles(tenantId, () =>
      Promise.resolve({ removed, deletions: [{ contentTypes: ['Audit.Exchange'], records: 6 }] }),
    );
    await archive.sweep();
    return mergeFiles(...args);
  });
  expect(await compact(archive)).toMatchObject({ filesBefore: 0 });
  expect(await committedFiles(archive)).toEqual([]);
  expect(await recordFiles(archive.folder)).toEqual([]);
});

test('a file that cannot be read is left as it is, and the rest is compacted', async () => {
  const archive = await openArchive(await temporaryFolder());
  await addBlobs(archive);
  const damaged = (await committedFiles(archive)).find((file) => file.includes('Day=2026-05-01')) ?? '';
  await truncate(path.join(archive.folder, damaged), 20);
  await expect(compact(archive)).rejects.toMatchObject({ data: { kind: 'archive' } });
  const files = await committedFiles(archive);
  expect(files.filter((file) => file.includes('Day=2026-05-01'))).toHaveLength(3);
  expect(files.filter((file) => file.includes('Day=__HIVE'))).toHaveLength(1);
});

test.each(['cancel', 'close'])('to %s ends it at once, and leaves nothing unfinished', async (how) => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  await addBlobs(archive);
  const files = await committedFiles(archive);
  const cancel = new AbortController();
  const { mergeFiles } = await vi.importActual<typeof merging>(
    '../../../../../src/engine/archive/compaction/mergeFiles',
  );
  let closed: Promise<void> | undefined;
  vi.mocked(merging.mergeFiles).mockImplementationOnce((...args) => {
    if (how === 'cancel') {
      cancel.abort(new Error('Stop.'));
    } else {
      closed = archive.close();
    }
    return mergeFiles(...args);
  });
  await expect(compact(archive, cancel.signal)).rejects.toThrow(how === 'cancel' ? 'Stop.' : 'was closed');
  await closed;
  const again = await openArchive(folder);
  expect(await committedFiles(again)).toEqual(files);
  expect(await recordFiles(folder)).toEqual(files);
  expect(await readdir(path.join(folder, 'temp'))).toHaveLength(how === 'cancel' ? 2 : 1);
});
