/** `parse`, `parse-kv`, terms of `search`, and `reduce`: each query, and its rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { openDuckDb, runKql } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

const pairs = "pair_delimiter = ' ', kv_delimiter = '=', quote = '\"'";
const times = 'datatable(s: string)["d=2020-01-02 x=1", "d=never x=2"]';
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
  // In `simple` each part must be of its column's type, or the row does not match.
  [
    `${times} | parse s with "d=" d: datetime " x=" x: string | project d, x`,
    [
      ['2020-01-02T00:00:00.0000000Z', '1'],
      [null, ''],
    ],
  ],
  [
    `${times} | parse kind=relaxed s with "d=" d: datetime " x=" x: string | project d, x`,
    [
      ['2020-01-02T00:00:00.0000000Z', '1'],
      [null, '2'],
    ],
  ],
  [`${times} | parse-where s with "d=" d: datetime " x=" x: string | project x`, [['1']]],
  ['datatable(s: string)["n=99999999999;", "n=5;"] | parse-where s with "n=" n: int ";" | project n', [[5]]],
  // In `relaxed` a number before a star is null where there is none.
  [
    'datatable(s: string)["n=27, k=1.", "n=none, k=2."] | parse kind=relaxed s with "n=" n: long * "k=" k: long * | project n, k',
    [
      [27, 1],
      [null, 2],
    ],
  ],
  // Parts between texts go on over line ends; the dot of a regular expression does where a flag says so.
  [String.raw`print s = "a=1\n2" | parse s with "a=" x | project x`, [['1\n2']]],
  [String.raw`print s = "a=1\n2" | parse kind=regex s with "a=" x | project x`, [['1']]],
  [String.raw`print s = "a=1\n2" | parse kind=regex flags=s s with "a=" x | project x`, [['1\n2']]],
  // A column that was there is written anew, at its place.
  ['datatable(s: string, n: long)["7 of 9", 0] | parse s with s " of " n: long', [['7', 9]]],
  [`print s = 'n=2', n = 1 | parse-kv s as (n: long) with (${pairs})`, [['n=2', 2]]],
  [
    'print s = "a=1", x = 5 | parse s with y "=" x | join kind=inner (print s = "a=1") on s | summarize take_any(*) by t = gettype(x)',
    [['string', 'a=1', '1', 'a', 'a=1']],
  ],
  // A term may have a name.
  [`let wanted = "left"; ${subjects} | search wanted or s: "rabid" | project s`, [['Budget left'], ['rabid drift']]],
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
