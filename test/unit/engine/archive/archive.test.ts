import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Archive } from '../../../../src/engine/archive/archive';
import { ArchiveState } from '../../../../src/engine/archive/archiveState';
import { CommitLog } from '../../../../src/engine/archive/commitLog';
import type { RecordSource } from '../../../../src/engine/archive/recordBatch';
import { RecordBatch } from '../../../../src/engine/archive/recordBatch';
import {
  blobOf,
  createdAt,
  fetchedBlob,
  listedBlob,
  openArchive,
  record,
  selectRecords,
  temporaryFolder,
  tenantId,
} from './archiveFixture';
import { objectText } from './objectText';

/** A record with this id, of no blob. */
function source(id: string): RecordSource {
  return { contentType: 'Audit.Exchange', texts: [JSON.stringify(record(id))], keys: new Set(Object.keys(record(id))) };
}

const window = { start: createdAt, end: createdAt + 3_600_000 };

function listing(...contentIds: string[]): Parameters<Archive['recordListing']>[0] {
  const blobs = contentIds.map((contentId) => listedBlob(contentId));
  return { tenantId, contentType: 'Audit.Exchange', window, listedAt: createdAt + 5, pages: 1, blobs };
}

describe('records', () => {
  test('are typed by the documents, and what does not fit is null', async () => {
    const archive = await openArchive(await temporaryFolder());
    const odd = { RecordType: 'many', ExternalAccess: 'perhaps', OperationCount: 2.5e3, Operation: { deep: [1] } };
    await archive.addBlobs(tenantId, [
      blobOf('b1', [
        record('1', { RecordType: 2, ExternalAccess: true, Parameters: [{ Name: 'x' }], OperationCount: '7' }),
        record('2', { ...odd, CreationTime: '2026-05-01T09:00:00.1234567+02:00' }),
        record('3', { CreationTime: 'yesterday' }),
        record('4', { CreationTime: 'infinity', Parameters: null }),
        record('5', { CreationTime: '12021-01-01T00:00:00' }),
      ]),
    ]);
    expect(
      await selectRecords(
        archive,
        'Id, CreationTime, RecordType, ExternalAccess, Parameters, OperationCount, Operation, Day',
        'ORDER BY Id',
      ),
    ).toMatchInlineSnapshot(`
      [
        {
          "CreationTime": "2026-05-01 09:00:00",
          "Day": "2026-05-01",
          "ExternalAccess": true,
          "Id": "1",
          "Operation": "Send",
          "OperationCount": 7,
          "Parameters": "[{"Name":"x"}]",
          "RecordType": 2,
        },
        {
          "CreationTime": "2026-05-01 07:00:00.123456",
          "Day": "2026-05-01",
          "ExternalAccess": null,
          "Id": "2",
          "Operation": "{"deep":[1]}",
          "OperationCount": 2500,
          "Parameters": null,
          "RecordType": null,
        },
        {
          "CreationTime": null,
          "Day": null,
          "ExternalAccess": null,
          "Id": "3",
          "Operation": "Send",
          "OperationCount": null,
          "Parameters": null,
          "RecordType": null,
        },
        {
          "CreationTime": null,
          "Day": null,
          "ExternalAccess": null,
          "Id": "4",
          "Operation": "Send",
          "OperationCount": null,
          "Parameters": null,
          "RecordType": null,
        },
        {
          "CreationTime": null,
          "Day": null,
          "ExternalAccess": null,
          "Id": "5",
          "Operation": "Send",
          "OperationCount": null,
          "Parameters": null,
          "RecordType": null,
        },
      ]
    `);
  });

  test('are kept exactly as sent, whatever they hold', async () => {
    const archive = await openArchive(await temporaryFolder());
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(objectText, { maxLength: 20 }), async (texts) => {
        const contentId = `blob ${run++}`;
        // An `Id` of its own for each, so that none is a copy of another.
        const sent = texts.map((text, index) => `{"Id" :"${contentId}/${index}", "x":${text}}`);
        await archive.addBlobs(tenantId, [fetchedBlob(contentId, ` [ ${sent.join(' ,\n')}\t]`)]);
        expect(await archive.readBlob(tenantId, contentId)).toBe(`[${sent.join(',')}]`);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['half of a surrogate pair', '{"Id":"1","Subject":"cut \\ud83d","\\uDC00":"\\\\ud83d"}'],
    ['a whole one', '{"Id":"1","Subject":"\\ud83d\\ude00 \u{1f600}"}'],
    ['a number that no double holds', '{"Id":"1","n":[123456789012345678901234567890, 1e999, -0.0, 1.10]}'],
    ['a key twice', '{"Id":"1","Operation":"a","Operation":"b"}'],
    ['a NUL and control characters', '{"Id":"1","Operation":"a\\u0000b\\u001e","x":"\u2028\u0085"}'],
    ['names of objects', '{"Id":"1","__proto__":{"a":1},"constructor":null,"":0}'],
    ['deep nesting', `{"Id":"1","deep":${'['.repeat(1_000)}${']'.repeat(1_000)}}`],
  ])('with %s are kept exactly as sent, and can be read as JSON', async (_what, text) => {
    const archive = await openArchive(await temporaryFolder());
    const { failures } = await archive.addBlobs(tenantId, [fetchedBlob('b', `[${text}]`)]);
    expect(failures).toEqual([]);
    expect(await archive.readRecord(tenantId, '1')).toBe(text);
    expect(await archive.readBlob(tenantId, 'b')).toBe(`[${text}]`);
    expect(await selectRecords(archive, `Id, json_type(Record) AS type`)).toEqual([{ Id: '1', type: 'OBJECT' }]);
  });

  test('may have fields that are called like anything the archive uses', async () => {
    const archive = await openArchive(await temporaryFolder());
    const fields = {
      Source: 's',
      Position: 'p',
      Text: 't',
      Ordinal: 'o',
      Day: 'd',
      Record: 'r',
      ContentId: 'c',
      Fields: 'f',
    };
    await archive.addBlobs(tenantId, [blobOf('b', [record('1', fields)])]);
    expect(await selectRecords(archive, `Source, Ordinal, ContentId, Record->>'Record' AS record`)).toEqual([
      { Source: 's', Ordinal: 0, ContentId: 'b', record: 'r' },
    ]);
  });

  test('with names that differ in case alone keep both', async () => {
    const archive = await openArchive(await temporaryFolder());
    await archive.addBlobs(tenantId, [blobOf('b', [record('1', { PolicyId: 'a', PolicyID: 'b', TenantId: 'c' })])]);
    expect(await selectRecords(archive, `Record->>'PolicyId' a, Record->>'PolicyID' b, TenantId t`)).toEqual([
      { a: 'a', b: 'b', t: tenantId },
    ]);
    expect([...(await archive.recordSet()).otherKeys].sort()).toEqual(['PolicyID', 'PolicyId', 'TenantId']);
  });
});

describe('duplicates', () => {
  test('are counted and not kept, within a call, a blob, and against the archive; the first copy stays', async () => {
    const archive = await openArchive(await temporaryFolder());
    const first = await archive.addBlobs(tenantId, [
      fetchedBlob('b1', '[{"Id":"1","Operation":"first","UserId":"u"},{"UserId":"u","Operation":"copy","Id":"1"}]'),
      fetchedBlob('b2', '[{"Operation":"other order","Id":"1"},{"Id":"2"}]'),
    ]);
    expect(first.added).toEqual([
      { contentId: 'b1', records: 2, duplicates: 1 },
      { contentId: 'b2', records: 2, duplicates: 1 },
    ]);
    const second = await archive.addBlobs(tenantId, [fetchedBlob('b3', '[{"Id":"2"},{"Id":"3"}]', 'DLP.All')]);
    expect(second.added).toEqual([{ contentId: 'b3', records: 2, duplicates: 1 }]);
    expect(await selectRecords(archive, 'Id', 'ORDER BY Id')).toEqual([{ Id: '1' }, { Id: '2' }, { Id: '3' }]);
    expect(await archive.readRecord(tenantId, '1')).toBe('{"Id":"1","Operation":"first","UserId":"u"}');
  });

  test('of a blob are noted, and the first copies stand in where it is read', async () => {
    const folder = await temporaryFolder();
    const archive = await openArchive(folder);
    await archive.addBlobs(tenantId, [fetchedBlob('b1', '[{"Id":"1","a":1},{"b":2,"Id":"2"}]')]);
    const again = '[{"Id":"2","b":2},{"Id":"3"},{"x":0},{"Id":"3"},{"a":1,"Id":"1"}]';
    await archive.addBlobs(tenantId, [fetchedBlob('b2', again)]);
    const { duplicates, copies } = (await archive.findBlobs(tenantId, ['b2'])).get('b2') ?? {};
    expect(duplicates).toBe(3);
    expect(copies?.map(({ ordinal, id }) => `${ordinal}:${id}`).toSorted()).toEqual(['0:2', '3:3', '4:1']);
    const other = await openArchive(folder);
    for (const reader of [archive, other]) {
      expect(await reader.readBlob(tenantId, 'b2')).toBe(
        '[{"b":2,"Id":"2"},{"Id":"3"},{"x":0},{"Id":"3"},{"Id":"1","a":1}]',
      );
    }
  });

  test('of a blob are counted, and not noted, where they are hundreds', async () => {
    const archive = await openArchive(await temporaryFolder());
    const records = Array.from({ length: 300 }, (_, index) => record(String(index)));
    await archive.addBlobs(tenantId, [blobOf('b1', records)]);
    await archive.addBlobs(tenantId, [blobOf('b2', records)]);
    expect((await archive.findBlobs(tenantId, ['b2'])).get('b2')).toMatchObject({ records: 300, duplicates: 300 });
    expect(await archive.readBlob(tenantId, 'b2')).toBeUndefined();
  });

  test('are duplicates whatever their time and content type, and whoever added the first', async () => {
    const folder = await temporaryFolder();
    const archive = await openArchive(folder);
    const other = await openArchive(folder);
    await archive.addBlobs(tenantId, [blobOf('b1', [record('1', { CreationTime: '2026-05-01T09:00:00' })])]);
    await other.addBlobs(tenantId, [blobOf('b2', [record('2')], 'DLP.All')]);
    await archive.addBlobs(tenantId, [
      blobOf('b3', [record('1', { CreationTime: '2024-01-01T00:00:00' }), record('2')], 'Audit.General'),
    ]);
    expect(await archive.importRecords(tenantId, [source('1'), source('2'), source('3')])).toMatchObject({ added: 1 });
    expect(await selectRecords(archive, 'Id, ContentId', 'ORDER BY Id')).toEqual([
      { Id: '1', ContentId: 'b1' },
      { Id: '2', ContentId: 'b2' },
      { Id: '3', ContentId: null },
    ]);
  });

  test('of imports are counted, across checkpoints', async () => {
    const folder = await temporaryFolder();
    const archive = await Archive.open(folder);
    await archive.importRecords(tenantId, [source('1'), source('2')]);
    await archive.importRecords(tenantId, [source('1'), source('3'), source('2')]);
    await archive.close();
    const state = await ArchiveState.open({
      archiveFolder: folder,
      workFolder: folder,
      isReadOnly: false,
      checkpointInterval: 1,
    });
    await state.commit(tenantId, () => ({}));
    await state.settle();
    const again = await openArchive(folder);
    await again.importRecords(tenantId, [source('1')]);
    const [status] = await again.status({ now: createdAt });
    expect(status).toMatchObject({ contentType: 'Audit.Exchange', records: 3, duplicates: 3 });
  });

  test('may come again once they were deleted', async () => {
    const archive = await openArchive(await temporaryFolder());
    await archive.importRecords(tenantId, [source('1')]);
    const [file] = await archive.files(tenantId);
    const contentTypes = ['Audit.Exchange'] as const;
    await archive.changeFiles(tenantId, () =>
      Promise.resolve({ removed: [file?.path ?? ''], deletions: [{ contentTypes: [...contentTypes], records: 1 }] }),
    );
    expect(await archive.importRecords(tenantId, [source('1'), source('2')])).toMatchObject({ added: 2 });
    expect(await archive.importRecords(tenantId, [source('1'), source('2')])).toMatchObject({ added: 0 });
  });

  test('of other tenants, and records with no Id, are no duplicates', async () => {
    const archive = await openArchive(await temporaryFolder());
    await archive.addBlobs(tenantId, [
      fetchedBlob('b1', '[{"Id":"1"},{"a":1},{"a":1},{"Id":null},{"Id":""},{"Id":""}]'),
    ]);
    await archive.addBlobs('another', [fetchedBlob('b1', '[{"Id":"1"}]')]);
    expect(await selectRecords(archive, 'count(*)::INTEGER AS n')).toEqual([{ n: 7 }]);
  });
});

test('records that another process adds meanwhile are not added again, though a reader has seen them', async () => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  const other = await openArchive(folder);
  const dropKnown = vi.spyOn(RecordBatch.prototype, 'dropKnown');
  dropKnown.mockImplementationOnce(async () => {
    await other.addBlobs(tenantId, [blobOf('b1', [record('1'), record('2')])]);
    await archive.findBlobs(tenantId, ['b1']);
    return 0;
  });
  await archive.addBlobs(tenantId, [blobOf('b2', [record('2'), record('3')])]);
  expect(await selectRecords(archive, 'Id', 'ORDER BY Id')).toEqual([{ Id: '1' }, { Id: '2' }, { Id: '3' }]);
});

describe('blobs', () => {
  test('may be empty', async () => {
    const archive = await openArchive(await temporaryFolder());
    const { added } = await archive.addBlobs(tenantId, [fetchedBlob('empty', '[]')]);
    expect(added).toEqual([{ contentId: 'empty', records: 0, duplicates: 0 }]);
    expect(await archive.readBlob(tenantId, 'empty')).toBe('[]');
  });

  test('are known from their listing to their end, in every process', async () => {
    const folder = await temporaryFolder();
    const archive = await openArchive(folder);
    const other = await openArchive(folder);
    await archive.recordListing(listing('a', 'b', 'c'));
    await archive.recordLosses(tenantId, 'Audit.Exchange', [
      { contentId: 'a', state: 'failed', reason: 'no answer' },
      { contentId: 'b', state: 'lost', reason: 'expired' },
    ]);
    await other.addBlobs(tenantId, [blobOf('a', [record('1')])]);
    await archive.recordListing(listing('a', 'b', 'c', 'd'));
    await archive.recordLosses(tenantId, 'Audit.Exchange', [{ contentId: 'a', state: 'lost', reason: 'late' }]);

    const known = await other.findBlobs(tenantId, ['a', 'b', 'c', 'd', 'unknown']);
    expect([...known].map(([contentId, { state, reason }]) => [contentId, state, reason])).toEqual([
      ['a', 'archived', undefined],
      ['b', 'lost', 'expired'],
      ['c', 'listed', undefined],
      ['d', 'listed', undefined],
    ]);
    expect(known.get('c')).toEqual({ ...listedBlob('c'), state: 'listed' });
  });

  test('cannot be lost before they are listed', async () => {
    const archive = await openArchive(await temporaryFolder());
    await expect(
      archive.recordLosses(tenantId, 'Audit.Exchange', [{ contentId: 'x', state: 'lost', reason: 'gone' }]),
    ).rejects.toMatchObject({ data: { kind: 'archive' } });
  });
});

test('the status tells windows, gaps, blobs and records by content type, and what can still be fetched from what is lost', async () => {
  const archive = await openArchive(await temporaryFolder());
  const hour = 3_600_000;
  const now = createdAt + 7 * 24 * hour + 4 * hour;
  for (const start of [0, 1, 5]) {
    await archive.recordListing({
      ...listing(`b${start}`),
      window: { start: createdAt + start * hour, end: createdAt + (start + 1) * hour },
      listedAt: createdAt + 48 * hour,
    });
  }
  await archive.addBlobs(tenantId, [blobOf('b0', [record('1'), record('1')]), blobOf('empty', [])]);
  await archive.recordLosses(tenantId, 'Audit.Exchange', [{ contentId: 'b1', state: 'failed', reason: 'HTTP 500' }]);
  const oldest = now - 7 * 24 * hour + 300_000;
  expect(await archive.status({ now })).toEqual([
    {
      tenantId,
      contentType: 'Audit.Exchange',
      records: 1,
      duplicates: 1,
      leftOut: 0,
      unreadable: 0,
      blobs: { listed: 0, archived: 2, failed: 0, lost: 2 },
      emptyBlobs: 1,
      expiredBlobs: 2,
      reasons: [{ reason: 'HTTP 500', blobs: 1 }],
      windows: 3,
      listed: [
        { start: createdAt, end: createdAt + 2 * hour },
        { start: createdAt + 5 * hour, end: createdAt + 6 * hour },
      ],
      gaps: [{ start: createdAt + 2 * hour, end: createdAt + 5 * hour }],
      lastListed: createdAt + 48 * hour,
      settledUntil: oldest,
      fetchable: [
        { start: oldest, end: createdAt + 5 * hour },
        // This hour and the one before are not missed yet.
        { start: createdAt + 6 * hour, end: now - hour },
      ],
      // An hour with blobs that expired, and what was not listed in time.
      lost: [
        { start: createdAt, end: createdAt + hour },
        { start: createdAt + 2 * hour, end: oldest },
      ],
      unacknowledged: [
        { start: createdAt, end: createdAt + hour },
        { start: createdAt + 2 * hour, end: oldest },
      ],
    },
  ]);
  const range = { start: createdAt + 5 * hour, end: createdAt + 6 * hour };
  expect(await archive.status({ now, range })).toMatchObject([
    { records: 1, windows: 1, blobs: { lost: 0 }, fetchable: [], lost: [], settledUntil: oldest },
  ]);
});

test('a loss that is acknowledged stays lost, and what is lost later is another one, even in the same hour', async () => {
  const archive = await openArchive(await temporaryFolder());
  const hour = 3_600_000;
  const now = createdAt + 48 * hour;
  const window = { start: createdAt, end: createdAt + hour };
  const late = { ...listedBlob('late'), created: createdAt + hour / 2, expires: now + hour };
  await archive.recordListing({ ...listing('gone', 'other'), window, listedAt: now });
  await archive.recordBlobs(tenantId, [late]);
  await archive.recordLosses(tenantId, 'Audit.Exchange', [{ contentId: 'gone', state: 'lost', reason: 'HTTP 404' }]);
  const losses = async (at: number): Promise<unknown> => {
    const status = await archive.status({ now: at, range: window, contentTypes: ['Audit.Exchange'] });
    return status.map(({ lost, unacknowledged }) => [lost, unacknowledged]);
  };
  await archive.acknowledgeLosses({ now, range: { start: window.end, end: now } });
  await archive.acknowledgeLosses({ now, contentTypes: ['DLP.All'] });
  expect(await losses(now)).toEqual([[[window], [window]]]);
  await archive.acknowledgeLosses({ now, tenantId });
  expect(await losses(now)).toEqual([[[window], []]]);
  const again = await openArchive(archive.folder);
  expect((await again.status({ now }))[0]).toMatchObject({ lost: [window], unacknowledged: [] });
  expect(await losses(now + 2 * hour)).toEqual([[[window], [window]]]);
});

test('a commit that stands although it failed keeps its records', async () => {
  const archive = await openArchive(await temporaryFolder());
  const log = new CommitLog(archive.folder, archive.folder);
  vi.spyOn(CommitLog.prototype, 'append').mockImplementationOnce(async (commit) => {
    await log.append(commit, 0);
    throw new Error('The drive failed.');
  });
  await expect(archive.addBlobs(tenantId, [blobOf('b', [record('1')])])).rejects.toMatchObject({
    data: { kind: 'archive' },
  });
  expect(await selectRecords(archive, 'Id')).toEqual([{ Id: '1' }]);
  expect((await archive.findBlobs(tenantId, ['b'])).get('b')).toMatchObject({ state: 'archived' });
});

/** The Parquet files on the disk, committed or not, relative to the folder of records. */
async function recordFiles(folder: string): Promise<string[]> {
  const names = await readdir(path.join(folder, 'records'), { recursive: true });
  return names.filter((name) => name.endsWith('.parquet'));
}

describe('the folder', () => {
  test('keeps what was in it when it is opened again, and no unfinished files', async () => {
    const folder = await temporaryFolder();
    const archive = await Archive.open(folder);
    await archive.recordListing(listing('a'));
    await archive.addBlobs(tenantId, [blobOf('a', [record('1', { Unheard: 1 })])]);
    await archive.close();
    expect(await readdir(path.join(folder, 'temp'))).toEqual([]);

    const again = await openArchive(folder);
    expect(await again.readBlob(tenantId, 'a')).toBe(JSON.stringify([record('1', { Unheard: 1 })]));
    const { otherKeys } = await again.recordSet(tenantId);
    expect([...otherKeys]).toEqual(['Unheard']);
  });

  test('of a newer format is refused, and left as it is', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'format.json'), '{"format":3}');
    await expect(Archive.open(folder)).rejects.toMatchObject({
      data: { kind: 'archive', message: expect.stringContaining('format 3') as unknown },
    });
    expect(await readFile(path.join(folder, 'format.json'), 'utf8')).toBe('{"format":3}');
    expect(await readdir(folder)).toEqual(['format.json']);
  });

  test.each([
    ['is damaged', '000000000002.json', '{"files":'],
    ['says what no commit says', '000000000002.json', '{"files":7}'],
    ['is missing before another', '000000000003.json', '{}'],
  ])('with a commit that %s is refused by its name', async (_what, name, text) => {
    const folder = await temporaryFolder();
    const archive = await Archive.open(folder);
    await archive.recordListing(listing('a'));
    await archive.close();
    await writeFile(path.join(folder, 'commits', name), text);
    await expect(Archive.open(folder)).rejects.toMatchObject({
      data: { kind: 'archive', message: expect.stringContaining('000000000002.json') as unknown },
    });
    expect(await readFile(path.join(folder, 'commits', name), 'utf8')).toBe(text);
  });

  test('that must hold an archive, and holds none, is refused and left as it is', async () => {
    const folder = await temporaryFolder();
    const absent = path.join(folder, 'absent');
    for (const none of [absent, folder]) {
      await expect(Archive.open(none, { mustExist: true })).rejects.toMatchObject({
        data: { kind: 'archive', code: 'ArchiveMissing', message: expect.stringContaining(none) as unknown },
      });
    }
    expect(await readdir(folder)).toEqual([]);
    await (await Archive.open(folder)).close();
    await (await Archive.open(folder, { mustExist: true })).close();
  });

  test('that is a file is an error in words', async () => {
    const file = path.join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    for (const mustExist of [false, true]) {
      await expect(Archive.open(file, { mustExist })).rejects.toThrow(`${file} is a file, and an archive is a folder.`);
    }
  });

  test('loses what a process that was killed left unfinished, and keeps what it committed', async () => {
    const folder = await temporaryFolder();
    const archive = await Archive.open(folder);
    await archive.addBlobs(tenantId, [blobOf('a', [record('1')])]);
    const [committed = ''] = await recordFiles(folder);
    const [ownName = ''] = await readdir(path.join(folder, 'temp'));
    expect(await readdir(path.join(folder, 'temp'), { recursive: true })).toHaveLength(3);
    await archive.close();
    // No process has this id: it is above every system's limit.
    const killedName = ownName.replace(`~${process.pid}~`, '~2147483000~');
    const staging = path.join(folder, 'temp', killedName, 'batch');
    const uncommitted = path.join(path.dirname(committed), 'uncommitted.parquet');
    for (const file of [committed, uncommitted]) {
      await mkdir(path.join(staging, path.dirname(file)), { recursive: true });
      await writeFile(path.join(staging, file), '');
    }
    await writeFile(path.join(folder, 'records', uncommitted), '');

    const again = await openArchive(folder);
    expect(await recordFiles(folder)).toEqual([committed]);
    expect(await selectRecords(again, 'Id')).toEqual([{ Id: '1' }]);
    expect(await readdir(path.join(folder, 'temp'))).toHaveLength(1);
  });

  test('leaves alone what processes do that it cannot see, though their computer has the same name', async () => {
    const folder = await temporaryFolder();
    const first = await openArchive(folder);
    const [ownName = ''] = await readdir(path.join(folder, 'temp'));
    // As in another container, or in the Linux of Windows.
    const otherName = ownName.replace(/^\w+~\d+~/, `${'0'.repeat(16)}~2147483000~`);
    const draft = path.join(folder, 'temp', otherName, 'batch', 'draft.parquet');
    await mkdir(path.dirname(draft), { recursive: true });
    await writeFile(draft, '');
    await openArchive(folder);
    await first.sweep();
    expect(await readFile(draft, 'utf8')).toBe('');
    // Whoever sees the same processes says so in the name, and nobody else does.
    expect(ownName).toContain(`~${process.pid}~`);
    expect(ownName).not.toContain(hostname());
  });
});

test('DuckDB reaches nothing but the archive, and cannot be talked out of it', async () => {
  const folder = await temporaryFolder();
  const archive = await openArchive(folder);
  const outside = path.join(await temporaryFolder(), 'secret.csv');
  await writeFile(outside, 'a\n1\n');
  const connection = await archive.database.connect();
  for (const statement of [
    `SELECT * FROM read_text('${outside.replaceAll("'", "''").replaceAll('[', '[[]')}')`,
    `COPY (SELECT 1) TO '${outside.replaceAll("'", "''")}'`,
    `SET enable_external_access = true`,
    `SET allowed_directories = ['/']`,
    `INSTALL httpfs`,
    `LOAD httpfs`,
    `ATTACH '${path.join(path.dirname(outside), 'db').replaceAll("'", "''")}'`,
  ]) {
    await expect(connection.run(statement), statement).rejects.toThrow();
  }
  expect(await readFile(outside, 'utf8')).toBe('a\n1\n');
  connection.closeSync();
});
