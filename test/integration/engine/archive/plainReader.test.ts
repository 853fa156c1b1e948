import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { contentTypeOf, contentTypes } from '../../../../src/core/api/contentType';
import { Archive } from '../../../../src/engine/archive/archive';
import { DayPlan } from '../../../../src/sandbox/records/dayPlan';
import { blobOf, fetchedBlob, temporaryFolder, tenantId } from '../../../unit/engine/archive/archiveFixture';
import { PlainReader } from './plainReader';

const dayMs = 86_400_000;
const firstDay = Date.UTC(2026, 4, 4);

/** The records of some days, part of them compacted, one that is no JSON to others, one with no time. @returns their texts, by id */
async function writeArchive(folder: string): Promise<ReadonlyMap<string, string>> {
  const archive = await Archive.open(folder);
  const texts = new Map<string, string>();
  const plan = new DayPlan(3, tenantId);
  for (let day = 0; day < 3; day++) {
    const records = plan.eventsOf(firstDay + day * dayMs).map(({ record }) => record);
    const blobs = contentTypes.flatMap((contentType) => {
      const own = records.filter((record) => contentTypeOf(record) === contentType);
      own.forEach((record) => texts.set(typeof record.Id === 'string' ? record.Id : '', JSON.stringify(record)));
      const half = Math.ceil(own.length / 2);
      return [own.slice(0, half), own.slice(half)].map((some, index) =>
        blobOf(`${day} ${contentType} ${index}`, some, contentType),
      );
    });
    for (const blob of blobs) {
      await archive.addBlobs(tenantId, [blob]);
    }
    if (day === 1) {
      await archive.compact({ signal: new AbortController().signal, isThorough: true });
    }
  }
  const odd = [
    '{"Id": "cut", "Subject":"\\ud83d", "Version" : "1.0"}',
    '{"Id":"no time","CreationTime":"soon","n":1e999}',
  ];
  await archive.addBlobs(tenantId, [fetchedBlob('odd', `[${odd.join(',')}]`)]);
  texts.set('cut', odd[0] ?? '').set('no time', odd[1] ?? '');
  await archive.close();
  return texts;
}

test('a DuckDB that knows nothing of the archive reads every record once, typed, and its text as it was sent', async () => {
  const folder = await temporaryFolder();
  const texts = await writeArchive(folder);
  const reader = await PlainReader.open(folder);

  const rows = await reader.select(
    `SELECT Id, COALESCE(RecordAsSent, Record::VARCHAR) AS Text, json_valid(Record) AS isJson FROM AuditRecords`,
  );
  expect(rows).toHaveLength(texts.size);
  expect(new Map(rows.map(({ Id, Text }) => [Id, Text]))).toEqual(texts);
  expect(rows.filter(({ isJson }) => isJson !== true)).toEqual([]);

  // The folders are columns, and no file has a column of their names.
  expect(
    await reader.select(`SELECT count(*)::INTEGER AS n FROM Columns WHERE name IN ('TenantId', 'ContentType', 'Day')`),
  ).toEqual([{ n: 0 }]);
  expect(
    await reader.select(
      `SELECT count(*)::INTEGER AS n FROM AuditRecords WHERE Day IS DISTINCT FROM CreationTime::DATE OR TenantId <> '${tenantId}'`,
    ),
  ).toEqual([{ n: 0 }]);

  // A column is of one type in all files.
  expect(
    await reader.select(`SELECT name FROM Columns GROUP BY name HAVING count(DISTINCT (type, converted_type)) > 1`),
  ).toEqual([]);
  expect(
    await reader.select(
      `SELECT DISTINCT name, type, converted_type AS logical FROM Columns WHERE name IN ('ContentId', 'ContentCreated', 'Ordinal', 'Id',
        'CreationTime', 'Record', 'RecordAsSent', 'RecordType', 'ExternalAccess', 'Parameters') ORDER BY name`,
    ),
  ).toEqual([
    { name: 'ContentCreated', type: 'INT64', logical: 'TIMESTAMP_MICROS' },
    { name: 'ContentId', type: 'BYTE_ARRAY', logical: 'UTF8' },
    { name: 'CreationTime', type: 'INT64', logical: 'TIMESTAMP_MICROS' },
    { name: 'ExternalAccess', type: 'BOOLEAN', logical: null },
    { name: 'Id', type: 'BYTE_ARRAY', logical: 'UTF8' },
    { name: 'Ordinal', type: 'INT32', logical: 'INT_32' },
    { name: 'Parameters', type: 'BYTE_ARRAY', logical: 'JSON' },
    { name: 'Record', type: 'BYTE_ARRAY', logical: 'JSON' },
    { name: 'RecordAsSent', type: 'BYTE_ARRAY', logical: 'UTF8' },
    { name: 'RecordType', type: 'INT32', logical: 'INT_32' },
  ]);
});

test('the examples for DuckDB in the documentation run as they stand there', async () => {
  const folder = await temporaryFolder();
  const texts = await writeArchive(folder);
  const reader = await PlainReader.open(folder);
  const page = await readFile(path.resolve(import.meta.dirname, '../../../../media/docs/archive.md'), 'utf8');
  const examples = [...page.matchAll(/```sql\n-- DuckDB\n([^`]*)```/g)].map(([, text = '']) => text);
  expect(examples.length).toBeGreaterThanOrEqual(2);
  for (const example of examples) {
    const rows = await reader.select(example.replaceAll('/data/archive', '$archive'));
    expect(rows.length, example).toBeGreaterThan(0);
  }
  const counted = await reader.select((examples[0] ?? '').replaceAll('/data/archive', '$archive'));
  expect(counted.reduce((sum, { Records }) => sum + Number(Records), 0)).toBe(texts.size);
});
