import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { cellText } from '../../../../../src/core/notebook/cellText';
import type { ResultExportFormat, ResultView } from '../../../../../src/core/protocol/resultProtocol';
import { pathLiteral } from '../../../../../src/engine/archive/database';
import { exportResult } from '../../../../../src/engine/query/result/exportResult';
import type { StatementResult } from '../../../../../src/engine/query/statementResult';
import { temporaryFolder } from '../../../../unit/engine/archive/archiveFixture';
import { mixedResult, resultOf } from './resultFixture';

const all: ResultView = { sort: [], filters: [] };

async function exported(result: StatementResult, format: ResultExportFormat, view = all): Promise<string> {
  const file = path.join(await temporaryFolder(), 'out');
  const { bytes } = await exportResult(result, view, format, file);
  const text = await readFile(file, 'utf8');
  expect(bytes).toBe(Buffer.byteLength(text));
  return text;
}

const odd = `datatable(Name: string, Size: long, Bag: dynamic) [
  '=HYPERLINK("x")', -1, dynamic({"a": [1, "b"]}),
  'a,"b"\\r\\nc', 2, dynamic("+1"),
  '<b>|*x*\\u202e', long(null), dynamic(null)]`;

test('CSV quotes what has to be quoted, and lets no text be a formula', async () => {
  expect(await exported(await resultOf(odd), 'csv')).toBe(
    'Name,Size,Bag\r\n"\'=HYPERLINK(""x"")",-1,"{""a"":[1,""b""]}"\r\n"a,""b""\r\nc",2,\'+1\r\n<b>|*x*\u202e,,\r\n',
  );
});

test('CSV may have another delimiter', async () => {
  const file = path.join(await temporaryFolder(), 'out.csv');
  await exportResult(await resultOf('print a = "x;y", b = "1,5", c = 3'), all, 'csv', file, { delimiter: ';' });
  expect(await readFile(file, 'utf8')).toBe('a;b;c\r\n"x;y";1,5;3\r\n');
});

test('JSON is an array of objects, and NDJSON an object a line', async () => {
  const result = await resultOf(odd);
  const rows = [
    { Name: '=HYPERLINK("x")', Size: -1, Bag: { a: [1, 'b'] } },
    { Name: 'a,"b"\r\nc', Size: 2, Bag: '+1' },
    { Name: '<b>|*x*\u202e', Size: null, Bag: null },
  ];
  expect(JSON.parse(await exported(result, 'json'))).toEqual(rows);
  const lines = (await exported(result, 'ndjson')).trimEnd().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual(rows);
  expect(await exported(await resultOf('print a = 1 | where a > 1'), 'json')).toBe('[\n]\n');
});

test('Markdown shows texts as they are, one row a line', async () => {
  const lines = (await exported(await resultOf(odd), 'markdown')).split('\n');
  expect(lines.slice(0, 2)).toEqual(['| Name | Size | Bag |', '| --- | ---: | --- |']);
  expect(lines[4]).toBe('| &lt;b>\\|\\*x\\*\\\\u202e |  |  |');
  expect(lines).toHaveLength(6);
});

test('Parquet has the types of the columns', async () => {
  const result = await mixedResult(40);
  const file = path.join(await temporaryFolder(), 'out.parquet');
  const steps: number[] = [];
  await exportResult(result, all, 'parquet', file, { onProgress: ({ fraction }) => steps.push(fraction) });
  expect(steps.at(-1)).toBe(1);
  expect(await readdir(result.archive.workFolder)).not.toContain('result.parquet');
  const source = pathLiteral(file).text;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const types = await connection.runAndReadAll(`SELECT column_name, column_type FROM (DESCRIBE FROM ${source})`);
  expect(Object.fromEntries(types.getRows())).toEqual({
    bool_value: 'BOOLEAN',
    datetime_value: 'TIMESTAMP',
    decimal_value: 'DECIMAL(38,18)',
    dynamic_value: 'JSON',
    guid_value: 'UUID',
    int_value: 'INTEGER',
    long_value: 'BIGINT',
    real_value: 'DOUBLE',
    string_value: 'VARCHAR',
    timespan_value: 'VARCHAR',
  });
  const rows = await connection.runAndReadAll(`SELECT long_value::VARCHAR, string_value FROM ${source}`);
  const kept = await result.readRows(0, 40);
  expect(rows.getRows()).toEqual(kept.map((row) => [row[6] === null ? null : cellText(row[6] ?? null), row[8]]));
});

test('a view is exported in its order, and what it leaves out is not', async () => {
  const result = await resultOf('range x from 1 to 5000 step 1 | extend y = x % 3');
  const view: ResultView = {
    sort: [{ column: 0, descending: true }],
    filters: [{ kind: 'values', column: 1, values: [0], isExcluded: false }],
  };
  const lines = (await exported(result, 'csv', view)).trimEnd().split('\r\n');
  expect(lines.slice(0, 3)).toEqual(['x,y', '4998,0', '4995,0']);
  expect(lines).toHaveLength(1 + 1666);
  const unsorted = (await exported(result, 'csv', { ...view, sort: [] })).trimEnd().split('\r\n');
  expect(unsorted.slice(1)).toEqual(lines.slice(1).toReversed());
});

test('a cancelled export leaves what was there, and nothing beside it', async () => {
  const result = await resultOf('range x from 1 to 2000000 step 1');
  const folder = await temporaryFolder();
  const file = path.join(folder, 'out.csv');
  await writeFile(file, 'before');
  const cancel = new AbortController();
  const onProgress = (): void => {
    cancel.abort(new Error('enough'));
  };
  const run = exportResult(result, all, 'csv', file, { signal: cancel.signal, onProgress });
  await expect(run).rejects.toThrow('enough');
  expect(await readFile(file, 'utf8')).toBe('before');
  expect(await readdir(folder)).toEqual(['out.csv']);
});

test('nothing is written into the archive', async () => {
  const result = await resultOf('print 1');
  const run = exportResult(result, all, 'csv', path.join(result.archive.folder, 'out.csv'));
  await expect(run).rejects.toThrow('lies in the archive itself');
});
