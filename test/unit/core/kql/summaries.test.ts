/** `summarize` and `make-series` over expressions of aggregates, and sorting: columns and rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { openDuckDb, runKql } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

const events = 'datatable(a: long, b: string)[1, "x", 2, "y", 1, "x"]';
const day = 'datatable(t: datetime, v: long)[datetime(2020-01-01 05:00), 1]';
const days = 'on t from datetime(2020-01-01) to datetime(2020-01-03) step 1d | project-away t';

test.each<[query: string, columns: string, rows: unknown]>([
  [
    `${events} | summarize sum(a) + count(), n = sum(a) / count(), max(a) by b | sort by b asc`,
    'b: string, Column1: long, n: long, max_a: long',
    [
      ['x', 4, 1, 1],
      ['y', 3, 2, 2],
    ],
  ],
  [`${events} | summarize round(100.0 * countif(a > 1) / count(), 1)`, 'Column1: real', [[33.3]]],
  [`${events} | summarize x = 5`, 'x: long', [[5]]],
  [
    `let p = 30; ${events} | take 1 + 2 | summarize q = percentile(a, 25 * 2.0), percentiles_array(a, p / 0.3, p - 5)`,
    'q: long, percentiles_a: dynamic',
    [[1, [2, 1]]],
  ],
  [`${events} | summarize s = strcat_array(array_sort_desc(make_set(b)), ",")`, 's: string', [['y,x']]],
  [
    `${events} | summarize arg_max(a, *), arg_min(a, b), take_any(*) by b | sort by b asc`,
    'b: string, a: long, a1: long, b1: string, a2: long',
    [
      ['x', 1, 1, 'x', 1],
      ['y', 2, 2, 'y', 2],
    ],
  ],
  [
    'datatable(k: long, d: decimal)[1, decimal(99999999999999999999), 1, decimal(1.5), 2, decimal(-1.5), 2, decimal(0.25), 2, decimal(null)] | summarize sum(d), sumif(d, d > 0) by k | sort by k asc',
    'k: long, sum_d: decimal, sumif_d: decimal',
    [
      [1, null, null],
      [2, -1.25, 0.25],
    ],
  ],
  [
    'datatable(a: guid, b: string)[guid(74be27de-1e4e-49d9-b579-fe0b331d3642), "74BE27DE-1E4E-49D9-B579-FE0B331D3642", guid(null), "x"] | summarize countif(a == b), countif(b == a)',
    'countif_: long, countif_1: long',
    [[1, 1]],
  ],
  [`${day} | make-series sum(v) + count() ${days}`, 'Column1: dynamic', [[[2, 0]]]],
  [
    `${day} | make-series v = take_any(v), max(v) ${days}`,
    'v: dynamic, max_v: dynamic',
    [
      [
        [1, 0],
        [1, 0],
      ],
    ],
  ],
  [
    `${day} | extend s = "x" | make-series arg_max(s), arg_min(s) default = "none" ${days}`,
    's: dynamic, s1: dynamic',
    [
      [
        ['x', ''],
        ['x', 'none'],
      ],
    ],
  ],
  [`${day} | extend v = todecimal(v) | make-series sum(v) ${days}`, 'sum_v: dynamic', [[[1, 0]]]],
  // NaN is the least and the greatest, and stands beside null.
  [
    'datatable(r: real)[1.0, real(nan), real(null), -5.0] | summarize min(r), max(r), minif(r, r < 9), maxif(r, r < 9)',
    'min_r: real, max_r: real, minif_r: real, maxif_r: real',
    [['NaN', 'NaN', -5, 1]],
  ],
  [
    'datatable(r: real)[1.0, real(nan), real(null), real(inf), -5.0] | sort by r asc',
    'r: real',
    [[null], ['NaN'], [-5], [1], ['Infinity']],
  ],
  [
    'datatable(r: real)[1.0, real(nan), real(null), real(inf), -5.0] | top 4 by r',
    'r: real',
    [['Infinity'], [1], [-5], ['NaN']],
  ],
  // A constant is no place of a column.
  [
    'datatable(a: long, b: long)[1, 5, 2, 4] | sort by 2, "x", gettype(a), b asc',
    'a: long, b: long',
    [
      [2, 4],
      [1, 5],
    ],
  ],
  ['print d = dynamic([7, 8]) | mv-expand d limit 9223372036854775807', 'd: dynamic', [[7], [8]]],
  [
    'print d = dynamic([7, 8]) | mv-expand with_itemindex=d d',
    'd: dynamic, d1: long',
    [
      [7, 0],
      [8, 1],
    ],
  ],
])('%s', async (query, columns, rows) => {
  const [result] = await runKql(connection, query);
  expect(result?.columns.map(({ name, type }) => `${name}: ${type}`).join(', ')).toBe(columns);
  expect(result?.rows).toEqual(rows);
});

test('a result without columns is refused', async () => {
  await expect(runKql(connection, 'print x = 1 | project-away *')).rejects.toThrow('keep at least one');
});

test.each(['dcount(a, 5)', 'dcountif(a, true, -1)', 'hll(a, a)'])('%s is refused', async (aggregate) => {
  await expect(runKql(connection, `${events} | summarize ${aggregate}`)).rejects.toThrow('from 0 to 4');
});
