import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readExactJson } from '../../../../../src/core/kql/values/exactNumbers';
import { kustoTypes } from '../../../../../src/core/kql/kustoType';
import type { ResultFilter, ResultValues, ResultView } from '../../../../../src/core/protocol/resultProtocol';
import { countValues } from '../../../../../src/engine/query/result/countValues';
import { createLocalRows } from '../../../../../src/renderer/rows/localRows';
import { mixedResult, resultOf } from './resultFixture';
import { textArbitrary, valueArbitraries } from './sampleRows';
import { viewOf } from './viewModel';

const columnArbitrary = fc.nat({ max: kustoTypes.length - 1 });

const filterArbitrary: fc.Arbitrary<ResultFilter> = columnArbitrary.chain((column) => {
  const value = valueArbitraries[kustoTypes[column] ?? 'string'];
  // Nothing is at least NaN, nor at most.
  const bound = value.filter((candidate) => candidate !== null && typeof candidate !== 'object' && candidate !== 'NaN');
  return fc.oneof<fc.Arbitrary<ResultFilter>[]>(
    fc.record({
      kind: fc.constant('values' as const),
      column: fc.constant(column),
      values: fc.array(value, { maxLength: 4 }),
      isExcluded: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('text' as const),
      column: fc.constant(column),
      text: textArbitrary,
      isExcluded: fc.boolean(),
    }),
    fc.record(
      { kind: fc.constant('range' as const), column: fc.constant(column), from: bound, until: bound },
      { requiredKeys: ['kind', 'column'] },
    ),
    fc.record({ kind: fc.constant('empty' as const), column: fc.constant(column), isExcluded: fc.boolean() }),
  );
});

const viewArbitrary: fc.Arbitrary<ResultView> = fc.record(
  {
    sort: fc.array(fc.record({ column: columnArbitrary, descending: fc.boolean() }), { maxLength: 3 }),
    filters: fc.array(filterArbitrary, { maxLength: 2 }),
    search: textArbitrary,
  },
  { requiredKeys: ['sort', 'filters'] },
);

test('views show what they say, for values of all types', async () => {
  const result = await mixedResult(80);
  const rows = await result.readRows(0, 80);
  await fc.assert(
    fc.asyncProperty(viewArbitrary, fc.nat({ max: 20 }), async (view, offset) => {
      const expected = viewOf(result.columns, rows, view);
      const page = await result.views.readPage(view, offset, 30);
      expect(page.rowCount).toBe(expected.length);
      expect(page.rows).toEqual(expected.slice(offset, offset + 30));
    }),
    { numRuns: 100 },
  );
});

test('parts of dynamic values are sorted, filtered and counted as the grid does it without an engine', async () => {
  const values = [
    '{"App":{"Id":"b"},"Items":[{"a/b~c":2}]}',
    '{"App":{"Id":"a"},"Items":[{"a/b~c":10}]}',
    '{"App":{"Id":"B"},"Items":[]}',
    '{"App":{"Id":null}}',
    '{"App":"text","Items":[{"a/b~c":"x"}]}',
    '{"App":10.0,"Items":[{"a/b~c":10.0}]}',
    '{"App":[10.0],"Items":[{"a/b~c":9007199254740993}]}',
    '["b"]',
  ];
  const result = await resultOf(
    `datatable(Number: long, Bag: dynamic) [${values.map((value, index) => `${index}, dynamic(${value})`).join(', ')}]`,
  );
  const local = createLocalRows({ columns: result.columns, rows: await result.readRows(0, 10) });
  const exact = ['10.0', '9007199254740993', '[10.0]'].map((json) => readExactJson(json));
  const { signal } = new AbortController();
  for (const path of [['App', 'Id'], ['Items', 0, 'a/b~c'], [0], ['App'], ['none', 1]]) {
    const place = { column: 1, path };
    const views: ResultView[] = [
      { sort: [{ ...place, descending: false }], filters: [] },
      { sort: [{ ...place, descending: true }], filters: [] },
      { sort: [], filters: [{ kind: 'values', ...place, values: ['b', 10, null], isExcluded: false }] },
      { sort: [], filters: [{ kind: 'values', ...place, values: ['b', 10], isExcluded: true }] },
      { sort: [], filters: [{ kind: 'values', ...place, values: exact, isExcluded: false }] },
      { sort: [], filters: [{ kind: 'text', ...place, text: '10.0', isExcluded: false }] },
      { sort: [], filters: [{ kind: 'text', ...place, text: 'B', isExcluded: false }] },
      { sort: [], filters: [{ kind: 'empty', ...place, isExcluded: true }] },
    ];
    for (const view of views) {
      expect(await result.views.readPage(view, 0, 10), JSON.stringify(view)).toEqual(
        await local.readRows({ view, offset: 0, limit: 10 }, signal),
      );
      const inOrder = ({ values: counted, distinct }: ResultValues): unknown => [
        distinct,
        counted.map((value) => JSON.stringify(value)).sort(),
      ];
      const params = { ...place, view, limit: 10 };
      expect(inOrder(await countValues(result, params))).toEqual(inOrder(await local.countValues(params, signal)));
    }
  }
  const noBag: ResultView = { sort: [{ column: 0, path: ['a'], descending: false }], filters: [] };
  await expect(result.views.readPage(noBag, 0, 1)).rejects.toThrow('Values of the type long have no parts.');
});

test('a filter whose bound is no value of the column is refused', async () => {
  const result = await resultOf('print t = now()');
  const view: ResultView = { sort: [], filters: [{ kind: 'range', column: 0, from: 'soon' }] };
  await expect(result.views.readPage(view, 0, 1)).rejects.toMatchObject({
    data: {
      kind: 'query',
      message: '"soon" is no datetime, so the values of t cannot be compared with it. Change the filter.',
    },
  });
});

const slow: ResultView = { sort: [{ column: 1, descending: true }], filters: [], search: 'no such text' };

test('a view that nobody waits for any more is not made', async () => {
  const result = await resultOf('range x from 1 to 1000000 step 1 | extend y = tostring(x * 7919)');
  const cancel = new AbortController();
  const pages = [1, 2].map((page) => result.views.readPage(slow, page, 1, cancel.signal));
  cancel.abort(new Error('enough'));
  for (const page of pages) {
    await expect(page).rejects.toThrow('enough');
  }
  // It is made again for who asks again, though another one gives up meanwhile.
  const other = new AbortController();
  const [given, kept] = [result.views.readPage(slow, 0, 1, other.signal), result.views.readPage(slow, 0, 1)];
  other.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  expect(await kept).toEqual({ rows: [], rowCount: 0 });
});

test('a result that is let go ends its views', async () => {
  const result = await resultOf('range x from 1 to 1000000 step 1 | extend y = tostring(x * 7919)');
  const page = result.views.readPage(slow, 0, 1);
  await Promise.all([expect(page).rejects.toThrow(), result.dispose()]);
});

test('more views are asked for than are kept', async () => {
  const result = await resultOf('range x from 0 to 2999 step 1');
  const views = Array.from({ length: 10 }, (_, index): ResultView => {
    return { sort: [{ column: 0, descending: true }], filters: [{ kind: 'range', column: 0, from: index }] };
  });
  for (const view of [...views, ...views]) {
    const [filter] = view.filters;
    const from = filter?.kind === 'range' ? Number(filter.from) : 0;
    const { rows, rowCount } = await result.views.readPage(view, 2_900, 200);
    expect(rowCount).toBe(3_000 - from);
    expect(rows.map(([x]) => x)).toEqual(Array.from({ length: 100 - from }, (_, index) => 99 - index));
  }
});
