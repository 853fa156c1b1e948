import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CellValue } from '../../../../../src/core/protocol/queryProtocol';
import { kustoTypes } from '../../../../../src/core/kql/kustoType';
import { readExactJson } from '../../../../../src/core/kql/values/exactNumbers';
import { countValues } from '../../../../../src/engine/query/result/countValues';
import { mixedResult, resultOf } from './resultFixture';
import { textArbitrary } from './sampleRows';
import { hasText, viewOf } from './viewModel';

test('the values of a column are counted, those of each type', async () => {
  const result = await mixedResult(80);
  const rows = await result.readRows(0, 80);
  const params = fc.record({
    column: fc.nat({ max: kustoTypes.length - 1 }),
    view: fc.record({ sort: fc.constant([]), filters: fc.constant([]), search: textArbitrary }),
    search: textArbitrary,
  });
  await fc.assert(
    fc.asyncProperty(params, async ({ column, view, search }) => {
      const type = result.columns[column]?.type ?? 'dynamic';
      const counts = new Map<string, number>();
      for (const row of viewOf(result.columns, rows, view)) {
        const value: CellValue = row[column] ?? null;
        if (search === '' || hasText(value, type, search)) {
          const key = JSON.stringify(value);
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
      }
      const found = await countValues(result, { column, view, search, limit: 1_000 });
      expect(found.distinct).toBe(counts.size);
      expect(new Map(found.values.map(({ value, count }) => [JSON.stringify(value), count]))).toEqual(counts);
      const most = found.values.map(({ count }) => count);
      expect(most).toEqual(most.toSorted((one, other) => other - one));
    }),
    { numRuns: 60 },
  );
});

test('the filters of other columns count, the own one does not; the most frequent come first', async () => {
  const result = await resultOf('range x from 0 to 99 step 1 | extend a = x % 7, b = x % 2');
  const view = {
    sort: [],
    filters: [
      { kind: 'values' as const, column: 1, values: [3], isExcluded: false },
      { kind: 'values' as const, column: 2, values: [0], isExcluded: false },
    ],
  };
  expect(await countValues(result, { column: 1, view, limit: 2 })).toEqual({
    values: [
      { value: 0, count: 8 },
      { value: 1, count: 7 },
    ],
    distinct: 7,
  });
});

test('texts of JSON that say the same are one value', async () => {
  const result =
    await resultOf(`print x = dynamic(['1', '1.0', '1e0', '{"a": 1}', '{"a":1}', '"1"']) | mv-expand x to typeof(string)
    | project x = parse_json(x)`);
  const view = { sort: [], filters: [] };
  const { values, distinct } = await countValues(result, { column: 0, view, limit: 9 });
  const whole: unknown = readExactJson('1.0');
  expect(distinct).toBe(4);
  expect(values).toEqual(
    expect.arrayContaining([
      { value: 1, count: 1 },
      { value: whole, count: 2 },
      { value: { a: 1 }, count: 2 },
      { value: '1', count: 1 },
    ]),
  );
});
