/** `externaldata` reads the files that it is let, and nothing else. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import { KqlLanguageService } from '../../../../src/core/kql/language/service/languageService';
import { cellValue } from '../../../../src/core/kql/values/cellValue';
import { queryError } from '../../../../src/core/kql/queryError';
import type { OutsideData } from '../../../../src/core/kql/outsideData';
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
  write('breaks.csv', '\uFEFFName,Note\nann,"one\ntwo"\nbob,\n');
  write('vips.csv', 'UserName,Tag,\nann@contoso.com,"a, b",x\nbob@contoso.com\n');
  write('keyed.csv', 'Id,SearchKey\n1,one\n2,two\n');
  await runSql(
    connection,
    `COPY (SELECT 'ann' AS "Name", 5 AS "Size", TIMESTAMP '2026-06-15 10:00:00' AS "Seen", {'a': [1, 2]} AS "Tags")
      TO '${path.join(folder, 'rows.parquet')}' (FORMAT parquet)`,
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const outside: OutsideData = {
  externalFile: (name, place) => {
    if (!/^[\w.'[\]]+$/.test(name)) {
      throw queryError('Not this file.', place);
    }
    return path.join(folder, name);
  },
  get watchlists() {
    return [
      { name: 'vips', columns: ['UserName', 'Tag', 'Column3'], file: path.join(folder, 'vips.csv'), updated: testNow },
      { name: 'keyed', columns: ['Id', 'SearchKey'], file: path.join(folder, 'keyed.csv'), updated: testNow },
    ];
  },
};

async function rows(query: string): Promise<CellValue[][]> {
  const [statement] = compileKql(query, { tables: [], now: testNow, outside });
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
    'externaldata(Name: string, Note: string)["breaks.csv"] with (ignoreFirstRecord=true)',
    [
      ['ann', 'one\ntwo'],
      ['bob', ''],
    ],
  ],
  ['externaldata(All: string, Rest: string)["rows.json"] with (format="raw") | project strlen(All), Rest', [[63, '']]],
  [
    'externaldata(Size: long, Name: string, Seen: datetime, Tags: dynamic, Other: string)["rows.parquet"]',
    [[5, 'ann', '2026-06-15T10:00:00.0000000Z', { a: [1, 2] }, '']],
  ],
  [
    "_GetWatchlist('vips') | project SearchKey, UserName, Tag, Column3, LastUpdatedTimeUTC, n = strlen(_DTItemId)",
    [
      ['ann@contoso.com', 'ann@contoso.com', 'a, b', 'x', '2026-06-15T12:00:00.0000000Z', 32],
      ['bob@contoso.com', 'bob@contoso.com', '', '', '2026-06-15T12:00:00.0000000Z', 32],
    ],
  ],
  [
    "_GetWatchlist('keyed') | getschema | project ColumnName",
    [['_DTItemId'], ['LastUpdatedTimeUTC'], ['SearchKey'], ['Id']],
  ],
  [
    'let list = "keyed"; let keys = _GetWatchlist(list) | project SearchKey; print "two" in (keys), "three" in (keys)',
    [[true, false]],
  ],
  [
    'let T = externaldata(Name: string, Size: long)["users.csv"] with (ignoreFirstRecord=true); print n = toscalar(T | summarize count())',
    [[2]],
  ],
])('%s', async (query, expected) => {
  expect(await rows(query)).toEqual(expected);
});

test.each([
  ['externaldata(a: string)["https://example.com/a.csv"]', 'Queries reach no network'],
  ['externaldata(a: string)["abfss://files@contoso.dfs.core.windows.net/a.csv"]', 'Queries reach no network'],
  ['externaldata(a: string)["//server/share/a.csv"]', 'Queries reach no network'],
  [String.raw`externaldata(a: string)[@"\\server\share\a.csv"]`, 'Queries reach no network'],
  ['externaldata(a: string)[@"C:/a.csv"]', 'Not this file'],
  ['externaldata(a: string)["../secret.csv"]', 'Not this file'],
  ["_GetWatchlist('none')", 'There is no watchlist "none"'],
  ["_GetWatchlist('vips') | project Nothing", 'Nothing'],
  ["print geo_info_from_ip_address('1.2.3.4')", 'None is chosen'],
  ['externaldata(a: string)["users.csv"] with (format="avro")', 'The format "avro"'],
])('%s is refused', (query, words) => {
  expect(() => compileKql(query, { tables: [], now: testNow, outside })).toThrow(words);
});

test('no file is read where none may be', () => {
  expect(() => compileKql('externaldata(a: string)["users.csv"]', { tables: [], now: testNow })).toThrow(
    'Queries may read no files',
  );
});

test.each([
  'externaldata(a: string)["users.csv"] | where a has "x"',
  "_GetWatchlist('unknown') | where Tag == 'vip' and LastUpdatedTimeUTC > ago(1d) | project SearchKey, Tag",
  "print place = geo_info_from_ip_address('1.2.3.4').country",
])('%s is no mistake while it is written: what may be read is known when it runs', (query) => {
  expect(new KqlLanguageService([]).diagnose(query)).toEqual([]);
});
