import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { ResultFormatName, WritableResult } from '../../../src/cli/output/resultFormats';
import { resultFormats } from '../../../src/cli/output/resultFormats';
import { readExactJson } from '../../../src/core/kql/values/exactNumbers';
import type { Row } from '../../../src/core/protocol/queryProtocol';

function resultOf(rows: readonly Row[]): WritableResult {
  return {
    columns: [
      { name: 'UserId', type: 'string' },
      { name: '=n', type: 'long' },
      { name: 'More', type: 'dynamic' },
    ],
    rowCount: rows.length,
    readRows: (offset, limit) => Promise.resolve(rows.slice(offset, offset + limit)),
  };
}

function format(name: ResultFormatName, rows: readonly Row[]): Promise<string> {
  return text(Readable.from(resultFormats[name](resultOf(rows))));
}

const rows: Row[] = [
  ['=HYPERLINK("http://x")', -1, { a: [1, null] }],
  ['a,"b"\nc', '9007199254740993', null],
  ['\u001b[31mred', null, ['-']],
];

test('json is one object on a line, with the types of the columns', async () => {
  expect(await format('json', rows)).toMatchInlineSnapshot(`
    "{"columns":[{"name":"UserId","type":"string"},{"name":"=n","type":"long"},{"name":"More","type":"dynamic"}],"rows":[["=HYPERLINK(\\"http://x\\")",-1,{"a":[1,null]}],["a,\\"b\\"\\nc","9007199254740993",null],["\\u001b[31mred",null,["-"]]]}
    "
  `);
  expect(JSON.parse(await format('json', []))).toMatchObject({ rows: [] });
});

test('numbers of dynamic values keep their digits', async () => {
  const row: Row = ['x', 1, readExactJson('[1.0,9007199254740993]')];
  expect(await format('json', [row])).toContain('["x",1,[1.0,9007199254740993]]');
  expect(await format('ndjson', [row])).toContain('"More":[1.0,9007199254740993]');
  expect(await format('csv', [row, ['y', 2, readExactJson('-1.0')]])).toBe(
    'UserId,\'=n,More\r\nx,1,"[1.0,9007199254740993]"\r\ny,2,-1.0\r\n',
  );
});

test('ndjson is an object for each row', async () => {
  expect(await format('ndjson', rows)).toMatchInlineSnapshot(`
    "{"UserId":"=HYPERLINK(\\"http://x\\")","=n":-1,"More":{"a":[1,null]}}
    {"UserId":"a,\\"b\\"\\nc","=n":"9007199254740993","More":null}
    {"UserId":"\\u001b[31mred","=n":null,"More":["-"]}
    "
  `);
  expect(await format('ndjson', [])).toBe('');
});

test('csv quotes what needs it, and lets no text be a formula', async () => {
  expect(await format('csv', rows)).toMatchInlineSnapshot(`
    "UserId,'=n,More
    "'=HYPERLINK(""http://x"")",-1,"{""a"":[1,null]}"
    "a,""b""
    c",9007199254740993,
    [31mred,,"[""-""]"
    "
  `);
  const formulas = ['=1', '+1', '-1', '@x', '\tx', '\rx'].map((value): Row => [value, -1, null]);
  expect((await format('csv', formulas)).match(/^"?'/gm)).toHaveLength(6);
  expect(await format('csv', [['', '-9007199254740993', '-x']])).toContain(",-9007199254740993,'-x");
});

test('a table shows control characters for what they are', async () => {
  expect(await format('table', rows)).toMatchInlineSnapshot(`
    "UserId                  =n                More
    ----------------------  ----------------  --------------
    =HYPERLINK("http://x")  -1                {"a":[1,null]}
    a,"b"\\u000ac            9007199254740993
    \\u001b[31mred                             ["-"]
    "
  `);
});

test('all rows are written, over all pages', async () => {
  const many = Array.from({ length: 12_345 }, (_, index): Row => ['u', index, null]);
  expect(JSON.parse(await format('json', many))).toMatchObject({ rows: many });
  expect((await format('ndjson', many)).trim().split('\n')).toHaveLength(many.length);
  expect(await format('table', many)).toContain('… 11345 more rows');
});
