import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Archive } from '../../../../src/engine/archive/archive';
import { ArchiveState } from '../../../../src/engine/archive/log/archiveState';
import { RecordBatch, type RecordSource } from '../../../../src/engine/archive/records/recordBatch';
import {
  blobOf,
  createdAt,
  fetchedBlob,
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
