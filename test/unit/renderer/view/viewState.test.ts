import { describe, expect, it } from 'vitest';
import type { ResultFilter } from '../../../../src/core/protocol/resultProtocol';
import {
  isNarrowed,
  isSameView,
  wholeView,
  withColumnFilters,
  withFilter,
  withoutFilter,
  withSearch,
} from '../../../../src/renderer/view/viewState';

const isA: ResultFilter = { kind: 'values', column: 1, values: ['a'], isExcluded: false };
const isB: ResultFilter = { kind: 'values', column: 1, values: ['b'], isExcluded: false };
const notA: ResultFilter = { ...isA, isExcluded: true };
const notB: ResultFilter = { ...isB, isExcluded: true };
const other: ResultFilter = { kind: 'empty', column: 2, isExcluded: true };

describe('the view of a grid', () => {
  it('has one filter of a kind for a column: the last one', () => {
    const view = withFilter(withFilter(withFilter(wholeView, isA), other), isB);
    expect(view.filters).toEqual([isB, other]);
  });

  it('adds up what is excluded', () => {
    const view = withFilter(withFilter(withFilter(wholeView, isA), notA), notB);
    expect(view.filters).toEqual([isA, { ...notA, values: ['a', 'b'] }]);
  });

  it('replaces or removes the filters of a column', () => {
    const view = withFilter(withFilter(wholeView, isA), other);
    expect(withColumnFilters(view, { column: 1 }, []).filters).toEqual([other]);
    expect(withoutFilter(view, other).filters).toEqual([isA]);
  });

  it('keeps the filters of a column and of its parts apart', () => {
    const ofPart: ResultFilter = { ...isA, path: ['App', 0] };
    const view = withFilter(withFilter(wholeView, isA), ofPart);
    expect(view.filters).toEqual([isA, ofPart]);
    expect(withColumnFilters(view, { column: 1, path: ['App', 0] }, []).filters).toEqual([isA]);
  });

  it('is whole again once the search is empty', () => {
    const view = withSearch(wholeView, 'x');
    expect(isNarrowed(view)).toBe(true);
    expect(isSameView(withSearch(view, ''), wholeView)).toBe(true);
  });
});
