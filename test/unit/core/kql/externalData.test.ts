/** `externaldata` reads the files that it is let, and nothing else. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import { cellValue } from '../../../../src/core/kql/values/cellValue';
import type { CellValue } from '../../../../src/core/protocol/queryProtocol';
import { openDuckDb, runSql, testNow } from './runKql';

const folder = mkdtempSync(path.join(tmpdir(), 'external-'));
let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await openDuckDb();
  const write = (name: string, text: string): void => {
    writeFileSync(path.join(folder, name), text);
  };
  write('users.csv', 'Name,Size,Seen\r\nann,5,2026-06-15\r\n"bob, jr",x,\r\n');
  write("it's.tsv", 'ann\t5\n');
  write('all[1].csv', 'one\n');
  write('lines.txt', 'one,two\nthree\n');
  write('rows.json', '{"Name":"ann","Tags":["a"],"Size":5}\n{"Name":"bob","Size":"6"}\n');
  write('array.json', '[{"Name":"ann"},\n {"Name":"bob"}]');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const externalFile = (name: string): string | undefined =>
  /^[\w.'[\]]+$/.test(name) ? path.join(folder, name) : undefined;

async function rows(query: string): Promise<CellValue[][]> {
  const [statement] = compileKql(query, { tables: [], now: testNow, externalFile });
  const result = await runSql(connection, statement?.sql ?? '');
  return result.map((row) => row.map((raw, index) => cellValue(statement?.columns[index]?.type ?? 'string', raw)));
}

test.each<[string, CellValue[][]]>([
  [
    'externaldata(Name: string, Size: long, Seen: datetime)["users.csv"] with (format="csv", ignoreFirstRecord=true)',
    [
      ['ann', 5, '2026-06-15T00:00:00.0000000Z'],
      ['bob, jr', null, null],
    ],
  ],
  ['externaldata(Name: string)["users.csv"] | where Name has "bob"', [['bob, jr']]],
  [`externaldata(Name: string, Size: int)[@"it's.tsv"]`, [['ann', 5]]],
  ['externaldata(a: string)["all[1].csv"]', [['one']]],
  ['externaldata(Line: string)["lines.txt"] with (format=txt)', [['one,two'], ['three']]],
  ['externaldata(Line: string)[h"lines.txt"] with (format="txt", ignoreFirstRecord=true)', [['three']]],
  [
    'externaldata(Name: string, Size: long, Tags: dynamic)["rows.json"] with (format="multijson")',
    [
      ['ann', 5, ['a']],
      ['bob', 6, null],
    ],
  ],
  ['externaldata(Name: string)["array.json"]', [['ann'], ['bob']]],
  [
    'let T = externaldata(Name: string, Size: long)["users.csv"] with (ignoreFirstRecord=true); print n = toscalar(T | summarize count())',
    [[2]],
  ],
])('%s', async (query, expected) => {
  expect(await rows(query)).toEqual(expected);
});

test.each([
  ['externaldata(a: string)["https://example.com/a.csv"]', 'Queries reach no network'],
  ['externaldata(a: string)[@"C:/a.csv"]', 'Queries may read no file'],
  ['externaldata(a: string)["../secret.csv"]', 'Queries may read no file'],
  ['externaldata(a: string)["users.csv"] with (format="avro")', 'The format "avro"'],
])('%s is refused', (query, words) => {
  expect(() => compileKql(query, { tables: [], now: testNow, externalFile })).toThrow(words);
});

test('no file is read where no folder was chosen', () => {
  expect(() => compileKql('externaldata(a: string)["users.csv"]', { tables: [], now: testNow })).toThrow(
    'Queries may read no file',
  );
});
