/** Plugins of `evaluate`: each query, its columns and its rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import type { CellValue } from '../../../../src/core/protocol/queryProtocol';
import { openDuckDb, runKql, testNow } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

const addresses = 'datatable(ip: string, n: long)["10.1.2.3", 1, "11.0.0.1", 2, "nowhere", 3, "10.1.2.3", 4]';
const visits = 'datatable(k: string, g: string, v: long)["x", "b", 1, "y", "a", 2, "x", "b", 3]';

test.each<[string, string, readonly (readonly CellValue[])[]]>([
  // The columns come in the order in which their values do.
  [
    `${visits} | evaluate pivot(g, sum(v)) | sort by k asc`,
    'k: string, b: long, a: long',
    [
      ['x', 4, 0],
      ['y', 0, 2],
    ],
  ],
  [`${visits} | project g | evaluate pivot(g)`, 'b: long, a: long', [[2, 1]]],
  [
    `${visits} | evaluate pivot(g, max(v), k) | where b == 3 | extend c = b + 1`,
    'k: string, b: long, a: long, c: long',
    [['x', 3, null, 4]],
  ],
  [`${visits} | evaluate pivot(g, sum(v)) : (a: real, k: string) | where k == "y"`, 'a: real, k: string', [[2, 'y']]],
  [`${visits} | evaluate pivot(g, sum(v)) : (*, a: long) | where k == "y"`, 'k: string, a: long', [['y', 2]]],
  [
    'datatable(d: dynamic)[dynamic({"b": 1, "a": "t"}), dynamic({"b": 2, "c": [1]})] | evaluate bag_unpack(d) | sort by b asc',
    'a: string, b: long, c: dynamic',
    [
      ['t', 1, null],
      ['', 2, [1]],
    ],
  ],
  // Types that differ make a dynamic column; a null is of any type; what is no bag keeps its row.
  [
    'datatable(n: long, d: dynamic)[1, dynamic({"a": 1, "b": null}), 2, dynamic({"a": "x", "b": true}), 3, dynamic([1]), 4, dynamic(null)] | evaluate bag_unpack(d, "p_") | sort by n asc',
    'n: long, p_a: dynamic, p_b: bool',
    [
      [1, 1, null],
      [2, 'x', true],
      [3, null, null],
      [4, null, null],
    ],
  ],
  [
    'datatable(a: string, d: dynamic)["x", dynamic({"a": "y", "b": 2})] | evaluate bag_unpack(d, columnsConflict = "replace_source")',
    'a: string, b: long',
    [['y', 2]],
  ],
  [
    'datatable(a: string, d: dynamic)["x", dynamic({"a": "y", "b": 2})] | evaluate bag_unpack(d, columnsConflict = "keep_source")',
    'a: string, b: long',
    [['x', 2]],
  ],
  [
    'datatable(d: dynamic)[dynamic({"a": 1, "b": 2})] | evaluate bag_unpack(d, ignoredProperties = dynamic(["a"]))',
    'b: long',
    [[2]],
  ],
  [
    'datatable(n: long, d: dynamic)[1, dynamic({"a": 5})] | evaluate bag_unpack(d) : (*, a: long)',
    'n: long, a: long',
    [[1, 5]],
  ],
  [
    `datatable(g: string, Column: long)["", 1, "a", 2] | evaluate pivot(g, count()) | sort by Column asc`,
    'Column: long, : long, a: long',
    [
      [1, 1, 0],
      [2, 0, 1],
    ],
  ],
  // What one plugin gives, the next may take; and a table is asked once, however often it is named.
  [
    'let T = datatable(d: dynamic)[dynamic({"in": {"x": 1}})] | evaluate bag_unpack(d) | evaluate bag_unpack(["in"]); T | where x == 1 | union T',
    'x: long',
    [[1], [1]],
  ],
  [
    `${visits} | partition by k (project g | evaluate pivot(g, count()) : (a: long, b: long)) | sort by a asc`,
    'a: long, b: long',
    [
      [0, 2],
      [1, 0],
    ],
  ],
  // Addresses in networks
  [
    `${addresses} | evaluate ipv4_lookup(datatable(net: string, n: string)["10.0.0.0/8", "all", "10.1.0.0/16", "part"], ip, net) | sort by n asc, n1 asc`,
    'ip: string, n: long, net: string, n1: string',
    [
      ['10.1.2.3', 1, '10.0.0.0/8', 'all'],
      ['10.1.2.3', 1, '10.1.0.0/16', 'part'],
      ['10.1.2.3', 4, '10.0.0.0/8', 'all'],
      ['10.1.2.3', 4, '10.1.0.0/16', 'part'],
    ],
  ],
  [
    `let Nets = datatable(net: string, n: long)["10.0.0.0/8", 4]; ${addresses} | evaluate ipv4_lookup(Nets, ip, net, n, return_unmatched = true) | sort by n asc`,
    'ip: string, n: long, net: string',
    [
      ['10.1.2.3', 1, ''],
      ['11.0.0.1', 2, ''],
      ['nowhere', 3, ''],
      ['10.1.2.3', 4, '10.0.0.0/8'],
    ],
  ],
  [
    'print ip = "fe80::1" | evaluate ipv6_lookup(datatable(net: string)["fe80::/16", "fe81::/16"], ip, net)',
    'ip: string, net: string',
    [['fe80::1', 'fe80::/16']],
  ],
])('%s', async (query, columns, rows) => {
  const [result] = await runKql(connection, query);
  expect(result?.columns.map(({ name, type }) => `${name}: ${type}`).join(', ')).toBe(columns);
  expect(result?.rows).toEqual(rows);
});

test('names from the data stay names', async () => {
  const name = 'a"; DROP TABLE x; --';
  const [result] = await runKql(connection, `print g = ${JSON.stringify(name)} | evaluate pivot(g)`);
  expect(result).toEqual({ columns: [{ name, type: 'long' }], rows: [[1]] });
});

describe('a plugin is refused', () => {
  test.each([
    ['datatable(a: string, d: dynamic)["x", dynamic({"a": 1})] | evaluate bag_unpack(d)', 'columnsConflict'],
    [
      'let f = (T: (d: dynamic)) { T | evaluate bag_unpack(d) }; print d = dynamic({"a": 1}) | invoke f()',
      'in a function',
    ],
    ['print a = 1 | evaluate basket()', 'summarize count() by'],
    ['datatable(g: string, v: long)[] | evaluate pivot(g, sum(v))', 'no rows to make columns of'],
    ['range g from 1 to 1001 step 1 | evaluate pivot(g)', '1001 columns'],
  ])('%s', async (query, words) => {
    await expect(runKql(connection, query)).rejects.toThrow(words);
  });

  test('where the data cannot be asked, in words that say what to write', () => {
    expect(() => compileKql('print g = 1 | evaluate pivot(g)', { tables: [], now: testNow })).toThrow(
      'name them after it',
    );
  });
});
