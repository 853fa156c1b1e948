import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kustoTypes } from '../../../../../src/core/kql/kustoType';
import type { ResultFilter, ResultView } from '../../../../../src/core/protocol/resultProtocol';
import { mixedResult } from './resultFixture';
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
}, 60_000);
