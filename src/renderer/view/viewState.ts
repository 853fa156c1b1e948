import { isSamePlace, type ResultPlace } from '../../core/protocol/resultPlace';
import type { ResultFilter, ResultSort, ResultView } from '../../core/protocol/resultProtocol';

/** Every row, in the order of the query. */
export const wholeView: ResultView = { sort: [], filters: [] };

export function columnFilters(view: ResultView, place: ResultPlace): readonly ResultFilter[] {
  return view.filters.filter((filter) => isSamePlace(filter, place));
}

/** Replaces the filters of one column, at the place of the old ones. */
export function withColumnFilters(view: ResultView, place: ResultPlace, filters: readonly ResultFilter[]): ResultView {
  const index = view.filters.findIndex((filter) => isSamePlace(filter, place));
  const others = view.filters.filter((filter) => !isSamePlace(filter, place));
  return { ...view, filters: others.toSpliced(index === -1 ? others.length : index, 0, ...filters) };
}

/** Narrows the view by one filter more; the same kind of filter of the same column is replaced. */
export function withFilter(view: ResultView, filter: ResultFilter): ResultView {
  const kept = columnFilters(view, filter).filter(
    (other) => other.kind !== filter.kind || isExclusion(other) !== isExclusion(filter),
  );
  return withColumnFilters(view, filter, [...kept, mergeExclusion(view, filter)]);
}

export function withoutFilter(view: ResultView, filter: ResultFilter): ResultView {
  return { ...view, filters: view.filters.filter((other) => other !== filter) };
}

export function withSearch({ sort, filters }: ResultView, search: string): ResultView {
  return { sort, filters, ...(search === '' ? {} : { search }) };
}

export function withSort(view: ResultView, sort: readonly ResultSort[]): ResultView {
  return { ...view, sort };
}

export function isNarrowed({ filters, search }: ResultView): boolean {
  return filters.length > 0 || search !== undefined;
}

export function isSameView(left: ResultView, right: ResultView): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function isExclusion(filter: ResultFilter): boolean {
  return filter.kind !== 'range' && filter.isExcluded;
}

/** A second value that is excluded joins the first one. */
function mergeExclusion(view: ResultView, filter: ResultFilter): ResultFilter {
  if (filter.kind !== 'values' || !filter.isExcluded) {
    return filter;
  }
  const before = columnFilters(view, filter).flatMap((other) =>
    other.kind === 'values' && other.isExcluded ? other.values : [],
  );
  return { ...filter, values: [...before, ...filter.values] };
}
