import { describe, expect, it } from 'vitest';
import type { ResultFilter, ResultView } from '../../../../src/core/protocol/resultProtocol';
import type { CellValue, Row } from '../../../../src/core/protocol/queryProtocol';
import type { KustoType } from '../../../../src/core/kql/kustoType';
import { readExactJson } from '../../../../src/core/kql/values/exactNumbers';
import { compareValues } from '../../../../src/renderer/rows/compareValues';
import { createLocalRows } from '../../../../src/renderer/rows/localRows';

const columns = [
  { name: 'Text', type: 'string' },
  { name: 'Number', type: 'long' },
  { name: 'More', type: 'dynamic' },
] as const;
const rows: readonly Row[] = [
  ['b', 2, { k: 'X' }],
  ['a', null, null],
  ['B', 10, [1]],
  ['', 2, null],
];
const source = createLocalRows({ columns, rows });
const signal = new AbortController().signal;

async function shown(view: Partial<ResultView>): Promise<readonly (CellValue | undefined)[]> {
  const page = await source.readRows({ view: { sort: [], filters: [], ...view }, offset: 0, limit: 10 }, signal);
  return page.rows.map(([text]) => text);
}

describe('createLocalRows', () => {
  it('sorts by several columns, and keeps the order of equal rows', async () => {
    const sort = [
      { column: 1, descending: true },
      { column: 0, descending: false },
    ];
    expect(await shown({ sort })).toEqual(['B', '', 'b', 'a']);
    expect(await shown({ sort: [{ column: 1, descending: false }] })).toEqual(['a', 'b', '', 'B']);
  });

  it.each<[ResultFilter, readonly string[]]>([
    [{ kind: 'values', column: 1, values: [2], isExcluded: false }, ['b', '']],
    [{ kind: 'values', column: 2, values: [{ k: 'X' }], isExcluded: true }, ['a', 'B', '']],
    [{ kind: 'text', column: 0, text: 'B', isExcluded: false }, ['b', 'B']],
    [{ kind: 'text', column: 0, text: 'B', isExcluded: true }, ['a', '']],
    [{ kind: 'range', column: 1, from: 2, until: 9 }, ['b', '']],
    [{ kind: 'range', column: 1, until: 2 }, ['b', '']],
    [{ kind: 'empty', column: 0, isExcluded: false }, ['']],
    [{ kind: 'empty', column: 1, isExcluded: true }, ['b', 'B', '']],
  ])('filters by %j', async (filter, expected) => {
    expect(await shown({ filters: [filter] })).toEqual(expected);
  });

  it('searches all columns in whatever case', async () => {
    expect(await shown({ search: 'x"' })).toEqual(['b']);
  });

  it('gives a page, and the rows that the view has', async () => {
    const page = await source.readRows({ view: { sort: [], filters: [] }, offset: 1, limit: 2 }, signal);
    expect(page.rows.map(([text]) => text)).toEqual(['a', 'B']);
    expect(page.rowCount).toBe(4);
  });

  it('counts the values of a column without its own filter', async () => {
    const filters: ResultFilter[] = [
      { kind: 'values', column: 1, values: [10], isExcluded: false },
      { kind: 'empty', column: 0, isExcluded: true },
    ];
    expect(await source.countValues({ column: 1, view: { sort: [], filters }, limit: 2 }, signal)).toEqual({
      values: [
        { value: 2, count: 1 },
        { value: null, count: 1 },
      ],
      distinct: 3,
    });
    const found = await source.countValues(
      { column: 1, view: { sort: [], filters: [] }, search: '1', limit: 9 },
      signal,
    );
    expect(found).toEqual({ values: [{ value: 10, count: 1 }], distinct: 1 });
  });
});

describe('compareValues', () => {
  it.each<[KustoType, readonly CellValue[]]>([
    ['long', [null, '-9007199254740993', -1, 2, 10, '9007199254740992', '9007199254740993']],
    ['real', [null, 'NaN', -1.5, 2]],
    ['timespan', [null, '-1.00:00:00', '-00:00:01', '00:00:00', '00:00:01.0000001', '10:00:00', '2.00:00:00']],
    ['datetime', [null, '2026-01-01T00:00:00.0000000Z', '2026-01-01T00:00:00.0000001Z']],
    ['bool', [null, false, true]],
    ['string', [null, '', 'A', 'a', 'b']],
    ['dynamic', [null, 2, readExactJson('3.0'), 10, 'a', { a: 1 }]],
  ])('orders %s', (type, ordered) => {
    expect(ordered.toReversed().sort((left, right) => compareValues(type, left, right))).toEqual(ordered);
  });
});
