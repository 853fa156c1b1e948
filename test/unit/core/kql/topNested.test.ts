/** `top-nested` of several levels: each query, and the rows that it gives. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { openDuckDb, runKql } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

const sales =
  'datatable(cat: string, sub: string, v: long)["a", "x", 10, "a", "y", 20, "b", "x", 30, "b", "z", 1, "c", "w", 5, "d", "w", 3]';

test.each<[query: string, rows: unknown]>([
  [
    'top-nested 2 of cat by sum(v), top-nested 1 of sub by sum(v)',
    [
      ['b', 31, 'x', 30],
      ['a', 30, 'y', 20],
    ],
  ],
  [
    'top-nested 2 of cat with others = "REST" by sum(v), top-nested 1 of sub with others = "rest" by sum(v)',
    [
      ['b', 31, 'x', 30],
      ['a', 30, 'y', 20],
      ['REST', 8, 'rest', 8],
      ['a', 30, 'rest', 10],
      ['b', 31, 'rest', 1],
    ],
  ],
  // A level that names no others has an empty value for them.
  [
    'top-nested 1 of cat with others = "C" by sum(v), top-nested 1 of sub by sum(v), top-nested 1 of v with others = -1 by count()',
    [
      ['b', 31, 'x', 30, 30, 1],
      ['C', 38, '', null, -1, 4],
      ['b', 31, '', null, -1, 1],
    ],
  ],
  [
    'where cat in ("a", "b") | top-nested of cat by Ignored = max(1), top-nested 1 of sub by sum(v)',
    [
      ['b', 1, 'x', 30],
      ['a', 1, 'y', 20],
    ],
  ],
  // Within a group, the levels are joined within the group.
  [
    'where cat in ("a", "b") | partition by cat (top-nested 1 of sub with others = "rest" by sum(v), top-nested 1 of v by count()) | sort by aggregated_sub asc',
    [
      ['rest', 1, null, null],
      ['rest', 10, null, null],
      ['y', 20, 20, 1],
      ['x', 30, 30, 1],
    ],
  ],
  // Where there are no other values, there is no row of them.
  ['where cat == "c" | top-nested 1 of cat with others = "C" by sum(v)', [['c', 5]]],
])('%s', async (operators, rows) => {
  const [result] = await runKql(connection, `${sales} | ${operators}`);
  expect(result?.rows).toEqual(rows);
});
