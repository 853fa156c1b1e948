import { describe, expect, it } from 'vitest';
import { readExactJson } from '../../../../../src/core/kql/values/exactNumbers';
import type { CopyTable } from '../../../../../src/core/notebook/copy/copyTable';
import { jsonRows } from '../../../../../src/core/notebook/copy/jsonRows';
import { kqlDatatable, kqlLiteral } from '../../../../../src/core/notebook/copy/kqlDatatable';
import { markdownTable } from '../../../../../src/core/notebook/copy/markdownTable';
import { kqlCondition } from '../../../../../src/core/notebook/query/kqlCondition';
import { tabText } from '../../../../../src/core/notebook/copy/tabText';

const table: CopyTable = {
  columns: [
    { name: 'Name', type: 'string' },
    { name: 'Size', type: 'long' },
    { name: 'Details', type: 'dynamic' },
  ],
  rows: [
    ['a\tb\n"c"', -5, { k: '=1' }],
    ['=cmd()', null, null],
  ],
};

describe('tabText', () => {
  it('has a line for each row, and quotes what would end a cell', () => {
    expect(tabText(table, true)).toBe('Name\tSize\tDetails\n"a\tb\n""c"""\t-5\t{"k":"=1"}\n\'=cmd()\t\t');
  });

  it('guards texts that look like formulas, and leaves negative numbers', () => {
    expect(tabText(table, false).split('\n').at(-1)).toBe("'=cmd()\t\t");
    expect(tabText(table, false)).toContain('\t-5\t');
  });

  it('copies a single value as it is', () => {
    const single: CopyTable = { columns: [{ name: 'A', type: 'string' }], rows: [['=a\t"b"']] };
    expect(tabText(single, false)).toBe('=a\t"b"');
  });
});

describe('markdownTable', () => {
  it('aligns numbers to the right', () => {
    expect(markdownTable({ columns: table.columns, rows: [] })).toBe('| Name | Size | Details |\n| --- | ---: | --- |');
  });

  it.each([
    ['a|b', 'a\\|b'],
    ['a\nb', 'a<br>b'],
    ['<img src=x>', '&lt;img src=x>'],
    ['[x](y)', '\\[x\\](y)'],
    ['**b** `c` _d_', '\\*\\*b\\*\\* \\`c\\` \\_d\\_'],
    ['https://evil.example', 'https&#58;//evil.example'],
    ['www.evil.example', 'www&#46;evil.example'],
    ['u@evil.example', 'u&#64;evil.example'],
    ['&lt;', '&amp;lt;'],
    ['\u202eabc', '\\\\u202eabc'],
  ])('keeps %j text', (value, written) => {
    const text = markdownTable({ columns: [{ name: 'A', type: 'string' }], rows: [[value]] });
    expect(text.split('\n')[2]).toBe(`| ${written} |`);
  });
});

describe('jsonRows', () => {
  it('has an object for each row, whatever its columns are called', () => {
    const text = jsonRows({
      columns: [
        { name: '__proto__', type: 'string' },
        { name: 'b', type: 'long' },
      ],
      rows: [['x', 1]],
    });
    expect(text).toBe('[\n  {\n    "__proto__": "x",\n    "b": 1\n  }\n]');
  });

  it('has a single value as it is', () => {
    expect(jsonRows({ columns: [{ name: 'a', type: 'dynamic' }], rows: [[[1]]] })).toBe('[\n  1\n]');
  });
});

it('keeps the digits of numbers in dynamic values, whatever is copied', () => {
  const value = readExactJson('{"a":1.0,"b":9007199254740993}');
  const exact: CopyTable = { columns: [{ name: 'A', type: 'dynamic' }], rows: [[value]] };
  expect(jsonRows(exact)).toBe('{\n  "a": 1.0,\n  "b": 9007199254740993\n}');
  expect(tabText(exact, false)).toBe('{"a":1.0,"b":9007199254740993}');
  expect(markdownTable(exact)).toContain('| {"a":1.0,"b":9007199254740993} |');
  expect(kqlDatatable(exact)).toContain('dynamic({"a":1.0,"b":9007199254740993})');
  expect(kqlCondition({ name: 'A', type: 'dynamic' }, readExactJson('1.0'), false, ['a'])).toBe(
    'tostring(A["a"]) == "1.0"',
  );
});

describe('kqlDatatable', () => {
  it('declares the columns and lists the values', () => {
    expect(kqlDatatable(table)).toBe(
      'datatable(Name:string, Size:long, Details:dynamic) [\n' +
        '  "a\\tb\\n\\"c\\"", long(-5), dynamic({"k":"=1"}),\n' +
        '  "=cmd()", long(null), dynamic(null)\n]',
    );
  });

  it('puts names in brackets that are none of KQL', () => {
    const { columns } = { columns: [{ name: 'a "b"', type: 'int' }] as const };
    expect(kqlDatatable({ columns, rows: [] })).toBe('datatable(["a \\"b\\""]:int) [\n\n]');
  });

  it.each([
    ['2026-11-22T10:00:00.1200000Z', 'datetime', 'datetime(2026-11-22T10:00:00.12Z)'],
    ['1.02:00:00', 'timespan', 'timespan(1.02:00:00)'],
    ['NaN', 'real', 'real(nan)'],
    ['-Infinity', 'real', 'real(-inf)'],
    [1e21, 'real', 'real(1e+21)'],
    ['9007199254740993', 'long', 'long(9007199254740993)'],
    [true, 'bool', 'true'],
    [null, 'bool', 'bool(null)'],
    [null, 'string', '""'],
    ['C:\\x', 'string', '@"C:\\x"'],
    ['0); drop', 'long', 'long(null)'],
  ] as const)('writes %j of type %s as %s', (value, type, written) => {
    expect(kqlLiteral(value, type)).toBe(written);
  });
});
