/** Functions by family: each expression, and its value. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import type { CellValue } from '../../../../src/core/protocol/queryProtocol';
import { openDuckDb, runKql, testNow } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

const gaps = 'dynamic([null, 2, null, null, 8, null])';

test.each<[string, CellValue]>([
  [`series_fill_forward(${gaps})`, [null, 2, 2, 2, 8, 8]],
  [`series_fill_backward(${gaps})`, [2, 2, 8, 8, 8, null]],
  [`series_fill_const(${gaps}, 0)`, [0, 2, 0, 0, 8, 0]],
  [`series_fill_linear(${gaps})`, [2, 2, 4, 6, 8, 8]],
  [`series_fill_linear(${gaps}, int(null), false)`, [null, 2, 4, 6, 8, null]],
  ['series_fill_forward(dynamic([1, 0, 0, 4]), 0)', [1, 1, 1, 4]],
  ['series_fill_linear(dynamic([0, 2.5, 0, 0, 8]), 0)', [2.5, 2.5, 2.5 + 5.5 / 3, 2.5 + 11 / 3, 8]],
  ['series_fill_linear(dynamic([null, null]), int(null), false, 7)', [7, 7]],
  ['gettype(series_fill_linear(dynamic([2, null, 4]))[1])', 'double'],
  ['series_fill_backward(dynamic("x"))', null],
  ['series_fir(dynamic([1, null, 3]), dynamic([1, 1]), false)', [1, 1, 3]],
  ['series_fir(dynamic([1, 2, 3, 4]), dynamic([1, 1]), false)', [1, 3, 5, 7]],
  ['series_fir(dynamic([2, 4, 6]), dynamic([1, 1]))', [1, 3, 5]],
  ['series_fir(dynamic([3, 6, 9]), dynamic([1, 1, 1]), true, true)', [3, 6, 5]],
  ['series_iir(dynamic([1, 2, 3]), dynamic([1]), dynamic([1, -1]))', [1, 3, 6]],
  ['series_iir(dynamic([4, 4]), dynamic([1]), dynamic([2, -1]))', [2, 3]],
  ['series_stats_dynamic(dynamic([1, 3, 2])).max_idx', 1],
  ['series_add(dynamic([1, 2]), dynamic([3, 4]))', [4, 6]],
  ['series_greater(dynamic([1, 5]), dynamic([3, 4]))', [false, true]],
  ['array_rotate_left(dynamic([1, 2, 3]), 1)', [2, 3, 1]],
  ['array_rotate_right(dynamic([1, 2, 3]), 1)', [3, 1, 2]],
  ['array_shift_left(dynamic([1, 2, 3]), 2)', [3, null, null]],
  ['array_shift_right(dynamic([1, 2, 3]), 1, 0)', [0, 1, 2]],
  ['array_iff(dynamic([true, false, 1]), dynamic([1, 2, 3]), "x")', [1, 'x', 3]],
  ['array_index_of(dynamic([5, 15]), 15.0)', 1],
  ['bag_remove_keys(dynamic({"a": 1, "b~/": 2, "c": {"d": 3}}), dynamic(["a"]))', { 'b~/': 2, c: { d: 3 } }],
  ['ipv4_is_private("172.20.1.2")', true],
  ['ipv4_is_private("8.8.8.8")', false],
  ['ipv4_is_private("no address")', null],
  ['ipv4_is_in_range("10.1.2.3", "10.1.0.0/16")', true],
  ['ipv4_is_in_any_range("10.2.2.3", dynamic(["10.1.0.0/16", "10.2.0.0/16"]))', true],
  ['ipv4_compare("10.0.0.2", "10.0.0.10")', -1],
  ['ipv4_is_match("10.0.0.2", "10.0.0.99", 24)', true],
  ['parse_ipv4("192.168.1.1")', 3_232_235_777],
  ['parse_ipv4("300.0.0.1")', null],
  ['acos(2.0)', 'NaN'],
  ['trim(@"\\s+", "\\u00a0x ")', 'x'],
  ['tohex(255)', 'ff'],
  ['parse_url("https://ann:pw@x.com:8443/a/b?c=1&d=e%20f#top").Host', 'x.com'],
  ['parse_url("https://ann:pw@x.com:8443/a/b?c=1&d=2#top")["Query Parameters"]', { c: '1', d: '2' }],
  ['parse_url("https://ann:pw@x.com:8443/a/b?c=1#top").Password', 'pw'],
  ['parse_url("/only/a/path").Path', '/only/a/path'],
  ['parse_urlquery("?a=b=c&d=")', { 'Query Parameters': { a: 'b=c', d: '' } }],
  ['make_timespan(1, 30)', '01:30:00'],
  ['make_timespan(2, 1, 30, 5)', '2.01:30:05'],
  ['isascii("a\u00e9")', false],
  ['has_any_index("an old draft", dynamic(["dra", "OLD"]))', 1],
  ['unicode_codepoints_from_string("a\u00e9")', [97, 233]],
  [
    'strcat("\\U0001F600", "\\U000000e9\\n", "\\\\U0001F600", @"\\U0001F600")',
    '\u{1F600}\u00e9\n\\U0001F600\\U0001F600',
  ],
  ['strlen("\\U00110000")', 1],
  ['pack_array("aBc" containscs "B", "aBc" containscs "b")', [true, false]],
  ['pack_array("aBc" notcontains "b", "aBc" notcontainscs "b")', [false, true]],
  ['translate("ab", "xy", "cab")', 'cxy'],
  ['repeat("x", 2)', ['x', 'x']],
  ['bag_set_key(dynamic({"a": 1}), "b", 2)', { a: 1, b: 2 }],
  ['bag_zip(dynamic(["a", "b"]), dynamic([1, 2]))', { a: 1, b: 2 }],
])('%s', async (expression, expected) => {
  const [result] = await runKql(connection, `print x = ${expression}`);
  expect(result?.rows).toEqual([[expected]]);
});

test.each([
  ['print iif(true, 1, 2.0)', 'different types'],
  ['print case(true, toint(1), 2.5)', 'different types'],
  ['print coalesce(toint(1), 2.0)', 'different types'],
  ['print d = dynamic([1]) | where d == d', 'Two dynamic values'],
])('%s is refused', (text, reason) => {
  expect(() => compileKql(text, { tables: [], now: testNow })).toThrow(reason);
});

test('NaN is an extreme whichever is looked for', async () => {
  const [result] = await runKql(
    connection,
    'datatable(v: real)[2, real(nan), 3] | summarize arg_min(v, v), arg_max(v, v)',
  );
  expect(result?.rows).toEqual([['NaN', 'NaN', 'NaN', 'NaN']]);
});

test.each([
  ['print a = 1 | extend x = column_ifexists("a", 2), y = column_ifexists("b", "none")', [[1, 1, 'none']]],
  [
    'range x from 1 to 10 step 1 | extend t = "1234567890" | summarize sum(estimate_data_size(*)), max(estimate_data_size(t))',
    [[180, 10]],
  ],
  [
    'print a = dynamic({"a": 1}), b = int(1), c = true, d = guid(null), e = "ä" | project estimate_data_size(*)',
    [[7 + 4 + 1 + 16 + 2]],
  ],
  ['let T = datatable(a: long, b: string)[1, "x"]; print column_names_of(T)', [[['a', 'b']]]],
  ['print a = 1, b = "t" | project x = pack_all()', [[{ a: 1, b: 't' }]]],
  ['print a = 1, b = 2 | extend c = a + b | project bag_pack_columns(a, c)', [[{ a: 1, c: 3 }]]],
  ['datatable(a: long)[1, 2] | summarize make_list(column_ifexists("b", 0))', [[[0, 0]]]],
  ['datatable(k: string, n: long)["a", 1, "b", 2] | summarize make_bag_if(pack(k, n), n > 1)', [[{ b: 2 }]]],
])('%s', async (query, expected) => {
  const [result] = await runKql(connection, query);
  expect(result?.rows).toEqual(expected);
});
