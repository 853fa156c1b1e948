import type { Column, KustoType } from '../../../../../src/core/kql/kustoType';
import { parseDatetime, parseTimespan } from '../../../../../src/core/kql/values/dateTimeText';
import { cellText } from '../../../../../src/core/notebook/cellText';
import type { CellValue, Row } from '../../../../../src/core/protocol/queryProtocol';
import type { ResultFilter, ResultSort, ResultView } from '../../../../../src/core/protocol/resultProtocol';

/** The rows of a view, as the protocol says it, by plain JavaScript. */
export function viewOf(columns: readonly Column[], rows: readonly Row[], view: ResultView): readonly Row[] {
  const { sort, filters, search = '' } = view;
  return rows
    .filter((row) => filters.every((filter) => passes(columns, row, filter)))
    .filter((row) => search === '' || columns.some(({ type }, index) => hasText(row[index] ?? null, type, search)))
    .toSorted((one, other) => compareRows(columns, sort, one, other));
}

export function hasText(value: CellValue, type: KustoType, text: string): boolean {
  return cellText(value, type).toLowerCase().includes(text.toLowerCase());
}

function passes(columns: readonly Column[], row: Row, filter: ResultFilter): boolean {
  const type = columns[filter.column]?.type ?? 'dynamic';
  const value = row[filter.column] ?? null;
  switch (filter.kind) {
    case 'values':
      return filter.isExcluded !== filter.values.some((other) => JSON.stringify(other) === JSON.stringify(value));
    case 'text':
      return filter.isExcluded !== hasText(value, type, filter.text);
    case 'range':
      return isWithin(type, value, filter.from ?? null, filter.until ?? null);
    case 'empty':
      return filter.isExcluded !== (cellText(value, type) === '');
  }
}

function isWithin(type: KustoType, value: CellValue, from: CellValue, until: CellValue): boolean {
  if (value === null || (type === 'real' && value === 'NaN')) {
    return false;
  }
  return [from, until].every((bound, index) => {
    if (bound === null) {
      return true;
    }
    if (
      type === 'dynamic' &&
      (typeof bound === 'number') !== (typeof value === 'number') &&
      typeof bound === 'number'
    ) {
      return false;
    }
    const isText = type === 'dynamic' && typeof bound !== 'number';
    const order = isText
      ? compareTexts(cellText(value), cellText(bound))
      : compareKeys(keysOf(type, value), keysOf(type, bound));
    return index === 0 ? order >= 0 : order <= 0;
  });
}

function compareRows(columns: readonly Column[], sort: readonly ResultSort[], one: Row, other: Row): number {
  for (const { column, descending } of sort) {
    const type = columns[column]?.type ?? 'dynamic';
    const order = compareKeys(keysOf(type, one[column] ?? null), keysOf(type, other[column] ?? null));
    if (order !== 0) {
      return descending ? -order : order;
    }
  }
  return 0;
}

type Key = bigint | number | string;

/** What a value is ordered by: null, then NaN, then all others. */
function keysOf(type: KustoType, value: CellValue): readonly Key[] {
  if (value === null) {
    return [0];
  }
  switch (type) {
    case 'real':
      return value === 'NaN' ? [1] : [2, Number(value)];
    case 'int':
    case 'decimal':
      return [2, Number(value)];
    case 'long':
      return [2, BigInt(cellText(value))];
    case 'bool':
      return [2, Number(value)];
    case 'datetime':
      return [2, parseDatetime(cellText(value)) ?? 0n];
    case 'timespan':
      return [2, parseTimespan(cellText(value)) ?? 0n];
    case 'guid':
    case 'string':
      return [2, cellText(value)];
    case 'dynamic':
      return typeof value === 'number' ? [1, value] : [2, cellText(value)];
  }
}

function compareKeys(one: readonly Key[], other: readonly Key[]): number {
  for (const [index, key] of one.entries()) {
    const against = other[index] ?? 0;
    const order =
      typeof key === 'string' || typeof against === 'string'
        ? compareTexts(String(key), String(against))
        : key < against
          ? -1
          : key > against
            ? 1
            : 0;
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}

/** By code points, not by UTF-16 code units. */
function compareTexts(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
