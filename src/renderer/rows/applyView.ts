import type { Column, KustoType } from '../../core/kql/kustoType';
import { cellText } from '../../core/notebook/cellText';
import type { CellValue, Row } from '../../core/protocol/queryProtocol';
import { isSamePlace, type ResultPlace } from '../../core/protocol/resultPlace';
import type { ResultFilter, ResultSort, ResultView } from '../../core/protocol/resultProtocol';
import { valueAt } from '../values/propertyPath';
import { compareValues } from './compareValues';

/** The rows of a view, in its order: what the engine does over a whole result, done here where no engine is. */
export function applyView(columns: readonly Column[], rows: readonly Row[], view: ResultView): readonly Row[] {
  const shown = rows.filter(createRowTest(columns, view));
  return view.sort.length === 0 ? shown : shown.sort((left, right) => compareRows(columns, view.sort, left, right));
}

/** Tells whether a row is in a view. */
export function createRowTest(columns: readonly Column[], view: ResultView): (row: Row) => boolean {
  const tests = view.filters.map((filter) => testOf(filter, typeOf(columns, filter)));
  const search = view.search?.toLowerCase() ?? '';
  if (search !== '') {
    tests.push((row) => row.some((value, index) => textOf(value, columns[index]?.type).includes(search)));
  }
  return (row) => tests.every((test) => test(row));
}

export function withoutColumn(view: ResultView, place: ResultPlace): ResultView {
  return { ...view, filters: view.filters.filter((filter) => !isSamePlace(filter, place)) };
}

/** The order of two rows, as of `Array.sort`. */
export function compareRows(columns: readonly Column[], sort: readonly ResultSort[], left: Row, right: Row): number {
  for (const key of sort) {
    const order = compareValues(typeOf(columns, key), valueOf(left, key), valueOf(right, key));
    if (order !== 0) {
      return key.descending ? -order : order;
    }
  }
  return 0;
}

function testOf(filter: ResultFilter, type: KustoType): (row: Row) => boolean {
  switch (filter.kind) {
    case 'values': {
      const values = new Set(filter.values.map((value) => JSON.stringify(value)));
      return (row) => values.has(JSON.stringify(valueOf(row, filter))) !== filter.isExcluded;
    }
    case 'text': {
      const text = filter.text.toLowerCase();
      return (row) => textOf(valueOf(row, filter), type).includes(text) !== filter.isExcluded;
    }
    case 'empty':
      return (row) => ((valueOf(row, filter) ?? '') === '') !== filter.isExcluded;
    case 'range': {
      const { from, until } = filter;
      return (row) => {
        const value = valueOf(row, filter);
        return (
          value !== null &&
          value !== 'NaN' &&
          (from === undefined || compareValues(type, value, from) >= 0) &&
          (until === undefined || compareValues(type, value, until) <= 0)
        );
      };
    }
  }
}

/** The value that a row has at a place. */
export function valueOf(row: Row, { column, path = [] }: ResultPlace): CellValue {
  return valueAt(row[column] ?? null, path);
}

export function typeOf(columns: readonly Column[], { column, path = [] }: ResultPlace): KustoType {
  return path.length === 0 ? (columns[column]?.type ?? 'dynamic') : 'dynamic';
}

function textOf(value: CellValue, type: KustoType | undefined): string {
  return cellText(value, type).toLowerCase();
}
