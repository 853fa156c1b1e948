/** `parse`, `parse-kv`, terms of `search`, and `reduce`: each query, and its rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { openDuckDb, runKql } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

const pairs = "pair_delimiter = ' ', kv_delimiter = '=', quote = '\"'";
const subjects = 'datatable(s: string)["budget draft", "Budget left", "rabid drift"]';

test.each<[query: string, rows: unknown]>([
  ['print s = \'d {"a": 1}\' | parse s with "d " d: dynamic | project d.a', [[1]]],
  [
    `print s = 'd={"a":1}' | parse-kv s as (d: dynamic) with (pair_delimiter = ' ', kv_delimiter = '=') | project d.a`,
    [[1]],
  ],
  // A key may be in quotes as well as a value.
  [
    `print s = 'src=10.1.1.1 why="connection aborted" "event time"=2021-01-01T10:00:54' | parse-kv s as (['event time']: datetime, src: string, why: string) with (${pairs}) | project-away s`,
    [['2021-01-01T10:00:54.0000000Z', '10.1.1.1', 'connection aborted']],
  ],
  [
    `print s = 'n=1 why=(connection aborted) (event time)=(2021-01-01 10:00:54)' | parse-kv s as (['event time']: datetime, n: long, why: string) with (pair_delimiter = ' ', kv_delimiter = '=', quote = '()') | project-away s`,
    [['2021-01-01T10:00:54.0000000Z', 1, 'connection aborted']],
  ],
  // A regular expression whose groups are the key and the value.
  [
    `print s = @'["from url: https://a.example/?h=1", "to url: https://b.example", "n: 7"]' | parse-kv s as (['from url']: string, n: long, none: string) with (regex = @'"([\\w ]+)\\s*:\\s*([^"]*)"') | project-away s`,
    [['https://a.example/?h=1', 7, '']],
  ],
  // A column that was there is written anew, at its place.
  ['datatable(s: string, n: long)["7 of 9", 0] | parse s with s " of " n: long', [['7', 9]]],
  [`print s = 'n=2', n = 1 | parse-kv s as (n: long) with (${pairs})`, [['n=2', 2]]],
  // A `*` in a term stands for anything between where the term begins and where it ends.
  [`${subjects} | search "bud*ft" | project s`, [['budget draft'], ['Budget left']]],
  [`${subjects} | search kind=case_sensitive "bud*ft" | project s`, [['budget draft']]],
  [`${subjects} | search s: "*bid*ft" | project s`, [['rabid drift']]],
  // Words that enough texts have at the same place stay.
  [
    'datatable(t: string)["User ann came from 10.0.0.1", "User bob came from 10.0.0.2", "User eve came", "Disk full"] | reduce by t with threshold=0.5 | sort by Count desc',
    [
      ['User * came from 10.0.0.*', 2, 'User ann came from 10.0.0.1'],
      ['User * came', 1, 'User eve came'],
      ['*', 1, 'Disk full'],
    ],
  ],
  [
    'datatable(n: long, t: string)[1, "a:b", 2, "a:b", 3, "z"] | reduce kind=source by t with threshold=0.5, characters=":" | project n, Pattern, Count | sort by n asc',
    [
      [1, 'a:b', 2],
      [2, 'a:b', 2],
      [3, '*', 1],
    ],
  ],
  ['datatable(t: string)[] | reduce by t', []],
])('%s', async (query, rows) => {
  const [result] = await runKql(connection, query);
  expect(result?.rows).toEqual(rows);
});
