import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportToFile } from '../../../../src/engine/data/exportRecords';
import type { ExportProgress } from '../../../../src/engine/export/exportedPart';
import { importFile } from '../../../../src/engine/import/importFile';
import type { Archive } from '../../../../src/engine/archive/archive';
import {
  fetchedBlob,
  openArchive,
  selectRecords,
  temporaryFolder,
  tenantId,
} from '../../../unit/engine/archive/archiveFixture';
import { objectText } from '../../../unit/engine/archive/objectText';
import {
  anySelection,
  firstDay,
  hour,
  isSelected,
  keep,
  keptRecord,
  recordFacts,
} from '../../../unit/engine/data/keptRecords';

const all = { tenantId, selection: {} };

async function archiveOf(...texts: readonly string[]): Promise<Archive> {
  const archive = await openArchive(await temporaryFolder());
  await archive.addBlobs(tenantId, [fetchedBlob('b', `[${texts.join(',')}]`)]);
  return archive;
}

async function textsOf(archive: Archive): Promise<ReadonlyMap<unknown, unknown>> {
  const rows = await selectRecords(archive, 'Id, COALESCE(RecordAsSent, Record::VARCHAR) AS Text', 'ORDER BY ALL');
  return new Map(rows.map(({ Id, Text }) => [Id, Text]));
}

describe('an export that is imported again', () => {
  test.each(['ndjson', 'csv'] as const)('as %s gives the same records, whatever they hold', async (format) => {
    const texts = fc
      .sample(objectText, { numRuns: 200, seed: 3 })
      .map((text, index) => `{"Id": "${index}", "OrganizationId":"${tenantId}", "UserId":"=cmd()", "x":${text}}`);
    const archive = await archiveOf(...texts);
    const folder = await temporaryFolder();
    const file = path.join(folder, `records.${format}`);
    const summary = await exportToFile(archive, all, format, file);
    expect(summary).toEqual({ records: texts.length, bytes: (await readFile(file)).length });
    const other = await openArchive(path.join(folder, 'other'));
    expect(await importFile(other, file)).toMatchObject({ records: texts.length, added: texts.length, rejected: 0 });
    const expected = [...(await textsOf(archive))].map(([id, text]) => [
      id,
      // The one difference: lines of NDJSON have no line breaks between tokens.
      format === 'csv' ? text : String(text).replaceAll(/[\r\n]/g, ' '),
    ]);
    expect([...(await textsOf(other))]).toEqual(expected);
  });
});

test('is of the selected records, in the order of event time', async () => {
  const facts = fc.sample(fc.array(recordFacts, { minLength: 80, maxLength: 80 }), { numRuns: 1, seed: 11 })[0] ?? [];
  const records = facts.map(({ contentType, time }, index) =>
    keptRecord(tenantId, String(index).padStart(3, '0'), contentType, time),
  );
  const archive = await openArchive(await temporaryFolder());
  await keep(archive, records.slice(0, 40));
  await keep(archive, records.slice(40));
  const folder = await temporaryFolder();
  const file = path.join(folder, 'records');
  const plain = await (await DuckDBInstance.create()).connect();
  await fc.assert(
    fc.asyncProperty(anySelection, async (selection) => {
      const expected = records
        .filter((record) => isSelected(record, selection))
        .toSorted((one, other) => (one.time ?? Infinity) - (other.time ?? Infinity) || (one.id < other.id ? -1 : 1));
      const ndjson = await exportToFile(archive, { tenantId, selection }, 'ndjson', file);
      expect(ndjson.records).toBe(expected.length);
      expect(await readFile(file, 'utf8')).toBe(expected.map(({ text }) => `${text}\n`).join(''));
      const parquet = await exportToFile(archive, { tenantId, selection }, 'parquet', file);
      expect(parquet.records).toBe(expected.length);
      const rows = await plain.runAndReadAll(
        `SELECT Id, Record::VARCHAR, ContentType, TenantId FROM read_parquet($file)`,
        {
          file: file.replaceAll('[', '[[]'),
        },
      );
      expect(rows.getRowsJson()).toEqual(
        expected.map(({ id, text, contentType }) => [id, text, contentType, tenantId]),
      );
    }),
    { numRuns: 15 },
  );
});

test('as CSV has the columns of an audit search, and nothing that a spreadsheet runs', async () => {
  const text = `{"CreationTime":"2026-05-01T09:00:00.12","Id":"1","RecordType":6,"Operation":"File, \\"x\\"","UserId":"=1+1",\r\n"ObjectId":"@a"}`;
  const archive = await archiveOf(text, '{"Id":"2","CreationTime":"never"}');
  const file = path.join(await temporaryFolder(), 'a.csv');
  await exportToFile(archive, all, 'csv', file);
  expect(await readFile(file, 'utf8')).toBe(
    [
      'RecordId,CreationDate,RecordType,Operation,UserId,AuditData',
      `1,2026-05-01T09:00:00.1200000Z,6,"File, ""x""",'=1+1,"${text.replaceAll('"', '""')}"`,
      '2,,,,,"{""Id"":""2"",""CreationTime"":""never""}"',
      '',
    ].join('\r\n'),
  );
});

test('as Parquet has the columns of the archive', async () => {
  const archive = await archiveOf(
    '{"Id":"1","CreationTime":"2026-05-01T09:00:00","Operation":"a"}',
    '{"Id":"2","CreationTime":"2026-05-02T09:00:00","ClientIP":"b"}',
  );
  const folder = await temporaryFolder();
  for (const selection of [{}, { until: firstDay + 24 * hour }, { until: 0 }]) {
    const file = path.join(folder, `${JSON.stringify(selection).length}.parquet`);
    await exportToFile(archive, { tenantId, selection }, 'parquet', file);
    const plain = await (await DuckDBInstance.create()).connect();
    const described = await plain.runAndReadAll('SELECT * FROM read_parquet($file)', {
      file: file.replaceAll('[', '[[]'),
    });
    expect(described.columnNames()).toEqual(
      expect.arrayContaining(['Id', 'CreationTime', 'Record', 'TenantId', 'ContentType', 'Day']),
    );
  }
});

describe('a file that is there', () => {
  test('is replaced', async () => {
    const archive = await archiveOf('{"Id":"1"}');
    const folder = await temporaryFolder();
    const file = path.join(folder, 'a.ndjson');
    await writeFile(file, 'something longer than the export');
    await exportToFile(archive, all, 'ndjson', file);
    expect(await readFile(file, 'utf8')).toBe('{"Id":"1"}\n');
    expect(await readdir(folder)).toEqual(['a.ndjson']);
  });

  test.each(['ndjson', 'csv', 'parquet'] as const)(
    'stays as it was when an export as %s is cancelled',
    async (format) => {
      const archive = await openArchive(await temporaryFolder());
      const records = Array.from({ length: 3_000 }, (_, index) =>
        keptRecord(tenantId, `${index}`, 'DLP.All', firstDay + (index % 96) * hour, { Text: 'x'.repeat(1_000) }),
      );
      await keep(archive, records);
      const folder = await temporaryFolder();
      const file = path.join(folder, 'a');
      await writeFile(file, 'before');
      const cancel = new AbortController();
      const seen: ExportProgress[] = [];
      const options = {
        signal: cancel.signal,
        onProgress: (progress: ExportProgress): void => {
          seen.push(progress);
          cancel.abort();
        },
      };
      await expect(exportToFile(archive, all, format, file, options)).rejects.toMatchObject({
        name: 'AbortError',
      });
      expect(seen).toHaveLength(1);
      expect(await readdir(folder)).toEqual(['a']);
      expect(await readFile(file, 'utf8')).toBe('before');
      expect((await readdir(archive.workFolder)).filter((name) => !/spill$/i.test(name))).toEqual([]);
    },
  );

  test('stays as it was when the export fails, and the error says so', async () => {
    const archive = await archiveOf('{"Id":"1"}');
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, 'a'));
    await expect(exportToFile(archive, all, 'csv', path.join(folder, 'a'))).rejects.toMatchObject({
      data: { kind: 'archive', message: expect.stringContaining('cannot be written') as unknown },
    });
    expect(await readdir(folder)).toEqual(['a']);
    await expect(exportToFile(archive, all, 'csv', path.join(archive.folder, 'x.csv'))).rejects.toThrow('outside');
  });
});
