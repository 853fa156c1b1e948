import type { Column, KustoType } from '../../core/kql/kustoType';
import { cellText } from '../../core/notebook/cellText';
import type { CellValue, Row } from '../../core/protocol/queryProtocol';
import type { ResultFilter, ResultSort, ResultView } from '../../core/protocol/resultProtocol';
import { compareValues } from './compareValues';

/** The rows of a view, in its order: what the engine does over a whole result, done here where no engine is. */
export function applyView(columns: readonly Column[], rows: readonly Row[], view: ResultView): readonly Row[] {
  const shown = rows.filter(createRowTest(columns, view));
  return view.sort.length === 0 ? shown : shown.sort((left, right) => compareRows(columns, view.sort, left, right));
}

/** Tells whether a row is in a view. */
export function createRowTest(columns: readonly Column[], view: ResultView): (row: Row) => boolean {
  const tests = view.filters.map((filter) => testOf(filter, columns[filter.column]?.type ?? 'dynamic'));
  const search = view.search?.toLowerCase() ?? '';
  if (search !== '') {
    tests.push((row) => row.some((value, index) => textOf(value, columns[index]?.type).includes(search)));
  }
  return (row) => tests.every((test) => test(row));
}

export function withoutColumn(view: ResultView, column: number): ResultView {
  return { ...view, filters: view.filters.filter((filter) => filter.column !== column) };
}

/** The order of two rows, as of `Array.sort`. */
export function compareRows(columns: readonly Column[], sort: readonly ResultSort[], left: Row, right: Row): number {
  for (const { column, descending } of sort) {
    const order = compareValues(columns[column]?.type ?? 'dynamic', left[column] ?? null, right[column] ?? null);
    if (order !== 0) {
      return descending ? -order : order;
    }
  }
  return 0;
}

function testOf(filter: ResultFilter, type: KustoType): (row: Row) => boolean {
  const valueOf = (row: Row): CellValue => row[filter.column] ?? null;
  switch (filter.kind) {
    case 'values': {
      const values = new Set(filter.values.map((value) => JSON.stringify(value)));
      return (row) => values.has(JSON.stringify(valueOf(row))) !== filter.isExcluded;
    }
    case 'text': {
      const text = filter.text.toLowerCase();
      return (row) => textOf(valueOf(row), type).includes(text) !== filter.isExcluded;
    }
    case 'empty':
      return (row) => ((valueOf(row) ?? '') === '') !== filter.isExcluded;
    case 'range': {
      const { from, until } = filter;
      return (row) => {
        const value = valueOf(row);
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

function textOf(value: CellValue, type: KustoType | undefined): string {
  return cellText(value, type).toLowerCase();
}
